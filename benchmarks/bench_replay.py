"""A promotion replayed over 1,000,000 past orders of the generated shop, beside nineteen that are published.

It fits two orders of three. Of the others ten are for products of a department
each and nine for carts from some subtotal on, so that about four are applied to
an order. Five ask for a segment and two for earlier orders, each as of the
instant the order was placed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from regulars import kinds
from regulars.books import Books
from regulars.facts.fields import FIELDS, ROWS
from regulars.flows.promotion_replay import Replay
from regulars.flows.promotion_replay.run import replayed
from regulars.promotions import book
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

from . import shop
from .bench_what_if import ORDERS, REGULAR, since
from .measure import Result
from .place import add_segments, books, place
from .shop import DEPARTMENTS

CART = Scope(Vocabulary.of(FIELDS, ROWS), "cart")
OTHERS = 19
IN_SEGMENT: dict[str, Any] = {"value": "customer.segments", "op": "has_any", "to": ["s0-of-1"]}
ORDERED: dict[str, Any] = {"value": {"count": "order", "within": {"last": "90d"}}, "op": ">=", "to": 1}
BENEFITS: tuple[dict[str, Any], ...] = (
    {"kind": "percent", "percent": "5"},
    {"kind": "fixed_on_cart", "amount": {"USD": 500}},
    {"kind": "buy_get", "buy": 2, "get": 1, "percent": "100", "over": "line"},
    {"kind": "shipping_percent", "percent": "100"},
    {"kind": "fixed_per_piece", "amount": {"USD": 50}},
)


def run(size: shop.Size = shop.FULL, orders: int = ORDERS) -> Iterator[Result]:
    """The seconds that it takes, all told."""
    with place(size) as folder, books(folder, clock=lambda: shop.NOW) as opened:
        add_segments(opened, [REGULAR])
        for n in range(OTHERS):
            _publish(opened, n)
        with shop.facts(folder / "facts.duckdb") as facts:
            replay = Replay(
                name="a tenth off",
                saying=PromotionSaying(
                    benefit=kinds.read(Benefit, {"kind": "percent", "percent": "10"}), condition=_subtotal(40)
                ),
                lane_id=book.FIRST_LANE,
                since=since(facts, orders),
                until=shop.NOW,
            )
            started = time.perf_counter()
            found = replayed(opened, facts, replay)
            seconds = time.perf_counter() - started
        assert found["orders"] > 0.9 * orders, found["orders"]
        assert found["promotion"]["orders"] > found["orders"] // 4, found["promotion"]
        yield Result(f"a promotion replayed over {orders:,} orders beside {OTHERS} others", seconds, "s", most=180)


def _publish(opened: Books, n: int) -> None:
    of_department = n < DEPARTMENTS
    tests = [] if of_department else [_subtotal(200 * (n - DEPARTMENTS + 1))]
    if n < 5:
        tests.append(IN_SEGMENT)
    elif n < 7:
        tests.append(ORDERED)
    saying = PromotionSaying(
        benefit=kinds.read(Benefit, BENEFITS[n % len(BENEFITS)]),
        condition={"all": tests} if tests else None,
        lines={"value": "product.categories", "op": "has_any", "to": [f"d{n}"]} if of_department else None,
    )
    with opened.transaction() as unit:
        book.create(unit, saying, name=f"promotion {n}", scope=CART, kept="published")


def _subtotal(least: int) -> dict[str, Any]:
    return {"value": "cart.subtotal", "op": ">=", "to": str(least)}
