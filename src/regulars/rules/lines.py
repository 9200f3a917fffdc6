"""Conditions on one cart, answered for all of its lines at once.

The lines of a cart are numbered, and some of them are an `int` with a bit for
each. What many rules ask of a cart is asked once: equal tests share an answer,
and the tests that most rules make, whether a line's product is of a category, a
brand or a SKU, are looked up in an index that is made of the cart when first
needed. It finds the same as `evaluate` does, which answers whatever isn't
faster here.

A condition on lines is read with the scope "line", one on the cart with "cart".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from .calendar import Calendar
from .comparisons import against_literal
from .evaluate import compile as compiled
from .evaluate import value as value_of
from .fold import fold
from .subject import NOTHING, Row, Subject
from .traits import parts, sides
from .tree import NEGATIONS, Aggregate, Condition, Expression, Group, Held, Read, Test
from .vocabulary import Type

OF_LINES = frozenset({"line", "product"})
_fold = lru_cache(maxsize=65_536)(fold)

Mask = int
"""Lines as bits, that of the first line the lowest."""


@dataclass(slots=True)
class Seen:
    """One cart at one instant, as rules look at it, with what was found of it so far.

    `rows`: the lines in their order, as `subject.Row`; `values`: by subject and
    field, "cart" and "customer"; `true`: the audiences that hold of the
    customer; `other_rows`: the customer's rows, where they are known.
    """

    now: datetime
    calendar: Calendar
    values: Mapping[str, Mapping[str, Any]]
    rows: Sequence[Row]
    true: frozenset[str] = frozenset()
    other_rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    all: Mask = 0
    subject: Subject = field(init=False)
    answers: dict[Any, bool] = field(default_factory=dict)
    masks: dict[Any, Mask] = field(default_factory=dict)
    _index: dict[str, dict[str, Mask]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.all = (1 << len(self.rows)) - 1
        rows = {**self.other_rows, "line": self.rows}
        self.subject = Subject(self.now, self.calendar, self.values, rows)

    def index(self, path: str) -> dict[str, Mask]:
        """The lines by the folded values of a text or set of theirs."""
        found = self._index.get(path)
        if found is None:
            found = self._index[path] = dict(self._indexed(path))
        return found

    def _indexed(self, path: str) -> dict[str, Mask]:
        subject, _, name = path.partition(".")
        found: dict[str, Mask] = {}
        for n, row in enumerate(self.rows):
            value = (row if subject == "line" else row.get("_product") or NOTHING).get(name)
            if value is None:
                continue
            for text in (value,) if isinstance(value, str) else value:
                key = _fold(text)
                found[key] = found.get(key, 0) | 1 << n
        return found

    def of_line(self, n: int) -> Subject:
        """One line as a subject."""
        row = self.rows[n]
        values = {**self.values, "line": row, "product": row.get("_product") or NOTHING}
        return Subject(self.now, self.calendar, values, self.subject.rows)


Holds = Callable[[Seen], bool]
Chosen = Callable[[Seen], Mask]


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition on the cart, made ready; `parts` are those of a group, `value` what a test compares of the cart."""

    condition: Condition
    holds: Holds
    parts: tuple[Asked, ...] = ()
    value: Callable[[Subject], Any] | None = None


def failing(asked: Asked, seen: Seen) -> Asked | None:
    """The smallest part that says why a condition doesn't hold; None when it holds."""
    if asked.holds(seen):
        return None
    if isinstance(asked.condition, Group) and asked.condition.mode == "all":
        return next((failed for part in asked.parts if (failed := failing(part, seen))), None)
    return asked


def bits(mask: Mask) -> Iterator[int]:
    """The numbers of the lines, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Compiler:
    """Makes conditions ready that are asked of the same carts; equal tests are answered once a cart.

    `audiences`: the tests about the customer alone that are looked up in `Seen.true`.
    """

    def __init__(self, audiences: Mapping[Test, str] | None = None) -> None:
        self._audiences = audiences or {}
        self._of_cart: dict[Test, Holds] = {}
        self._of_lines: dict[Test, Chosen] = {}

    def asked(self, condition: Condition) -> Asked:
        """A condition on the cart."""
        if isinstance(condition, Test):
            return Asked(
                condition, self._test(condition), value=value_of(condition.value) if _is_own(condition) else None
            )
        children = tuple(self.asked(child) for child in condition.children)
        return Asked(condition, _joined(condition.mode, [child.holds for child in children]), children)

    def lines(self, condition: Condition) -> Chosen:
        """Which lines fulfil a condition on lines."""
        if isinstance(condition, Test):
            return self._line_test(condition)
        children = [self.lines(child) for child in condition.children]
        if condition.mode == "all":
            return _every(children)
        some = _some(children)
        return some if condition.mode == "any" else lambda seen: seen.all & ~some(seen)

    # Tests on the cart

    def _test(self, test: Test) -> Holds:
        audience = self._audiences.get(test)
        if audience is not None:
            return lambda seen: audience in seen.true
        known = self._of_cart.get(test)
        if known is None:
            known = self._of_cart[test] = _there_is(test) or _remembered(self._fresh(test))
        return known

    def _fresh(self, test: Test) -> Holds:
        counted = test.value
        if _counts_lines(test) and isinstance(counted, Aggregate):
            return _negated(test, self._of_counted(test, counted))
        holds = compiled(test)
        return lambda seen: holds(seen.subject)

    def _of_counted(self, test: Test, counted: Aggregate) -> Holds:
        """A test on the number of lines, or a sum over them."""
        where = self.lines(counted.where) if counted.where is not None else _everything
        compare = against_literal(test, NEGATIONS.get(test.op, test.op))  # type: ignore[arg-type]
        if counted.field is None:
            return lambda seen: compare(where(seen).bit_count())
        name = counted.field.name
        factor = 10 ** (test.places - counted.places) if counted.type is Type.MONEY else 1

        def of_sum(seen: Seen) -> bool:
            rows = seen.rows
            total = sum(rows[n].get(name) or 0 for n in bits(where(seen)))
            return compare(total * factor)

        return of_sum

    # Tests on lines

    def _line_test(self, test: Test) -> Chosen:
        known = self._of_lines.get(test)
        if known is None:
            known = self._of_lines[test] = self._fresh_of_lines(test)
        return known

    def _fresh_of_lines(self, test: Test) -> Chosen:
        if not reads_lines(test):
            holds = self._test(test)
            return lambda seen: seen.all if holds(seen) else 0
        key = looked_up(test)
        if key is not None:
            return _negated_lines(test, _in_index(*key))
        return _remembered_lines(_one_by_one(test))


def looked_up(test: Test) -> tuple[str, tuple[str, ...]] | None:
    """The path and the folded values, any of which a line must have for the positive of a test; None: it's no such test."""
    if not isinstance(test.value, Read) or isinstance(test.to, Expression):
        return None
    field = test.value.field
    if field.subject not in OF_LINES or field.type not in (Type.TEXT, Type.SET) or field.default is not None:
        return None
    match NEGATIONS.get(test.op, test.op):
        case "=" if field.type is Type.TEXT:
            return field.path, (str(test.to),)
        case "in" | "has_any" if isinstance(test.to, tuple):
            return field.path, tuple(map(str, test.to))
    return None


def reads_lines(test: Test) -> bool:
    """Whether a test reads the line that it is asked of, or its product."""
    return any(
        isinstance(part, Read | Held) and part.field.subject in OF_LINES for side in sides(test) for part in parts(side)
    )


def _is_own(test: Test) -> bool:
    """Whether what a test compares is the cart's own."""
    read = test.value
    if isinstance(read, Read):
        return read.field.subject == "cart"
    return isinstance(read, Aggregate) and read.rows.name == "line"


def _counts_lines(test: Test) -> bool:
    """Whether a test compares a number of lines, or a sum over them, with something written."""
    counted = test.value
    if not isinstance(counted, Aggregate) or counted.rows.name != "line" or counted.within is not None:
        return False
    if isinstance(test.to, Expression) or test.to is None:
        return False
    return (counted.function == "count" and counted.field is None) or (
        counted.function == "sum" and counted.field is not None and counted.field.default is None
    )


def _there_is(test: Test) -> Holds | None:
    """The test whether there is a line of one value, which is looked up faster than an answer is remembered."""
    counted = test.value
    if not _counts_lines(test) or not isinstance(counted, Aggregate) or counted.field is not None:
        return None
    if (test.op, test.to) not in ((">=", 1), (">", 0)) or not isinstance(counted.where, Test):
        return None
    key = looked_up(counted.where)
    if key is None or counted.where.op in NEGATIONS or len(key[1]) != 1:
        return None
    path, (value,) = key
    return lambda seen: value in seen.index(path)


def _everything(seen: Seen) -> Mask:
    return seen.all


def _joined(mode: str, children: Sequence[Holds]) -> Holds:
    if mode == "all" and len(children) == 1:
        return children[0]
    decides = mode != "all"  # the answer of one child that decides a group
    found, otherwise = mode == "any", mode != "any"

    def holds(seen: Seen) -> bool:
        for child in children:
            if child(seen) is decides:
                return found
        return otherwise

    return holds


def _every(children: Sequence[Chosen]) -> Chosen:
    def chosen(seen: Seen) -> Mask:
        left = seen.all
        for child in children:
            left &= child(seen)
            if not left:
                break
        return left

    return chosen


def _some(children: Sequence[Chosen]) -> Chosen:
    def chosen(seen: Seen) -> Mask:
        found = 0
        for child in children:
            found |= child(seen)
        return found

    return chosen


def _in_index(path: str, values: tuple[str, ...]) -> Chosen:
    if len(values) == 1:
        (value,) = values
        return lambda seen: seen.index(path).get(value, 0)

    def chosen(seen: Seen) -> Mask:
        index, found = seen.index(path), 0
        for value in values:
            found |= index.get(value, 0)
        return found

    return chosen


def _one_by_one(test: Test) -> Chosen:
    holds = compiled(test)

    def chosen(seen: Seen) -> Mask:
        return sum(1 << n for n in range(len(seen.rows)) if holds(seen.of_line(n)))

    return chosen


def _negated(test: Test, positive: Holds) -> Holds:
    return (lambda seen: not positive(seen)) if test.op in NEGATIONS else positive


def _negated_lines(test: Test, positive: Chosen) -> Chosen:
    return (lambda seen: seen.all & ~positive(seen)) if test.op in NEGATIONS else positive


def _remembered(fresh: Holds) -> Holds:
    def holds(seen: Seen) -> bool:
        answer = seen.answers.get(fresh)
        if answer is None:
            answer = seen.answers[fresh] = fresh(seen)
        return answer

    return holds


def _remembered_lines(fresh: Chosen) -> Chosen:
    def chosen(seen: Seen) -> Mask:
        mask = seen.masks.get(fresh)
        if mask is None:
            mask = seen.masks[fresh] = fresh(seen)
        return mask

    return chosen
