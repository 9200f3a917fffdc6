"""Birthdays earn once a year: as the local day begins, or later that day when only then a rule comes into force."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.flows.shop import CALENDAR, Shop

from regulars.books import Books
from regulars.points.model.rules import Pause, Rule
from regulars.points.model.styles import behaviours

NINE = datetime(2026, 1, 10, 8, tzinfo=UTC)
"""Nine in the morning of 10 January in Warsaw."""


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books, rewards=True)
    there.send("customer", {"external_id": "jan", "registered_at": "2024-02-01T10:00:00Z"})
    return there


def born(shop: Shop, day: str, key: str = "jan") -> None:
    shop.send("customer", {"external_id": key, "born_on": day, "registered_at": "2024-02-01T10:00:00Z"})


def test_a_birthday_earns_at_local_midnight_once_a_year(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "1990-01-10")

    shop.now = datetime(2026, 1, 9, 22, 59, 59, tzinfo=UTC)
    shop.road.run_dry()
    assert shop.postings() == []

    shop.now = datetime(2026, 1, 9, 23, tzinfo=UTC)
    shop.road.run_dry()
    born(shop, "1990-01-11")
    shop.now = datetime(2026, 1, 10, 23, tzinfo=UTC)
    shop.road.run_dry()
    assert shop.postings() == [100]

    shop.now = datetime(2027, 1, 11, 12, tzinfo=UTC)
    shop.road.run_dry()
    assert shop.postings() == [100, 100]


def test_the_29th_of_february_counts_on_the_28th_in_other_years(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "2000-02-29")

    shop.now = CALENDAR.day_start(datetime(2026, 2, 28).date())
    shop.road.run_dry()
    assert shop.postings() == [100]

    shop.now = CALENDAR.day_start(datetime(2028, 2, 28).date())
    shop.road.run_dry()
    before = shop.postings()
    shop.now = CALENDAR.day_start(datetime(2028, 2, 29).date())
    shop.road.run_dry()
    assert len(shop.postings()) == len(before) + 1


def test_birthdays_missed_while_the_worker_was_down_are_made_up_for(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "1990-01-10")

    shop.now = datetime(2026, 1, 13, 12, tzinfo=UTC)
    shop.road = shop.worker()
    shop.road.run_dry()

    assert shop.postings() == [100]


def test_a_birthday_today_is_not_given_twice_by_a_worker_that_starts_again(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "1990-01-10")
    shop.now = datetime(2026, 1, 10, 12, tzinfo=UTC)
    shop.road.run_dry()

    shop.road = shop.worker()
    shop.road.run_dry()

    assert shop.postings() == [100]


def at_nine(shop: Shop) -> None:
    """Jan's birthday is today, and the worker has looked at the day."""
    born(shop, "1990-01-10")
    shop.now = NINE
    shop.road.run_dry()
    assert shop.postings() == []


def granted_at(shop: Shop) -> list[datetime]:
    with shop.books.transaction() as unit:
        return [at for (at,) in unit.driver.execute("select at from points_granted order by at").fetchall()]


def test_a_rule_made_in_the_middle_of_a_birthday_is_for_it(shop: Shop) -> None:
    at_nine(shop)

    shop.rule(behaviours.Birthday(points=100))
    shop.road.run_dry()
    shop.now += timedelta(hours=5)
    shop.road.run_dry()

    assert (shop.postings(), granted_at(shop)) == ([100], [NINE])


def test_so_is_one_that_is_made_while_the_worker_was_down(shop: Shop) -> None:
    at_nine(shop)
    shop.rule(behaviours.Birthday(points=100))

    shop.now += timedelta(days=2)
    shop.road = shop.worker()
    shop.road.run_dry()

    assert (shop.postings(), granted_at(shop)) == ([100], [NINE])


def test_one_that_is_switched_on_in_the_middle_of_a_birthday_is_for_it(shop: Shop) -> None:
    off = shop.change(shop.rule(behaviours.Birthday(points=100)), active=False)
    at_nine(shop)

    shop.change(off, active=True)
    shop.road.run_dry()

    assert (shop.postings(), granted_at(shop)) == ([100], [NINE + timedelta(minutes=1)])


def test_one_that_is_switched_on_on_the_day_after_is_not(shop: Shop) -> None:
    off = shop.change(shop.rule(behaviours.Birthday(points=100)), active=False)
    at_nine(shop)

    shop.now += timedelta(days=1)
    shop.change(off, active=True)
    shop.road.run_dry()

    assert shop.postings() == []


def test_with_the_programme_that_is_switched_on_in_the_middle_of_it_a_birthday_earns(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.switch(on=False)
    at_nine(shop)

    shop.switch(on=True)
    shop.road.run_dry()
    shop.switch(on=False)
    shop.switch(on=True)
    shop.road.run_dry()

    assert shop.postings() == [100]


def test_a_rule_whose_period_begins_in_the_middle_of_a_birthday_is_for_it_from_then_on(shop: Shop) -> None:
    noon = NINE + timedelta(hours=3)
    shop.rule(behaviours.Birthday(points=100), starts_at=noon, ends_at=noon + timedelta(hours=1))
    at_nine(shop)
    assert shop.road.next_due() == noon

    shop.now = noon
    shop.road.run_dry()

    assert (shop.postings(), granted_at(shop)) == ([100], [noon])


def test_a_rule_made_on_the_28th_of_february_is_for_who_was_born_on_the_29th(shop: Shop) -> None:
    born(shop, "2000-02-29")
    shop.now = datetime(2026, 2, 28, 15, tzinfo=UTC)
    shop.road.run_dry()

    shop.rule(behaviours.Birthday(points=100))
    shop.road.run_dry()

    assert shop.postings() == [100]


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_when_the_clocks_change_a_birthday_begins_at_local_midnight_still(
    shop: Shop, day: date, begins: datetime
) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, f"1990-{day:%m-%d}")
    shop.now = begins - timedelta(minutes=1)
    shop.road.run_dry()
    assert shop.postings() == []
    assert shop.road.next_due() == begins

    shop.now = begins
    shop.road.run_dry()
    shop.now = begins + timedelta(hours=25)
    shop.road.run_dry()

    assert shop.postings() == [100]


def test_a_birthday_that_becomes_known_on_the_day_itself_earns_at_that_instant(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = NINE
    shop.road.run_dry()

    born(shop, "1990-01-10")
    born(shop, "1990-01-10")

    assert (shop.postings(), granted_at(shop)) == ([100], [NINE + timedelta(minutes=1)])


def test_so_does_one_of_a_profile_that_is_imported_on_the_day(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = NINE
    shop.road.run_dry()

    shop.send("customer", {"external_id": "jan", "born_on": "1990-01-10"}, live=False)

    assert shop.postings() == [100]


def test_a_date_that_is_corrected_earns_no_second_time(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "1990-01-10")
    shop.now = NINE
    shop.road.run_dry()
    assert shop.postings() == [100]

    shop.now += timedelta(days=1)
    born(shop, "1990-01-11")
    shop.now += timedelta(days=5)
    born(shop, "1990-01-20")
    shop.now += timedelta(days=10)
    shop.road.run_dry()

    assert shop.postings() == [100]


def test_a_date_that_is_told_on_the_day_after_earns_next_year(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = NINE + timedelta(days=1)
    shop.road.run_dry()

    born(shop, "1990-01-10")
    assert shop.postings() == []

    shop.now = NINE.replace(year=2027)
    shop.road.run_dry()
    assert shop.postings() == [100]


@pytest.mark.parametrize(
    ("told_at", "earns"),
    [
        (datetime(2026, 1, 9, 22, 59, 59, tzinfo=UTC), [100]),  # a second before the local midnight that begins it
        (datetime(2026, 1, 9, 23, tzinfo=UTC), [100]),
        (datetime(2026, 1, 10, 22, 59, 59, tzinfo=UTC), [100]),
        (datetime(2026, 1, 10, 23, tzinfo=UTC), []),
    ],
)
def test_the_day_lasts_from_local_midnight_to_local_midnight(shop: Shop, told_at: datetime, earns: list[int]) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = told_at - timedelta(minutes=1)
    shop.road.run_dry()

    born(shop, "1990-01-10")
    shop.now = told_at + timedelta(days=3)
    shop.road.run_dry()

    assert shop.postings() == earns


def test_what_was_told_on_the_day_earns_though_the_worker_was_down_until_the_next(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = NINE
    shop.road.run_dry()
    shop.send("customer", {"external_id": "jan", "born_on": "1990-01-10"}, go=False)
    told_at = shop.now

    shop.now += timedelta(days=2)
    shop.road = shop.worker()
    shop.road.run_dry()

    assert (shop.postings(), granted_at(shop)) == ([100], [told_at])


def test_told_while_the_rule_is_off_it_earns_as_soon_as_the_rule_is_on_that_day(shop: Shop) -> None:
    off = shop.change(shop.rule(behaviours.Birthday(points=100)), active=False)
    shop.now = NINE
    shop.road.run_dry()
    born(shop, "1990-01-10")
    assert shop.postings() == []

    shop.change(off, active=True)
    shop.road.run_dry()

    assert shop.postings() == [100]


def test_who_was_born_on_the_29th_and_is_told_of_on_the_28th_earns_that_day(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = datetime(2026, 2, 28, 15, tzinfo=UTC)
    shop.road.run_dry()

    born(shop, "2000-02-29")
    shop.now += timedelta(days=1)
    shop.road.run_dry()

    assert shop.postings() == [100]


@pytest.mark.parametrize(
    ("told_at", "earns"),
    [
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), [100]),  # the last minute of a day of 23 hours
        (datetime(2026, 3, 29, 22, 1, tzinfo=UTC), []),
        (datetime(2026, 3, 28, 23, 1, tzinfo=UTC), [100]),
    ],
)
def test_a_day_on_which_the_clocks_change_lasts_to_local_midnight_too(
    shop: Shop, told_at: datetime, earns: list[int]
) -> None:
    shop.rule(behaviours.Birthday(points=100))
    shop.now = told_at - timedelta(minutes=1)
    shop.road.run_dry()

    born(shop, "1990-03-29")

    assert shop.postings() == earns


@pytest.mark.parametrize(
    ("pauses", "first"),
    [
        ([], 0),
        ([(0, 3)], 3),
        ([(0, 3), (3, 5)], 5),
        ([(0, 10)], None),
        ([(0, None)], None),
        ([(2, 4)], 0),
    ],
)
def test_the_first_instant_at_which_a_rule_is_on(pauses: list[tuple[int, int | None]], first: int | None) -> None:
    def at(hours: int) -> datetime:
        return NINE + timedelta(hours=hours)

    told = tuple(Pause(at(since), None if until is None else at(until)) for since, until in pauses)
    rule = Rule(1, at(-5), (), told)

    assert rule.first_on(at(0), at(10)) == (None if first is None else at(first))
    assert Rule(1, at(20), ()).first_on(at(0), at(10)) is None


def test_who_is_yet_to_be_born_has_no_birthday(shop: Shop) -> None:
    shop.rule(behaviours.Birthday(points=100))
    born(shop, "2090-01-10")

    shop.now = NINE
    shop.road.run_dry()

    assert shop.postings() == []
