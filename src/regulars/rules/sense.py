"""What can be read but never holds, or always does: a status that no order has, a thirteenth month, a window that ends
before it begins.

Such is refused while a condition is written. One that was taken before it was refused goes on as it is.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from regulars.core.sentences import say

from . import operators
from .calendar import Calendar
from .tree import BOUNDS, Aggregate, DatePart, Expression, LastWindow, Operator, Read, Scalar, Unit, Window
from .vocabulary import Field

LONGEST: dict[Unit, int] = {"m": 52_560_000, "h": 876_000, "d": 36_500, "w": 5_200, "mo": 1_200, "y": 100}
"""The most of each unit that a window reaches back: a hundred years."""


class Senseless(NamedTuple):
    """What is wrong with something: where below it, and what is possible instead."""

    below: tuple[str, ...]
    code: str
    detail: str


def compared(value: Expression, op: Operator, literal: Scalar) -> Senseless | None:
    """Why it says nothing to compare a value with a literal."""
    field = field_of(value)
    if field and field.choices and op in operators.WHOLE and literal not in field.choices:
        return Senseless(
            (), "not_a_choice", say("{path} is one of: {choices}", path=field.path, choices=", ".join(field.choices))
        )
    if isinstance(literal, Decimal) and (limits := _limits(value, field)) and not limits[1] <= literal <= limits[2]:
        name, least, most = limits
        return Senseless(
            (),
            "out_of_bounds",
            say("{name} is {least} to {most}; compare it with one of these", name=name, least=least, most=most),
        )
    return None


def between(least: Scalar, most: Scalar) -> Senseless | None:
    """Why nothing lies between two literals of one type."""
    assert type(least) is type(most), (least, most)
    if least <= most:  # type: ignore[operator]
        return None
    return Senseless((), "wrong_order", say("nothing lies between these two: the least stands first, then the most"))


def window(said: Window, calendar: Calendar) -> Senseless | None:
    """Why no row, or every row, lies in a window."""
    if isinstance(said, LastWindow):
        most = LONGEST[said.unit]
        if said.amount <= most:
            return None
        return Senseless(
            ("last",),
            "bad_window",
            say('a window reaches back at most "{most}{unit}", a hundred years', most=most, unit=said.unit),
        )
    if said.since is None and said.until is None:
        return Senseless((), "bad_window", say('say "from", "until" or both; for any time leave "within" out'))
    if said.since is None or said.until is None or _begins(said.since, calendar) <= _ends(said.until, calendar):
        return None
    return Senseless(("until",), "bad_window", say('"until" is before "from": nothing lies in this window'))


def field_of(value: Expression) -> Field | None:
    """The field whose values an expression has, if it is one of a subject or of rows as they are."""
    if isinstance(value, Read):
        return value.field
    if isinstance(value, Aggregate) and value.field and value.type is value.field.type and value.function not in _SUMS:
        return value.field
    return None


_SUMS = ("count", "sum", "avg", "distinct")


def _limits(value: Expression, field: Field | None) -> tuple[str, int, int] | None:
    """What a number is called, and the least and the most that it can be."""
    if isinstance(value, DatePart) and value.part in BOUNDS:
        return f'"{value.part}"', *BOUNDS[value.part]
    return (field.label, *field.bounds) if field and field.bounds else None


def _begins(bound: date | datetime, calendar: Calendar) -> datetime:
    return bound if isinstance(bound, datetime) else calendar.day_start(bound)


def _ends(bound: date | datetime, calendar: Calendar) -> datetime:
    return bound if isinstance(bound, datetime) else calendar.day_end(bound)
