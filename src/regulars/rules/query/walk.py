"""What a condition reads, and whether time alone can change it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from regulars.rules.traits import MESSAGE_INSTANTS
from regulars.rules.tree import (
    NEGATIONS,
    Aggregate,
    Condition,
    DatePart,
    Expression,
    Group,
    Held,
    LastWindow,
    Now,
    Read,
    Test,
)
from regulars.rules.vocabulary import Field, Type

_MOVING_PARTS = frozenset({"days_since", "days_until", "days_until_anniversary", "age"})
_BY_HISTORY = frozenset(
    {
        "order.status",
        "order.shop_status",
        "order.completed_at",
        "order.paid",
        "order.refunded_total",
        "order.net_total",
        "order_line.refunded_quantity",
        "line.refunded_quantity",
    }
)
"""Fields whose value at an instant follows from dated entries, which may lie ahead."""
_AS_OF = frozenset(
    {
        "segment_stay.left_at",
        "coupon.state",
        "coupon.uses",
        "coupon.used_at",
        *(f"message.{name}" for name in MESSAGE_INSTANTS),
    }
)
"""Stays, coupons and messages are looked at as of the instant, whether it is the present or not."""


def nodes(condition: Condition, pointer: str = "") -> Iterator[tuple[str, Condition]]:
    """Each group and test with its JSON pointer, parents before children; what lies inside `where` is left out."""
    yield pointer, condition
    if isinstance(condition, Group):
        for index, child in enumerate(condition.children):
            yield from nodes(child, f"{pointer}/{condition.mode}/{index}")


def tests(condition: Condition) -> Iterator[Test]:
    """Each test, without those inside `where`."""
    for _, node in nodes(condition):
        if isinstance(node, Test):
            yield node


def all_tests(condition: Condition) -> Iterator[Test]:
    """Each test, those inside `where` too."""
    for test in tests(condition):
        yield test
        for side in expressions(test):
            for part in parts(side):
                if isinstance(part, Aggregate) and part.where is not None:
                    yield from all_tests(part.where)


def expressions(test: Test) -> Iterator[Expression]:
    """The two sides of a test that are expressions."""
    yield test.value
    if isinstance(test.to, Expression):
        yield test.to


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and those it is made of, without what lies inside `where`."""
    yield expression
    if isinstance(expression, DatePart):
        yield from parts(expression.of)


def leaves(condition: Condition) -> Iterator[Expression]:
    """Every expression of the condition's tests, down to reads, aggregates, held and now."""
    for test in tests(condition):
        for side in expressions(test):
            yield from parts(side)


def aggregates(condition: Condition) -> Iterator[Aggregate]:
    """The aggregates of the condition's tests, without those inside `where`."""
    return (leaf for leaf in leaves(condition) if isinstance(leaf, Aggregate))


def everything(condition: Condition) -> Iterator[Expression]:
    """Every expression, those inside `where` too."""
    for leaf in leaves(condition):
        yield leaf
        if isinstance(leaf, Aggregate) and leaf.where is not None:
            yield from everything(leaf.where)


def fields(condition: Condition) -> Iterator[Field]:
    """The fields read by the condition's own tests."""
    for leaf in leaves(condition):
        if isinstance(leaf, Read | Held):
            yield leaf.field


def conjuncts(condition: Condition | None, whole: Container[Condition] = ()) -> Iterator[Condition]:
    """The conditions that must all hold for this one to hold; those in `whole` are not taken apart."""
    if isinstance(condition, Group) and condition.mode == "all" and condition not in whole:
        for child in condition.children:
            yield from conjuncts(child, whole)
    elif condition is not None:
        yield condition


def holds_when_missing(condition: Condition) -> bool:
    """The answer of a condition on plain fields when all of them are missing."""
    if isinstance(condition, Test):
        return condition.op in NEGATIONS
    answers = [holds_when_missing(child) for child in condition.children]
    match condition.mode:
        case "all":
            return all(answers)
        case "any":
            return any(answers)
        case "none":
            return not any(answers)


def only_product(condition: Condition) -> bool:
    """Whether the answer is the same for every row of one product."""
    found = list(leaves(condition))
    return bool(found) and all(
        (isinstance(leaf, Read) and leaf.field.subject == "product")
        or (isinstance(leaf, DatePart) and leaf.part not in _MOVING_PARTS)
        for leaf in found
    )


def moves(condition: Condition, *, by_history: bool) -> bool:
    """Whether the answer may change by time alone; `by_history` when dated entries may lie ahead."""
    return any(_moves(leaf, by_history) for leaf in everything(condition))


def _moves(leaf: Expression, by_history: bool) -> bool:
    match leaf:
        case Now() | Held():
            return True
        case DatePart():
            return leaf.part in _MOVING_PARTS
        case Aggregate():
            return leaf.comes_by is not None
        case Read():
            return leaf.field.path in _AS_OF or (by_history and leaf.field.path in _BY_HISTORY)


def reads_daily(condition: Condition) -> bool:
    """Whether anything in it is set anew for everybody each day."""
    return any(field.daily for test in all_tests(condition) for field in fields(test))


def by_calendar(condition: Condition) -> bool:
    """Whether the answer goes by local days, months or years, whose edges a change of the clocks moves."""
    return any(
        (
            isinstance(leaf, DatePart)
            and not (leaf.part in ("days_since", "days_until") and leaf.of.type is Type.INSTANT)
        )
        or (
            isinstance(leaf, Aggregate)
            and isinstance(leaf.within, LastWindow)
            and (leaf.within.aligned or leaf.within.unit in ("mo", "y"))
        )
        for leaf in everything(condition)
    )
