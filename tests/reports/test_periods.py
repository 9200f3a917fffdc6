"""Periods of reports: what they are compared with, and how they are cut into points."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.core.errors import Invalid
from regulars.reports.model.periods import Counted, Period, counted, period, start_of
from regulars.rules.calendar import TICK, Calendar

TODAY = date(2026, 3, 31)
KYIV = Calendar(ZoneInfo("Europe/Kyiv"))
days = st.dates(date(2021, 4, 1), date(2026, 3, 31))


def test_the_last_thirty_days_are_the_usual_period() -> None:
    assert period(None, None, today=TODAY) == Period(date(2026, 3, 2), TODAY)
    assert period(None, date(2026, 3, 1), today=TODAY) == Period(date(2026, 1, 31), date(2026, 3, 1))


def test_the_period_before_ends_where_this_one_begins() -> None:
    march = Period(date(2026, 3, 1), TODAY)

    assert march.before == Period(date(2026, 1, 29), date(2026, 2, 28))
    assert march.year_before == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert Period(date(2024, 2, 29), date(2024, 2, 29)).year_before == Period(date(2023, 2, 28), date(2023, 2, 28))


def _counted(first: date, last: date, now: str) -> list[Counted]:
    one = Period(first, last)
    return counted([one, one.before, one.year_before], now=datetime.fromisoformat(now), calendar=KYIV)


def test_a_day_that_is_not_over_is_compared_with_as_much_of_a_day() -> None:
    told = _counted(date(2026, 3, 1), TODAY, "2026-03-31T07:30:00Z")  # half past ten

    cuts = ["2026-03-31T07:30:00Z", "2026-02-28T08:30:00Z", "2025-03-31T07:30:00Z"]
    assert [one.cut_at for one in told] == [datetime.fromisoformat(cut) for cut in cuts], "winter is an hour apart"
    assert all(one.cut_at and one.until == one.cut_at + TICK for one in told)


def test_days_that_are_over_count_whole() -> None:
    told = _counted(date(2026, 3, 29), date(2026, 3, 30), "2026-03-30T21:00:00Z")  # midnight

    assert [one.cut_at for one in told] == [None] * 3
    assert [one.until - one.since for one in told[:2]] == [timedelta(hours=47), timedelta(hours=48)]


@pytest.mark.parametrize(
    ("day", "now", "cut"),
    [
        (date(2026, 3, 30), "2026-03-30T00:30:00Z", "2026-03-29T01:00:00Z"),
        (date(2026, 10, 26), "2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z"),
    ],
    ids=["half past three that was jumped over", "half past three that was twice"],
)
def test_a_time_of_day_as_the_clocks_change_is_the_next_there_is_and_the_first_of_two(
    day: date, now: str, cut: str
) -> None:
    assert _counted(day, day, now)[1].cut_at == datetime.fromisoformat(cut)


@pytest.mark.parametrize(
    ("first", "last", "parameter"),
    [
        (None, date(2026, 4, 1), "/to"),
        (date(2026, 3, 2), date(2026, 3, 1), "/from"),
        (date(2000, 1, 1), TODAY, "/from"),
        (date(1902, 1, 1), date(1902, 1, 2), "/from"),
    ],
)
def test_what_is_no_period_is_refused(first: date | None, last: date | None, parameter: str) -> None:
    with pytest.raises(Invalid) as refusal:
        period(first, last, today=TODAY)

    assert [fault.pointer for fault in refusal.value.errors] == [parameter]


@given(days, days)
def test_every_day_of_a_period_belongs_to_one_of_its_points(one: date, other: date) -> None:
    asked = Period(min(one, other), max(one, other))
    starts = asked.starts()

    assert starts[0] == asked.first
    assert starts == sorted(set(starts))
    assert start_of(asked.last, asked.step, asked) == starts[-1]
    assert asked.before.days == asked.year_before.days == asked.days
    assert len(starts) <= 62
