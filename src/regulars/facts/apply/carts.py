"""Carts as they stand at the shop, with their lines."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.facts.columns import Row
from regulars.facts.conversion import converted
from regulars.facts.values import set_with_folded, text

from .order_rows import Exchange, line_columns, repeated
from .records import record, settle_tombstones, versions
from .work import Item, Work, latest


def apply(work: Work, items: Sequence[Item]) -> None:
    """Take cart records, in the order of the journal."""
    if not items:
        return
    known = {item.id for item in items if item.id <= work.keys["cart"].known}
    rows = work.rows("cart", "cart_id", known, "cart_id, customer_id, updated_at, position")
    before = {row["cart_id"]: row for row in rows}
    buried = work.buried("cart", known)
    taken = latest(items, versions(rows, "cart_id") | buried)
    for item in items:
        work.touch(item.position, item.customer_id, before.get(item.id, {}).get("customer_id"))
    for table in ("cart", "cart_line"):
        work.delete(table, "cart_id", taken.keys() & before.keys())
    settle_tombstones(work, "cart", taken.values(), buried)
    _write(work, [item for item in taken.values() if not item.deleted])


def _write(work: Work, items: Sequence[Item]) -> None:
    if not items:
        return
    exchanges = [Exchange.of(work.memory, item.document) for item in items]
    work.insert_rows("cart", [_row(work, item, exchange) for item, exchange in zip(items, exchanges, strict=True)])
    counts, columns = line_columns(work.memory, [item.lines for item in items], exchanges)
    columns = {name: values for name, values in columns.items() if not name.startswith("own_")}
    columns["cart_id"] = repeated((item.id for item in items), counts)
    columns["customer_id"] = repeated((item.customer_id for item in items), counts)
    columns["updated_at"] = repeated((item.at for item in items), counts)
    columns["refunded_quantity"] = [0] * len(columns["n"])
    work.insert("cart_line", columns)


def _row(work: Work, item: Item, exchange: Exchange) -> Row:
    document = item.document
    row = record(work, item) | {"cart_id": item.id, "customer_id": item.customer_id}
    row |= {"status": text(document.get("status"))}
    row["subtotal"] = converted(document.get("subtotal"), exchange.rate, work.memory.currency_places)
    return row | set_with_folded(work.folds, "coupons", document.get("coupons"))
