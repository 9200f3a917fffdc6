"""What is asked about orders: a customer's, or those of an id, with their lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.http.instants import instant
from regulars.rules.fold import fold

OWN = ("own_subtotal", "own_discount", "own_shipping", "own_tax", "own_grand_total")
"""What an order came to in its own currency."""
LAST = chr(0x10FFFF)
"""Behind every letter."""
SHOWN = (
    "order_id", "external_id", "placed_at", "completed_at", "status", "shop_status", "paid", "currency",
    "channel", "store", "coupon", "subtotal", "discount", "shipping", "tax", "grand_total", "refunded_total",
    "updated_at", *OWN,
)  # fmt: skip


def orders(customer_id: int, after: tuple[datetime, int] | None, limit: int) -> ir.Table:
    """A customer's orders, the latest first; `after` is (placed at, order id) of the last one shown."""
    order = base_tables()["order"]
    theirs = order.filter(order.customer_id == customer_id)
    if after is not None:
        placed_at, order_id = instant(after[0]), after[1]
        same = theirs.placed_at == placed_at
        theirs = theirs.filter((theirs.placed_at < placed_at) | (same & (theirs.order_id < order_id)))
    return theirs.select(*SHOWN).order_by([ibis.desc("placed_at"), ibis.desc("order_id")]).limit(limit)


def found(search: str, after: tuple[int, int] | None, limit: int) -> ir.Table:
    """Orders whose id begins with a text, with whose they are; whose id it is comes first, then the latest known. A # before
    a number, which shops write or leave out, is passed over. `after` is (`other`, order id) of the last one shown."""
    order = base_tables()["order"]
    text = fold(search).strip().removeprefix("#")
    id = order.external_id_folded
    is_other = (~id.isin([text, "#" + text])).cast("int8")
    # Two spans, each of which is looked up by what the database knows of its blocks; only then the rest of a row is read.
    spans = [order.filter((id >= begins) & (id < begins + LAST)) for begins in (text, "#" + text)]
    picked = ibis.union(*(span.select("order_id", other=is_other) for span in spans))
    if after is not None:
        other, order_id = after
        picked = picked.filter((picked.other > other) | ((picked.other == other) & (picked.order_id < order_id)))
    latest = ["other", ibis.desc("order_id")]
    told = picked.order_by(latest).limit(limit).inner_join(order, "order_id")
    return told.select(*SHOWN, "customer_id", "other").order_by(latest)


def lines(order_ids: Sequence[int]) -> ir.Table:
    """The lines of these orders, with the products' names as they are today."""
    tables = base_tables()
    line, product = tables["order_line"], tables["product"]
    theirs = line.filter(line.order_id.isin(list(order_ids)))
    named = theirs.left_join(product, theirs.product_id == product.product_id)
    return named.select(
        theirs.order_id, theirs.n, theirs.line_id, theirs.sku, product.name, theirs.quantity, theirs.refunded_quantity,
        theirs.price, theirs.row_total, theirs.discount, theirs.own_row_total,
    ).order_by(["order_id", "n"])  # fmt: skip


def own_refunds(order_ids: Sequence[int], now: datetime) -> ir.Table:
    """What was given back of these orders until now, in their own currencies."""
    refund = base_tables()["refund"]
    theirs = refund.filter(
        refund.order_id.isin(list(order_ids)) & (refund.refunded_at.isnull() | (refund.refunded_at <= instant(now)))
    )
    return theirs.group_by("order_id").agg(refunded=theirs.own_amount.sum().cast("int64"))
