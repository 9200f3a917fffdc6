"""A rule tried over 1,000,000 past orders of the generated shop, each asked about as of the instant it was placed.

The rule asks about the cart, about a segment, and about a window over the customer's earlier orders.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.what_if import Trial
from regulars.flows.what_if.run import tried
from regulars.points.earning_rules import SHOP
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying

from . import shop
from .measure import Result
from .place import add_segments, books, place

ORDERS = 1_000_000
COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
REGULAR: dict[str, Any] = {"value": {"sum": "order.grand_total", "where": COMPLETE}, "op": ">=", "to": "500"}
CONDITION: dict[str, Any] = {
    "all": [
        {"value": "order.subtotal", "op": ">=", "to": "40"},
        {"value": "customer.segments", "op": "has_any", "to": ["s0-of-1"]},
        {"value": {"count": "order", "within": {"last": "90d"}}, "op": ">=", "to": 1},
    ]
}


def run(size: shop.Size = shop.FULL, orders: int = ORDERS) -> Iterator[Result]:
    """The seconds that it takes, all told."""
    with place(size) as folder, books(folder, clock=lambda: shop.NOW) as opened:
        add_segments(opened, [REGULAR])
        with shop.facts(folder / "facts.duckdb") as facts:
            trial = Trial(
                saying=Saying(style=PerAmount(points=2, amount=100), condition=CONDITION),
                legal_entity=SHOP,
                since=since(facts, orders),
                until=shop.NOW,
            )
            seconds, found = _timed(opened, facts, trial)
        assert found["orders"] == orders, found["orders"]
        assert 0 < found["rule"]["orders"] < orders, found["rule"]
        yield Result(f"a rule tried over {orders:,} orders", seconds, "s", most=60)


def since(facts: Facts, orders: int) -> datetime:
    """The instant from which on so many orders were placed."""
    found = facts.ask(
        f"""select placed_at from "order" where placed_at < timestamp '{shop.NOW:%Y-%m-%d %H:%M:%S}'
            order by placed_at desc limit 1 offset {orders - 1}"""
    )
    at: datetime = found.column(0)[0].as_py()
    return at.replace(tzinfo=UTC)


def _timed(opened: Books, facts: Facts, trial: Trial) -> tuple[float, dict[str, Any]]:
    started = time.perf_counter()
    found = tried(opened, facts, trial)
    return time.perf_counter() - started, found
