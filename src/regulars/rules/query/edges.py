"""When time alone will change an answer, as columns of a query.

Each test gives instants at which its answer may change; the least that lies
ahead is the customer's next change. It may be early, never late: asking again
and finding nothing changed costs a little, missing a change would be wrong.

What depends on `now` alone changes for everybody at once and is not a column
but an alarm (`alarm.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import ibis
import ibis.expr.types as ir

from ..tree import Aggregate, DatePart, Expression, Held, LastWindow, Now, Read, Test
from ..vocabulary import Type
from . import functions as fn
from . import walk
from .values import Row, anniversary, compile_value, days_since, local_day, next_anniversary

_MONTHS = {"mo": 1, "y": 12}
_MICROSECONDS = {"m": 60_000_000, "h": 3_600_000_000, "d": fn.DAY_US, "w": 7 * fn.DAY_US}
_DAYS = {"d": 1, "w": 7}


def test_edges(test: Test, row: Row) -> list[ir.TimestampValue]:
    """Instants at which the test's answer may change; those gone by are NULL."""
    found: list[ir.TimestampValue] = []
    sides = list(walk.expressions(test))
    thresholds = _thresholds(test)
    for side in sides:
        found += _value_edges(side, row, thresholds)
    if any(isinstance(side, Now) for side in sides):
        for side in sides:
            if not isinstance(side, Now) and side.type is Type.INSTANT:
                instant = compile_value(side, row).compared
                found += [instant, fn.add_us(instant, 1)]
    return [ahead(edge, row) for edge in found]


def row_edges(aggregate: Aggregate, row: Row, *, current: bool) -> list[ir.TimestampValue]:
    """Instants at which a row begins or ceases to count, or its part in the aggregate changes."""
    found: list[ir.TimestampValue] = []
    rows = aggregate.rows
    if rows.time is not None:
        time = row.table[f"{rows.name}.{rows.time}"]
        found.append(ahead(time, row))
        if isinstance(aggregate.within, LastWindow):
            found += _exits(aggregate.within, time, row)
    if not current and "changes_at" in row.table.columns:
        found.append(row.table["changes_at"])
    if aggregate.where is not None:
        for test in walk.tests(aggregate.where):
            if walk.moves(test, by_history=False):
                found += test_edges(test, row)
    return found


def ahead(edge: ir.TimestampValue, row: Row) -> ir.TimestampValue:
    """The edge if it still lies ahead."""
    return (edge > row.moment.now()).ifelse(edge, ibis.null("timestamp(6)"))


def _thresholds(test: Test) -> list[Decimal] | None:
    """The numbers a test compares with, or None when they are not known beforehand."""
    literals = test.to if isinstance(test.to, tuple) else (test.to,)
    if all(isinstance(literal, Decimal) for literal in literals):
        return [literal for literal in literals if isinstance(literal, Decimal)]
    return None


def _value_edges(value: Expression, row: Row, thresholds: list[Decimal] | None) -> list[ir.TimestampValue]:
    match value:
        case Now() | Read():
            return []
        case Aggregate():
            return [row.table[row.edges[value]]] if value in row.edges else []
        case Held():
            since = row.table[f"{value.field.path}_since"]
            return _count_edges(since, compile_value(value, row).compared, thresholds)
        case DatePart():
            return _value_edges(value.of, row, None) + _part_edges(value, row, thresholds)


def _part_edges(part: DatePart, row: Row, thresholds: list[Decimal] | None) -> list[ir.TimestampValue]:
    if isinstance(part.of, Now):
        return []
    match part.part:
        case "days_since" | "days_until":
            sign = 1 if part.part == "days_since" else -1
            signed = None if thresholds is None else [sign * threshold for threshold in thresholds]
            value = compile_value(part.of, row).compared
            if part.of.type is Type.DATE:
                crossings = _crossings(signed, days_since(part.of, row))
                return [fn.day_start(fn.plus_days(value, days)) for days in crossings]
            return _count_edges(value, days_since(part.of, row), signed)
        case "age":
            day = local_day(part.of, row)
            return [fn.day_start(anniversary(day, row.moment, years_on)) for years_on in (0, 1)]
        case "days_until_anniversary":
            return _anniversary_edges(local_day(part.of, row), row, thresholds)
        case _:
            return []


def _count_edges(since: ir.TimestampValue, days: ir.IntegerValue, thresholds: list[Decimal] | None) -> list[ir.TimestampValue]:
    """When the full 24-hour periods since an instant reach a number that matters."""
    return [fn.add_us(since, crossing * fn.DAY_US) for crossing in _crossings(thresholds, days)]


def _crossings(thresholds: list[Decimal] | None, days: ir.IntegerValue) -> Iterable[int | ir.IntegerValue]:
    """The day counts at which a comparison changes; without known thresholds the next one."""
    if thresholds is None:
        return [days + 1]
    return sorted({count for threshold in thresholds for count in (_ceiling(threshold), _floor(threshold) + 1)})


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(rounding="ROUND_CEILING"))


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(rounding="ROUND_FLOOR"))


def _anniversary_edges(day: ir.DateValue, row: Row, thresholds: list[Decimal] | None) -> list[ir.TimestampValue]:
    """When the days to the next anniversary reach a number that matters, and when they start again."""
    if thresholds is None:
        return [fn.day_start(fn.plus_days(row.moment.today(), 1))]
    counts = {-1}
    for threshold in thresholds:
        counts |= {_floor(threshold), _ceiling(threshold) - 1}
    upcoming = [next_anniversary(day, row.moment), anniversary(day, row.moment, 1), anniversary(day, row.moment, 2)]
    return [fn.day_start(fn.plus_days(date, -count)) for date in upcoming for count in sorted(counts)]


def _exits(window: LastWindow, time: ir.TimestampValue, row: Row) -> list[ir.TimestampValue]:
    """When a row leaves a window that reaches back from now."""
    if window.aligned:
        day = fn.local_time(time).date()
        if window.unit in _MONTHS:
            months = window.amount * _MONTHS[window.unit]
            before = _add_months(fn.plus_days(day, -1).cast("timestamp(6)"), months).date()
            days = [before, fn.plus_days(before, 1), _add_months(day.cast("timestamp(6)"), months).date()]
        else:
            days = [fn.plus_days(day, window.amount * _DAYS[window.unit])]
        return [ahead(fn.day_start(found), row) for found in days]
    if window.unit in _MICROSECONDS:
        return [ahead(fn.add_us(time, window.amount * _MICROSECONDS[window.unit]), row)]
    # A day that does not exist is the next that does, so the first of a month is reached from several days before.
    months = window.amount * _MONTHS[window.unit]
    local = fn.local_time(time)
    just_before = _add_months(fn.add_us(local, -1), months)
    candidates = [just_before, fn.add_us(just_before, 1), _add_months(local, months)]
    return [ahead(to_utc(candidate), row) for candidate in candidates for to_utc in (fn.to_utc, fn.to_utc_second)]


def _add_months(local: ir.TimestampValue, months: int) -> ir.TimestampValue:
    """The local time so many months on; on a day that does not exist, the first of the month after."""
    moved = local + ibis.interval(months=months)
    next_month = moved.truncate("M") + ibis.interval(months=1)
    return (moved.day() < local.day()).ifelse(next_month, moved)

