"""Periods of reports: what they are compared with, and how they are cut into points."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.core.errors import Invalid
from regulars.reports.model.periods import Period, period, start_of

TODAY = date(2026, 3, 31)
days = st.dates(date(2021, 4, 1), date(2026, 3, 31))


def test_the_last_thirty_days_are_the_usual_period() -> None:
    assert period(None, None, today=TODAY) == Period(date(2026, 3, 2), TODAY)
    assert period(None, date(2026, 3, 1), today=TODAY) == Period(date(2026, 1, 31), date(2026, 3, 1))


def test_the_period_before_ends_where_this_one_begins() -> None:
    march = Period(date(2026, 3, 1), TODAY)

    assert march.before == Period(date(2026, 1, 29), date(2026, 2, 28))
    assert march.year_before == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert Period(date(2024, 2, 29), date(2024, 2, 29)).year_before == Period(date(2023, 2, 28), date(2023, 2, 28))


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
