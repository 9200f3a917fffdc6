"""When the answers for everybody at once may change: what depends on `now` alone.

A condition such as "it is a weekday" has no column to index; the segment that
holds it is asked again as a whole at the instant given here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from regulars.rules import evaluate
from regulars.rules.calendar import LATEST, Calendar
from regulars.rules.subject import Subject
from regulars.rules.tree import Condition, DatePart, Now, Test

from . import walk

_DAILY = frozenset({"month", "weekday", "date", "age", "days_until_anniversary"})


def alarm(condition: Condition, now: datetime, calendar: Calendar) -> datetime | None:
    """The earliest instant after `now` at which the condition must be asked again for every customer.

    It may be early, never late. None when only the customers' own next changes matter.
    """
    later = [instant for instant in _instants(condition, now, calendar) if instant > now]
    return min(later, default=None)


def turns(condition: Condition, since: datetime, at: datetime, calendar: Calendar) -> bool:
    """Whether an alarm at `at`, the first after `since`, can have changed anybody's answer.

    What goes by the clock alone answers alike for everybody and for every row: it is asked at both instants. Where the
    clock is compared with something of the customer's, or is changed itself, nothing can be said.
    """
    if walk.by_calendar(condition) and at in _clock_change(since, calendar):
        return True
    if walk.reads_daily(condition) and at == calendar.day_start(calendar.local_date(at)):
        return True
    clock = [test for test in walk.all_tests(condition) if any(_of_now(side) for side in walk.expressions(test))]
    return any(_turned(test, since, at, calendar) for test in clock)


def _turned(test: Test, since: datetime, at: datetime, calendar: Calendar) -> bool:
    if not all(_of_now(side) for side in walk.expressions(test)):
        return True
    holds = evaluate.compile(test)
    return holds(Subject(since, calendar, {}, {})) != holds(Subject(at, calendar, {}, {}))


def _of_now(side: object) -> bool:
    return isinstance(_source(side), Now)


def _instants(condition: Condition, now: datetime, calendar: Calendar) -> Iterable[datetime]:
    for test in walk.tests(condition):
        yield from _of_test(test, now, calendar)
    for aggregate in walk.aggregates(condition):
        if aggregate.where is not None:
            yield from _instants(aggregate.where, now, calendar)
    if walk.by_calendar(condition):
        yield from _clock_change(now, calendar)
    if walk.reads_daily(condition):
        yield calendar.day_start(calendar.local_date(now) + timedelta(days=1))


def _clock_change(now: datetime, calendar: Calendar) -> Iterable[datetime]:
    """The next change of the clocks."""
    return [change.at for change in calendar.transitions() if change.at > now][:1]


def _of_test(test: Test, now: datetime, calendar: Calendar) -> Iterable[datetime]:
    sides = list(walk.expressions(test))
    for side in sides:
        if isinstance(side, DatePart) and isinstance(_source(side), Now):
            yield from _boundaries(side, now, calendar)
    if any(isinstance(side, Now) for side in sides):
        literals = test.to if isinstance(test.to, tuple) else (test.to,)
        for literal in literals:
            if isinstance(literal, datetime) and literal < LATEST:
                yield literal.astimezone(UTC)
                yield literal.astimezone(UTC) + timedelta(microseconds=1)


def _source(part: object) -> object:
    source = part
    while isinstance(source, DatePart):
        source = source.of
    return source


def _boundaries(part: DatePart, now: datetime, calendar: Calendar) -> Iterable[datetime]:
    if part.part == "hour":
        local = now.astimezone(calendar.zone).replace(tzinfo=None, minute=0, second=0, microsecond=0)
        yield from (calendar.to_utc(local + timedelta(hours=hours)) for hours in (1, 2))
        # Where clocks change, an hour begins at the change itself and after part of an hour.
        yield from _clock_change(now, calendar)
        yield now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) + timedelta(minutes=15)
    else:
        today: date = calendar.local_date(now)
        yield calendar.day_start(today + timedelta(days=1))
