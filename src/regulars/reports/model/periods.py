"""Periods: local days that a report is about, and those that it is compared with.

A period is compared with the one before it, which is as long, and with the same
days of the year before. A day that isn't over is compared with as much of a day:
up to the same time by the shop's clock. A chart of a period has a point a day, a
week or a month, so that there are never more than a line can show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, TypeVar

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.calendar import TICK, Calendar


class _Adds(Protocol):
    def __add__(self: Any, other: Any, /) -> Any: ...


Summed = TypeVar("Summed", bound=_Adds)
Step = Literal["day", "week", "month"]
USUAL_DAYS = 30
MOST_DAYS = 5 * 366
DAILY_UP_TO = 62
WEEKLY_UP_TO = 400
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first local day to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        assert self.first <= self.last, self

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """The period just before it, as long."""
        length = timedelta(days=self.days)
        return Period(self.first - length, self.last - length)

    @property
    def year_before(self) -> Period:
        """The same days of the year before; as long, so a 29 February among them moves its beginning."""
        last = _a_year_before(self.last)
        return Period(last - (self.last - self.first), last)

    @property
    def step(self) -> Step:
        """How far apart the points of a chart are."""
        return "day" if self.days <= DAILY_UP_TO else "week" if self.days <= WEEKLY_UP_TO else "month"

    def starts(self) -> list[date]:
        """The day on which each point of a chart begins; a first or last one may be cut off by the period."""
        return list(dict.fromkeys(start_of(day, self.step, self) for day in self._each()))

    def _each(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a period: the instants from `since` up to `until`, without it.

    `cut_at`: the last of them where its last day isn't counted whole.
    """

    period: Period
    since: datetime
    until: datetime
    cut_at: datetime | None = None


def counted(periods: Sequence[Period], *, now: datetime, calendar: Calendar) -> list[Counted]:
    """What is counted of the period asked about, the first, and of those that it is compared with.

    If it ends today, which isn't over, the others end at the same time of day. Of two such times, as the clocks go back, it is the first.
    """
    wall = calendar.wall(now)
    if periods[0].last != wall.date():
        return [Counted(one, calendar.day_start(one.first), calendar.day_start(one.last + DAY)) for one in periods]
    cuts = [now, *(calendar.to_utc(datetime.combine(one.last, wall.time())) for one in periods[1:])]
    return [
        Counted(one, calendar.day_start(one.first), cut + TICK, cut) for one, cut in zip(periods, cuts, strict=True)
    ]


def start_of(day: date, step: Step, period: Period) -> date:
    """Where the point begins that a day of a period belongs to; weeks are counted from the period's first day."""
    match step:
        case "day":
            return day
        case "week":
            return day - timedelta(days=(day - period.first).days % 7)
        case "month":
            return max(day.replace(day=1), period.first)


def summed(
    periods: Sequence[Period], by_day: Sequence[Mapping[date, Summed]], nothing: Summed
) -> list[tuple[date, list[Summed]]]:
    """The points of the first period, each with what the same days, counted from the beginning, of all periods add up to."""
    first = periods[0]
    sums = {start: [nothing for _ in periods] for start in first.starts()}
    for number, one in enumerate(periods):
        for day, value in by_day[number].items():
            at = sums[start_of(first.first + (day - one.first), first.step, first)]
            at[number] = at[number] + value
    return list(sums.items())


def period(first: date | None, last: date | None, *, today: date) -> Period:
    """The period that was asked for, the last 30 days if nothing was; raises `Invalid`."""
    ends = last or today
    starts = first or ends - timedelta(days=USUAL_DAYS - 1)
    if ends > today:
        raise _wrong("to", say("this day lies ahead; name today or one before it"))
    if starts > ends:
        raise _wrong(
            "from",
            say("the first day, {starts}, comes after the last, {ends}; name one up to it", starts=starts, ends=ends),
        )
    if (ends - starts).days >= MOST_DAYS:
        raise _wrong("from", say("a report is about {most_days:,} days at most; name a later day", most_days=MOST_DAYS))
    if (starts - date(1904, 1, 1)).days < MOST_DAYS:
        raise _wrong("from", say("there is nothing that long ago to compare with; name a later day"))
    return Period(starts, ends)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - 1, day=28)


def _wrong(parameter: str, detail: str) -> Invalid:
    told = say("query parameter {parameter}: {detail}", parameter=parameter, detail=detail)
    return Invalid(told, [Fault(f"/{parameter}", parameter, told)])
