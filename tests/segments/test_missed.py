"""What time brought about while the worker was down comes out as if it had been there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.segments.shop import Shop

from regulars.books import Books
from regulars.flows.memberships import MembershipsKept
from regulars.segments import keeper, store

LAST = {"days_since": {"last": "order.placed_at"}}
FRIDAYS = {"all": [{"value": {"weekday": "now"}, "op": "=", "to": 5}, {"value": LAST, "op": ">=", "to": 12}]}
"""An alarm each local midnight, and an instant of each customer's own."""
WINDOW = {"value": {"count": "order", "within": {"last": "1d"}}, "op": "=", "to": 1}
BOUGHT = datetime(2026, 3, 7, 10, tzinfo=UTC)
THURSDAY, FRIDAY = datetime(2026, 3, 19, 9, tzinfo=UTC), datetime(2026, 3, 20, 8, tzinfo=UTC)


def told(shop: Shop, segment: str) -> list[tuple[datetime, int, int]]:
    return [(at, entered, left) for at, entered, left, _ in shop.changes(segment)]


def eva(books: Books, condition: Any, **said: Any) -> Shop:
    shop = Shop(books)
    shop.segment("x", condition)
    shop.customer("eva")
    shop.now = max(shop.now, BOUGHT + timedelta(hours=1))
    shop.order("1", "eva", "80.00", "complete", placed_at=BOUGHT.isoformat())
    return shop


def test_a_customers_instant_before_an_alarm_is_looked_at_before_it(books: Books) -> None:
    shop = eva(books, FRIDAYS)
    shop.at(THURSDAY)

    shop.at(FRIDAY)

    assert shop.members("x") == {"eva"}
    assert told(shop, "x")[-1] == (datetime(2026, 3, 19, 22, tzinfo=UTC), 1, 0), "local midnight in Kyiv"


def test_in_and_out_again_while_nobody_looked_is_recorded(books: Books) -> None:
    shop = Shop(books)
    shop.segment("x", WINDOW)
    shop.customer("eva")
    first, second = BOUGHT, BOUGHT + timedelta(hours=12)
    shop.order("1", "eva", "80.00", "complete", placed_at=first.isoformat())
    shop.order("2", "eva", "80.00", "complete", placed_at=second.isoformat())

    shop.at(second + timedelta(days=5))

    assert shop.members("x") == set()
    assert told(shop, "x") == [
        (first, 1, 0),
        (second, 0, 1),
        (first + timedelta(days=1), 1, 0),
        (second + timedelta(days=1), 0, 1),
    ]


def test_definitions_that_changed_over_the_stop_take_nothing_back(books: Books) -> None:
    shop = eva(books, FRIDAYS)
    shop.at(THURSDAY)
    with books.transaction() as unit:
        store.update_definition(unit.connection, "x", description="looked at over night")
    shop.now = FRIDAY

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("x") == {"eva"}


def test_a_batch_after_an_alarm_does_not_pass_it_over(books: Books) -> None:
    shop = eva(books, FRIDAYS)
    shop.at(THURSDAY + timedelta(hours=3))
    midnight = datetime(2026, 3, 19, 22, tzinfo=UTC)
    (step,) = shop.road.steps
    assert isinstance(step, MembershipsKept)
    step.keeper.react([], midnight + timedelta(seconds=1))
    step.keeper.recorded(shop.facts.position())

    shop.at(FRIDAY)

    assert shop.members("x") == {"eva"}


def test_when_there_is_too_much_to_look_at_the_end_is_right_all_the_same(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = eva(books, FRIDAYS)
    shop.at(THURSDAY)
    monkeypatch.setattr(keeper, "MOST_ALARMS", 0)

    shop.at(FRIDAY)

    assert shop.members("x") == {"eva"}
    assert told(shop, "x")[-1] == (FRIDAY, 1, 0)
