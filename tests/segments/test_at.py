"""Who was in at an instant, whenever it became known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.segments.shop import START, Shop

from regulars.books import Books
from regulars.books import shop as installation
from regulars.segments import past, store
from regulars.segments.desk import Desk

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
DEPARTED = {"value": {"days_since": {"last": "order.placed_at"}}, "op": ">=", "to": 30}
DEPARTS = datetime(2026, 3, 31, 10, tzinfo=UTC)
IN_DEPARTED = {"value": "customer.segments", "op": "has_any", "to": ["departed"]}
IN_NAMED = {"value": "customer.segments", "op": "has_any", "to": ["named"]}
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def desk(shop: Shop) -> Desk:
    """The desk of a shop in Kyiv."""
    shop.books.perform(lambda unit: installation.change(unit, {"currency": "USD", "time_zone": "Europe/Kyiv"}))
    return Desk(shop.books, shop.facts, shop.books.shop())


def size_at(shop: Shop, segment: str, instant: datetime) -> int:
    with shop.books.transaction() as unit:
        return len(past.members_at(unit.connection, segment, instant))


def test_changes_of_several_days_are_told_apart(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    for n in range(4):
        shop.now = START + n * DAY
        shop.customer(f"anna{n}", gender="female")
        shop.customer(f"boris{n}", gender="female")

    assert [size_at(shop, "women", START + n * DAY) for n in range(4)] == [2, 4, 6, 8]
    assert [size_at(shop, "women", START + n * DAY - MICROSECOND) for n in range(4)] == [0, 2, 4, 6]


def test_what_came_true_while_the_worker_was_down_is_known_of_its_instant_and_after(books: Books) -> None:
    shop = Shop(books)
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at=(DEPARTS - 30 * DAY).isoformat())
    shop.order("2", None, "80.00", "complete", email="guest@example.com", placed_at=(DEPARTS - 90 * DAY).isoformat())

    shop.at(DEPARTS + 2 * DAY)
    shop.order("3", "eva", "80.00", "complete", placed_at=shop.now.isoformat())

    assert size_at(shop, "departed", DEPARTS - MICROSECOND) == 1
    assert size_at(shop, "departed", DEPARTS) == 2
    assert size_at(shop, "departed", DEPARTS + DAY) == 2
    assert size_at(shop, "departed", DEPARTS + 2 * DAY - MICROSECOND) == 2
    assert size_at(shop, "departed", DEPARTS + 2 * DAY) == 1


def test_a_snapshot_that_includes_what_came_after_is_passed_over(books: Books) -> None:
    shop = Shop(books)
    shop.customer("anna", gender="female")
    shop.now = START + timedelta(hours=4)
    shop.segment("women", FEMALE)
    shop.customer("clara", gender="female")  # the day's first change of a segment that is kept: its snapshot has Anna

    assert size_at(shop, "women", START + timedelta(hours=1)) == 0


def test_at_present_they_are_those_that_are_kept(books: Books) -> None:
    shop = Shop(books)
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at=(DEPARTS - 30 * DAY).isoformat())
    shop.at(DEPARTS + 5 * DAY)

    with books.transaction() as unit:
        kept = store.members(unit.connection, ["departed"])["departed"]
        assert past.members_at(unit.connection, "departed", shop.now) == kept


def test_of_an_instant_before_a_segment_was_made_its_condition_is_asked(books: Books) -> None:
    shop = Shop(books)
    shop.customer("eva")
    shop.customer("clara")
    shop.order("1", "eva", "80.00", "complete", placed_at=(DEPARTS - 30 * DAY).isoformat())
    shop.at(DEPARTS + 5 * DAY)
    shop.segment("departed", DEPARTED)
    shop.segment("named", IN_DEPARTED)
    at_desk = desk(shop)

    assert at_desk.members(IN_NAMED, DEPARTS) == ["eva"]
    assert at_desk.members(IN_NAMED, DEPARTS - MICROSECOND) == []
    assert at_desk.preview(at_desk.checked(IN_DEPARTED), DEPARTS).count == 1
    assert at_desk.explain(at_desk.checked(IN_NAMED), 1, DEPARTS).held


def test_why_tells_when_a_segment_that_is_named_changes(books: Books) -> None:
    shop = Shop(books)
    shop.segment("departed", DEPARTED)
    shop.segment("named", IN_DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at=(DEPARTS - 30 * DAY).isoformat())
    at_desk = desk(shop)

    def change(condition: Any, at: datetime | None = None) -> datetime | None:
        return at_desk.explain(at_desk.checked(condition), 1, at).next_change

    assert change(DEPARTED) == change(IN_DEPARTED) == change(IN_NAMED) == DEPARTS
    assert change(IN_NAMED, DEPARTS) is None
    april = {"value": {"month": "now"}, "op": "=", "to": 4}
    assert change({"all": [IN_NAMED, april]}) == datetime(2026, 3, 31, 21, tzinfo=UTC), "local midnight in Kyiv"


def test_why_passes_over_segments_that_come_and_go_without_changing_the_answer(books: Books) -> None:
    shop = Shop(books)
    fridays = {"value": {"weekday": "now"}, "op": "=", "to": 5}
    shop.segment("fridays", fridays)
    shop.segment("departed", DEPARTED)
    shop.customer("eva")
    shop.order("1", "eva", "80.00", "complete", placed_at=(DEPARTS - 30 * DAY).isoformat())
    either = {"value": "customer.segments", "op": "has_all", "to": ["fridays", "departed"]}

    told = desk(shop).explain(desk(shop).checked(either), 1)

    assert told.next_change == datetime(2026, 4, 2, 21, tzinfo=UTC), "the first Friday after she departed"
