"""Edges: where the answer of one test may turn, as nothing but time goes on.

An edge is early rather than late: between two of them the answer is certainly
the same. *Once* edges come and go (a row leaves a window, a number of days is
reached), *again* edges come back for ever (a weekday, an hour, an anniversary).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from . import ticks
from .evaluate import condition_at, value_at
from .subject import NOTHING, Row, Subject, holder, lines_of
from .ticks import Thresholds
from .traits import parts, sides
from .tree import BOUNDS, Aggregate, Condition, DatePart, Expression, Group, Held, LastWindow, Now, Test
from .vocabulary import Rows, Type

NEARLY = 800
"""Two moving numbers come at most two closer a day, and leap by less than this besides."""

COUNTING = ("days_since", "days_until", "age", "days_until_anniversary")
Tick = tuple[datetime, bool]
"""An instant, and whether it comes once."""


@dataclass(slots=True)
class Edges:
    """The edges of the tests of one condition, for one subject as it stays while time goes on."""

    subject: Subject
    _answers: dict[int, Callable[[Subject, Row], bool]] = field(default_factory=dict)
    _values: dict[tuple[int, str | None], Callable[[Subject, Row], Any]] = field(default_factory=dict)
    _of_rows: dict[tuple[int, int], list[datetime]] = field(default_factory=dict)
    _now: Subject | None = None

    def at(self, instant: datetime) -> Subject:
        """The subject at an instant."""
        if self._now is None or self._now.now != instant:
            self._now = replace(self.subject, now=instant)
        return self._now

    def holds(self, condition: Condition, instant: datetime) -> bool:
        """What a condition outside of any `where` answers at an instant."""
        answer = self._answers.get(id(condition))
        if answer is None:
            answer = self._answers[id(condition)] = condition_at(condition, None)
        return answer(self.at(instant), NOTHING)

    def after(self, condition: Condition, instant: datetime) -> tuple[datetime | None, datetime | None]:
        """The next edge that comes once, and the next of those that come again."""
        once = again = None
        for edge, comes_once in self._of_condition(condition, instant, NOTHING, None):
            if comes_once:
                once = edge if once is None else min(once, edge)
            else:
                again = edge if again is None else min(again, edge)
        return once, again

    def _of_condition(self, condition: Condition, after: datetime, row: Row, within: Rows | None) -> Iterator[Tick]:
        if isinstance(condition, Group):
            for child in condition.children:
                yield from self._of_condition(child, after, row, within)
            return
        for side in sides(condition):
            for part in parts(side):
                if isinstance(part, Aggregate):
                    yield from self._of_aggregate(part, after, row, within)
        yield from self._of_sides(condition, after, row, within)

    # Rows

    def _of_aggregate(self, aggregate: Aggregate, after: datetime, row: Row, within: Rows | None) -> Iterator[Tick]:
        """When rows come, leave the window, or begin or cease to be let through."""
        rows, own_time = aggregate.rows, aggregate.comes_by
        lines = rows.name == "line"
        found = lines_of(within)(self.subject, row) if lines else self.subject.rows.get(rows.name, ())
        if own_time is not None:
            known = self._times(aggregate, own_time, found)
            following = bisect_right(known, after)
            if following < len(known):
                yield known[following], True
        if aggregate.where is not None and moves(aggregate.where):
            for one in found:
                at = None if own_time is None else one.get(own_time)
                if at is None or at <= after:
                    yield from self._of_condition(aggregate.where, after, one, rows)

    def _times(self, aggregate: Aggregate, own_time: str, found: Sequence[Row]) -> list[datetime]:
        """The instants at which rows come or leave the window, in order."""
        key = (id(aggregate), id(found))
        known = self._of_rows.get(key)
        if known is None:
            times: set[datetime] = {row[own_time] for row in found if row.get(own_time) is not None}
            known = self._of_rows[key] = sorted(
                {instant for at in times for instant in (at, *self._exits(aggregate, at))}
            )
        return known

    def _exits(self, aggregate: Aggregate, at: datetime) -> Iterable[datetime]:
        window = aggregate.within
        return ticks.of_window(at, window, self.subject.calendar) if isinstance(window, LastWindow) else ()

    # What moves by itself

    def _of_sides(self, test: Test, after: datetime, row: Row, within: Rows | None) -> Iterator[Tick]:
        """When what moves by itself on either side passes the other side."""
        if not isinstance(test.to, Expression):
            literals = () if test.to is None else test.to if isinstance(test.to, tuple) else (test.to,)
            yield from self._of_moving(test.value, literals, after, row, within)
            return
        both = moving(test.value) and moving(test.to)
        if both and test.value.type is Type.NUMBER:
            yield from self._of_race(test.value, test.to, after, row, within)
        elif not both:
            for side, other in ((test.value, test.to), (test.to, test.value)):
                if moving(side):
                    passed = self._value(other, after, row, within)
                    yield from self._of_moving(side, () if passed is None else (passed,), after, row, within)

    def _of_race(
        self, one: Expression, other: Expression, after: datetime, row: Row, within: Rows | None
    ) -> Iterator[Tick]:
        """When two numbers that both move may pass each other."""
        slow, fast = sorted((one, other), key=_speed)
        slow_value, fast_value = self._value(slow, after, row, within), self._value(fast, after, row, within)
        if slow_value is None or fast_value is None:
            return
        unbounded = [side for side in (slow, fast) if _bounds(side) is None]
        if len(unbounded) == 1:
            least, most = _bounds(fast if unbounded[0] is slow else slow) or (0, 0)
            value = slow_value if unbounded[0] is slow else fast_value
            if value < least if _part(unbounded[0]) == "days_until" else value > most:
                return  # gone past all the other can be
        gap = abs(slow_value - fast_value)
        if gap > NEARLY:
            meeting = timedelta(days=int(gap - NEARLY) // 2 + 1)
            if meeting < ticks.END - after:
                yield after + meeting, True
            return
        for side, thresholds in ((slow, None), (fast, [slow_value])):
            once = len(unbounded) == 1 and side is unbounded[0]
            yield from ((edge, once) for edge, _ in self._of_moving(side, thresholds, after, row, within))

    def _of_moving(
        self, side: Expression, thresholds: Thresholds, after: datetime, row: Row, within: Rows | None
    ) -> Iterator[Tick]:
        if not moving(side):
            return
        match side:
            case Now():
                found, once = ticks.of_now(thresholds, after), True
            case Held():
                values = holder(side.field, within)(self.subject, row)
                since = (values.get("_since") or NOTHING).get(side.field.name)
                found, once = self._of_count("days_since", since, thresholds, after), thresholds is not None
            case DatePart() if _of_now(side):
                found, once = self._of_clock(side.part, thresholds, after), side.part == "date"
            case DatePart():
                value = self._value(side.of, after, row, within)
                found = self._of_count(side.part, value, thresholds, after)
                once = thresholds is not None and side.part != "days_until_anniversary"
            case _:
                raise AssertionError(side)
        yield from ((instant, once) for instant in found)

    def _of_count(self, part: str, value: date | None, thresholds: Thresholds, after: datetime) -> Iterator[datetime]:
        """Days or years counted from a value that stays."""
        calendar = self.subject.calendar
        if value is None:
            return iter(())
        if part == "age":
            return ticks.of_age(calendar.day_of(value), thresholds, calendar, after)
        if part == "days_until_anniversary":
            return ticks.of_anniversary(calendar.day_of(value), thresholds, calendar, after)
        if part == "days_until" and thresholds is not None:
            thresholds = [-threshold for threshold in thresholds]
        return ticks.of_days(value, thresholds, calendar, after)

    def _of_clock(self, part: str, thresholds: Thresholds, after: datetime) -> Iterator[datetime]:
        """The hour, weekday, month or date that it is now."""
        clock = {"hour": ticks.of_hour, "weekday": ticks.of_weekday, "month": ticks.of_month, "date": ticks.of_today}
        return clock[part](thresholds, self.subject.calendar, after)

    def _value(self, expression: Expression, at: datetime, row: Row, within: Rows | None) -> Any:
        key = (id(expression), within.name if within else None)
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = value_at(expression, within)
        return found(self.at(at), row)


def moving(expression: Expression) -> bool:
    """Whether a value changes by itself as time goes on, its fields and rows staying the same."""
    if isinstance(expression, DatePart):
        return (expression.part in COUNTING) != _of_now(expression)
    return isinstance(expression, Now | Held)


def moves(condition: Condition) -> bool:
    """Whether the answer about a row may change by time alone."""
    if isinstance(condition, Group):
        return any(moves(child) for child in condition.children)
    found = [part for side in sides(condition) for part in parts(side)]
    return any(moving(part) or (isinstance(part, Aggregate) and _rows_move(part)) for part in found)


def seldom(condition: Condition) -> bool:
    """Whether parts of the condition may be decades in meeting: anniversaries, on a weekday or in a leap year."""
    if isinstance(condition, Group):
        return any(seldom(child) for child in condition.children)
    return any(
        (isinstance(part, DatePart) and part.part == "days_until_anniversary")
        or (isinstance(part, Aggregate) and part.where is not None and seldom(part.where))
        for side in sides(condition)
        for part in parts(side)
    )


def _rows_move(aggregate: Aggregate) -> bool:
    return aggregate.comes_by is not None or (aggregate.where is not None and moves(aggregate.where))


def _of_now(part: DatePart) -> bool:
    """Whether a date part is of now itself, or of today's date."""
    return any(isinstance(one, Now) for one in parts(part))


def _part(side: Expression) -> str:
    """How a moving number moves; what is held grows as days do."""
    return side.part if isinstance(side, DatePart) else "days_since"


def _bounds(side: Expression) -> tuple[int, int] | None:
    """The least and the most that a moving number can be, None when it goes on for ever."""
    return BOUNDS.get(_part(side))


def _speed(side: Expression) -> int:
    """How often a moving number changes: each year, month, day, hour."""
    return {"age": 0, "month": 1, "hour": 3}.get(_part(side), 2)
