"""Why a condition holds for somebody or not: the tree answered node by node.

Each test tells the value found, what it is compared with and how far it is from
there; an aggregate tells which rows counted and why the others did not. It is
the same evaluation as everywhere, only written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from regulars.core import money

from .calendar import EARLIEST
from .change import next_change
from .evaluate import condition_at, rows_at, there, value_at
from .sentence import Speaker, tidy
from .subject import NOTHING, Row, Subject
from .traits import parts
from .tree import Aggregate, Condition, DatePart, Expression, Group, Held, Test
from .vocabulary import Type

ROWS_SHOWN = 50
"""Of the rows that counted and of those that didn't, so many are told; their numbers are always whole."""

DECIMALS_SHOWN = 4
"""An average of numbers is shown with so many; amounts with those of their field."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value is of, and so how it is written: money is in units of 10^-places of the currency."""

    type: Type
    places: int
    currency: str

    def to_json(self, value: Any) -> Any:
        """A value as the API tells it: money as {"amount", "currency"}, numbers as texts, None when missing."""
        match value:
            case None | bool() | str():
                return value
            case datetime():
                return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
            case date():
                return value.isoformat()
            case frozenset():
                return [self.to_json(item) for item in sorted(value)]
            case list() | tuple():
                return [self.to_json(item) for item in value]
        if self.type is Type.MONEY:
            return {"amount": money.text(money.rounded(Fraction(value)), self.places), "currency": self.currency}
        units = money.rounded(Fraction(value) * 10**DECIMALS_SHOWN)
        return money.text(units, DECIMALS_SHOWN).rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class RowNote:
    """One row: `key` is its external id if it has one, `reason` why it did not count."""

    key: str
    at: datetime | None
    value: Any
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node of the answer.

    Of a test: `value` and `threshold` are what was compared, `distance` what is
    missing to the threshold when it isn't reached, all three as `measure` says
    (averages are `Fraction`). The rows are those of the aggregate it asks, the
    latest first, their values as `of_rows` says. `next_change` is told of the
    root alone: the instant at which its answer changes by time.
    """

    pointer: str
    sentence: str
    held: bool
    children: tuple[Explanation, ...] = ()
    value: Any = None
    threshold: Any = None
    distance: Any = None
    measure: Measure | None = None
    of_rows: Measure | None = None
    counted: tuple[RowNote, ...] = ()
    counted_total: int = 0
    not_counted: tuple[RowNote, ...] = ()
    not_counted_total: int = 0
    next_change: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The explanation as the API tells it; `unit` is the type of the values, None for a group."""
        told, row = _telling(self.measure), _telling(self.of_rows)
        instant = Measure(Type.INSTANT, 0, "").to_json
        rows = {
            name: [
                {"key": note.key, "at": instant(note.at), "value": row(note.value), "reason": note.reason}
                for note in notes
            ]
            for name, notes in (("counted", self.counted), ("not_counted", self.not_counted))
        }
        return {
            "pointer": self.pointer,
            "sentence": self.sentence,
            "held": self.held,
            "value": told(self.value),
            "threshold": told(self.threshold),
            "distance": told(self.distance),
            "unit": None if self.measure is None else self.measure.type.value,
            **rows,
            "counted_total": self.counted_total,
            "not_counted_total": self.not_counted_total,
            "next_change": instant(self.next_change),
            "children": [child.to_json() for child in self.children],
        }


def explain(
    condition: Condition,
    subject: Subject,
    speaker: Speaker,
    *,
    subject_at: Callable[[datetime], Subject] | None = None,
    edges: Iterable[datetime] = (),
) -> Explanation:
    """Why the condition holds for the subject or not. `subject_at` and `edges` as in `next_change`."""
    told = _Explainer(speaker, subject).node(condition, "")
    return replace(told, next_change=next_change(condition, subject, subject_at=subject_at, edges=edges))


@dataclass(frozen=True, slots=True)
class _Explainer:
    """Explains conditions about one subject in the words of a speaker."""

    speaker: Speaker
    subject: Subject

    def node(self, condition: Condition, pointer: str) -> Explanation:
        said = tidy(self.speaker.condition(condition, None))
        held = condition_at(condition, None)(self.subject, NOTHING)
        if isinstance(condition, Test):
            return self._test(condition, Explanation(pointer, said, held))
        children = tuple(
            self.node(child, f"{pointer}/{condition.mode}/{index}") for index, child in enumerate(condition.children)
        )
        return Explanation(pointer, said, held, children)

    def _test(self, test: Test, told: Explanation) -> Explanation:
        value = self._value(test.value, test.places)
        threshold = self._value(test.to, test.places) if isinstance(test.to, Expression) else test.to
        if isinstance(test.to, tuple) and test.value.type is Type.SET:
            threshold = frozenset(test.to)
        told = replace(
            told,
            value=value,
            threshold=threshold,
            distance=None if told.held else _distance(test, value, threshold),
            measure=self._measure(test.value.type, test.places),
        )
        aggregate = next((part for part in parts(test.value) if isinstance(part, Aggregate)), None)
        return told if aggregate is None else self._rows(aggregate, told)

    def _value(self, expression: Expression, places: int) -> Any:
        """The value of an expression, money in the units of the test."""
        value = value_at(expression, None)(self.subject, NOTHING)
        if value is None or expression.type is not Type.MONEY:
            return value
        return value * 10 ** (places - expression.places)

    def _measure(self, type: Type, places: int) -> Measure:
        return Measure(type, places, self.speaker.vocabulary.currency)

    # Rows

    def _rows(self, aggregate: Aggregate, told: Explanation) -> Explanation:
        counting = {id(row) for row in rows_at(aggregate, None)(self.subject, NOTHING)}
        rows, time, field = list(self.subject.rows.get(aggregate.rows.name, ())), aggregate.rows.time, aggregate.field
        if time is not None:
            rows.sort(key=lambda row: row.get(time) or EARLIEST, reverse=True)
        reason = self._reasons(aggregate)
        counted: list[RowNote] = []
        others: list[RowNote] = []
        for row in rows:
            at = None if time is None else row.get(time)
            note = RowNote(str(row.get("_key") or ""), at, None if field is None else row.get(field.name))
            if id(row) in counting:
                counted.append(note)
            else:
                others.append(replace(note, reason=reason(row)))
        places = 0 if field is None or field.type is not Type.MONEY else self.speaker.vocabulary.places_of(field)
        return replace(
            told,
            of_rows=None if field is None else self._measure(field.type, places),
            counted=tuple(counted[:ROWS_SHOWN]),
            counted_total=len(counted),
            not_counted=tuple(others[:ROWS_SHOWN]),
            not_counted_total=len(others),
        )

    def _reasons(self, aggregate: Aggregate) -> Callable[[Row], str]:
        """Why a row did not count: its time, or the first part of the `where` that did not let it through."""
        texts, rows, time = self.speaker.texts, aggregate.rows, aggregate.rows.time
        is_there, in_window = there(None, self.subject), there(aggregate.within, self.subject)
        conditions = [(condition_at(part, rows), part) for part in _conjuncts(aggregate.where)]

        @cache  # many rows are let down by the same part, and saying it takes longer than finding it
        def unmet_in_words(index: int) -> str:
            said = tidy(self.speaker.condition(conditions[index][1], rows))
            return texts.say("reason.where", condition=said)

        def reason(row: Row) -> str:
            at = None if time is None else row.get(time)
            if not is_there(at):
                return texts.say("reason.later")
            if not in_window(at):
                return texts.say("reason.window")
            return unmet_in_words(next(n for n, (holds, _) in enumerate(conditions) if not holds(self.subject, row)))

        return reason


def _telling(measure: Measure | None) -> Callable[[Any], Any]:
    return (lambda value: None) if measure is None else measure.to_json


def _conjuncts(condition: Condition | None) -> Iterator[Condition]:
    """The parts that must all hold."""
    if isinstance(condition, Group) and condition.mode == "all":
        for child in condition.children:
            yield from _conjuncts(child)
    elif condition is not None:
        yield condition


def _distance(test: Test, value: Any, threshold: Any) -> Any:
    """What is missing until a comparison of numbers holds, as a positive number; None when that says nothing."""
    if test.value.type not in (Type.NUMBER, Type.MONEY) or value is None or threshold is None:
        return None
    match test.op:
        case "between":
            least, most = threshold
            return (least if value < least else value) - (value if value < least else most)
        case "=" | "<=" | ">=":
            return abs(_exact(threshold) - _exact(value))
        case "<" | ">":
            return abs(_exact(threshold) - _exact(value)) + _step(test)
    return None


def _exact(value: Any) -> Any:
    """A number that can be taken from any other."""
    return Fraction(value) if isinstance(value, Decimal | Fraction) else value


def _step(test: Test) -> int:
    """What lies between a number and the next greater one: a unit of money, a day, a row; else nothing to speak of."""
    value = test.value
    if isinstance(value, Aggregate) and value.function == "avg":
        return 0
    whole = isinstance(value, DatePart | Held) or (
        isinstance(value, Aggregate) and value.function in ("count", "distinct")
    )
    return 1 if whole or value.type is Type.MONEY else 0
