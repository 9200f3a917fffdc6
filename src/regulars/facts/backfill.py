"""Filling the columns of an attribute that is declared after records have come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import orjson
import pyarrow as pa

from .attributes import Attributes, Declaration
from .columns import Row, packed_rows, schema_of, unpacked

CHUNK = 100_000
KEYS = {"customer": "customer_id", "product": "product_id", "event": "record_id"}
GIVEN = {
    "customer": "select customer_id, own_attributes as own, attributes as parent, attributes_since as since from customer",
    "product": """
        select product.product_id, product.own_document as own, parent.own_document as parent
        from product left join product as parent on parent.external_id = product.parent_sku and parent.known
        where product.known""",
    "event": "select record_id, properties as own from event",
}
"""What was sent, by subject: documents, and for customers what was set here before it, and when each value came."""


def backfill(
    con: duckdb.DuckDBPyConnection, attributes: Attributes, declaration: Declaration, before: Declaration | None
) -> None:
    """Make the columns of a declaration, in place of those of `before`, and fill them from what records sent."""
    table, key = declaration.subject, KEYS[declaration.subject]
    found = con.sql(GIVEN[table]).to_arrow_table()
    if before:
        drop(con, before)
    for column, kind in declaration.columns.items():
        con.execute(f'alter table "{table}" add column "{column}" {kind}')
    schema = schema_of(con, table)
    names = [key, *declaration.columns]
    settings = ", ".join(f'"{name}" = filled."{name}"' for name in names[1:])
    for chunk in found.to_batches(max_chunksize=CHUNK):
        rows = [_row(attributes, declaration, key, row) for row in unpacked(pa.Table.from_batches([chunk]))]
        con.register("filled", packed_rows(rows, schema).select(names))
        con.execute(f'update "{table}" set {settings} from filled where "{table}".{key} = filled.{key}')
        con.unregister("filled")


def drop(con: duckdb.DuckDBPyConnection, declaration: Declaration) -> None:
    """Take the columns of a declaration away."""
    for column in declaration.columns:
        con.execute(f'alter table "{declaration.subject}" drop column "{column}"')


def _row(attributes: Attributes, declaration: Declaration, key: str, row: Row) -> Row:
    given = [_read(row.get(name)) for name in ("own", "parent")]
    if declaration.subject == "product":
        given = [document.get("attributes") or {} for document in given]
    return {key: row[key]} | attributes.columns_of(declaration, given, _read(row.get("since")))


def _read(document: str | None) -> Mapping[str, Any]:
    found: dict[str, Any] = orjson.loads(document) if document else {}
    return found
