"""Segments that are refreshed at times of their own, or by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from regulars.books import Books
from regulars.segments import pinning, service
from regulars.segments.refresh import Refresh

from .shop import CALENDAR, START, Shop

VIP = {"value": {"sum": "order.grand_total"}, "op": ">=", "to": "100"}
NIGHTLY = {"kind": "scheduled", "every": "day", "at": "03:00"}
BY_HAND = {"kind": "by_hand"}


@pytest.fixture
def shop(books: Books) -> Shop:
    shop = Shop(books)
    shop.customers(["anna", "boris"])
    return shop


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "now", "last", "following"),
    [
        ({"every": "day", "at": "03:00"}, "2026-03-01T08:00", "2026-03-01T01:00", "2026-03-02T01:00"),
        ({"every": "day", "at": "12:00"}, "2026-03-01T08:00", "2026-02-28T10:00", "2026-03-01T10:00"),
        ({"every": "day", "at": "03:00"}, "2026-03-01T01:00", "2026-03-01T01:00", "2026-03-02T01:00"),
        ({"every": "day", "at": "03:30"}, "2026-03-28T12:00", "2026-03-28T01:30", "2026-03-29T01:00"),  # no 03:30 on it
        ({"every": "week", "weekday": 1, "at": "00:00"}, "2026-03-01T08:00", "2026-02-22T22:00", "2026-03-01T22:00"),
        ({"every": "month", "day": 31, "at": "00:00"}, "2026-03-01T08:00", "2026-02-27T22:00", "2026-03-30T21:00"),
        ({"every": "month", "day": 1, "at": "10:00"}, "2026-12-31T08:00", "2026-12-01T08:00", "2027-01-01T08:00"),
    ],
)
def test_a_schedule_goes_by_the_shop_s_clock(said: dict[str, Any], now: str, last: str, following: str) -> None:
    schedule = Refresh(kind="scheduled", **said)

    assert schedule.last_before(utc(now), CALENDAR) == utc(last)
    assert schedule.first_after(utc(now), CALENDAR) == utc(following)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "scheduled", "every": "day"}, "at what time of day"),
        ({"kind": "scheduled", "every": "week", "at": "03:00"}, "which day of the week"),
        ({"kind": "scheduled", "every": "day", "at": "03:00", "day": 3}, "a schedule of each month only"),
        ({"kind": "by_hand", "at": "03:00"}, "a schedule only"),
        ({"kind": "scheduled", "every": "day", "at": "24:00"}, "pattern"),
    ],
)
def test_half_a_schedule_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Refresh(**said)


def test_a_scheduled_segment_stays_as_it_was_until_its_time_and_changes_then(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=NIGHTLY)
    shop.order("1", "anna", "150.00", "complete")
    assert shop.members("vip") == set()

    tick = datetime(2026, 3, 2, 1, tzinfo=UTC)
    shop.at(tick - timedelta(microseconds=1))
    assert shop.members("vip") == set()
    shop.at(tick)

    assert shop.members("vip") == {"anna"}
    assert shop.changes("vip") == [(tick, 1, 0, "schedule")]


def test_times_that_the_worker_missed_are_one_refresh_as_of_the_last_of_them(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=NIGHTLY)
    shop.order("1", "anna", "150.00", "complete")

    shop.at(START + timedelta(days=5))

    assert shop.changes("vip") == [(datetime(2026, 3, 6, 1, tzinfo=UTC), 1, 0, "schedule")]


def test_a_worker_that_starts_anew_knows_what_was_refreshed(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=NIGHTLY)
    shop.at(START + timedelta(days=1))
    shop.order("1", "anna", "150.00", "complete")

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("vip") == set()


def test_by_hand_means_when_somebody_asks_and_twice_is_once(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=BY_HAND)
    shop.order("1", "anna", "150.00", "complete")
    shop.at(START + timedelta(days=40))
    assert shop.members("vip") == set()

    with shop.books.transaction() as unit:
        assert service.ask_refresh(unit, "vip").refreshing
        service.ask_refresh(unit, "vip")
    shop.road.run_dry()

    assert shop.members("vip") == {"anna"}
    assert shop.changes("vip") == [(shop.now, 1, 0, "hand")]
    with shop.books.transaction() as unit:
        assert not service.get(unit, "vip").refreshing


def test_what_names_it_follows_in_the_same_moment(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=NIGHTLY)
    shop.segment("others", {"value": "customer.segments", "op": "has_none", "to": ["vip"]})
    shop.order("1", "anna", "150.00", "complete")
    assert shop.members("others") == {"anna", "boris"}

    shop.at(START + timedelta(days=1))

    assert shop.members("others") == {"boris"}
    assert shop.changes("others")[-1][0] == shop.changes("vip")[-1][0]


def test_pinning_somebody_acts_at_once(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=BY_HAND)
    with shop.books.transaction() as unit:
        pinning.pin(unit, "vip", [2], "in")
    shop.road.run_dry()

    assert shop.members("vip") == {"boris"}


def test_one_that_becomes_automatic_is_up_to_date_at_once(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=BY_HAND)
    shop.order("1", "anna", "150.00", "complete")

    shop.change("vip", refresh={"kind": "automatic"})
    assert shop.members("vip") == {"anna"}
    shop.order("2", "boris", "100.00", "complete")

    assert shop.members("vip") == {"anna", "boris"}


def test_one_that_is_no_longer_automatic_stays_as_it_is(shop: Shop) -> None:
    shop.segment("vip", VIP)
    shop.change("vip", refresh=BY_HAND)
    shop.order("1", "anna", "150.00", "complete")

    shop.road.begin()
    shop.road.run_dry()

    assert shop.members("vip") == set()


def test_there_is_nothing_to_refresh_of_what_is_kept_in_every_moment(shop: Shop) -> None:
    shop.segment("vip", VIP)
    with pytest.raises(service.KeptByItself), shop.books.transaction() as unit:
        service.ask_refresh(unit, "vip")


def test_another_condition_is_computed_at_once(shop: Shop) -> None:
    shop.segment("vip", VIP, refresh=BY_HAND)
    shop.order("1", "anna", "150.00", "complete")

    shop.change("vip", condition={"value": {"sum": "order.grand_total"}, "op": ">=", "to": "120"})

    assert shop.members("vip") == {"anna"}
