"""A promotion in words: what it gives, to which carts, on which lines."""

from __future__ import annotations

from collections.abc import Callable

from regulars.rules.check import InvalidCondition
from regulars.rules.scope import Scope
from regulars.rules.texts import Texts
from regulars.rules.tree import Condition

from . import speech
from .saying import PromotionSaying, condition_of, lines_of

FOR_CARTS = {"en": ": ", "pl": ", gdy ", "ru": ", если "}
FOR_LINES = {"en": "; for lines: ", "pl": "; dla pozycji: ", "ru": "; для позиций: "}


def in_words(
    told: PromotionSaying, scope: Scope, say: Callable[[Condition], str], texts: Texts, *, currency: str, places: int
) -> str:
    """The sentence on a promotion. A condition that can't be read any more is passed over."""
    text = speech.said(told.benefit, texts, currency=currency, places=places)
    for read, before in ((condition_of, FOR_CARTS[texts.language]), (lines_of, FOR_LINES[texts.language])):
        try:
            condition = read(told, scope)
        except InvalidCondition:
            continue
        if condition is not None:
            text += before + say(condition)
    return text
