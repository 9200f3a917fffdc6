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

from .meta import Meta


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

    def is_empty(self) -> bool:
        """Whether nobody's answer changes by time alone."""
        return bool(self.found.column("next_change").null_count == self.found.num_rows)


class Changes:
    """The index in the file; kept by one thread at a time, asked by any number."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._kept = 0
        self._first: tuple[int, datetime | None] | None = None

    def keep(self, indexes: Iterable[Index], notes: Mapping[str, str], meta: Meta) -> None:
        """Bring the index up to date, together with notes of what it is up to date with."""
        cursor = self._con.cursor()
        try:
            empty = self.first() is None
            cursor.begin()
            for index in indexes:
                if empty and index.is_empty():
                    continue  # no segment asks about time
                empty = False
                cursor.register("found", index.found)
                (_add if index.earlier else _replace)(cursor, index.asked)
            meta.note(notes, cursor)
            cursor.commit()
            meta.committed()
        except BaseException:
            meta.undone()
            raise
        finally:
            self._kept += 1
            cursor.close()

    def first(self) -> datetime | None:
        """The earliest instant of any customer; asked for in each step, and read again once the index was kept."""
        known, kept = self._first, self._kept
        if known is not None and known[0] == kept:
            return known[1]
        row = self._con.cursor().execute('select min("at") from next_change').fetchone()
        first = None if row is None or row[0] is None else row[0].replace(tzinfo=UTC)
        self._first = kept, first
        return first

    def due(self, until: datetime) -> list[tuple[int, datetime]]:
        """The customers whose instant has come, with it, the earliest first."""
        rows = (
            self._con.cursor()
            .execute(
                'select customer_id, "at" from next_change where "at" <= ? order by "at", customer_id',
                [until.astimezone(UTC).replace(tzinfo=None)],
            )
            .fetchall()
        )
        return [(int(customer_id), at.replace(tzinfo=UTC)) for customer_id, at in rows]


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
