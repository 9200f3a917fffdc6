"""Who was in at an instant, whenever it became known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.segments.shop import CALENDAR, START, Shop

from regulars.books import Books
from regulars.segments import reading, store

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
DEPARTED = {"value": {"days_since": {"last": "order.placed_at"}}, "op": ">=", "to": 30}
DEPARTS = datetime(2026, 3, 31, 10, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)


def size_at(shop: Shop, segment: str, instant: datetime) -> int:
    with shop.books.transaction() as unit:
        return len(reading.members_at(unit.connection, segment, instant, CALENDAR))


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
        assert reading.members_at(unit.connection, "departed", shop.now, CALENDAR) == kept
