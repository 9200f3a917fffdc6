"""Comparing two values that are there: one function for each positive operator.

Text is folded, sets are sets of folded texts, money is in the units of the
test, averages are fractions. Missing values and negated operators are the
business of `evaluate`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .fold import fold
from .patterns import matcher
from .tree import Expression, Operator, Test
from .vocabulary import Type

_fold = lru_cache(maxsize=65_536)(fold)


@lru_cache(maxsize=16_384)
def _fold_set(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, texts))


def compared(type: Type, factor: int = 1) -> Callable[[Any], Any] | None:
    """From a value as it is kept to the form it is compared in; None when that is the same."""
    if type is Type.TEXT:
        return _fold
    if type is Type.SET:
        return lambda texts: _fold_set(frozenset(texts))
    if type is Type.MONEY and factor != 1:
        return lambda amount: amount * factor
    return None


_PLAIN: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "contains": operator.contains,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "has_any": lambda value, to: not value.isdisjoint(to),
    "has_all": lambda value, to: value >= to,
}
"""The operators that compare two values of one type."""


def against_value(op: Operator) -> Callable[[Any, Any], bool]:
    """The comparison of two values, both in the form they are compared in."""
    return _PLAIN[op]


def against_literal(test: Test, op: Operator) -> Callable[[Any], bool]:
    """The comparison of a value with the literal of a test. `matches` takes the text as it was written."""
    to: Any = test.to
    assert not isinstance(to, Expression), test
    match op:
        case "matches":
            return matcher(to)
        case "between":
            least, most = to
            return lambda value: bool(least <= value <= most)
        case "in":
            listed = frozenset(to)
            return lambda value: value in listed
        case "has_any" | "has_all":
            to = frozenset(to)
    compare = _PLAIN[op]
    return lambda value: compare(value, to)
