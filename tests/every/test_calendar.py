"""The shop's calendar and the reference's find the same instants, days and ages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from regulars.rules.calendar import Calendar
from regulars.rules.tree import LastWindow

from .reference import Clock
from .scenes import SCENES

ZONES = sorted(
    {scene.zone for scene in SCENES} | {"America/Havana", "Africa/Cairo", "America/Nuuk", "Antarctica/Troll"}
)
WALLS = st.datetimes(datetime(2005, 1, 1), datetime(2035, 12, 31)) | st.sampled_from(
    [
        scene.clock.local(scene.middle) + timedelta(minutes=minutes)
        for scene in SCENES
        for minutes in (-60, -1, 0, 1, 30, 60)
    ]
)
DAYS = st.dates(date(1920, 1, 1), date(2040, 1, 1)) | st.sampled_from(
    [date(2004, 2, 29), date(2026, 2, 28), date(2026, 3, 1)]
)
zones = st.sampled_from(ZONES)
units = st.sampled_from(["m", "h", "d", "w", "mo", "y"])


@given(zones, WALLS)
@example("Europe/Kyiv", datetime(2026, 3, 29, 3, 30))
@example("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45))
def test_local_time_is_the_same_instant(zone: str, wall: datetime) -> None:
    key = ZoneInfo(zone)

    assert Calendar(key).to_utc(wall) == Clock(key).to_utc(wall)


@given(zones, WALLS, st.integers(1, 400), units)
@example("UTC", datetime(2026, 3, 31, 12), 1, "mo")
@example("UTC", datetime(2026, 3, 31, 12), 9999, "y")
@example("UTC", datetime(2026, 3, 31, 12), 999_999_999, "d")
def test_windows_start_at_the_same_instant(zone: str, wall: datetime, amount: int, unit: str) -> None:
    key = ZoneInfo(zone)
    now = wall.replace(tzinfo=UTC)

    assert Calendar(key).minus(now, amount, unit) == Clock(key).earlier(now, amount, unit)  # type: ignore[arg-type]


@given(zones, WALLS, st.integers(1, 400), st.sampled_from(["d", "w", "mo", "y"]))
def test_aligned_windows_start_on_the_same_day(zone: str, wall: datetime, amount: int, unit: str) -> None:
    window = LastWindow(amount, unit, aligned=True)  # type: ignore[arg-type]

    first = Calendar(ZoneInfo(zone)).first_day(window, wall.date())

    assert first == Clock(ZoneInfo(zone)).earlier_day(wall.date(), amount, unit) + timedelta(days=1)


@given(zones, WALLS, DAYS, st.sampled_from(["02-28", "03-01"]))
def test_ages_and_anniversaries_are_the_same(zone: str, wall: datetime, born: date, leap_day: str) -> None:
    calendar, clock = Calendar(ZoneInfo(zone), leap_day), Clock(ZoneInfo(zone), leap_day)  # type: ignore[arg-type]
    now = wall.replace(tzinfo=UTC)
    today = clock.local_date(now)

    assert calendar.age(born, now) == clock.age(born, today)
    assert calendar.days_until_anniversary(born, now) == clock.days_until_anniversary(born, today)
    assert calendar.days_since(born, now) == (today - born).days
    assert (calendar.days_until_anniversary(born, now) == 0) == (calendar.anniversary(born, today.year) == today)
