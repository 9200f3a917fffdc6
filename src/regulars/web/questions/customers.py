"""Questions about customers: who they are, what they bought, and what else they did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.customers import SHOWN, asked, by_likeness
from regulars.http.instants import instant

OWN = ("own_subtotal", "own_discount", "own_shipping", "own_tax", "own_grand_total")
"""What an order came to in its own currency."""
PROFILE = (*SHOWN, "gender", "language", "phone", "store", "born_on", "tags", "lists", "attributes", "updated_at")


def found(
    search: str | None, after: tuple[int, int] | None, limit: int, among: Sequence[int] | None = None
) -> tuple[ir.Table, dict[str, pa.Table]]:
    """Customers whose id, e-mail or name contains each word of the text; `among` these only.

    Whose id or e-mail it is comes first, then whose ids begin with it, then the rest; the latest known first in each.
    `after` is (`likeness`, customer id) of the last one shown; likeness is the place in `by_likeness`.
    """
    customer = base_tables()["customer"]
    content: dict[str, pa.Table] = {}
    if among is not None:
        table, content = asked(among)
        customer = customer.semi_join(table, "customer_id")
    kinds = by_likeness(customer, search or "")
    first, last = after or (0, None)
    pages = []
    for likeness in range(first, len(kinds)):
        found = kinds[likeness]
        if likeness == first and last is not None:
            found = found.filter(found.customer_id < last)
        shown = found.select(*SHOWN, likeness=ibis.literal(likeness, "int8"))
        pages.append(shown.order_by(ibis.desc("customer_id")).limit(limit))  # each ends once it has enough
    every = ibis.union(*pages) if len(pages) > 1 else pages[0]
    return every.order_by(["likeness", ibis.desc("customer_id")]).limit(limit), content


def profile(customer_id: int) -> ir.Table:
    """Everything that is known of one customer."""
    customer = base_tables()["customer"]
    return customer.filter(customer.customer_id == customer_id).select(*PROFILE)


def addresses(customer_id: int) -> ir.Table:
    """A customer's addresses, in the shop's order."""
    address = base_tables()["address"]
    return address.filter(address.customer_id == customer_id).order_by("n")


def orders(customer_id: int, after: tuple[datetime, int] | None, limit: int) -> ir.Table:
    """A customer's orders, the latest first; `after` is (placed at, order id) of the last one shown."""
    order = base_tables()["order"]
    theirs = order.filter(order.customer_id == customer_id)
    if after is not None:
        placed_at, order_id = instant(after[0]), after[1]
        same = theirs.placed_at == placed_at
        theirs = theirs.filter((theirs.placed_at < placed_at) | (same & (theirs.order_id < order_id)))
    return (
        theirs.select(
            "order_id", "external_id", "placed_at", "completed_at", "status", "shop_status", "paid", "currency",
            "channel", "store", "coupon", "subtotal", "discount", "shipping", "tax", "grand_total", "refunded_total",
            "updated_at", *OWN,
        )
        .order_by([ibis.desc("placed_at"), ibis.desc("order_id")])
        .limit(limit)
    )  # fmt: skip


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
