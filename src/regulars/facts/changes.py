"""The index of next changes: for each customer the earliest instant at which time alone may change an answer.

One row a customer, the least over all segments. It is written after the books
have taken what was found, so an instant that is lost in between is only asked
about again. An instant may be early, never late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Index:
    """Next changes found: the table `found(customer_id, next_change)`.

    They replace those of the customers `asked(customer_id)`, or of all when it
    is None; with `earlier` they only come before those known, as when a segment
    is new.
    """

    found: pa.Table
    asked: pa.Table | None = None
    earlier: bool = False


def keep(con: duckdb.DuckDBPyConnection, indexes: Iterable[Index], notes: Mapping[str, str]) -> None:
    """Bring the index up to date, together with notes of what it is up to date with."""
    cursor = con.cursor()
    try:
        cursor.begin()
        for index in indexes:
            cursor.register("found", index.found)
            if index.earlier:
                _add(cursor, index.asked)
            else:
                _replace(cursor, index.asked)
        cursor.execute("delete from meta where name in (select unnest(?))", [list(notes)])
        cursor.executemany("insert into meta values (?, ?)", list(notes.items()))
        cursor.commit()
    finally:
        cursor.close()


def _replace(cursor: duckdb.DuckDBPyConnection, asked: pa.Table | None) -> None:
    if asked is None:
        cursor.execute("delete from next_change")
    else:
        cursor.register("asked", asked)
        cursor.execute("delete from next_change where customer_id in (select customer_id from asked)")
    cursor.execute("insert into next_change select customer_id, next_change from found where next_change is not null")


def _add(cursor: duckdb.DuckDBPyConnection, asked: pa.Table | None) -> None:
    of_those = ""
    if asked is not None:
        cursor.register("asked", asked)
        of_those = "where customer_id in (select customer_id from asked)"
    cursor.execute(
        f"""create or replace temp table earliest as select customer_id, min("at") as "at" from (
            from next_change {of_those} union all by name
            select customer_id, next_change as "at" from found where next_change is not null) group by 1"""
    )
    cursor.execute(f"delete from next_change {of_those}")
    cursor.execute("insert into next_change by name from earliest")
    cursor.execute("drop table earliest")


def first(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """The earliest instant of any customer."""
    row = con.cursor().execute('select min("at") from next_change').fetchone()
    return None if row is None or row[0] is None else row[0].replace(tzinfo=UTC)


def due(con: duckdb.DuckDBPyConnection, until: datetime) -> list[tuple[int, datetime]]:
    """The customers whose instant has come, with it, the earliest first."""
    rows = (
        con.cursor()
        .execute(
            'select customer_id, "at" from next_change where "at" <= ? order by "at", customer_id',
            [until.astimezone(UTC).replace(tzinfo=None)],
        )
        .fetchall()
    )
    return [(int(customer_id), at.replace(tzinfo=UTC)) for customer_id, at in rows]
