"""Confirmed checkouts: what each took off, and what became of its order.

A checkout belongs to the period in which it was confirmed, whatever became of its
order since: that may have been cancelled, or the shop may not have told of it yet.
Amounts are minor units of the base currency.

What an order leaves is what its lines came to after all discounts, without what
was given back of them, less what the pieces kept cost; it is known of the lines
whose product's cost is known, and `costed` is what these came to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.facts.values import PRICE_PLACES
from regulars.http.instants import instant
from regulars.reports.conversions import CANCELLED
from regulars.reports.sales import Instants
from regulars.rules.query.functions import local_time

from .members_then import acts_of_members

AskAll = Callable[..., dict[str, pa.Table]]


@dataclass(frozen=True, slots=True)
class Used:
    """What was used in a period. `checkouts`: that used it; of these `cancelled` had their order cancelled since, and of
    `awaited` the shop hasn't told the order yet. All else is of the orders that are there and weren't cancelled: what was taken off
    them by it (of those awaited too), their customers, what they came to and what was given back; `goods` is what is left of
    their lines, `costed` that of the lines whose cost is known, `margin` that less the cost."""

    checkouts: int = 0
    cancelled: int = 0
    awaited: int = 0
    customers: int = 0
    discount: int = 0
    total: int = 0
    refunds: int = 0
    goods: int = 0
    costed: int = 0
    margin: int = 0

    def __add__(self, other: Used) -> Used:
        """Both together, whose customers are told as if nobody were in both."""
        return Used(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Used)))

    @property
    def orders(self) -> int:
        """The orders that are there and weren't cancelled."""
        return self.checkouts - self.cancelled - self.awaited

    @property
    def net(self) -> int:
        """What the orders came to, less what was given back."""
        return self.total - self.refunds


SUMS = tuple(one.name for one in fields(Used) if one.name != "customers")


def checkouts(
    period: Instants,
    places: int,
    *,
    only: bool,
    with_cost: bool,
    then: str | None = None,
    of_coupons: bool = False,
) -> ir.Table:
    """A row for each checkout confirmed in a period, by its `position`: what `Used` counts, `day` and `buyer`.

    `places`: of the base currency; `only`: of the customers in the table of that name; `then`: of who was in that segment
    when it was confirmed; `of_coupons`: only those that used any, and what these took off.
    """
    tables = base_tables()
    used = uses(period, of_coupons=of_coupons)
    each = used.group_by("position").agg(
        order_id=used.order_id.max(), customer_id=used.customer_id.max(), used_at=used.used_at.max(),
        amount=used.amount.sum().cast("int64"),
    ).view()  # fmt: skip
    order = tables["order"].select("status", "grand_total", "refunded_total", its_id="order_id", whose="customer_id")
    met = each.left_join(order, each.order_id == order.its_id)
    met = met.mutate(buyer=met.whose.fill_null(met.customer_id))  # who wasn't known at the till may be by the order
    if only:
        members = ibis.table({"customer_id": "int32"}, name="only").rename(member="customer_id")
        met = met.semi_join(members, met.buyer == members.member)
    if then is not None:
        confirmed = met.select(act="position", customer_id="buyer", at="used_at")
        met = met.semi_join(acts_of_members(confirmed, then).rename(position="act"), "position")
    is_cancelled = (met.status.fill_null("") == CANCELLED).cast("int64")
    is_awaited = met.its_id.isnull().cast("int64")
    counts = (1 - is_cancelled - is_awaited).cast("int64")
    rows = met.select(
        "position", "order_id",
        day=local_time(met.used_at).date(),
        buyer=(counts == 1).ifelse(met.buyer, None),
        checkouts=ibis.literal(1, "int64"), cancelled=is_cancelled, awaited=is_awaited,
        discount=met.amount * (1 - is_cancelled),
        total=met.grand_total.fill_null(0) * counts,
        refunds=met.refunded_total.fill_null(0) * counts,
        counts=counts,
    )  # fmt: skip
    if not with_cost:
        nothing = {name: ibis.literal(0.0, "float64") for name in ("goods", "costed", "margin")}
        return rows.mutate(**nothing)
    left = _left(rows.filter(rows.counts == 1).select("order_id"), places).rename(left_of="order_id")
    both = rows.left_join(left, rows.order_id == left.left_of)
    amounts = {name: both[name].fill_null(0.0) * both.counts for name in ("goods", "costed", "margin")}
    return both.drop("left_of").mutate(**amounts)


def uses(period: Instants, *, of_coupons: bool = False) -> ir.Table:
    """The uses of a period, or only those of coupons."""
    used = base_tables()["promotion_use"]
    within = used.filter((used.used_at >= instant(period[0])) & (used.used_at < instant(period[1])))
    return within.filter(within.coupon_id.notnull()) if of_coupons else within


def _left(orders: ir.Table, places: int) -> ir.Table:
    """What is left of the lines of orders, by `order_id`: `goods`, `costed` and `margin`, not rounded."""
    tables = base_tables()
    order = tables["order"].semi_join(orders, "order_id")
    share = (order.discount / order.subtotal.nullif(0)).fill_null(0.0)
    off = order.select(its_id="order_id", share=share.cast("float64"))
    line = tables["order_line"].semi_join(orders, "order_id")
    product = tables["product"].select(sold="product_id", cost="cost")
    met = line.inner_join(off, line.order_id == off.its_id)
    met = met.left_join(product, met.product_id == product.sold)
    quantity = met.quantity.cast("float64")
    kept = (quantity - met.refunded_quantity.fill_null(0).cast("float64")).fill_null(0.0)
    part = (kept / quantity.nullif(0)).fill_null(0.0)
    came_to = met.row_total.fill_null(0) * (1 - met.share) * part
    spent = met.cost.cast("float64") * kept / 10 ** (PRICE_PLACES - places)
    told = met.select(
        "order_id", goods=came_to, costed=met.cost.notnull().ifelse(came_to, 0.0), spent=spent.fill_null(0.0)
    )
    summed = told.group_by("order_id").agg(goods=told.goods.sum(), costed=told.costed.sum(), spent=told.spent.sum())
    return summed.select("order_id", "goods", "costed", margin=summed.costed - summed.spent)


def any_cost() -> ir.Table:
    """Whether the cost of any product is known."""
    product = base_tables()["product"]
    return product.agg(known=product.cost.count())


def sums_of(rows: ir.Table) -> dict[str, ir.Value]:
    """What rows of checkouts add up to."""
    return {name: _whole(rows[name].sum()) for name in SUMS} | {"customers": rows.buyer.nunique()}


def _whole(value: ir.NumericValue) -> ir.Value:
    return value.round().cast("int64")


def read(row: dict[str, int | None]) -> Used:
    """A row of such sums."""
    return Used(**{one.name: int(row[one.name] or 0) for one in fields(Used)})
