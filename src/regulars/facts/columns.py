"""Rows on their way into DuckDB and back, as columns.

In Python an instant of a row is an integer of microseconds since 1970 and a
decimal an integer in units of its last place; so are money and ids. Columns go
in as Arrow tables without a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

Row = dict[str, Any]
Columns = Mapping[str, Sequence[Any]]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(instant: datetime) -> int:
    """An aware instant as microseconds since 1970."""
    since = instant - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def micros_of(text: str | None) -> int | None:
    """The instant of a record, which is in UTC unless it says otherwise."""
    if not text:
        return None
    instant = datetime.fromisoformat(text)
    return micros(instant if instant.tzinfo else instant.replace(tzinfo=UTC))


def instant_of(us: int | None) -> datetime | None:
    """Microseconds since 1970 as an aware instant."""
    return None if us is None else EPOCH + timedelta(microseconds=us)


def literal(value: datetime | date | str) -> str:
    """An instant, a date or a text as SQL."""
    match value:
        case str():
            return "'{}'".format(value.replace("'", "''"))
        case datetime():
            naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            return f"timestamp '{naive.isoformat(sep=' ')}'"
    return f"date '{value.isoformat()}'"


def _kept_as(kind: pa.DataType) -> pa.DataType:
    """The type Python's values are packed as."""
    if pa.types.is_timestamp(kind) or pa.types.is_decimal(kind):
        return pa.int64()
    return kind


def schema_of(con: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    """The Arrow schema that rows of a table are written with."""
    found = con.sql(f'select * from "{table}" limit 0').to_arrow_table().schema
    fields = []
    for field in found:
        kind = field.type
        if pa.types.is_decimal(kind):
            kind = pa.decimal64(kind.precision, kind.scale)
        fields.append(pa.field(field.name, kind))
    return pa.schema(fields)


def packed(columns: Columns, schema: pa.Schema) -> pa.Table:
    """Columns of Python values as an Arrow table with the named columns of a schema."""
    arrays, fields = [], []
    for name, values in columns.items():
        field = schema.field(name)
        kept = _kept_as(field.type)
        array = values if isinstance(values, pa.Array) else pa.array(values, kept)
        arrays.append(array if kept == field.type else array.view(field.type))
        fields.append(field)
    return pa.table(arrays, schema=pa.schema(fields))


def packed_rows(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """Rows as an Arrow table; what a row doesn't name is missing."""
    names = schema.names
    return packed({name: [row.get(name) for row in rows] for name in names}, schema)


def unpacked(table: pa.Table) -> list[Row]:
    """The rows of an Arrow table in the form they are packed from."""
    columns = []
    for column in table.columns:
        array = column.combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], column.type)
        kind = array.type
        if pa.types.is_decimal(kind):
            array = array.cast(pa.decimal64(18, kind.scale))
        columns.append(array.view(pa.int64()).to_pylist() if _kept_as(kind) != kind else array.to_pylist())
    return [dict(zip(table.column_names, values, strict=True)) for values in zip(*columns, strict=True)]


def ids(name: str, values: Iterable[int]) -> pa.Table:
    """A table of one column of ids, to join with."""
    return pa.table({name: pa.array(sorted(values), pa.int32())})
