"""What time brought about while the worker was down comes out as if it had been there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.segments.shop import GROUND, Shop

from regulars.books import Books
from regulars.flows.memberships import MembershipsKept
from regulars.rules.scope import ANY_NAME
from regulars.segments import service, store

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


def test_what_is_too_much_for_one_step_is_looked_at_in_the_next(books: Books) -> None:
    shop = Shop(books)
    shop.segment("x", WINDOW)
    shop.customer("eva")
    for n in range(40):  # each in the window for a day, and an hour of none
        at = (BOUGHT + timedelta(hours=25 * n)).isoformat()
        shop.order(f"{n}", "eva", "80.00", "complete", placed_at=at)
    shop.now = BOUGHT + timedelta(days=60)
    shop.send("login", {"external_id": "l", "customer": "eva", "logged_in_at": shop.now.isoformat()})

    assert len(told(shop, "x")) == 80
    assert [at for at, *_ in told(shop, "x")] == sorted(
        BOUGHT + timedelta(hours=25 * n + end) for n in range(40) for end in (0, 24)
    )


def test_an_alarm_that_turns_nothing_asks_nobody(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(books)
    shop.segment("fridays", {"value": {"weekday": "now"}, "op": "=", "to": 5})
    shop.customer("eva")
    asked: list[object] = []
    ask = shop.facts.ask
    monkeypatch.setattr(shop.facts, "ask", lambda *given: (asked.append(given), ask(*given))[1])

    shop.at(shop.now + timedelta(days=365))

    fridays = [entered for _, entered, _ in told(shop, "fridays")]
    assert sum(fridays) == 52
    assert len(asked) < 2 * 52 + 10, "two a week, and a few for changes of the clocks"


def test_what_a_new_definition_finds_is_dated_when_it_was_made_and_what_time_brings_at_its_instant(
    books: Books,
) -> None:
    shop = eva(books, WINDOW)
    made_at = BOUGHT + timedelta(hours=12)
    shop.now = made_at
    with books.transaction() as unit:
        for id, days in (("older", 3), ("never", 1)):
            condition = {"value": LAST, "op": ">=", "to": days}
            service.create(unit, GROUND, ANY_NAME, service.Draft(id, condition, id=id))
        service.create(
            unit,
            GROUND,
            ANY_NAME,
            service.Draft("bought", {"value": {"count": "order"}, "op": ">=", "to": 1}, id="bought"),
        )

    shop.now = BOUGHT + timedelta(days=10)
    shop.road.begin()
    shop.road.run_dry()

    assert told(shop, "x")[-1] == (BOUGHT + timedelta(days=1), 0, 1), "it left while nobody looked"
    assert told(shop, "bought") == [(made_at, 1, 0)]
    assert told(shop, "older") == [(BOUGHT + timedelta(days=3), 1, 0)]
    assert told(shop, "never") == [(BOUGHT + timedelta(days=1), 1, 0)]


def test_a_segment_renamed_over_the_stop_is_no_other(books: Books) -> None:
    shop = eva(books, WINDOW)
    shop.now = BOUGHT + timedelta(days=2)
    with books.transaction() as unit:
        service.change(unit, GROUND, ANY_NAME, "x", version=1, changes={"name": "Lately"})

    shop.road.begin()
    shop.road.run_dry()

    assert told(shop, "x")[-1] == (BOUGHT + timedelta(days=1), 0, 1)


def test_a_changed_condition_takes_over_when_it_was_changed(books: Books) -> None:
    shop = eva(books, WINDOW)
    changed_at = BOUGHT + timedelta(hours=12)
    shop.now = changed_at
    with books.transaction() as unit:
        later = {"value": LAST, "op": ">=", "to": 5}
        service.change(unit, GROUND, ANY_NAME, "x", version=1, changes={"condition": later})
    shop.now = BOUGHT + timedelta(days=9)

    shop.road.begin()
    shop.road.run_dry()

    assert told(shop, "x")[-2:] == [(changed_at, 0, 1), (BOUGHT + timedelta(days=5), 1, 0)]
