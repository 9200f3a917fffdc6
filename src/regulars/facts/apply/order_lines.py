"""Lines of many orders at once, read from their documents by the database.

An import is ten lines an order and thousands of orders a second. Orders in the
base currency that nothing was given back of need no arithmetic, so their lines
go from JSON to columns in one statement and never become objects of Python. What
it writes is what `order_rows` would; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from .order_rows import Exchange, Written
from .work import Item, Work

FEW = 100
"""With fewer orders the statements cost more than they save."""

_FIELDS = ("id", "sku", "quantity", "price", "row_total", "discount", "tax")
_SHAPE = "[{" + ",".join(f'"{name}":"VARCHAR"' for name in _FIELDS) + "}]"

_READ = f"""
    create or replace temporary table batch_line as
    select position, n, {", ".join(f"nullif(line.{name}, '') as {name}" for name in _FIELDS)}
    from (select position, unnest(lines) as line, generate_subscripts(lines, 1) - 1 as n
          from (select position, from_json(lines, '{_SHAPE}') as lines from arriving))"""
"""In documents an empty text is missing."""

_WRITE = """
    insert into order_line by name
    select order_id, n, coalesce(id, cast(n + 1 as varchar)) as line_id, customer_id, placed_at, status,
           product_id, sku, sku_folded, cast(quantity as decimal(18, 4)) as quantity, 0 as refunded_quantity,
           cast(cast(price as decimal(28, 4)) * 10000 as bigint) as price, {amounts}
    from batch_line join arriving using (position) left join named using (sku)"""


def are_read_at_once(order: Written, exchange: Exchange) -> bool:
    """Whether an order's lines need no arithmetic."""
    return exchange.plain and not order.refunded_quantities


def read(work: Work, items: Sequence[Item]) -> list[str]:
    """Read the lines of orders, for `write`; the products they name."""
    arriving = {
        "position": pa.array([item.position for item in items], pa.int64()),
        "lines": pa.array([item.lines_body for item in items], pa.binary()).view(pa.string()),
    }
    work.run(_READ, arriving=pa.table(arriving))
    found = work.con.sql("select distinct sku from batch_line where sku is not null").to_arrow_table()
    skus: list[str] = found.column(0).to_pylist()
    work.skus_at_once = skus
    return skus


def write(work: Work, orders: Sequence[Written], placed_at: Sequence[int | None]) -> None:
    """Add the lines of these orders, which were read; amounts are in the base currency."""
    schema = work.schema("order_line")
    skus = work.skus_at_once or []
    named = {
        "sku": pa.array(skus, pa.string()),
        "sku_folded": pa.array([work.folds[sku] for sku in skus], pa.string()),
        "product_id": pa.array(work.keys["product"].taken(skus), pa.int32()),
    }
    arriving = {
        "position": pa.array([order.item.position for order in orders], pa.int64()),
        "order_id": pa.array([order.item.id for order in orders], pa.int32()),
        "customer_id": pa.array([order.customer_id for order in orders], pa.int32()),
        "placed_at": pa.array(placed_at, pa.int64()).view(schema.field("placed_at").type),
        "status": pa.array([order.state.status for order in orders], pa.string()),
    }
    statement = _WRITE.format(amounts=_amounts(work.memory.currency_places))
    work.run(statement, arriving=pa.table(arriving), named=pa.table(named))


def _amounts(places: int) -> str:
    """Amounts of lines in whole units; those in the order's own currency are the same."""
    columns = [(name, column) for name in ("row_total", "discount") for column in (name, f"own_{name}")]
    return ", ".join(
        f"cast(cast({name} as decimal(28, {places})) * {10**places} as bigint) as {column}"
        for name, column in (*columns, ("tax", "tax"))
    )
