"""The reference's reading of a condition: its JSON is walked as it stands, for one subject at one instant.

Values are plain Python: text `str` as written, number and money `Fraction`
(money in major units), `date`, aware UTC `datetime`, `bool`, set
`frozenset[str]`; missing is `None`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import re2

from .clock import Clock, full_days

JSON = Any
Value = Any

OPPOSITES = {
    "!=": "=",
    "not_in": "in",
    "not_contains": "contains",
    "has_none": "has_any",
    "missing": "exists",
}


@dataclass
class Row:
    """One of the many things a subject has.

    `values` and `since` go by the whole path. `since` says when the present
    value of a field with history came.
    """

    kind: str
    values: dict[str, Value]
    time: datetime | None = None
    key: str = ""
    position: int = 0
    product: dict[str, Value] = field(default_factory=dict)
    inside: Row | None = None
    lines: list[Row] = field(default_factory=list)
    since: dict[str, datetime] = field(default_factory=dict)


@dataclass
class Asker:
    """A subject at an instant: what it reads, and the rows it has then."""

    now: datetime
    clock: Clock
    types: Mapping[str, str]
    values: Mapping[str, Value]
    rows: Mapping[str, Sequence[Row]]
    since: Mapping[str, datetime] = field(default_factory=dict)

    def on(self, row: Row) -> Asker:
        """What a `where` reads on a row."""
        values = {path: value for path, value in self.values.items() if path.startswith("customer.")}
        since = {path: at for path, at in self.since.items() if path.startswith("customer.")}
        for part in (row.inside, row):
            if part is not None:
                values |= part.values
                since |= part.since
        lines = {"line": row.lines} if row.kind in {"order", "cart"} else {}
        return Asker(self.now, self.clock, self.types, values | row.product, lines, since)


def holds(condition: JSON, asker: Asker) -> bool:
    """Whether a condition holds."""
    if "all" in condition:
        return all(holds(child, asker) for child in condition["all"])
    if "any" in condition:
        return any(holds(child, asker) for child in condition["any"])
    if "none" in condition:
        return not any(holds(child, asker) for child in condition["none"])
    operator = condition["op"]
    if operator in OPPOSITES:
        return not positive(OPPOSITES[operator], condition, asker)
    return positive(operator, condition, asker)


def positive(operator: str, test: JSON, asker: Asker) -> bool:
    """Whether a test with an operator that is no opposite of another holds; false when a side is missing."""
    kind = type_of(test["value"], asker.types)
    value = value_of(test["value"], asker)
    if operator == "exists":
        return value is not None
    to: Value
    if isinstance(test["to"], dict):
        to = value_of(test["to"]["value"], asker)
    elif operator in {"between", "in"}:
        to = [literal(one, kind, asker.clock) for one in test["to"]]
    else:
        to = literal(test["to"], kind, asker.clock)
    if value is None or to is None:
        return False
    if operator == "matches":
        return found(to, value)
    if isinstance(to, list):
        return compared(operator, comparable(value), [comparable(one) for one in to])
    return compared(operator, comparable(value), comparable(to))


def compared(operator: str, value: Value, to: Value) -> bool:
    """Two values in the form they compare in."""
    outcomes: dict[str, Callable[[], bool]] = {
        "=": lambda: value == to,
        "<": lambda: value < to,
        "<=": lambda: value <= to,
        ">": lambda: value > to,
        ">=": lambda: value >= to,
        "between": lambda: to[0] <= value <= to[1],
        "in": lambda: value in to,
        "contains": lambda: to in value,
        "starts_with": lambda: value.startswith(to),
        "ends_with": lambda: value.endswith(to),
        "has_any": lambda: bool(value & to),
        "has_all": lambda: to <= value,
    }
    return outcomes[operator]()


def found(pattern: str, text: str) -> bool:
    """Whether RE2 finds the pattern anywhere in the text, without regard to case."""
    options = re2.Options()
    options.case_sensitive = False
    compiled = re2.compile(unicodedata.normalize("NFC", pattern), options)
    return compiled.search(unicodedata.normalize("NFC", text)) is not None


def folded(text: str) -> str:
    """A text as it compares."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def comparable(value: Value) -> Value:
    """A value in the form it compares in."""
    if isinstance(value, str):
        return folded(value)
    if isinstance(value, frozenset):
        return frozenset(folded(member) for member in value)
    return value


def literal(given: JSON, kind: str, clock: Clock) -> Value:
    """A literal as a value of a type."""
    match kind:
        case "number" | "money":
            return Fraction(given)
        case "date":
            return date.fromisoformat(given)
        case "instant":
            instant = datetime.fromisoformat(given)
            return clock.to_utc(instant) if instant.tzinfo is None else instant.astimezone(UTC)
        case "set":
            return frozenset(given)
        case _:
            return given


def type_of(expression: JSON, types: Mapping[str, str]) -> str:
    """The type of an expression's values."""
    if expression == "now":
        return "instant"
    if isinstance(expression, str):
        return types[expression]
    (function, of) = next((key, given) for key, given in expression.items() if key not in {"where", "within"})
    if function in {"sum", "avg", "min", "max", "first", "last"}:
        return types[of]
    return "date" if function == "date" else "number"


def value_of(expression: JSON, asker: Asker) -> Value:
    """The value of an expression, or None when it is missing."""
    if expression == "now":
        return asker.now
    if isinstance(expression, str):
        return asker.values.get(expression)
    (function, of) = next((key, given) for key, given in expression.items() if key not in {"where", "within"})
    if function == "held":
        if asker.values.get(of) is None:
            return None
        return Fraction(full_days(asker.since[of], asker.now))
    if function in {"count", "sum", "avg", "min", "max", "first", "last", "distinct"}:
        return aggregated(function, of, expression, asker)
    value = value_of(of, asker)
    return None if value is None else part(function, value, asker)


def part(function: str, value: date | datetime, asker: Asker) -> Value:
    """A date part of a date or an instant."""
    clock, today = asker.clock, asker.clock.local_date(asker.now)
    local = clock.local(value) if isinstance(value, datetime) else None
    day = local.date() if local else value
    assert isinstance(day, date)
    since = full_days(value, asker.now) if isinstance(value, datetime) else (today - day).days
    match function:
        case "days_since":
            return Fraction(since)
        case "days_until":
            return Fraction(-since)
        case "days_until_anniversary":
            return Fraction(clock.days_until_anniversary(day, today))
        case "age":
            return Fraction(clock.age(day, today))
        case "month":
            return Fraction(day.month)
        case "weekday":
            return Fraction(day.isoweekday())
        case "hour":
            assert local is not None
            return Fraction(local.hour)
        case "date":
            return day
    raise AssertionError(function)


def aggregated(function: str, of: str, expression: JSON, asker: Asker) -> Value:
    """One value from the rows that are there, in the window, and where the condition holds."""
    kind, _, name = of.partition(".")
    rows = [row for row in asker.rows.get(kind, ()) if row.time is None or row.time <= asker.now]
    if "within" in expression:
        rows = [row for row in rows if row.time is not None and inside(row.time, expression["within"], asker)]
    if "where" in expression:
        rows = [row for row in rows if holds(expression["where"], asker.on(row))]
    rows.sort(key=lambda row: (row.time is not None, row.time or asker.now, row.key, row.position))
    if not name:
        return Fraction(len(rows))
    values: list[Value] = [row.values.get(of) for row in rows]
    if function in {"first", "last"}:
        return values[0 if function == "first" else -1] if values else None
    given: list[Any] = [value for value in values if value is not None]
    if function == "count":
        return Fraction(len(given))
    if function == "distinct":
        return Fraction(len({comparable(value) for value in given}))
    if function == "sum":
        return sum(given, Fraction(0))
    if not given:
        return None
    if function == "avg":
        return sum(given, Fraction(0)) / len(given)
    return min(given, key=comparable) if function == "min" else max(given, key=comparable)


def inside(time: datetime, window: JSON, asker: Asker) -> bool:
    """Whether an own time lies in a window."""
    clock = asker.clock
    if "last" in window:
        amount, unit = split(window["last"])
        if window.get("aligned") != "day":
            return clock.earlier(asker.now, amount, unit) < time <= asker.now
        return clock.earlier_day(clock.local_date(asker.now), amount, unit) < clock.local_date(time)
    after = "from" not in window or bound(time, window["from"], clock) >= 0
    before = "until" not in window or bound(time, window["until"], clock) <= 0
    return after and before


def split(span: str) -> tuple[int, str]:
    """ "30d" as 30 and d."""
    digits = span.rstrip("mhdwoy")
    return int(digits), span[len(digits) :]


def bound(time: datetime, given: str, clock: Clock) -> int:
    """Whether an instant is before (-1), on (0) or after (1) a bound: a local day or an instant."""
    if len(given) == len("2026-03-01"):
        there, limit = clock.local_date(time), date.fromisoformat(given)
        return int(there > limit) - int(there < limit)
    instant = literal(given, "instant", clock)
    return int(time > instant) - int(time < instant)


def earliest_change(
    condition: JSON, at: Callable[[datetime], Asker], now: datetime, candidates: Iterable[datetime]
) -> datetime | None:
    """The earliest later instant among the candidates at which the answer differs from the one now."""
    answer = holds(condition, at(now))
    return next((later for later in sorted(candidates) if later > now and holds(condition, at(later)) != answer), None)
