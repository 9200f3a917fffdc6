"""Decisions: what the books decided, told to the journal in the same transaction.

So that conditions can ask about points, memberships and groups by the same
road as about orders. A decision's key is its own: deciding the same twice is
one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from regulars.books import Unit

from .append import CHUNK, Answer, append
from .door import Draft, digest_of

PREFIX = "decision."
ERASURE = "decision.erasure"
GROUP, TAGS = "decision.group", "decision.tags"
ATTRIBUTES = "decision.attributes"
"""Values of attributes that were set here; null takes one back, so that what the shop sent holds."""
POINTS, POINTS_POSTED = "decision.points", "decision.points_posted"
"""One posting, and many of one moment."""
SEGMENT = "decision.segment"
"""Who entered and who left a segment."""
COUPON, CODE = "decision.coupon", "decision.code"
"""What became of a customer's coupon, and what of a code that anybody can use."""
CHECKOUT = "decision.checkout"
"""That a checkout was confirmed with an order."""
PROMOTION = "decision.promotion"
"""What a promotion is called, and when it ends."""
MESSAGE = "decision.message"
"""What became of a message that was sent to a customer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided at `at`; `type` is `POINTS` and the like, `customer_id` the dense id if it is about one. Of whoever
    has none yet `customer` or `email` says who it is, as a shop's record does."""

    type: str
    key: str
    at: datetime
    body: Mapping[str, Any]
    customer_id: int | None = None
    customer: str | None = None
    email: str | None = None

    def draft(self) -> Draft:
        """The decision as the journal keeps it."""
        assert self.type.startswith(PREFIX), self.type
        at = self.at.astimezone(UTC)
        return Draft(
            self.type, self.key, self.customer, self.email, None, None, None, None, at,
            digest_of(self.type, at, self.key.encode()), orjson.dumps(self.body, option=orjson.OPT_UTC_Z), self.customer_id,
        )  # fmt: skip


def appending(source: str) -> str:
    """SQL that appends a decision within a statement, asked with `as_appended`: `source` has its body, as `body`."""
    return f"""
        insert into journal (epoch, updated_at, received_at, digest, live, asks_points, type, key, body)
        select (select number from epoch), %(decided_at)s, %(decided_at)s, %(digest)s, true, false, %(type)s, %(entry)s, body
        from {source} on conflict (digest) do nothing"""


def as_appended(decision: Decision) -> dict[str, Any]:
    """How what `appending` gives is asked: about nobody, and with the body that the statement has."""
    draft = decision.draft()
    assert (draft.customer, draft.email, draft.customer_id) == (None, None, None), decision
    return {"decided_at": draft.updated_at, "digest": draft.digest, "type": draft.type, "entry": draft.key}


def append_decision(unit: Unit, decision: Decision, *, live: bool = True, deed: str | None = None) -> Answer:
    """Append one decision in the transaction that made it."""
    return append(unit, [decision.draft()], live=live, deed=deed)[0]


def append_decisions(
    unit: Unit, decisions: Iterable[Decision], *, live: bool = True, deed: str | None = None
) -> list[Answer]:
    """Append the decisions of a batch; answers in their order."""
    drafts = [decision.draft() for decision in decisions]
    return [
        answer
        for start in range(0, len(drafts), CHUNK)
        for answer in append(unit, drafts[start : start + CHUNK], live=live, deed=deed)
    ]
