"""Orders of the past as carts: what was in them, read from the facts for many at once.

Amounts are in the base currency, a line's as it was before anything was taken off
it. Cancelled orders aren't among them, nor those of nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.columns import instant_of
from regulars.facts.relations import base_tables, to_sql
from regulars.rules.subject import Row

from .model.basket import ONE_PIECE, Basket, Line, Money

SPAN, ASKED, ANSWER = "past_span", "past_asked", "past"
QUANTITY_PLACES = 4


class Asked(Protocol):
    """Whoever answers questions about one state of the facts."""

    def ask_all(
        self, questions: Mapping[str, str], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]: ...


class PastOrder(NamedTuple):
    """An order as its cart was. `off_minor`: what was taken off it then, of lines and cart; `country`: its customer's."""

    external_id: str
    order_id: int
    customer_id: int
    placed_at: datetime
    store: str | None
    country: str | None
    coupon: str | None
    payment_method: str | None
    shipping_method: str | None
    shipping_minor: int
    off_minor: int


class PastLine(NamedTuple):
    """A line of an order; `quantity` in ten thousandths, `price` in ten thousandths of the currency."""

    line_id: str
    sku: str | None
    folded: str | None
    quantity: int
    price: int | None
    total_minor: int


Products = Mapping[str, Row | None]


class PastCart(NamedTuple):
    """An order with its lines, which come by their ids."""

    order: PastOrder
    lines: Sequence[PastLine]

    @property
    def subtotal_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)

    def basket(self, counted: Money) -> Basket:
        """The cart as it is priced."""
        lines = [Line(line.line_id, line.sku, line.total_minor, line.quantity) for line in self.lines]
        return Basket(lines, counted, shipping_minor=self.order.shipping_minor)

    def rows(self, products: Products) -> list[Row]:
        """The lines as conditions read them; `products` by folded SKU."""
        at = self.order.placed_at
        return [
            {
                "line_id": line.line_id, "sku": line.sku, "quantity": Decimal(line.quantity).scaleb(-QUANTITY_PLACES),
                "refunded_quantity": Decimal(0), "price": line.price, "row_total": line.total_minor, "discount": 0,
                "placed_at": at, "updated_at": at, "_product": products.get(line.folded or ""), "_key": None,
                "_position": n,
            }
            for n, line in enumerate(self.lines)
        ]  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The cart as conditions read it; what it weighed isn't known."""
        order = self.order
        return {
            "status": "open", "subtotal": self.subtotal_minor, "updated_at": order.placed_at,
            "coupons": frozenset({order.coupon}) if order.coupon else None, "weight": None,
            "shipping_method": order.shipping_method, "payment_method": order.payment_method,
            "shipping_country": order.country,
            "quantity": Decimal(sum(line.quantity for line in self.lines)) / ONE_PIECE,
        }  # fmt: skip


def customers_of(facts: Asked, since: datetime, until: datetime) -> list[tuple[int, int]]:
    """Who placed orders from an instant to before another, and how many, by id."""
    found = facts.ask_all({ANSWER: _customers()}, _span(since, until, (0, 0)))[ANSWER]
    return list(zip(*(column.to_pylist() for column in found.columns), strict=True))


def orders_of(facts: Asked, since: datetime, until: datetime, customers: tuple[int, int]) -> list[PastOrder]:
    """The orders of customers from one id to before another, customer by customer in the order of their placing."""
    found = facts.ask_all({ANSWER: _orders()}, _span(since, until, customers))[ANSWER]
    return [PastOrder(*row) for row in zip(*map(_plain, found.columns), strict=True)]


def carts_of(facts: Asked, orders: Sequence[PastOrder]) -> list[PastCart]:
    """Orders with their lines; those without any line are left out."""
    if not orders:
        return []
    asked = pa.table({"order_id": pa.array([order.order_id for order in orders], pa.int32())})
    found = facts.ask_all({ANSWER: _lines()}, {ASKED: asked})[ANSWER]
    lines: dict[int, list[PastLine]] = defaultdict(list)
    ids, *columns = map(_plain, found.columns)
    for id, *told in zip(ids, *columns, strict=True):
        lines[id].append(PastLine(*told))
    return [PastCart(order, lines[order.order_id]) for order in orders if order.order_id in lines]


def skus_of(carts: Collection[PastCart]) -> set[str]:
    """The folded SKUs of all lines."""
    return {line.folded for cart in carts for line in cart.lines if line.folded}


def _span(since: datetime, until: datetime, customers: tuple[int, int]) -> dict[str, pa.Table]:
    naive = {
        name: pa.array([at], pa.timestamp("us", "UTC")).cast(pa.timestamp("us"))
        for name, at in (("since", since), ("until", until))
    }
    return {SPAN: pa.table(naive | {"first": pa.array([customers[0]]), "end": pa.array([customers[1]])})}


def _placed() -> tuple[ir.Table, ir.Table]:
    """The orders of a span that count, and the span."""
    span = ibis.table({"since": "timestamp(6)", "until": "timestamp(6)", "first": "int64", "end": "int64"}, name=SPAN)
    orders = base_tables()["order"]
    within = [orders.placed_at >= span.since, orders.placed_at < span.until, orders.customer_id.notnull()]
    return orders.filter(orders.status.fill_null("") != "cancelled").join(span, within), span


@cache
def _customers() -> str:
    there, _ = _placed()
    return to_sql(there.group_by("customer_id").agg(orders=there.count()).order_by("customer_id"))


@cache
def _orders() -> str:
    there, _ = _placed()
    there = there.filter((there.customer_id >= there.first) & (there.customer_id < there.end))
    customers = base_tables()["customer"].select("customer_id", "country")
    lines = base_tables()["order_line"].semi_join(there, "order_id")
    off = lines.group_by("order_id").agg(off=lines.discount.fill_null(0).sum().cast("int64"))
    there = there.left_join(customers, "customer_id").left_join(off, there.order_id == off.order_id)
    return to_sql(
        there.order_by(["customer_id", "placed_at", "order_id"]).select(
            "external_id", "order_id", "customer_id", "placed_at", "store", "country", "coupon", "payment_method",
            "shipping_method",
            shipping=there.shipping.fill_null(0),
            off=ibis.greatest(there.discount.fill_null(0), there.off.fill_null(0)),
        )
    )  # fmt: skip


@cache
def _lines() -> str:
    asked = ibis.table({"order_id": "int32"}, name=ASKED)
    lines = base_tables()["order_line"].semi_join(asked, "order_id")
    quantity = (lines.quantity.fill_null(0).cast(f"decimal(18, {QUANTITY_PLACES})") * ONE_PIECE).cast("int64")
    return to_sql(
        lines.order_by(["order_id", "line_id"]).select(
            "order_id", "line_id", "sku", "sku_folded", quantity=quantity, price=lines.price,
            total=lines.row_total.fill_null(0),
        )
    )  # fmt: skip


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Instants with their zone."""
    if pa.types.is_timestamp(column.type):
        return [None if us is None else instant_of(us) for us in column.cast(pa.int64()).to_pylist()]
    values: list[Any] = column.to_pylist()
    return values
