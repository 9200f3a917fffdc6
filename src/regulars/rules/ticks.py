"""Ticks: the instants at which a date part, a held value or a window changes as time goes on.

Each function gives instants after `after`, in no order, and at least the first
of those at which the value passes one of the thresholds. Without thresholds
(`None`: what it is compared with moves as well) it gives the next at which the
value changes at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from typing import Any

from .calendar import DAY, FIXED, TICK, Calendar, months_before
from .tree import LastWindow

Thresholds = Sequence[Any] | None

END = datetime(9000, 1, 1, tzinfo=UTC)
"""Nothing later is looked for."""


def of_now(thresholds: Thresholds, after: datetime) -> Iterator[datetime]:
    """Now passes an instant when it reaches it, and when it leaves it."""
    for threshold in thresholds or ():
        if threshold < END:
            yield from _later((threshold, threshold + TICK), after)


def of_days(since: date, thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """Full days since an instant, or local days since a date, reach a number."""
    counts = turns(thresholds) if thresholds is not None else (calendar.days_since(since, after) + 1,)
    for days in counts:
        try:
            passed = since + DAY * days
        except OverflowError:
            continue
        yield from _later([passed] if isinstance(passed, datetime) else _midnight(passed, calendar), after)


def of_age(day: date, thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """Whole years since a day reach a number."""
    for years in turns(thresholds) if thresholds is not None else (calendar.age(day, after) + 1,):
        if MINYEAR <= day.year + years <= MAXYEAR:
            yield from _later(_midnight(calendar.anniversary(day, day.year + years), calendar), after)


def of_anniversary(day: date, thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The days until the anniversary reach a number, or begin again on the day after it."""
    if thresholds is None:
        yield from next_midnight(calendar, after)
        return
    counts = turns(thresholds, 0, 366)
    this_year = calendar.local_date(after).year
    years = range(max(this_year - 1, MINYEAR), min(this_year + 2, MAXYEAR) + 1) if counts else ()
    anniversaries = [calendar.anniversary(day, year) for year in years]
    yield from _first_midnight([day - DAY * (days - 1) for day in anniversaries for days in counts], calendar, after)


def of_weekday(thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """Today's weekday becomes one of the days that matter."""
    weekdays = range(1, 8) if thresholds is None else turns(thresholds, 1, 7)
    today = calendar.local_date(after)
    days = (today + DAY * n for n in range(9) if weekdays)
    yield from _first_midnight([day for day in days if day.isoweekday() in weekdays], calendar, after)


def of_month(thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """Today's month becomes one of those that matter."""
    months = range(1, 13) if thresholds is None else turns(thresholds, 1, 12)
    first = calendar.local_date(after).replace(day=1)
    days = (months_before(first, -n) for n in range(14) if months)
    yield from _first_midnight([day for day in days if day and day.month in months], calendar, after)


def of_today(thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """Today's date reaches a date, or leaves it."""
    ahead = [threshold for threshold in thresholds or () if threshold < END.date()]
    days = [day for threshold in ahead for day in (threshold, threshold + DAY)]
    yield from _first_midnight(days, calendar, after)


def of_hour(thresholds: Thresholds, calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The hour becomes one of those that matter, or the clocks change."""
    hours = range(24) if thresholds is None else turns(thresholds, 0, 23)
    today = calendar.local_date(after)
    for day in (today, today + DAY, today + DAY * 2) if hours else ():
        found = [
            edge for hour in hours for edge in calendar.crossings(datetime.combine(day, time(hour))) if edge > after
        ]
        if found:
            yield min(found)
            return


def of_window(at: datetime, window: LastWindow, calendar: Calendar) -> Iterator[datetime]:
    """A row of an instant leaves a window that reaches back from now, or comes back when clocks do."""
    try:
        if window.unit in FIXED and not window.aligned:
            yield at + FIXED[window.unit] * window.amount
            return
        first = datetime.combine(calendar.local_date(at), time.min) if window.aligned else _reached(at, calendar)
        if window.unit in FIXED:
            yield from calendar.crossings(first + FIXED[window.unit] * window.amount)
            return
        wall = _months_after(first, window.amount * (12 if window.unit == "y" else 1))
    except OverflowError:
        return
    if wall is not None:
        yield from calendar.crossings(wall)


def _reached(at: datetime, calendar: Calendar) -> datetime:
    """The least wall whose instant is not before `at`."""
    wall = calendar.wall(at)
    crossings = calendar.crossings(wall)
    if crossings[0] == at or len(crossings) == 1:
        return wall
    return wall + (crossings[1] - crossings[0])  # the second pass of a wall: the first that is past both


def _months_after(wall: datetime, months: int) -> datetime | None:
    """The least wall that lies the months after `wall` or later, so that the months before it are not before `wall`."""
    if wall.day == 1 and wall.time() == time.min:
        # Days that do not exist in the month before lead here too: 29 February, of a common year, is 1 March.
        last = wall.date() - DAY
        early = months_before(last.replace(day=1), -months)
        if early is not None and (found := _day(early, last.day + 1)) is not None:
            return datetime.combine(found, time.min)
    day = months_before(wall.date(), -months)
    if day is None:
        return None
    return datetime.combine(day, wall.time() if day.day == wall.day else time.min)


def _day(month: date, number: int) -> date | None:
    try:
        return month.replace(day=number)
    except ValueError:
        return None


def turns(thresholds: Sequence[Any], least: int | None = None, most: int | None = None) -> list[int]:
    """The whole numbers at which a comparison with any of the thresholds may turn, counting up to them.

    Between `least` and `most` values begin again, so the least is among them;
    none when no threshold lies between.
    """
    if least is None or most is None:
        return sorted({turn for threshold in thresholds for turn in (math.ceil(threshold), math.floor(threshold) + 1)})
    between = [threshold for threshold in thresholds if least <= threshold <= most]
    found = {turn for threshold in between for turn in (math.ceil(threshold), math.floor(threshold) + 1)}
    return sorted({least} | {turn for turn in found if turn <= most}) if between else []


def next_midnight(calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The next local midnight."""
    today = calendar.local_date(after)
    return _first_midnight((today, today + DAY), calendar, after)


def _first_midnight(days: Iterable[date], calendar: Calendar, after: datetime) -> Iterator[datetime]:
    """The first instant after `after` at which one of the days begins."""
    today = calendar.local_date(after)
    for day in sorted(day for day in days if day >= today):
        found = [edge for edge in _midnight(day, calendar) if edge > after]
        if found:
            yield min(found)
            return


def _midnight(day: date, calendar: Calendar) -> Sequence[datetime]:
    """When a local day begins, and begins again where clocks go back over midnight."""
    return calendar.crossings(datetime.combine(day, time.min))


def _later(instants: Iterable[datetime], after: datetime) -> Iterator[datetime]:
    return (instant for instant in instants if instant > after)
