"""Rows by the thousand into PostgreSQL and out of it: columns in, one COPY; long lists as one value."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.csv
from sqlalchemy import Table
from sqlalchemy.types import Boolean, DateTime, Integer, TypeEngine

from regulars.books import Unit
from regulars.facts.columns import micros

_CSV = pyarrow.csv.WriteOptions(include_header=False, batch_size=8192, quoting_style="needed")

FEW = 10
"""More rows than these are copied."""
INTS = "cast(%s as int[])"
"""Where a list written by `ints` goes."""
BIGINTS = "cast(%s as bigint[])"
BOOLEANS = "cast(%s as int[])::boolean[]"
"""Where such a list goes whose numbers are bigger, or mean no and yes."""
INSTANTS = "cast(%s as timestamptz[])"
"""Where a list written by `instants` goes."""
TEXTS = "array(select json_array_elements_text(cast(%s as json)))"
"""Where a list written by `texts` goes."""


_WHOLE_TABLES = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_material")
_SETTING = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in _WHOLE_TABLES)


@contextlib.contextmanager
def looked_up(unit: Unit) -> Iterator[None]:
    """In the block rows are looked up by indexes, one by one.

    A table that grows by the thousand a second is no longer as the database last
    saw it, and would be read as a whole for a few thousand rows of it.
    """
    unit.driver.execute(_SETTING, ["off"] * len(_WHOLE_TABLES))
    yield
    unit.driver.execute(_SETTING, ["on"] * len(_WHOLE_TABLES))


def look_over(unit: Unit, *tables: str) -> None:
    """Have the database look over tables that it last saw when they were another size, so that it plans by what they are.

    It does so by itself, some minutes after they grew; until then it takes a million rows for a few.
    """
    grown = unit.driver.execute(
        """select relname from pg_stat_user_tables
           where relname = any(%s) and n_mod_since_analyze > 1000 + n_live_tup / 10""",
        [list(tables)],
    ).fetchall()
    for (table,) in grown:
        unit.driver.execute(f"analyze (skip_locked) {table}".encode())


def ints(values: Iterable[int | None]) -> str:
    """A list of numbers as one value, many times as fast as an array of the driver's."""
    return "{" + ",".join(["null" if value is None else str(int(value)) for value in values]) + "}"


def instants(values: Iterable[datetime | None]) -> str:
    """A list of instants as one value; of those that are often the same each is written once."""
    known: dict[datetime | None, str] = {None: "null"}
    for value in (listed := list(values)):
        if value is not None and value not in known:
            known[value] = value.isoformat()
    return "{" + ",".join([known[value] for value in listed]) + "}"


def texts(values: Iterable[str | None]) -> str:
    """A list of texts as one value."""
    return orjson.dumps(list(values)).decode()


def copy(unit: Unit, table: Table, columns: Sequence[Sequence[Any]]) -> None:
    """Add rows, given as the table's columns in their order."""
    if not columns or not columns[0]:
        return
    arrays = [_array(values, column.type) for values, column in zip(columns, table.columns, strict=True)]
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(arrays, names=[column.name for column in table.columns]), buffer, _CSV)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with unit.driver.cursor() as cursor, cursor.copy(f"copy {table.name} ({names}) from stdin (format csv)") as out:
        out.write(buffer.getbuffer())


def copy_rows(unit: Unit, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows, each with a value for every column of the table in its order; a few in one plain statement."""
    if not rows or len(rows) > FEW:
        return copy(unit, table, list(zip(*rows, strict=True)))
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    row = f"({', '.join(['%s'] * len(table.columns))})"
    statement = f"insert into {table.name} ({names}) values {', '.join([row] * len(rows))}"
    unit.driver.execute(statement, [value for row in rows for value in row])


def numbers(unit: Unit, sequence: str, *, at_once: int) -> Iterator[int]:
    """Fresh numbers of a sequence, fetched `at_once` a time."""
    while True:
        fetched = unit.driver.execute(f"select nextval('{sequence}') from generate_series(1, %s)", [at_once])
        yield from [number for (number,) in fetched.fetchall()]


def _array(values: Sequence[Any], column: TypeEngine[Any]) -> pa.Array:
    match column:
        case DateTime():
            return _instants(values)
        case Integer():
            return pa.array(values, pa.int64())
        case Boolean():
            return pa.array(values, pa.bool_())
        case _:
            return pa.array(values, pa.string())


def _instants(values: Sequence[datetime | None]) -> pa.Array:
    """Instants, each looked at once; Arrow would look at the zone of each."""
    known: dict[datetime | None, int | None] = {None: None}
    for value in values:
        if value not in known:
            assert value is not None
            known[value] = micros(value)
    return pa.array([known[value] for value in values], pa.int64()).cast(pa.timestamp("us", "UTC"))
