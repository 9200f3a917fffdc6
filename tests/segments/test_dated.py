"""What is dated ahead comes true at its instant, also for rows that read it of what they lie in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.segments.shop import START, Shop

from regulars.books import Books

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
LATER = START + timedelta(days=9)


@pytest.mark.parametrize("rows", ["order", "order_line", "refund"])
def test_a_status_dated_ahead_counts_from_its_instant_on(books: Books, rows: str) -> None:
    shop = Shop(books)
    shop.segment("done", {"value": {"count": rows, "where": COMPLETE}, "op": ">=", "to": 1})
    shop.customer("eva")
    history: list[dict[str, Any]] = [
        {"at": (START - timedelta(days=1)).isoformat(), "status": "pending"},
        {"at": LATER.isoformat(), "status": "complete"},
    ]
    shop.order("1", "eva", "80.00", "pending", status_history=history)
    shop.send("refund", {"external_id": "r", "order": "1", "refunded_at": START.isoformat(), "amount": "1.00"})

    shop.at(LATER - timedelta(microseconds=1))
    assert shop.members("done") == set()

    shop.at(LATER)
    assert shop.members("done") == {"eva"}


def test_how_long_nothing_has_been_said_is_missing_also_while_something_lies_ahead(books: Books) -> None:
    shop = Shop(books)
    unsaid = {"value": {"held": "order.shop_status"}, "op": "missing"}
    shop.segment("unsaid", {"value": {"count": "order", "where": unsaid}, "op": ">=", "to": 1})
    shop.customer("eva")
    history: list[dict[str, Any]] = [
        {"at": (START - timedelta(days=2)).isoformat(), "status": "pending", "shop_status": "packed"},
        {"at": (START - timedelta(days=1)).isoformat(), "status": "pending"},
        {"at": LATER.isoformat(), "status": "complete", "shop_status": "sent"},
    ]
    shop.order("1", "eva", "80.00", "complete", status_history=history)

    assert shop.members("unsaid") == {"eva"}
    shop.at(LATER)
    assert shop.members("unsaid") == set()


def test_an_instant_before_a_dated_status_is_looked_at_as_it_was_though_a_batch_comes_after_both(books: Books) -> None:
    shop = Shop(books)
    waiting = {"all": [
        {"value": "order.status", "op": "=", "to": "pending"},
        {"value": {"days_since": "order.placed_at"}, "op": ">=", "to": 5},
    ]}  # fmt: skip
    shop.segment("waiting", {"value": {"count": "order", "where": waiting}, "op": ">=", "to": 1})
    shop.customer("eva")
    placed = START - timedelta(days=1)
    history: list[dict[str, Any]] = [
        {"at": placed.isoformat(), "status": "pending"},
        {"at": LATER.isoformat(), "status": "complete"},
    ]
    shop.order("1", "eva", "80.00", "pending", placed_at=placed.isoformat(), status_history=history)

    shop.now = LATER + timedelta(hours=1)
    shop.customer("bob")

    assert [(at, entered, left) for at, entered, left, _ in shop.changes("waiting")] == [
        (placed + timedelta(days=5), 1, 0),
        (LATER, 0, 1),
    ]
