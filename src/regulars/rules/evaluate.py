"""The Python compiler: a condition as a function of one subject.

A condition is compiled once, into closures, and then asked of carts, orders
and customers one at a time. It finds the same as the query compiler does.
Averages are exact fractions, money is in units of 10^-places of the expression.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from .calendar import Calendar
from .comparisons import against_literal, against_value, compared
from .subject import NOTHING, Getter, Row, Subject, holder, lines_of, order_of
from .tree import (
    NEGATIONS,
    Aggregate,
    Condition,
    DatePart,
    Expression,
    Held,
    LastWindow,
    Now,
    Operator,
    Read,
    Test,
    Window,
)
from .vocabulary import Field, Rows, Type

__all__ = ["Row", "Subject", "compile", "condition_at", "rows_at", "value", "value_at"]

Answer = Callable[[Subject, Row], bool]
Value = Callable[[Subject, Row], Any]
"""Both take the row whose `where` they stand in, or nothing at the top of a condition."""


def compile(condition: Condition) -> Callable[[Subject], bool]:
    """Whether the condition holds for a subject."""
    answer = condition_at(condition, None)
    return lambda subject: answer(subject, NOTHING)


def value(expression: Expression) -> Callable[[Subject], Any]:
    """What an expression is for a subject, None when it is missing. An average is a `Fraction`."""
    found = value_at(expression, None)
    return lambda subject: found(subject, NOTHING)


# Conditions


def condition_at(condition: Condition, within: Rows | None) -> Answer:
    """The condition in the `where` of rows, or outside of any."""
    if isinstance(condition, Test):
        return _test(condition, within)
    children = [condition_at(child, within) for child in condition.children]
    match condition.mode:
        case "all":
            return lambda subject, row: all(child(subject, row) for child in children)
        case "any":
            return lambda subject, row: any(child(subject, row) for child in children)
        case "none":
            return lambda subject, row: not any(child(subject, row) for child in children)
        case _:
            assert_never(condition.mode)


def _test(test: Test, within: Rows | None) -> Answer:
    """A negated operator is the exact opposite of its positive."""
    positive: Operator = NEGATIONS.get(test.op, test.op)  # type: ignore[assignment]
    holds = _positive(test, positive, within)
    if positive == test.op:
        return holds
    return lambda subject, row: not holds(subject, row)


def _positive(test: Test, op: Operator, within: Rows | None) -> Answer:
    if op == "exists":
        found = value_at(test.value, within)
        return lambda subject, row: found(subject, row) is not None
    if isinstance(test.to, Expression):
        return _between_values(test, test.to, op, within)
    left = value_at(test.value, within) if op == "matches" else _comparable(test.value, test.places, within)
    compare = against_literal(test, op)

    def answer(subject: Subject, row: Row) -> bool:
        value = left(subject, row)
        return value is not None and compare(value)

    return answer


def _between_values(test: Test, other: Expression, op: Operator, within: Rows | None) -> Answer:
    left, right = _comparable(test.value, test.places, within), _comparable(other, test.places, within)
    compare = against_value(op)

    def answer(subject: Subject, row: Row) -> bool:
        value = left(subject, row)
        if value is None:
            return False
        to = right(subject, row)
        return to is not None and compare(value, to)

    return answer


def _comparable(expression: Expression, places: int, within: Rows | None) -> Value:
    """The value in the form it is compared in."""
    found = value_at(expression, within)
    change = compared(expression.type, 10 ** (places - expression.places) if expression.type is Type.MONEY else 1)
    if change is None:
        return found

    def changed(subject: Subject, row: Row) -> Any:
        value = found(subject, row)
        return None if value is None else change(value)

    return changed


# Expressions


def value_at(expression: Expression, within: Rows | None) -> Value:
    """The expression in the `where` of rows, or outside of any."""
    match expression:
        case Now():
            return lambda subject, row: subject.now
        case Read():
            return _read(expression.field, holder(expression.field, within))
        case Aggregate():
            return _aggregate(expression, within)
        case DatePart():
            return _date_part(expression, value_at(expression.of, within))
        case Held():
            return _held(expression.field, holder(expression.field, within))
        case _:
            assert_never(expression)


def _read(field: Field, held_in: Getter) -> Value:
    """A field, or its default; of something unknown, such as a product not in the catalogue, only missing values."""
    name, default = field.name, field.default

    def read(subject: Subject, row: Row) -> Any:
        values = held_in(subject, row)
        value = values.get(name)
        return default if value is None and values else value

    return read


def _held(field: Field, held_in: Getter) -> Value:
    name = field.name

    def held(subject: Subject, row: Row) -> int | None:
        values = held_in(subject, row)
        since = (values.get("_since") or NOTHING).get(name)
        if since is None or values.get(name) is None:
            return None
        return subject.calendar.days_since(since, subject.now)

    return held


DATE_PARTS: dict[str, Callable[[Calendar, Any, Any], Any]] = {
    "days_since": lambda calendar, value, now: calendar.days_since(value, now),
    "days_until": lambda calendar, value, now: -calendar.days_since(value, now),
    "days_until_anniversary": lambda calendar, value, now: calendar.days_until_anniversary(value, now),
    "age": lambda calendar, value, now: calendar.age(value, now),
    "month": lambda calendar, value, now: calendar.day_of(value).month,
    "weekday": lambda calendar, value, now: calendar.day_of(value).isoweekday(),
    "hour": lambda calendar, value, now: calendar.wall(value).hour,
    "date": lambda calendar, value, now: calendar.day_of(value),
}


def _date_part(part: DatePart, of: Value) -> Value:
    read = DATE_PARTS[part.part]

    def found(subject: Subject, row: Row) -> Any:
        value = of(subject, row)
        return None if value is None else read(subject.calendar, value, subject.now)

    return found


# Aggregates


def rows_at(aggregate: Aggregate, within: Rows | None) -> Callable[[Subject, Row], list[Row]]:
    """The rows that count: there by now, in the window, and let through by the `where`."""
    rows, time = aggregate.rows, aggregate.comes_by
    lines = lines_of(within) if rows.name == "line" else None
    where = None if aggregate.where is None else condition_at(aggregate.where, rows)

    def selected(subject: Subject, row: Row) -> list[Row]:
        found: Sequence[Row] = subject.rows.get(rows.name, ()) if lines is None else lines(subject, row)
        if time is not None:
            is_there = there(aggregate.within, subject)
            found = [row for row in found if is_there(row.get(time))]
        if where is not None:
            return [row for row in found if where(subject, row)]
        return list(found)

    return selected


def there(window: Window | None, subject: Subject) -> Callable[[Any], bool]:
    """Whether a row of such a time is there by now and in the window."""
    now = subject.now
    if window is None:
        return lambda at: at is None or at <= now
    in_window = window_of(window, subject.calendar, now)
    return lambda at: at is not None and at <= now and in_window(at)


def window_of(window: Window, calendar: Calendar, now: datetime) -> Callable[[datetime], bool]:
    """Whether an instant not later than `now` is in the window; whole days are decided by local date."""
    if isinstance(window, LastWindow):
        if window.aligned:
            first = calendar.first_day(window, calendar.local_date(now))
            return lambda at: calendar.local_date(at) >= first
        start = calendar.minus(now, window.amount, window.unit)
        return lambda at: at > start
    since, until = _not_before(window.since, calendar), _not_after(window.until, calendar)
    return lambda at: since(at) and until(at)


def _not_before(bound: date | datetime | None, calendar: Calendar) -> Callable[[datetime], bool]:
    if bound is None:
        return lambda at: True
    if isinstance(bound, datetime):
        return lambda at: at >= bound
    return lambda at: calendar.local_date(at) >= bound


def _not_after(bound: date | datetime | None, calendar: Calendar) -> Callable[[datetime], bool]:
    if bound is None:
        return lambda at: True
    if isinstance(bound, datetime):
        return lambda at: at <= bound
    return lambda at: calendar.local_date(at) <= bound


def _aggregate(aggregate: Aggregate, within: Rows | None) -> Value:
    selected = rows_at(aggregate, within)
    if aggregate.field is None:
        return lambda subject, row: len(selected(subject, row))
    of_row = _of_row(aggregate.field)
    if aggregate.function in ("first", "last"):
        order, pick = order_of(aggregate.rows), min if aggregate.function == "first" else max

        def of_one(subject: Subject, row: Row) -> Any:
            found = pick(selected(subject, row), key=order, default=None)
            return None if found is None else of_row(found)

        return of_one
    summarise = _summary(aggregate.function, aggregate.field.type)

    def of_all(subject: Subject, row: Row) -> Any:
        values = map(of_row, selected(subject, row))
        return summarise([value for value in values if value is not None])

    return of_all


def _of_row(field: Field) -> Callable[[Row], Any]:
    """The value of a row's own field, or its default."""
    name, default = field.name, field.default
    if default is None:
        return lambda row: row.get(name)
    return lambda row: default if row.get(name) is None else row[name]


def _summary(function: str, type: Type) -> Callable[[list[Any]], Any]:
    """One value from those that are there."""
    change = compared(type)
    order = None if change is None else lambda value: (change(value), value)
    match function:
        case "count":
            return len
        case "distinct":
            return lambda values: len(set(values if change is None else map(change, values)))
        case "sum":
            zero = Decimal(0) if type is Type.NUMBER else 0
            return lambda values: sum(values, zero)
        case "avg":
            return lambda values: Fraction(sum(values)) / len(values) if values else None
        case "min":
            return lambda values: min(values, key=order, default=None)
        case "max":
            return lambda values: max(values, key=order, default=None)
    raise AssertionError(function)
