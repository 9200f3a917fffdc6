"""Pinning: what was true of the customer when the order was placed stays true for the order.

A condition on an order asks about the order and about its customer. The order
may be edited, and is looked at anew each time it is settled. The customer's
profile, group and tags change too, but what the cart showed is what is granted:
the tests that read nothing of the order are answered once, when the order is
first seen, and their answers are kept with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regulars.rules.tree import Condition, Group, Test


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
