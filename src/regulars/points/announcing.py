"""Telling the journal what was posted, in the same transaction.

What the books decide is asked about by the same road as what the shop sends:
each posting is an entry `decision.points`, known by its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regulars.books import Unit
from regulars.journal.decisions import Decision, append_decisions

from .model.entries import Transaction

TYPE = "decision.points"


def announce(unit: Unit, transactions: Sequence[Transaction], *, live: bool = True) -> None:
    """Append these postings to the journal; `live` says whether they may be reacted to."""
    if transactions:
        append_decisions(unit, map(_decision, transactions), live=live)


def _decision(posted: Transaction) -> Decision:
    """What conditions and timelines ask of a posting: when, what, how many, by which rule and order."""
    cause = posted.cause
    body: dict[str, Any] = {
        "posted_at": posted.at,
        "kind": posted.deed,
        "points": posted.points,
        "ledger": posted.ledger_id,
        "rule": cause.rule_id,
        "order": cause.order,
        "reason": cause.reason,
    }
    body = {name: value for name, value in body.items() if value is not None}
    return Decision(TYPE, posted.key, posted.at, body, posted.customer_id)
