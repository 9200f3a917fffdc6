"""Conditions of rules made ready once for many carts: what is true of the customer is looked up, the rest is asked of
the cart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import Subject
from regulars.rules.tree import Condition, Group, Test

Answers = Mapping[str, bool]
"""What is true of the customer, by audience."""


@dataclass(frozen=True, slots=True)
class OfCustomer:
    """A test that an audience answers."""

    condition: Condition
    audience: str

    def holds(self, answers: Answers, subject: Subject) -> bool:
        return answers[self.audience]


@dataclass(frozen=True, slots=True)
class OfCart:
    """A test that reads the cart."""

    condition: Condition
    asked: Callable[[Subject], bool]

    def holds(self, answers: Answers, subject: Subject) -> bool:
        return self.asked(subject)


@dataclass(frozen=True, slots=True)
class Joined:
    """A group of such."""

    condition: Group
    parts: tuple[Part, ...]

    def holds(self, answers: Answers, subject: Subject) -> bool:
        each = (part.holds(answers, subject) for part in self.parts)
        if self.condition.mode == "all":
            return all(each)
        return any(each) if self.condition.mode == "any" else not any(each)


Part = OfCustomer | OfCart | Joined


def ready(condition: Condition, audiences: Mapping[Test, str]) -> Part:
    """A condition to be asked of many carts; `audiences` are those of the tests about the customer."""
    if isinstance(condition, Group):
        return Joined(condition, tuple(ready(child, audiences) for child in condition.children))
    audience = audiences.get(condition)
    return OfCart(condition, compiled(condition)) if audience is None else OfCustomer(condition, audience)


def failing(part: Part, answers: Answers, subject: Subject) -> Condition | None:
    """The smallest part that says why a condition doesn't hold; None when it holds."""
    if part.holds(answers, subject):
        return None
    if isinstance(part, Joined) and part.condition.mode == "all":
        return next((failed for child in part.parts if (failed := failing(child, answers, subject))), None)
    return part.condition
