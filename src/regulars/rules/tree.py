"""The checked tree: what a condition is once it has been read and found good.

`check.check` is the only way from JSON to here, so whoever holds a tree knows
that every path exists, types agree, and literals are in the form values are
compared in. Nodes are values: equal conditions are equal trees, which is how
the same trait of a thousand segments is found and computed once.

The form of literals: text folded (`fold.fold`), except for `matches`, whose
pattern is NFC as given; number `Decimal`; money `int` in units of 10^-places of
the test; date `date`; instant aware UTC `datetime`; boolean `bool`; set a
sorted tuple of folded texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from .vocabulary import Field, Rows, Type

Mode = Literal["all", "any", "none"]
Function = Literal["count", "sum", "avg", "min", "max", "first", "last", "distinct"]
Part = Literal["days_since", "days_until", "days_until_anniversary", "age", "month", "weekday", "hour", "date"]
BOUNDS: dict[str, tuple[int, int]] = {
    "hour": (0, 23), "weekday": (1, 7), "month": (1, 12), "days_until_anniversary": (0, 366),
}  # fmt: skip
"""The least and the most that parts of dates can be, of those that have such."""

Unit = Literal["m", "h", "d", "w", "mo", "y"]
Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "between", "in", "not_in", "contains", "not_contains",
    "starts_with", "ends_with", "matches", "exists", "missing", "has_any", "has_all", "has_none",
]  # fmt: skip
Scalar = str | Decimal | int | date | datetime | bool
Value = Scalar | tuple[str, ...]

NEGATIONS: dict[str, str] = {
    "!=": "=", "not_in": "in", "not_contains": "contains", "has_none": "has_any", "missing": "exists",
}  # fmt: skip
"""Each negated operator and the positive it is the exact opposite of."""


@dataclass(frozen=True, slots=True)
class Now:
    """The instant the check is made at."""

    type: Type = Type.INSTANT
    places: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """The value of a field of the subject, or in a `where` of the row."""

    field: Field
    type: Type
    places: int = 0


@dataclass(frozen=True, slots=True)
class LastWindow:
    """The half-open span (now − amount, now], or that many whole local days, weeks, months or years."""

    amount: int
    unit: Unit
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class SpanWindow:
    """From and until, both included; dates mean whole local days."""

    since: date | datetime | None
    until: date | datetime | None


Window = LastWindow | SpanWindow


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One value from many rows. `field` is None for a bare count of rows."""

    function: Function
    rows: Rows
    field: Field | None
    where: Condition | None
    within: Window | None
    type: Type
    places: int = 0

    @property
    def comes_by(self) -> str | None:
        """The time that decides whether a row is there; a line always is, unless a window asks for its time."""
        return None if self.rows.name == "line" and self.within is None else self.rows.time


@dataclass(frozen=True, slots=True)
class DatePart:
    """A whole number, or for `date` a local date, read off a date or an instant."""

    part: Part
    of: Expression
    type: Type
    places: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Full 24-hour periods since the entry that brought the present value."""

    field: Field
    type: Type = Type.NUMBER
    places: int = 0


Expression = Now | Read | Aggregate | DatePart | Held


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison. `to` is a literal, a tuple of literals, an expression, or None for exists and missing.

    `places`: for money, the units both sides are compared in (10^-places); an
    expression with fewer places is scaled up. `written`: literal texts as they
    were given, for sentences; two tests that differ only in it are equal.
    """

    value: Expression
    op: Operator
    to: Value | tuple[Scalar, ...] | Expression | None
    places: int = 0
    written: str | tuple[str, ...] | None = field(default=None, compare=False, repr=False)

    __test__ = False  # pytest collects by name


@dataclass(frozen=True, slots=True)
class Group:
    """All, any or none of the children hold."""

    mode: Mode
    children: tuple[Condition, ...]


Condition = Group | Test
