"""Waits, quiet hours and schedules go by the local clock, also where it jumps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from regulars.campaigns.model.durations import Duration, next_local
from regulars.campaigns.model.quiet import QuietHours
from regulars.campaigns.model.steps import Split
from regulars.campaigns.model.steps.waits import coming
from regulars.campaigns.model.triggers import DateComes, OnSchedule
from regulars.rules.calendar import Calendar

KYIV = Calendar(ZoneInfo("Europe/Kyiv"))
NIGHT = QuietHours(since=time(21), until=time(9))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "unit", "after"),
    [
        (90, "minutes", "2026-01-31 11:30"),
        (1, "days", "2026-02-01 10:00"),
        (2, "weeks", "2026-02-14 10:00"),
        (1, "months", "2026-02-28 22:00"),  # there is no 31 February: the next day that there is, from its beginning
        (2, "months", "2026-03-31 09:00"),  # 12:00 in Kyiv in summer
    ],
)
def test_a_duration_ends(amount: int, unit: str, after: str) -> None:
    length = Duration.model_validate({"amount": amount, "unit": unit})

    assert length.after(at("2026-01-31 10:00"), KYIV) == at(after)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("2026-01-10 18:59", "2026-01-10 18:59"),
        ("2026-01-10 19:00", "2026-01-11 07:00"),
        ("2026-01-10 23:00", "2026-01-11 07:00"),
        ("2026-01-11 06:59", "2026-01-11 07:00"),
        ("2026-01-11 07:00", "2026-01-11 07:00"),
        ("2026-03-28 23:00", "2026-03-29 06:00"),  # the clocks go forward in that night
    ],
)
def test_quiet_hours_go_over_midnight(now: str, over: str) -> None:
    assert NIGHT.over(at(now), KYIV) == at(over)


def test_quiet_hours_of_one_day_end_that_day() -> None:
    noon = QuietHours(since=time(12), until=time(14))

    assert noon.over(at("2026-01-10 10:30"), KYIV) == at("2026-01-10 12:00")
    assert noon.over(at("2026-01-10 12:00"), KYIV) == at("2026-01-10 12:00")


@pytest.mark.parametrize(
    ("after", "clock", "weekdays", "found"),
    [
        ("2026-01-09 06:59", time(9), (), "2026-01-09 07:00"),
        ("2026-01-09 07:00", time(9), (), "2026-01-10 07:00"),
        ("2026-01-09 08:00", time(9), (1,), "2026-01-12 07:00"),  # Friday, and Monday is wanted
        ("2026-03-28 23:00", time(3, 30), (), "2026-03-29 01:00"),  # the clock jumps over it
        ("2026-10-24 22:00", time(3, 30), (), "2026-10-25 00:30"),  # the first of two
    ],
)
def test_the_clock_shows_a_time_next(after: str, clock: time, weekdays: tuple[int, ...], found: str) -> None:
    assert next_local(at(after), clock, weekdays, KYIV) == at(found)


def test_a_leap_day_comes_on_the_28th_in_other_years() -> None:
    born = date(2000, 2, 29)

    assert coming(born, date(2026, 2, 28), 0, KYIV, every_year=True) == date(2026, 2, 28)
    assert coming(born, date(2026, 3, 1), 0, KYIV, every_year=True) == date(2027, 2, 28)
    assert coming(born, date(2028, 1, 1), -7, KYIV, every_year=True) == date(2028, 2, 22)


def test_a_date_counts_at_a_local_time_under_the_key_of_its_year() -> None:
    birthday = DateComes(field="customer.born_on", at="09:00", days=-7)  # type: ignore[arg-type]

    found = birthday.of(date(2025, 12, 28), KYIV)

    assert (found.key, found.at) == ("date:customer.born_on:2026", at("2025-12-28 07:00"))


def test_a_schedule_recurs_by_the_local_clock() -> None:
    schedule = OnSchedule(recurs="FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", since=date(2026, 3, 1), segment="vip")

    first = schedule.next_after(at("2026-03-23 07:00"), KYIV)
    assert first == at("2026-03-30 06:00")
    assert schedule.next_after(at("2026-03-23 06:59"), KYIV) == at("2026-03-23 07:00")


def test_a_schedule_with_an_end_ends() -> None:
    schedule = OnSchedule(recurs="FREQ=DAILY;COUNT=2", since=date(2026, 3, 1), segment="vip")

    assert schedule.next_after(at("2026-03-01 00:00"), KYIV) == at("2026-03-01 22:00")
    assert schedule.next_after(at("2026-03-01 22:00"), KYIV) is None


def test_a_split_keeps_its_shares_and_everybody_their_way() -> None:
    split = Split.model_validate(
        {"shares": [{"name": "a", "percent": "70"}, {"name": "b", "percent": "30", "hold_out": True}]}
    )

    ways = [split.choose(3, "n", customer) for customer in range(10_000)]

    assert ways == [split.choose(3, "n", customer) for customer in range(10_000)]
    assert 6_800 < ways.count("a") < 7_200
    assert [split.choose(4, "n", customer) for customer in range(10_000)] != ways
