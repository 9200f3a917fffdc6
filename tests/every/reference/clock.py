"""The reference's calendar: plain arithmetic with the standard library's zones.

Nothing here is fast. Local time becomes UTC by trying both readings, and a
local time that does not exist is found by halving the gap.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEGINNING = datetime.min.replace(tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Clock:
    """The installation's zone, and where a 29 February falls in common years ("02-28" or "03-01")."""

    zone: ZoneInfo
    leap_day: str = "02-28"

    def local(self, instant: datetime) -> datetime:
        """The local time of an instant, without a zone."""
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def local_date(self, instant: datetime) -> date:
        return self.local(instant).date()

    def to_utc(self, local: datetime) -> datetime:
        """The instant of a local time: the first if there are two, the next that exists if there is none."""
        readings = [local.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
        real = [reading for reading in readings if self.local(reading) == local]
        if real:
            return min(real)
        before, after = min(readings), max(readings)
        while after - before > MICROSECOND:
            middle = before + (after - before) // 2
            if self.local(middle) >= local:
                after = middle
            else:
                before = middle
        return after

    def day_start(self, day: date) -> datetime:
        """The first instant of a local day."""
        return self.to_utc(datetime.combine(day, time.min))

    def earlier(self, now: datetime, amount: int, unit: str) -> datetime:
        """Where a window of so many units before now starts; the beginning of time if that is before it."""
        hours = {"m": 1 / 60, "h": 1, "d": 24, "w": 7 * 24}
        try:
            if unit in hours:
                return now - amount * timedelta(minutes=round(hours[unit] * 60))
            local = self.local(now)
            day = months_earlier(local.date(), amount * (12 if unit == "y" else 1))
            if day.day == local.day:
                return self.to_utc(datetime.combine(day, local.time()))
            return self.day_start(day)
        except (OverflowError, ValueError):
            return BEGINNING

    def earlier_day(self, today: date, amount: int, unit: str) -> date:
        """The last local day before a window of so many whole units up to today."""
        try:
            if unit in {"d", "w"}:
                return today - timedelta(days=amount * (7 if unit == "w" else 1))
            return months_earlier(today, amount * (12 if unit == "y" else 1))
        except (OverflowError, ValueError):
            return date.min

    def anniversary(self, day: date, year: int) -> date:
        """The day's anniversary in a year."""
        if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
            return date(year, 2, 28) if self.leap_day == "02-28" else date(year, 3, 1)
        return date(year, day.month, day.day)

    def days_until_anniversary(self, day: date, today: date) -> int:
        this_year = self.anniversary(day, today.year)
        following = this_year if this_year >= today else self.anniversary(day, today.year + 1)
        return (following - today).days

    def age(self, born: date, today: date) -> int:
        """Whole years, growing on the day the anniversary is 0."""
        return today.year - born.year - (today < self.anniversary(born, today.year))


def months_earlier(day: date, months: int) -> date:
    """The same day so many months before; one that does not exist is the next that does."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    if day.day > calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1]) + timedelta(days=1)
    return date(year, month + 1, day.day)


def full_days(earlier: datetime, later: datetime) -> int:
    """Full 24-hour periods between two instants, rounded down."""
    return (later - earlier) // timedelta(days=1)
