"""The tables of the facts as ibis sees them, before any database is asked.

The types are read off the same declarations that make the tables, by letting
DuckDB describe them once, so the two can't differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir

from .schema import TABLES


@cache
def base_tables() -> Mapping[str, ir.Table]:
    """Each table of the shop, without declared attributes, unbound."""
    connection = ibis.duckdb.connect()
    try:
        for name, columns in TABLES.items():
            connection.raw_sql(f'create table "{name}" ({columns})')
        return {name: ibis.table(connection.table(name).schema(), name=name) for name in TABLES}
    finally:
        connection.disconnect()


def tables(declared: Mapping[str, Mapping[str, str]] | None = None) -> Mapping[str, ir.Table]:
    """Each table with its declared columns: for a table the DuckDB types by column name.

    A declared text or set brings its `_folded` column with it.
    """
    found = dict(base_tables())
    for name, columns in (declared or {}).items():
        schema = dict(found[name].schema().items())
        found[name] = ibis.table(schema | {column: _ibis_type(type_) for column, type_ in columns.items()}, name=name)
    return found


def was_completed(order: ir.Table) -> ir.BooleanValue:
    """Whether an order counts as sold: it is complete, or was before it was closed, as shops do with what they put away or what came
    back whole. What came back counts apart, so nothing that was sold may go from the figures by it."""
    return (order.status == "complete") | ((order.status == "closed") & order.completed_at.notnull())


def _ibis_type(duckdb_type: str) -> str:
    types = {
        "VARCHAR": "string",
        "VARCHAR[]": "array<string>",
        "BIGINT": "int64",
        "DECIMAL(18,4)": "decimal(18, 4)",
        "DATE": "date",
        "TIMESTAMP": "timestamp(6)",
        "BOOLEAN": "boolean",
    }
    return types[duckdb_type]


def to_sql(expression: ibis.Expr) -> str:
    """An ibis expression as DuckDB's SQL, on one line: `ibis.to_sql` looks for bound tables first and makes it pretty, a fifth
    of the time."""
    return str(_dialect().compile(expression))


@cache
def _dialect() -> Any:
    """DuckDB as ibis writes for it; connected to nothing."""
    from ibis.backends.duckdb import Backend

    return Backend()
