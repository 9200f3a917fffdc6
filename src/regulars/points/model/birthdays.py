"""Which days' birthdays are to be looked at, and who has one.

Each local day is looked at once by itself, as it begins, those missed while the
worker was down too. A rule that comes into force in the middle of a day is for
whoever has that birthday too: the day is looked at again. And whoever is told
of on the day itself has a birthday that nobody could see as the day began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from regulars.rules.calendar import Calendar

MOST_DAYS = 31
"""After a longer stop birthdays further back are let be."""
LEAP_DAY = date(2000, 2, 29)


class Look(NamedTuple):
    """A local day whose birthdays are to be looked at; `again`: for rules that have come into force since it began."""

    day: date
    again: bool


def subject(day: date) -> str:
    """What a birthday is granted for, once: whatever day of this year it is said to be on later, it was granted."""
    return f"birthday:{day.year}"


def born_on(calendar: Calendar, day: date) -> set[tuple[int, int]]:
    """The months and days of birth that have their anniversary on a day."""
    own = {(day.month, day.day)}
    return own | {(2, 29)} if calendar.anniversary(LEAP_DAY, day.year) == day else own


def looks(today: date, last: date, *, turned: bool) -> list[Look]:
    """What is to be looked at when the days up to `last` were: the days that have begun since, with the last one before
    them, or that one again when a rule has come into force meanwhile (`turned`)."""
    if today <= last and not turned:
        return []
    first = max(last, today - timedelta(days=MOST_DAYS - 1))
    days = (first + timedelta(days=n) for n in range((today - first).days + 1))
    return [Look(day, day == last) for day in days]


def turns(begin: Iterable[datetime | None], now: datetime) -> list[datetime]:
    """When the day is to be looked at again, for rules whose periods begin so: now, for any may have just come into force,
    and as each of them does."""
    periods = list(begin)
    return [now, *sorted({at for at in periods if at is not None and at > now})] if periods else []


def told_on(calendar: Calendar, told: Iterable[tuple[int, datetime]]) -> dict[date, dict[int, datetime]]:
    """By local day who was told of on it, and when first."""
    days: dict[date, dict[int, datetime]] = {}
    for customer_id, at in told:
        of_day = days.setdefault(calendar.local_date(at), {})
        of_day[customer_id] = min(at, of_day.get(customer_id, at))
    return days


def next_look(calendar: Calendar, last: date, turned: Sequence[datetime]) -> datetime:
    """The next instant at which a day is to be looked at."""
    return min([calendar.day_start(last + timedelta(days=1)), *turned])
