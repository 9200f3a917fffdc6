"""Why a condition holds for somebody or not: the tree answered node by node.

Each test tells the value found, what it is compared with and how far it is from
there; an aggregate tells which rows counted and why the others did not. It is
the same evaluation as everywhere, only written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .change import next_change
from .evaluate import condition_at, rows_at, there, value_at
from .sentence import Speaker, tidy
from .subject import NOTHING, Row, Subject
from .tree import Aggregate, Condition, DatePart, Expression, Group, Test
from .vocabulary import Type

ROWS_SHOWN = 50
"""Of the rows that counted and of those that didn't, so many are told; their numbers are always whole."""


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

    `value`, `threshold` and `distance` are in the form of `type`: money in units
    of 10^-places of the base currency, averages as `Fraction`. `distance` is what
    is missing to the threshold when it isn't reached. `next_change` is told of
    the root alone: the instant at which its answer changes by time.
    """

    pointer: str
    sentence: str
    held: bool
    children: tuple[Explanation, ...] = ()
    value: Any = None
    threshold: Any = None
    distance: Any = None
    type: Type | None = None
    places: int = 0
    counted: tuple[RowNote, ...] = ()
    counted_total: int = 0
    not_counted: tuple[RowNote, ...] = ()
    not_counted_total: int = 0
    next_change: datetime | None = None
    currency: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The explanation as the API tells it; money as {"amount", "currency"}, numbers as texts."""
        return {
            "pointer": self.pointer,
            "sentence": self.sentence,
            "held": self.held,
            "value": self._told(self.value),
            "threshold": self._told(self.threshold),
            "distance": self._told(self.distance),
            "unit": None if self.type is None else self.type.value,
            "counted": [self._row(row) for row in self.counted],
            "counted_total": self.counted_total,
            "not_counted": [self._row(row) for row in self.not_counted],
            "not_counted_total": self.not_counted_total,
            "next_change": self._told(self.next_change),
            "children": [child.to_json() for child in self.children],
        }

    def _row(self, row: RowNote) -> dict[str, Any]:
        return {"key": row.key, "at": self._told(row.at), "value": self._told(row.value), "reason": row.reason}

    def _told(self, value: Any) -> Any:
        match value:
            case None | bool() | str():
                return value
            case datetime() | date():
                return value.isoformat().replace("+00:00", "Z")
            case list() | tuple() | set() | frozenset():
                return [self._told(item) for item in (sorted(value) if isinstance(value, frozenset | set) else value)]
            case _ if self.type is Type.MONEY:
                amount = Decimal(_rounded(value, 0)).scaleb(-self.places)
                return {"amount": f"{amount:.{self.places}f}", "currency": self.currency}
            case Fraction():
                return _plain(_rounded(value, 4))
            case _:
                return _plain(Decimal(value))


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains conditions about one subject in the words of a speaker."""

    speaker: Speaker
    subject: Subject
    subject_at: Callable[[datetime], Subject] | None = None
    edges: tuple[datetime, ...] = ()

    def explain(self, condition: Condition) -> Explanation:
        """The whole tree, with the next change of its answer by time alone."""
        told = self._node(condition, "")
        changes = next_change(condition, self.subject, subject_at=self.subject_at, edges=self.edges)
        return replace(told, next_change=changes)

    def _node(self, condition: Condition, pointer: str) -> Explanation:
        held = condition_at(condition, None)(self.subject, NOTHING)
        said = tidy(self.speaker.condition(condition, None))
        if isinstance(condition, Test):
            return self._test(condition, pointer, said, held)
        children = tuple(
            self._node(child, f"{pointer}/{condition.mode}/{index}") for index, child in enumerate(condition.children)
        )
        return Explanation(pointer, said, held, children)

    def _test(self, test: Test, pointer: str, said: str, held: bool) -> Explanation:
        value = value_at(test.value, None)(self.subject, NOTHING)
        if isinstance(test.to, Expression):
            threshold = value_at(test.to, None)(self.subject, NOTHING)
            threshold = _scaled(threshold, test.places - test.to.places, test.to.type)
        else:
            threshold = test.to
        value = _scaled(value, test.places - test.value.places, test.value.type)
        aggregate = _aggregate_in(test.value)
        counted, others = ([], []) if aggregate is None else self._rows(aggregate)
        return Explanation(
            pointer,
            said,
            held,
            value=value,
            threshold=threshold,
            distance=None if held else _distance(test, value, threshold),
            type=test.value.type,
            places=test.places if test.value.type is Type.MONEY else test.value.places,
            counted=tuple(counted[:ROWS_SHOWN]),
            counted_total=len(counted),
            not_counted=tuple(others[:ROWS_SHOWN]),
            not_counted_total=len(others),
            currency=self.speaker.vocabulary.currency,
        )

    def _rows(self, aggregate: Aggregate) -> tuple[list[RowNote], list[RowNote]]:
        """The rows that counted and those that didn't, the latest first."""
        counting = {id(row) for row in rows_at(aggregate, None)(self.subject, NOTHING)}
        counted: list[RowNote] = []
        others: list[RowNote] = []
        time = aggregate.rows.time
        rows = list(self.subject.rows.get(aggregate.rows.name, ()))
        if time is not None:
            rows.sort(key=lambda row: (row.get(time) is not None, row.get(time)), reverse=True)
        for row in rows:
            at = None if time is None else row.get(time)
            value = None if aggregate.field is None else row.get(aggregate.field.name)
            if id(row) in counting:
                counted.append(RowNote(_key(row), at, value))
            else:
                others.append(RowNote(_key(row), at, value, self._reason(aggregate, row, at)))
        return counted, others

    def _reason(self, aggregate: Aggregate, row: Row, at: datetime | None) -> str:
        """Why a row did not count: its time, or the first part of the `where` that let it not through."""
        texts = self.speaker.texts
        if at is not None and at > self.subject.now:
            return texts.say("reason.later")
        if not there(aggregate.within, self.subject)(at):
            return texts.say("reason.window")
        for part in _conjuncts(aggregate.where):
            if not condition_at(part, aggregate.rows)(self.subject, row):
                said = tidy(self.speaker.condition(part, aggregate.rows))
                return texts.say("reason.where", condition=said)
        raise AssertionError("a row that meets every condition counts")


def _conjuncts(condition: Condition | None) -> Iterator[Condition]:
    if isinstance(condition, Group) and condition.mode == "all":
        for child in condition.children:
            yield from _conjuncts(child)
    elif condition is not None:
        yield condition


def _aggregate_in(expression: Expression) -> Aggregate | None:
    while isinstance(expression, DatePart):
        expression = expression.of
    return expression if isinstance(expression, Aggregate) else None


def _distance(test: Test, value: Any, threshold: Any) -> Any:
    """What is missing until a comparison of numbers holds, as a positive number; None when that says nothing."""
    if test.value.type not in (Type.NUMBER, Type.MONEY) or test.op not in ("=", "<", "<=", ">", ">=", "between"):
        return None
    if value is None or threshold is None:
        return None
    if test.op == "between":
        low, high = threshold
        return low - value if value < low else value - high
    return abs(Fraction(threshold) - Fraction(value)) if isinstance(value, Fraction) else abs(threshold - value)


def _scaled(value: Any, places: int, type: Type) -> Any:
    return value * 10**places if value is not None and type is Type.MONEY else value


def _key(row: Row) -> str:
    key = row.get("_key")
    return "" if key is None else str(key)


def _rounded(value: Any, places: int) -> Decimal:
    """A number rounded half away from zero, for showing."""
    fraction = abs(Fraction(value)) * 10**places
    whole = (2 * fraction.numerator + fraction.denominator) // (2 * fraction.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def _plain(number: Decimal) -> str:
    """A number without needless zeros: 30, 0.25."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def explain(
    condition: Condition,
    subject: Subject,
    speaker: Speaker,
    *,
    subject_at: Callable[[datetime], Subject] | None = None,
    edges: Iterable[datetime] = (),
) -> Explanation:
    """Why the condition holds for the subject or not. `subject_at` and `edges` as in `next_change`."""
    return Explainer(speaker, subject, subject_at, tuple(edges)).explain(condition)
