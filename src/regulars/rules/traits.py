"""What a condition refers to: the fields and rows it reads, and the things its literals name.

A segment that names others is computed after them; a condition that names
something that was removed is broken; a rule on a cart needs to know which of
the customer's rows it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from . import operators
from .check import named_by
from .tree import Aggregate, Condition, DatePart, Expression, Group, Held, Read, Test

SEGMENTS = "customer.segments"
STAYS, STAYED_IN = "segment_stay", "segment_stay.segment"
COUPONS = "coupon"
MESSAGES = "message"
MESSAGE_INSTANTS = ("opened_at", "clicked_at", "bounced_at", "complained_at", "left_at")
"""When something became of a message."""


@dataclass(frozen=True, slots=True)
class References:
    """What a condition refers to, inside of `where` too.

    `fields`: paths; `rows`: names of rows aggregated; `names`: (kind, folded
    id) of each literal that must exist, such as ("segment", "vip").
    `segments`: the folded ids of those whose members it asks for; `any_segment`:
    it compares them with something else than literals, so that every segment
    matters. `stays` and `any_stay`: the same of the segments whose stays it counts.
    """

    fields: frozenset[str]
    rows: frozenset[str]
    names: frozenset[tuple[str, str]]
    segments: frozenset[str]
    any_segment: bool
    stays: frozenset[str]
    any_stay: bool

    def named(self, kind: str) -> frozenset[str]:
        """The folded ids of one kind: "segment", "group", "category", "list" or "promotion"."""
        return frozenset(id for found, id in self.names if found == kind)


def references(condition: Condition) -> References:
    """Everything that a condition refers to."""
    found = list(_tests(condition))
    expressions = [part for test in found for side in sides(test) for part in parts(side)]
    fields = {part.field for part in expressions if isinstance(part, Read | Held | Aggregate) and part.field}
    stays = [_stays(part) for part in expressions if isinstance(part, Aggregate) and part.rows.name == STAYS]
    return References(
        fields=frozenset(field.path for field in fields),
        rows=frozenset(part.rows.name for part in expressions if isinstance(part, Aggregate)),
        names=frozenset(name for test in found for name in _names(test)),
        segments=frozenset(id for test in found if _path(test.value) == SEGMENTS for _, id in _names(test)),
        any_segment=any(_any_segment(test) for test in found),
        stays=frozenset(id for ids in stays for id in ids),
        any_stay=not all(stays),
    )


def sides(test: Test) -> tuple[Expression, ...]:
    """The sides of a test that are expressions."""
    return (test.value, test.to) if isinstance(test.to, Expression) else (test.value,)


def parts(expression: Expression) -> Iterator[Expression]:
    """An expression and what its date parts are of."""
    yield expression
    if isinstance(expression, DatePart):
        yield from parts(expression.of)


def _tests(condition: Condition) -> Iterator[Test]:
    """Every test, those inside `where` too."""
    if isinstance(condition, Group):
        for child in condition.children:
            yield from _tests(child)
        return
    yield condition
    for side in sides(condition):
        for part in parts(side):
            if isinstance(part, Aggregate) and part.where is not None:
                yield from _tests(part.where)


def _names(test: Test) -> Iterator[tuple[str, str]]:
    kind = named_by(test.value)
    if kind is None or test.op not in operators.WHOLE or isinstance(test.to, Expression):
        return
    for id in test.to if isinstance(test.to, tuple) else (test.to,):
        yield kind, str(id)


def _stays(aggregate: Aggregate) -> frozenset[str]:
    """The segments whose stays an aggregate counts, empty when it may be any."""
    where = aggregate.where
    parts = where.children if isinstance(where, Group) and where.mode == "all" else (where,)
    naming = [
        part for part in parts if isinstance(part, Test) and part.op in ("=", "in") and _path(part.value) == STAYED_IN
    ]
    return frozenset(id for part in naming for _, id in _names(part))


def _path(expression: Expression) -> str | None:
    """The path of the field that an expression is."""
    return expression.field.path if isinstance(expression, Read) else None


def _any_segment(test: Test) -> bool:
    """Whether a test reads the segments without naming those that matter."""
    reads = any(_path(side) == SEGMENTS for side in sides(test))
    return reads and (isinstance(test.to, Expression) or test.to is None)
