"""Segments by the hundred: traits, each tested at many thresholds.

A shop with a thousand segments asks few different things: totals, counts,
recency, categories, profile. Each entry here is one trait and how the n-th test
on it reads; segments are made by going round the traits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Trait = Callable[[int], Json]

COMPLETE: Json = {"value": "order.status", "op": "=", "to": "complete"}
COUNTRIES = ("US", "PL", "UA", "GB", "DE", "FI")
GROUPS = ("General", "VIP", "Wholesale")


def _least(value: Any, first: int, step: int, *, money: bool = False) -> Trait:
    """`value` is at least a threshold that grows with n."""

    def test(n: int) -> Json:
        threshold = first + n * step
        return {"value": value, "op": ">=", "to": str(threshold) if money else threshold}

    return test


def _all(*children: Json) -> Json:
    return {"all": list(children)}


def _of_order(aggregate: str, of: str, where: Json | None = COMPLETE, last: str | None = None) -> Json:
    value: Json = {aggregate: of}
    if where:
        value["where"] = where
    if last:
        value["within"] = {"last": last}
    return value


def _bought(category: str) -> Json:
    within = {"value": "product.categories", "op": "has_any", "to": [category]}
    return {"sum": "order_line.quantity", "where": _all(COMPLETE, within)}


def _one_of(field: str, values: tuple[str, ...]) -> Trait:
    return lambda n: {"value": field, "op": "=", "to": values[n % len(values)]}


TRAITS: tuple[Trait, ...] = (
    _least(_of_order("sum", "order.net_total"), 100, 250, money=True),
    _least({"days_since": _of_order("last", "order.placed_at")}, 5, 14),
    _least(_of_order("count", "order"), 1, 2),
    _least(_of_order("count", "order", None, "90d"), 1, 1),
    _least(_of_order("count", "order", None, "365d"), 1, 2),
    _least(_of_order("avg", "order.grand_total"), 50, 20, money=True),
    _least(_of_order("max", "order.grand_total"), 100, 40, money=True),
    _least({"days_since": _of_order("first", "order.placed_at")}, 30, 40),
    _least(_of_order("sum", "order.net_total", COMPLETE, "30d"), 20, 50, money=True),
    _least(_bought("d1"), 1, 2),
    _least(_bought("d2"), 1, 2),
    _least(_bought("d3a1"), 1, 1),
    _least({"count": "wishlist_item"}, 1, 1),
    _least({"count": "event", "where": {"value": "event.name", "op": "=", "to": "viewed"}, "within": {"last": "30d"}}, 1, 1),
    _least({"count": "address", "where": {"value": "address.country", "op": "!=", "to": "US"}}, 1, 1),
    _one_of("customer.country", COUNTRIES),
    _one_of("customer.group", GROUPS),
    _least({"age": "customer.born_on"}, 18, 3),
    _least({"days_since": "customer.registered_at"}, 30, 60),
    lambda n: {"value": "customer.tags", "op": "has_any", "to": [f"tag-{n % 50}"]},
    _least(_of_order("sum", "order.discount"), 5, 10, money=True),
    _least(_of_order("count", "order", {"value": "order.channel", "op": "=", "to": "app"}), 1, 1),
    _least(_of_order("count", "order", {"value": "order.coupon", "op": "exists"}), 1, 1),
    _least(_of_order("distinct", "order.store"), 1, 1),
    _least(_of_order("count", "order", {"value": "order.status", "op": "=", "to": "cancelled"}), 1, 1),
    _least(_of_order("count", "order", COMPLETE, "7d"), 1, 1),
    _least({"sum": "refund.amount"}, 10, 25, money=True),
    _least(_bought("d4"), 1, 1),
    _least(_bought("d5a2s1"), 1, 1),
    _least(_bought("d6"), 1, 1),
    _least({"distinct": "order_line.sku"}, 2, 5),
    _least({"max": "order_line.price"}, 20, 5, money=True),
    _least({"count": "wishlist_item", "where": {"value": "product.categories", "op": "has_any", "to": ["d7"]}}, 1, 1),
    _least({"count": "event", "within": {"last": "7d"}}, 1, 1),
    _least({"count": "subscription", "where": {"value": "subscription.status", "op": "=", "to": "confirmed"}}, 1, 1),
    _one_of("customer.gender", ("female", "male")),
    _one_of("customer.store", tuple(f"store-{n}" for n in range(20))),
    lambda n: {"value": {"month": "customer.born_on"}, "op": "=", "to": 1 + n % 12},
    lambda n: {"value": "customer.guest", "op": "=", "to": n % 2 == 0},
    lambda n: {"value": {"days_until_anniversary": "customer.born_on"}, "op": "<=", "to": 1 + n * 7},
)  # fmt: skip


def segments(count: int, traits: int) -> list[Json]:
    """`count` conditions over the first `traits` traits; every third joins its test with one on the next trait."""
    made = []
    for number in range(count):
        n, at = divmod(number, traits)
        test = TRAITS[at](n)
        made.append(_all(test, TRAITS[(at + 1) % traits](n)) if number % 3 == 2 else test)
    return made
