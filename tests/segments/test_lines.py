"""Lines have the time of what they lie in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.segments.shop import START, Shop

from regulars.books import Books


@pytest.mark.parametrize("rows", ["order", "cart"])
def test_lines_leave_a_window_when_their_order_or_cart_does(books: Books, rows: str) -> None:
    shop = Shop(books)
    lately: dict[str, Any] = {"value": {"count": "line", "within": {"last": "30d"}}, "op": ">=", "to": 1}
    shop.segment("lately", {"value": {"count": rows, "where": lately}, "op": ">=", "to": 1})
    shop.customer("eva")
    if rows == "order":
        shop.order("1", "eva", "80.00", "complete", placed_at=START.isoformat())
    else:
        line = {"id": "1", "sku": "X", "quantity": "1", "price": "80.00", "row_total": "80.00"}
        shop.send("cart", {"external_id": "1", "customer": "eva", "status": "open", "lines": [line]})

    shop.at(START + timedelta(days=30) - timedelta(microseconds=1))
    assert shop.members("lately") == {"eva"}

    shop.at(START + timedelta(days=30))
    assert shop.members("lately") == set()
