"""Pinning: what was true of the customer when the order was placed stays true for the order.

A condition on an order asks about the order and about its customer. The order
may be edited, and is looked at anew each time it is settled. The customer's
profile, group and tags change too, but what the cart showed is what is granted:
the tests that read nothing of the order are answered once, when the order is
first seen, and their answers are kept with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.rules.traits import parts, references, sides
from regulars.rules.tree import Aggregate, Condition, Group, Held, Read, Test

OF_THE_ORDER = frozenset({"order", "line", "product"})


def of_the_customer(condition: Condition) -> tuple[Test, ...]:
    """The tests that read something of the customer and nothing of the order, each once, in their order."""
    found: dict[Test, None] = {}

    def visit(node: Condition) -> None:
        if isinstance(node, Group):
            for child in node.children:
                visit(child)
        elif not _reads_order(node) and reads_customer(node):
            found[node] = None

    visit(condition)
    return tuple(found)


def mixes(condition: Condition) -> bool:
    """Whether a test compares something of the order with something of the customer, so that neither decides it alone."""
    if isinstance(condition, Group):
        return any(mixes(child) for child in condition.children)
    return _reads_order(condition) and reads_customer(condition)


def pinned(condition: Condition, answers: Mapping[Test, bool]) -> Condition | bool:
    """What is left of a condition once these tests are answered: true or false when that decides it."""
    if isinstance(condition, Test):
        return answers.get(condition, condition)
    left: list[Condition] = []
    for child in condition.children:
        answer = pinned(child, answers)
        if isinstance(answer, bool):
            if answer is _DECIDED_BY[condition.mode]:
                return condition.mode == "any"
        else:
            left.append(answer)
    return Group(condition.mode, tuple(left)) if left else condition.mode != "any"


_DECIDED_BY = {"all": False, "any": True, "none": True}
"""The answer of one child that decides a group."""


def packed(answers: Sequence[bool]) -> str:
    """Answers as they are kept."""
    return "".join("1" if answer else "0" for answer in answers)


def unpacked(tests: Sequence[Test], kept: str) -> dict[Test, bool]:
    """Answers that were kept, by test."""
    return {test: answer == "1" for test, answer in zip(tests, kept, strict=True)}


def reads_customer(condition: Condition) -> bool:
    """Whether it needs to know anything of the customer."""
    named = references(condition)
    of_customer = any(path.startswith("customer.") for path in named.fields)
    return of_customer or bool(named.rows - {"line"})


def reads_lines(condition: Condition) -> bool:
    """Whether it needs the order's lines."""
    return "line" in references(condition).rows


def _reads_order(test: Test) -> bool:
    """Whether a test reads the order or its lines, outside of what it counts of the customer's."""
    for side in sides(test):
        for part in parts(side):
            if isinstance(part, Read | Held) and part.field.subject in OF_THE_ORDER:
                return True
            if isinstance(part, Aggregate) and part.rows.name == "line":
                return True
    return False
