"""A promotion in words: what it gives, to which carts, on which lines."""

from __future__ import annotations

from collections.abc import Callable

from regulars.rules.check import InvalidCondition
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition

from .saying import PromotionSaying, condition_of, lines_of


def in_words(
    told: PromotionSaying, scope: Scope, say: Callable[[Condition], str], *, currency: str, places: int
) -> str:
    """The sentence on a promotion. A condition that can't be read any more is passed over."""
    text = told.benefit.say(currency=currency, places=places)
    for read, before in ((condition_of, ": "), (lines_of, "; for lines: ")):
        try:
            condition = read(told, scope)
        except InvalidCondition:
            continue
        if condition is not None:
            text += before + say(condition)
    return text
