"""What a mail can only show where whatever sends it gives it, in words within a sentence: "shows an order and a coupon"."""

from __future__ import annotations

from collections.abc import Iterable

from regulars.core.sentences import both, say

_IN_WORDS = {
    "order": say("an order"),
    "cart": say("a cart"),
    "coupon": say("a coupon"),
    "reward": say("a reward for points"),
    "award": say("points just given"),
    "confirmation": say("a subscription to confirm"),
}


def in_words(sources: Iterable[str]) -> str:
    """The sources of a template's variables, as what is shown."""
    return both([_IN_WORDS.get(source, source) for source in sorted(sources)])
