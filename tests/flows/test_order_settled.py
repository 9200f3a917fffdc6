"""Orders earn what they deserve as they are now, once."""

from __future__ import annotations

import pytest
from tests.flows.shop import Shop

from regulars.books import Books

B1 = [(2, "49.99"), (1, "20.00")]


@pytest.fixture
def shop(books: Books) -> Shop:
    return Shop(books)


def test_an_order_earns_when_it_is_complete_and_not_before(shop: Shop) -> None:
    shop.rule()

    shop.send("order", shop.order(status="pending", lines=B1))
    assert shop.postings() == []

    shop.send("order", shop.order(status="complete", lines=B1))
    assert shop.postings() == [23]
    assert shop.balance() == 23


def test_an_order_earns_once_however_often_it_is_completed(shop: Shop) -> None:
    shop.rule()

    for status in ("complete", "complete", "processing", "complete"):
        shop.send("order", shop.order(status=status, lines=B1))

    assert shop.postings() == [23, -23, 23]


def test_pieces_given_back_take_their_points_along(shop: Shop) -> None:
    shop.rule()
    shop.send("order", shop.order(lines=B1))

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    assert shop.balance() == 13

    shop.send("refund", shop.refund("r2", "o1", "49.99", {"1": 1}))
    assert shop.balance() == 4
    assert shop.postings() == [23, -10, -9]
