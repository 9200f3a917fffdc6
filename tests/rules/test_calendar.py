"""The shop's calendar: every edge of local time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regulars.rules.calendar import EARLIEST, LATEST, Bounds, Calendar, months_before
from regulars.rules.tree import LastWindow, SpanWindow

KYIV = Calendar(ZoneInfo("Europe/Kyiv"))
WARSAW = Calendar(ZoneInfo("Europe/Warsaw"))
NEW_YORK = Calendar(ZoneInfo("America/New_York"))
APIA = Calendar(ZoneInfo("Pacific/Apia"))
HAVANA = Calendar(ZoneInfo("America/Havana"))
ST_JOHNS = Calendar(ZoneInfo("America/St_Johns"))
MARCH_FIRST = Calendar(ZoneInfo("Europe/Kyiv"), leap_day_falls_on="03-01")
CALENDARS = (KYIV, WARSAW, NEW_YORK, APIA, HAVANA, ST_JOHNS, Calendar(ZoneInfo("UTC")))

walls = st.datetimes(datetime(1975, 1, 1), datetime(2095, 1, 1))
instants = walls.map(lambda wall: wall.replace(tzinfo=UTC))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "wall", "instant"),
    [
        (KYIV, "2026-01-15T12:00", "2026-01-15T10:00"),
        (KYIV, "2026-07-15T12:00", "2026-07-15T09:00"),
        (KYIV, "2026-03-29T02:59:59.999999", "2026-03-29T00:59:59.999999"),
        (KYIV, "2026-03-29T03:00", "2026-03-29T01:00"),  # 03:00 to 04:00 does not exist
        (KYIV, "2026-03-29T03:30", "2026-03-29T01:00"),
        (KYIV, "2026-03-29T04:00", "2026-03-29T01:00"),
        (KYIV, "2026-10-25T03:30", "2026-10-25T00:30"),  # 03:00 to 04:00 happens twice
        (KYIV, "2026-10-25T04:00", "2026-10-25T02:00"),
        (WARSAW, "2026-03-29T02:15", "2026-03-29T01:00"),
        (WARSAW, "2026-10-25T02:15", "2026-10-25T00:15"),
        (NEW_YORK, "2026-03-08T02:30", "2026-03-08T07:00"),
        (NEW_YORK, "2026-11-01T01:30", "2026-11-01T05:30"),
        (APIA, "2011-12-30T12:00", "2011-12-30T10:00"),  # a day that was left out
        (HAVANA, "2026-11-01T00:00", "2026-11-01T04:00"),  # midnight comes twice
    ],
)
def test_local_time_becomes_the_first_instant_that_shows_it_or_jumps_over_it(
    calendar: Calendar, wall: str, instant: str
) -> None:
    assert calendar.to_utc(datetime.fromisoformat(wall)) == utc(instant)


@given(instants, st.sampled_from(CALENDARS))
def test_every_instant_is_read_back_from_its_wall_or_lies_in_the_second_pass(
    instant: datetime, calendar: Calendar
) -> None:
    back = calendar.to_utc(calendar.wall(instant))

    assert back <= instant
    assert calendar.wall(back) == calendar.wall(instant)


@given(walls, walls, st.sampled_from(CALENDARS))
def test_later_walls_never_become_earlier_instants(one: datetime, other: datetime, calendar: Calendar) -> None:
    first, second = sorted((one, other))

    assert calendar.to_utc(first) <= calendar.to_utc(second)


@given(walls, st.sampled_from(CALENDARS))
def test_transitions_give_the_same_instants_as_the_zone(wall: datetime, calendar: Calendar) -> None:
    transitions = calendar.transitions()
    past = [t for t in transitions if t.at.replace(tzinfo=None) + t.before <= wall]

    if past:
        expected = max(wall.replace(tzinfo=UTC) - past[-1].after, past[-1].at)
    else:
        offset = transitions[0].before if transitions else timedelta(0)
        expected = wall.replace(tzinfo=UTC) - offset

    assert calendar.to_utc(wall) == expected


def test_instants_outside_the_years_are_cut_off() -> None:
    assert KYIV.to_utc(datetime(1, 1, 1)) == EARLIEST
    assert NEW_YORK.to_utc(datetime(9999, 12, 31, 23)) == LATEST
    assert KYIV.wall(LATEST) == LATEST.replace(tzinfo=None)
    assert KYIV.minus(utc("2026-01-01"), 10**9, "d") == EARLIEST
    assert KYIV.minus(utc("2026-01-01"), 10**9, "mo") == EARLIEST


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-03-31", 1, "2026-03-01"),
        ("2028-03-31", 1, "2028-03-01"),
        ("2028-03-29", 1, "2028-02-29"),
        ("2026-03-29", 1, "2026-03-01"),
        ("2026-05-31", 1, "2026-05-01"),
        ("2026-01-31", 1, "2025-12-31"),
        ("2028-02-29", 12, "2027-03-01"),
        ("2028-02-29", 48, "2024-02-29"),
        ("2026-12-15", 12, "2025-12-15"),
    ],
)
def test_months_before_a_day(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("now", "amount", "unit", "start"),
    [
        ("2026-03-31T10:00", 30, "d", "2026-03-01T10:00"),  # 30 × 24 h, across the change of clocks
        ("2026-03-30T10:00", 36, "h", "2026-03-28T22:00"),
        ("2026-03-30T10:00", 90, "m", "2026-03-30T08:30"),
        ("2026-03-30T10:00", 1, "w", "2026-03-23T10:00"),
        ("2026-03-31T09:00", 1, "mo", "2026-02-28T22:00"),  # 31 March 12:00 → 1 March 00:00
        ("2026-04-15T09:00", 1, "mo", "2026-03-15T10:00"),  # 12:00 by the shop's clock, before and after
        ("2026-04-29T00:30", 1, "mo", "2026-03-29T01:00"),  # 29 March 03:30 was jumped over
        ("2024-02-29T10:00", 1, "y", "2023-02-28T22:00"),
    ],
)
def test_a_window_starts_an_amount_before_now(now: str, amount: int, unit: str, start: str) -> None:
    assert KYIV.minus(utc(now), amount, unit) == utc(start)  # type: ignore[arg-type]


def test_a_last_window_is_open_at_its_start_and_closed_at_now() -> None:
    now = utc("2026-03-31T10:00")

    bounds = KYIV.window(LastWindow(30, "d"), now)

    assert bounds == Bounds(utc("2026-03-01T10:00"), False, now)
    assert not bounds.hold(utc("2026-03-01T10:00"))
    assert bounds.hold(utc("2026-03-01T10:00:00.000001"))
    assert bounds.hold(now)
    assert not bounds.hold(now + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("amount", "unit", "first"),
    [(1, "d", "2026-03-31"), (30, "d", "2026-03-02"), (1, "w", "2026-03-25"), (1, "mo", "2026-03-02"), (1, "y", "2025-04-01")],
)  # fmt: skip
def test_an_aligned_window_counts_whole_local_days_today_included(amount: int, unit: str, first: str) -> None:
    window = LastWindow(amount, unit, aligned=True)  # type: ignore[arg-type]
    now = utc("2026-03-30T21:00")  # 31 March 00:00 in Kyiv

    assert KYIV.window(window, now) == Bounds(KYIV.day_start(date.fromisoformat(first)), True, now)


def test_a_span_of_dates_holds_whole_local_days() -> None:
    bounds = KYIV.window(SpanWindow(date(2026, 3, 29), date(2026, 3, 29)), utc("2026-06-01T00:00"))

    assert bounds == Bounds(utc("2026-03-28T22:00"), True, utc("2026-03-29T20:59:59.999999"))


def test_a_span_of_instants_holds_both_and_nothing_later_than_now() -> None:
    since, until, now = utc("2026-03-01T00:00"), utc("2026-04-01T00:00"), utc("2026-03-15T00:00")

    assert KYIV.window(SpanWindow(since, until), now) == Bounds(since, True, now)
    assert KYIV.window(SpanWindow(None, date.max), now) == Bounds(None, True, now)
    assert not KYIV.window(SpanWindow(until, since), utc("2027-01-01T00:00")).hold(now)


@pytest.mark.parametrize(
    ("value", "now", "days"),
    [
        (utc("2026-03-01T10:00"), "2026-03-31T09:59:59.999999", 29),
        (utc("2026-03-01T10:00"), "2026-03-31T10:00", 30),
        (utc("2026-03-31T22:00"), "2026-03-31T10:00", -1),  # 12 hours ahead
        (date(2026, 3, 1), "2026-03-30T20:59:59", 29),  # 30 March 23:59:59 in Kyiv
        (date(2026, 3, 1), "2026-03-30T21:00", 30),
    ],
)
def test_days_since_an_instant_are_full_periods_and_since_a_date_local_days(value: date, now: str, days: int) -> None:
    assert KYIV.days_since(value, utc(now)) == days


@pytest.mark.parametrize(
    ("calendar", "value", "today", "days", "age"),
    [
        (KYIV, date(2008, 5, 4), "2026-05-03", 1, 17),
        (KYIV, date(2008, 5, 4), "2026-05-04", 0, 18),
        (KYIV, date(2008, 5, 4), "2026-05-05", 364, 18),
        (KYIV, date(2008, 2, 29), "2027-02-27", 1, 18),
        (KYIV, date(2008, 2, 29), "2027-02-28", 0, 19),
        (MARCH_FIRST, date(2008, 2, 29), "2027-02-28", 1, 18),
        (MARCH_FIRST, date(2008, 2, 29), "2027-03-01", 0, 19),
        (KYIV, date(2008, 2, 29), "2028-02-28", 1, 19),
        (KYIV, date(2008, 2, 29), "2028-02-29", 0, 20),
        (KYIV, date(2008, 2, 29), "2027-03-01", 365, 19),  # next year's is the 29th itself
        (KYIV, date(2030, 5, 4), "2026-05-03", 1, -5),  # not yet born
        (KYIV, utc("2008-05-03T21:30"), "2026-05-04", 0, 18),  # an instant's local date
    ],
)
def test_anniversaries_and_age(calendar: Calendar, value: date, today: str, days: int, age: int) -> None:
    noon = calendar.to_utc(datetime.fromisoformat(f"{today}T12:00"))

    assert calendar.days_until_anniversary(value, noon) == days
    assert calendar.age(value, noon) == age


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), instants, st.sampled_from((KYIV, MARCH_FIRST)))
@example(date(2008, 2, 29), utc("2027-02-27T22:00"), KYIV)
def test_age_grows_exactly_when_the_anniversary_comes(day: date, now: datetime, calendar: Calendar) -> None:
    yesterday = calendar.day_start(calendar.local_date(now)) - timedelta(hours=1)

    grown = calendar.age(day, now) > calendar.age(day, yesterday)

    assert grown == (calendar.days_until_anniversary(day, now) == 0)


@given(walls, st.sampled_from(CALENDARS))
@example(datetime(2026, 10, 25, 3, 30), KYIV)
@example(datetime(2026, 10, 25, 3, 0), KYIV)
@example(datetime(2026, 10, 25, 4, 0), KYIV)
@example(datetime(2026, 3, 29, 3, 30), KYIV)
@example(datetime(2005, 10, 30, 0, 0), ST_JOHNS)  # the clocks went back over midnight
def test_a_wall_is_crossed_only_where_it_is_said_to_be(wall: datetime, calendar: Calendar) -> None:
    crossings = calendar.crossings(wall)

    for instant in crossings:
        assert calendar.wall(instant - timedelta(days=2)) < wall <= calendar.wall(instant + timedelta(days=2))
    around = [crossings[0] + timedelta(minutes=15 * step) for step in range(-8, 16)]
    for early, late in pairwise(around):
        changes = (calendar.wall(early) >= wall) != (calendar.wall(late) >= wall)
        assert not changes or any(early < crossing <= late for crossing in crossings)


def test_clocks_that_go_back_cross_a_wall_three_times() -> None:
    crossed = KYIV.crossings(datetime(2026, 10, 25, 3, 30))

    assert crossed == (utc("2026-10-25T00:30"), utc("2026-10-25T01:00"), utc("2026-10-25T01:30"))
