"""When time alone will change an answer, as columns of a query.

Each test gives instants at which its answer may change; the least that lies
ahead is the customer's next change. It may be early, never late: asking again
and finding nothing changed costs a little, missing a change would be wrong.

A local time is turned into instants with every offset that the zone has known
since 2000: one of them is right, the others are early or harmless. Nearby
changes of the clocks are covered by an alarm. So no query needs to know the
zone's history, which would make it slow to plan.

What depends on `now` alone changes for everybody at once and is not a column
but an alarm (`alarm.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from regulars.rules.tree import Aggregate, DatePart, Expression, Held, LastWindow, Now, Read, Test
from regulars.rules.vocabulary import Type

from . import functions as fn
from . import walk
from .moment import literal
from .shop import AS_OF
from .values import Row, anniversary, compile_value, days_since, local_day

_MONTHS = {"mo": 1, "y": 12}
_MICROSECONDS = {"m": 60_000_000, "h": 3_600_000_000, "d": fn.DAY_US, "w": 7 * fn.DAY_US}
_DAYS = {"d": 1, "w": 7}
_LEAST_DAYS = {"m": 1 / 1440, "h": 1 / 24, "d": 1, "w": 7, "mo": 28, "y": 365}
_MOST_DAYS = 3_652_059
"""In the years from 1 to 9999: what takes longer never happens."""
_END = datetime(9999, 12, 1, tzinfo=UTC)


def edges_of(tests: Iterable[Test], row: Row) -> list[ir.TimestampValue]:
    """Instants at which the answer to any of the tests may change; those gone by are NULL.

    Tests of one value share an edge: the next number that matters to any of them.
    """
    thresholds: dict[Expression, set[Decimal] | None] = {}
    found: list[ir.TimestampValue] = []
    for test in tests:
        numbers = _thresholds(test)
        for side in walk.expressions(test):
            known = thresholds.setdefault(side, set())
            thresholds[side] = None if numbers is None or known is None else known | numbers
        found += _against_now(test, row)
    kept: list[ir.TimestampValue] = []
    for value, numbers in thresholds.items():
        found += _value_edges(value, row, numbers)
        kept += [row.table[name] for part in _within(value) for name in row.edges.get(part, ())]
    each = {edge.op(): edge for edge in [*kept, *(ahead(edge, row) for edge in found)]}
    return list(each.values())


def _against_now(test: Test, row: Row) -> list[ir.TimestampValue]:
    """When `now` reaches and passes an instant that it is compared with."""
    sides = list(walk.expressions(test))
    if not any(isinstance(side, Now) for side in sides):
        return []
    instants = [compile_value(side, row).compared for side in sides if not isinstance(side, Now)]
    return [edge for instant in instants for edge in (instant, fn.add_us(instant, 1))]


class TimeEdge(NamedTuple):
    """An instant at which rows begin or cease to count: so many microseconds after their own time, for those rows of which
    that lies ahead. `of` tells such edges apart; the first over some rows is that of the first row."""

    of: LastWindow | None
    lies_ahead: ir.BooleanValue
    us: int


def time_edges(aggregate: Aggregate, row: Row) -> list[TimeEdge]:
    """The edges that follow from the rows' own time at once."""
    if aggregate.comes_by is None:
        return []
    time, window = row.table[f"{aggregate.rows.name}.{aggregate.rows.time}"], aggregate.within
    found = [TimeEdge(None, time > row.moment.now(), 0)]
    if isinstance(window, LastWindow) and _is_fixed(window) and not _is_endless(window):
        us = window.amount * _MICROSECONDS[window.unit]
        found.append(TimeEdge(window, time > row.moment.window_edge(window), us))
    return found


def row_edges(aggregate: Aggregate, row: Row, *, current: bool) -> list[ir.TimestampValue]:
    """The other instants at which a row begins or ceases to count, or its part in the aggregate changes."""
    found: list[ir.TimestampValue] = []
    rows, window = aggregate.rows, aggregate.within
    if aggregate.comes_by is not None and isinstance(window, LastWindow) and not _is_fixed(window):
        found += _exits(window, row.table[f"{rows.name}.{rows.time}"], row)
    if (rows.name in AS_OF or not current) and "changes_at" in row.table.columns:
        found.append(row.table["changes_at"])
    if aggregate.where is not None:
        moving = [test for test in walk.tests(aggregate.where) if walk.moves(test, by_history=False)]
        found += edges_of(moving, row)
    return found


def ahead(edge: ir.TimestampValue, row: Row) -> ir.TimestampValue:
    """The edge if it still lies ahead, else NULL; written so that the edge stands in it once."""
    now = row.moment.now()
    return ibis.greatest(edge, now).nullif(now)


def first_of(edges: Sequence[ir.TimestampValue]) -> ir.TimestampValue:
    """The first of edges that lie ahead, in the years there are."""
    end = literal(_END)
    return ibis.least(*edges, end).nullif(end)


def _thresholds(test: Test) -> set[Decimal] | None:
    """The numbers a test compares with, or None when they are not known beforehand."""
    literals = test.to if isinstance(test.to, tuple) else () if test.to is None else (test.to,)
    numbers = {literal for literal in literals if isinstance(literal, Decimal)}
    return numbers if len(numbers) == len(set(literals)) else None


def _within(value: Expression) -> Iterator[Aggregate]:
    """The aggregate that an expression is or is a part of a date of."""
    while isinstance(value, DatePart):
        value = value.of
    if isinstance(value, Aggregate):
        yield value


def _value_edges(value: Expression, row: Row, thresholds: set[Decimal] | None) -> list[ir.TimestampValue]:
    """The edges of an expression but those of its rows, which are known as columns and lie ahead."""
    match value:
        case Now() | Read() | Aggregate():
            return []
        case Held():
            since = row.table[f"{value.field.path}_since"]
            days = compile_value(value, row).compared
            return [fn.add_us(since, _next_count(thresholds, days) * fn.DAY_US)]
        case DatePart():
            return _value_edges(value.of, row, None) + _part_edges(value, row, thresholds)


def _part_edges(part: DatePart, row: Row, thresholds: set[Decimal] | None) -> list[ir.TimestampValue]:
    if isinstance(part.of, Now):
        return []
    match part.part:
        case "days_since" | "days_until":
            sign = 1 if part.part == "days_since" else -1
            signed = None if thresholds is None else {sign * threshold for threshold in thresholds}
            value = compile_value(part.of, row).compared
            days = sign * compile_value(part, row).compared if part in row.computed else days_since(part.of, row)
            count = _next_count(signed, days)
            if part.of.type is Type.DATE:
                return _day_starts(fn.plus_days(value, count), row)
            return [fn.add_us(value, count * fn.DAY_US)]
        case "age":
            day = local_day(part.of, row)
            return [edge for years_on in (0, 1) for edge in _day_starts(anniversary(day, row.moment, years_on), row)]
        case "days_until_anniversary":
            days = compile_value(part, row).compared
            return _day_starts(fn.plus_days(row.moment.today(), days - _count_below(thresholds, days)), row)
        case _:
            return []


def _next_count(thresholds: set[Decimal] | None, days: ir.IntegerValue) -> ir.IntegerValue:
    """The next number of days, counting up, at which a comparison changes; NULL when there is none."""
    if thresholds is None:
        return days + 1
    counts = {count for number in thresholds for count in (_ceiling(number), _floor(number) + 1)}
    return _first_that_holds([(days < n, n) for n in sorted(counts) if abs(n) < _MOST_DAYS], ibis.null("int64"))


def _count_below(thresholds: set[Decimal] | None, days: ir.IntegerValue) -> ir.IntegerValue:
    """The next number of days, counting down, at which a comparison changes.

    After the day itself (0) the count starts again, which is like reaching -1.
    """
    if thresholds is None:
        return days - 1
    counts = {count for number in thresholds for count in (_floor(number), _ceiling(number) - 1)}
    numbers = sorted((count for count in counts if 0 <= count < _MOST_DAYS), reverse=True)
    return _first_that_holds([(days > n, n) for n in numbers], ibis.literal(-1, "int64"))


def _first_that_holds(counts: list[tuple[ir.BooleanValue, int]], otherwise: ir.IntegerValue) -> ir.IntegerValue:
    """The count beside the first that holds; flat, for the database takes ten times as long to plan one in another."""
    branches = [(holds, ibis.literal(count, "int64")) for holds, count in counts]
    return ibis.cases(*branches, else_=otherwise) if branches else otherwise


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(rounding="ROUND_CEILING"))


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(rounding="ROUND_FLOOR"))


def _is_fixed(window: LastWindow) -> bool:
    """Whether it is as long at any instant."""
    return not window.aligned and window.unit in _MICROSECONDS


def _is_endless(window: LastWindow) -> bool:
    return window.amount * _LEAST_DAYS[window.unit] > _MOST_DAYS


def _exits(window: LastWindow, time: ir.TimestampValue, row: Row) -> list[ir.TimestampValue]:
    """When a row leaves a window of local days, months or years that reaches back from now."""
    if _is_endless(window):
        return []
    if window.aligned:
        day = fn.local_time(time).date()
        if window.unit in _MONTHS:
            months = window.amount * _MONTHS[window.unit]
            before = _add_months(fn.plus_days(day, -1).cast("timestamp(6)"), months).date()
            days = [before, fn.plus_days(before, 1), _add_months(day.cast("timestamp(6)"), months).date()]
        else:
            days = [fn.plus_days(day, window.amount * _DAYS[window.unit])]
        return [ahead(edge, row) for found in days for edge in _day_starts(found, row)]
    # A day that does not exist is the next that does, so the first of a month is reached from several days before.
    months = window.amount * _MONTHS[window.unit]
    local = fn.local_time(time)
    just_before = _add_months(fn.add_us(local, -1), months)
    candidates = [just_before, fn.add_us(just_before, 1), _add_months(local, months)]
    return [ahead(edge, row) for candidate in candidates for edge in _instants(candidate, row)]


def _day_starts(day: ir.DateValue, row: Row) -> list[ir.TimestampValue]:
    return _instants(day.cast("timestamp(6)"), row)


def _instants(local: ir.TimestampValue, row: Row) -> list[ir.TimestampValue]:
    """The instants that a local time may be."""
    return [fn.add_us(local, -(offset // timedelta(microseconds=1))) for offset in row.moment.offsets]


def _add_months(local: ir.TimestampValue, months: int) -> ir.TimestampValue:
    """The local time so many months on; on a day that does not exist, the first of the month after."""
    moved = local + ibis.interval(months=months)
    next_month = moved.truncate("M") + ibis.interval(months=1)
    return (moved.day() < local.day()).ifelse(next_month, moved)
