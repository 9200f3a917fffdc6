"""Who will come and go by time alone: what is told beforehand is what happens when time goes by."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.segments.shop import CALENDAR, START, Shop
from tests.thorough import examples, seed_of

from regulars.books import Books
from regulars.books import shop as installation
from regulars.segments import store
from regulars.segments.coming import ComingDay, NotKept
from regulars.segments.desk import Desk

DAY = timedelta(days=1)
COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
DEPARTED = {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 30}
LATELY = {"value": {"count": "order", "within": {"last": "7d"}}, "op": ">=", "to": 1}
WEEKEND = {"value": {"weekday": "now"}, "op": ">=", "to": 6}
YOUNG = {"value": {"age": "customer.born_on"}, "op": "<", "to": 18}
BIRTHDAY = {"value": {"days_until_anniversary": "customer.born_on"}, "op": "<=", "to": 3}
BETWEEN = {"value": {"days_since": {"last": "order.placed_at"}}, "op": "between", "to": [5, 9]}


def of(segment: str) -> Any:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


CONDITIONS = {
    "departed": DEPARTED,
    "lately": LATELY,
    "young": YOUNG,
    "birthday": BIRTHDAY,
    "between": BETWEEN,
    "weekend": {"all": [WEEKEND, LATELY]},
    "named": {"any": [of("departed"), of("birthday")]},
    "not_named": {"all": [{"none": [of("lately")]}, {"value": "customer.group", "op": "exists"}]},
}


def desk(shop: Shop) -> Desk:
    shop.books.perform(lambda unit: installation.change(unit, {"currency": "USD", "time_zone": "Europe/Kyiv"}))
    return Desk(shop.books, shop.facts, shop.books.shop())


def filled(books: Books, chance: random.Random, customers: int = 30) -> Shop:
    """Customers with birthdays and orders of the last weeks, some of them with a status dated ahead."""
    shop = Shop(books)
    for n in range(customers):
        born = date(2008, 1, 1) + chance.randrange(365) * DAY
        shop.customer(f"c{n}", born_on=born.isoformat(), go=False)
    for n in range(customers):
        placed = START - timedelta(minutes=chance.randrange(40 * 24 * 60))
        history = [{"at": placed.isoformat(), "status": "pending"}]
        history.append({"at": (placed + chance.randrange(20) * DAY).isoformat(), "status": "complete"})
        said: dict[str, Any] = {"placed_at": placed.isoformat(), "status_history": history}
        shop.order(f"o{n}", f"c{chance.randrange(customers)}", "10.00", "complete", go=False, **said)
    shop.road.run_dry()
    return shop


def test_whoever_turns_eighteen_leaves_on_that_local_day(books: Books) -> None:
    shop = Shop(books)
    shop.segment("young", YOUNG)
    shop.customer("anna", born_on="2008-03-04")
    shop.customer("eva", born_on="2008-03-01")

    told = desk(shop).coming("young", 5)

    assert [(day.date.day, day.leaving, day.entering) for day in told.days] == [
        (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 1, 0), (5, 0, 0),
    ]  # fmt: skip
    assert told.exact


def members(shop: Shop) -> dict[str, set[int]]:
    """The numbers of those in each segment."""
    with shop.books.transaction() as unit:
        return {id: set(held) for id, held in store.members(unit.connection, list(CONDITIONS)).items()}


@pytest.mark.parametrize("round", range(examples(8)))
def test_what_is_told_beforehand_is_what_happens(books: Books, round: int) -> None:
    seed = seed_of(round)
    shop = filled(books, random.Random(seed))
    for id, condition in CONDITIONS.items():
        shop.segment(id, condition)
    days = 35
    at_desk = desk(shop)
    told = {id: at_desk.coming(id, days).days for id in CONDITIONS}
    held = members(shop)

    for n in range(days):
        end = CALENDAR.day_start(CALENDAR.local_date(START) + (n + 1) * DAY) - timedelta(microseconds=1)
        shop.at(end)
        before, held = held, members(shop)
        for id in CONDITIONS:
            was, now = before.get(id, set()), held.get(id, set())
            found = ComingDay(CALENDAR.local_date(end), len(was - now), len(now - was))
            assert told[id][n] == found, (seed, id, n)


def test_who_is_pinned_neither_comes_nor_goes(books: Books) -> None:
    from regulars.segments import pinning

    shop = Shop(books)
    shop.segment("lately", LATELY)
    shop.customers(["anna", "eva"])
    for n, name in enumerate(("anna", "eva")):
        shop.order(str(n), name, "10.00", "complete")
    with books.transaction() as unit:
        pinning.pin(unit, "lately", [1], "in")
    shop.road.run_dry()

    assert sum(day.leaving for day in desk(shop).coming("lately", 10).days) == 1


def test_of_a_segment_that_counts_stays_it_is_said_that_they_are_not_foreseen(books: Books) -> None:
    shop = Shop(books)
    shop.segment("lately", LATELY)
    stays = {"value": {"count": "segment_stay", "where": {"value": "segment_stay.segment", "op": "=", "to": "lately"}}}
    shop.segment("again", stays | {"op": ">=", "to": 2})

    assert not desk(shop).coming("again", 3).exact
    with pytest.raises(NotKept):
        desk(shop).coming("nothing", 3)


def test_a_day_ends_when_the_clocks_change(books: Books) -> None:
    shop = Shop(books)
    shop.at(datetime.fromisoformat("2026-03-28T12:00:00+02:00"))
    shop.segment("lately", LATELY)
    shop.customer("anna")
    shop.order("1", "anna", "10.00", "complete", placed_at="2026-03-22T23:30:00+02:00")

    told = desk(shop).coming("lately", 3).days

    assert [day.leaving for day in told] == [0, 0, 1], "at 00:30 on the 30th, for an hour of the 29th is missing"
