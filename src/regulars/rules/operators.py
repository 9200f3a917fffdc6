"""Which operators each type has, and what may stand on their right side."""

from __future__ import annotations

from collections.abc import Mapping

from .tree import Operator
from .vocabulary import Type

EQUALITY: tuple[Operator, ...] = ("=", "!=")
ORDER: tuple[Operator, ...] = ("<", "<=", ">", ">=")
MEMBERSHIP: tuple[Operator, ...] = ("in", "not_in")
PARTS: tuple[Operator, ...] = ("contains", "not_contains", "starts_with", "ends_with")
SETS: tuple[Operator, ...] = ("has_any", "has_all", "has_none")
PRESENCE: tuple[Operator, ...] = ("exists", "missing")

_ORDERED: tuple[Operator, ...] = (*EQUALITY, *ORDER, "between", *MEMBERSHIP, *PRESENCE)

OPERATORS: Mapping[Type, tuple[Operator, ...]] = {
    Type.TEXT: (*EQUALITY, *ORDER, "between", *MEMBERSHIP, *PARTS, "matches", *PRESENCE),
    Type.NUMBER: _ORDERED,
    Type.MONEY: _ORDERED,
    Type.DATE: _ORDERED,
    Type.INSTANT: _ORDERED,
    Type.BOOLEAN: (*EQUALITY, *MEMBERSHIP, *PRESENCE),
    Type.SET: (*SETS, *PRESENCE),
}
"""The operators of each type, in the order a person is offered them."""

ALL: frozenset[str] = frozenset(operator for operators in OPERATORS.values() for operator in operators)

EXPRESSIONS: frozenset[str] = frozenset((*EQUALITY, *ORDER, *PARTS, *SETS))
"""The operators whose `to` may be another expression of the same type."""

LISTS: frozenset[str] = frozenset((*MEMBERSHIP, *SETS))
"""The operators whose literal is a list that is not empty."""

WHOLE: frozenset[str] = frozenset((*EQUALITY, *MEMBERSHIP, *SETS))
"""The operators that compare whole texts, so that a literal can be checked to name something."""
