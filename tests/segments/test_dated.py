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
