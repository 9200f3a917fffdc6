"""The shop's calendar: local days, and how they lie on the line of instants.

Everything that turns local time into UTC comes through `Calendar.to_utc`; SQL
does it with `Calendar.transitions`, which are read off the same zone. A local
time that does not exist is the next that does, one that happens twice is the
first. Instants are aware UTC datetimes, *walls* are naive datetimes: what the
clock on the shop's wall shows.

Nothing here reads a clock; what lies outside the years 1 to 9999 is cut off there.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .tree import LastWindow, Unit, Window

LeapDay = Literal["02-28", "03-01"]

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
"""The least distance between two instants."""

FIXED: dict[Unit, timedelta] = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": DAY,
    "w": timedelta(days=7),
}
"""The units that are always equally long; `mo` and `y` go by the local calendar."""


class Transition(NamedTuple):
    """The clocks change: at `at` the local time minus UTC goes from `before` to `after`."""

    at: datetime
    before: timedelta
    after: timedelta


class Bounds(NamedTuple):
    """The instants in a window; `upper` is always included, `lower` None means open."""

    lower: datetime | None
    lower_inclusive: bool
    upper: datetime

    def hold(self, instant: datetime) -> bool:
        if instant > self.upper:
            return False
        return self.lower is None or instant > self.lower or (self.lower_inclusive and instant == self.lower)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The installation's time zone, and where a 29 February is kept in common years."""

    zone: ZoneInfo
    leap_day_falls_on: LeapDay = "02-28"

    def wall(self, instant: datetime) -> datetime:
        """What the shop's clock shows at an instant."""
        try:
            return instant.astimezone(self.zone).replace(tzinfo=None, fold=0)
        except OverflowError:
            return instant.astimezone(UTC).replace(tzinfo=None)

    def to_utc(self, wall: datetime) -> datetime:
        """The first instant at which the shop's clock shows `wall`, or has just jumped over it."""
        try:
            instant = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        except OverflowError:
            return EARLIEST if wall.year == 1 else LATEST
        return instant if self.wall(instant) == wall else self._after_gap(wall, instant)

    def _after_gap(self, wall: datetime, late: datetime) -> datetime:
        """The instant of the jump over `wall`; `late` lies after it, by at most its length."""
        early = late - DAY * 2
        while late - early > TICK:
            middle = early + (late - early) / 2
            if self.wall(middle) < wall:
                early = middle
            else:
                late = middle
        return late

    def local_date(self, instant: datetime) -> date:
        return self.wall(instant).date()

    def day_start(self, day: date) -> datetime:
        """The instant at which a local day begins."""
        return self.to_utc(datetime.combine(day, time.min))

    def day_of(self, value: date) -> date:
        """A date itself, or the local date of an instant."""
        return self.local_date(value) if isinstance(value, datetime) else value

    # Windows

    def day_end(self, day: date) -> datetime:
        """The last instant of a local day."""
        return self.day_start(day + DAY) - TICK

    def minus(self, instant: datetime, amount: int, unit: Unit) -> datetime:
        """The instant an amount of a unit earlier; months and years by the local calendar."""
        if unit in FIXED:
            try:
                return instant - FIXED[unit] * amount
            except OverflowError:
                return EARLIEST
        wall = self.wall(instant)
        day = months_before(wall.date(), amount * (12 if unit == "y" else 1))
        if day is None:
            return EARLIEST
        return self.to_utc(datetime.combine(day, wall.time() if day.day == wall.day else time.min))

    def first_day(self, window: LastWindow, today: date) -> date:
        """The first local day of an aligned window: `1mo` are the days after the same day of the last month."""
        try:
            if window.unit in FIXED:
                return today - FIXED[window.unit] * window.amount + DAY
            before = months_before(today, window.amount * (12 if window.unit == "y" else 1))
            return date.min if before is None else before + DAY
        except OverflowError:
            return date.min

    def window(self, window: Window, now: datetime) -> Bounds:
        """The instants in a window, none later than `now`."""
        if isinstance(window, LastWindow):
            if window.aligned:
                return Bounds(self.day_start(self.first_day(window, self.local_date(now))), True, now)
            return Bounds(self.minus(now, window.amount, window.unit), False, now)
        since, until = window.since, window.until
        lower = since if since is None or isinstance(since, datetime) else self.day_start(since)
        if until is None:
            return Bounds(lower, True, now)
        upper = until if isinstance(until, datetime) else self._day_end(until)
        return Bounds(lower, True, min(upper, now))

    def _day_end(self, day: date) -> datetime:
        """The last instant of a local day."""
        return LATEST if day == date.max else self.day_start(day + DAY) - TICK

    # Date parts

    def days_since(self, value: date, now: datetime) -> int:
        """Full 24-hour periods since an instant, rounded down; local calendar days since a date."""
        if isinstance(value, datetime):
            return (now - value) // DAY
        return (self.local_date(now) - value).days

    def anniversary(self, day: date, year: int) -> date:
        """Where the anniversary of a day lies in a year."""
        if (day.month, day.day) == (2, 29) and not isleap(year):
            return date(year, 2, 28) if self.leap_day_falls_on == "02-28" else date(year, 3, 1)
        return day.replace(year=year)

    def days_until_anniversary(self, value: date, now: datetime) -> int:
        """Whole local days to the next anniversary; 0 on the day itself."""
        day, today = self.day_of(value), self.local_date(now)
        coming = self.anniversary(day, today.year)
        if coming < today:
            coming = self.anniversary(day, today.year + 1)
        return (coming - today).days

    def age(self, value: date, now: datetime) -> int:
        """Whole years, growing on the day the anniversary is 0; rounded down before the first day."""
        day, today = self.day_of(value), self.local_date(now)
        return today.year - day.year - (today < self.anniversary(day, today.year))

    # The clocks

    def transitions(self, since_year: int = 1900, until_year: int = 2100) -> tuple[Transition, ...]:
        """Every change of the clocks in these years, in order.

        With them local time L is UTC: of the last transition whose `at + before`
        is not after L, max(L − after, at); before the first one L − its `before`.
        """
        return _transitions(self.zone, since_year, until_year)

    def crossings(self, wall: datetime) -> tuple[datetime, ...]:
        """The instants at which "the shop's clock shows `wall` or later" changes.

        One, or three when the clocks go back over `wall`: reached, lost, reached again.
        """
        first = self.to_utc(wall)
        try:
            second = wall.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        except OverflowError:
            return (first,)
        if second <= first or self.wall(second) != wall:
            return (first,)
        early, late = first, second
        while late - early > TICK:
            middle = early + (late - early) / 2
            if self.wall(middle) - wall == middle - first:
                early = middle
            else:
                late = middle
        return (first, second) if late == second else (first, late, second)


def months_before(day: date, months: int) -> date | None:
    """The day that many months before; one that does not exist is the next that does. None outside the years."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year, month + 2, 1)


@lru_cache(maxsize=64)
def _transitions(zone: ZoneInfo, since_year: int, until_year: int) -> tuple[Transition, ...]:
    found: list[Transition] = []
    early, end, step = datetime(since_year, 1, 1, tzinfo=UTC), datetime(until_year + 1, 1, 1, tzinfo=UTC), DAY / 2
    before = _offset(zone, early)
    while early < end:
        late = early + step
        after = _offset(zone, late)
        if after != before:
            found.append(Transition(_change(zone, early, late), before, after))
        early, before = late, after
    return tuple(found)


def _change(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The instant between two at which the offset becomes that of the later one."""
    after = _offset(zone, late)
    while late - early > TICK:
        middle = early + (late - early) / 2
        if _offset(zone, middle) == after:
            late = middle
        else:
            early = middle
    return late


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
