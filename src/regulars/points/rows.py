"""Rows by the thousand into PostgreSQL: columns in, one COPY out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.csv
from sqlalchemy import Table
from sqlalchemy.types import Boolean, DateTime, Integer, TypeEngine

from regulars.books import Unit

_CSV = pyarrow.csv.WriteOptions(include_header=False, batch_size=8192, quoting_style="needed")


def _arrow_type(column: TypeEngine[Any]) -> pa.DataType:
    match column:
        case Integer():
            return pa.int64()
        case Boolean():
            return pa.bool_()
        case DateTime():
            return pa.timestamp("us", "UTC")
        case _:
            return pa.string()


def copy(unit: Unit, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows, each with a value for every column of the table in its order."""
    if not rows:
        return
    columns = [
        pa.array(values, _arrow_type(column.type))
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(pa.table(columns, names=[c.name for c in table.columns]), buffer, _CSV)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    with unit.driver.cursor() as cursor, cursor.copy(f"copy {table.name} ({names}) from stdin (format csv)") as out:
        out.write(buffer.getbuffer())


def numbers(unit: Unit, sequence: str, *, at_once: int) -> Iterator[int]:
    """Fresh numbers of a sequence, fetched `at_once` a time."""
    while True:
        fetched = unit.driver.execute(f"select nextval('{sequence}') from generate_series(1, %s)", [at_once])
        yield from (number for (number,) in fetched.fetchall())
