"""Points that nothing asks about go along with whatever comes, by the dozen; once a segment asks, it has seen them all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from regulars import app
from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.ground import ground_of
from regulars.flows.road import Road
from regulars.points import service
from regulars.rules.scope import ANY_NAME
from regulars.segments import service as segments
from regulars.segments import store

from .carrying import NOON, found, order, send

HAS_THIRTY: dict[str, Any] = {"value": {"sum": "points_entry.points"}, "op": ">=", "to": 30}
GIVEN_TWICE: dict[str, Any] = {
    "value": {"count": "points_entry", "where": {"value": "points_entry.reason", "op": "=", "to": "a gift"}},
    "op": ">=", "to": 2,
}  # fmt: skip
ANNA = 1
_gifts = itertools.count()


@pytest.fixture
def road(books: Books) -> Iterator[Road]:
    """Anna has bought something, and no segment or rule asks about points."""
    found(books)
    here = books.shop()
    with Facts(":memory:", calendar=here.calendar, currency=here.currency) as facts:
        road = app.road_of(books, facts)
        road.begin()
        send(books, "order", [order(1, "anna", 5)])
        road.run_dry()
        yield road


def give(books: Books, *points: int) -> None:
    """Points to Anna by hand, each in a transaction of its own."""
    for many in points:
        with books.transaction() as unit:
            service.adjust(unit, ANNA, many, key=f"gift:{next(_gifts)}", reason="a gift")


def ask(road: Road, id: str, condition: dict[str, Any]) -> None:
    """Make a segment, and let the road go on."""
    with road.books.transaction() as unit:
        ground = ground_of(road.books, road.books.shop())()
        segments.create(unit, ground, ANY_NAME, segments.Draft(id.title(), condition, id=id))


def members(road: Road, id: str) -> set[int]:
    with road.books.transaction() as unit:
        return set(store.members(unit.connection, [id]).get(id, ()))


def taken(road: Road) -> list[int]:
    """How many entries each step takes until nothing is waiting."""
    steps = []
    while done := road.step():
        if done.entries:
            steps.append(done.entries)
    return steps


def test_points_of_one_customer_go_along_together_with_an_order(road: Road) -> None:
    give(road.books, 10, 10, 10)
    send(road.books, "order", [order(2, "boris", 7)])

    assert taken(road)[0] == 4, "three postings of Anna's and Boris's order are one batch"


def test_a_segment_that_asks_about_points_later_has_seen_them(road: Road) -> None:
    give(road.books, 10, 10, 10)
    road.run_dry()

    ask(road, "thirty", HAS_THIRTY)
    ask(road, "gifted", GIVEN_TWICE)
    road.run_dry()

    assert (members(road, "thirty"), members(road, "gifted")) == ({ANNA}, {ANNA})


def test_so_has_one_that_is_made_while_points_are_still_on_their_way(road: Road) -> None:
    give(road.books, 10, 10)
    ask(road, "thirty", HAS_THIRTY)
    give(road.books, 4)
    road.run_dry()
    assert members(road, "thirty") == set(), "5 for the order, and 24"

    give(road.books, 1)
    road.run_dry()
    assert members(road, "thirty") == {ANNA}


def test_once_a_segment_asks_points_are_looked_at_one_by_one(road: Road) -> None:
    ask(road, "thirty", HAS_THIRTY)
    road.run_dry()

    give(road.books, 30, -30, 1)

    assert taken(road)[:3] == [1, 1, 1]
    with road.books.transaction() as unit:
        moves = unit.driver.execute(
            "select count(*) from segment_change where segment_id = 'thirty' and position > 0"
        ).fetchone()
    assert moves == (2,), "she came in with the 30 and left when they were taken"


def test_points_that_a_segment_had_seen_when_it_was_archived_are_passed_over_again(road: Road) -> None:
    ask(road, "thirty", HAS_THIRTY)
    road.run_dry()
    with road.books.transaction() as unit:
        segments.archive(unit, "thirty")
    road.books.clock = lambda: NOON + timedelta(minutes=1)
    road.run_dry()

    give(road.books, 10, 10, 10)

    assert taken(road)[0] == 3
