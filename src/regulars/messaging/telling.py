"""Telling the journal what became of messages, so that conditions can ask what a customer was sent, opened and clicked.

A message is told of when it has left; what was only queued, or blocked, was never
sent and isn't asked about. What came of it later is told as it happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from regulars.books import Unit
from regulars.journal.decisions import MESSAGE, Decision, append_decisions

What = Literal["sent", "bounced", "opened", "clicked", "clicked_again", "complained", "left"]


class Told(NamedTuple):
    """What is known of a message that something became of."""

    id: int
    customer_id: int
    source: str
    source_id: str
    node: str | None
    template_id: int
    list: str | None
    marketing: bool
    sent_at: datetime


_TOLD = """
    select id, customer_id, source, source_id, node, template_id, list, marketing, sent_at from message
    where id = any(%s) and customer_id is not null and test_address is null and sent_at is not null order by id"""


def tell(unit: Unit, what: What, ids: Sequence[int], *, at: datetime | None = None, nth: int | None = None) -> None:
    """Tell what became of messages that have left; of tests, and of whoever is no customer, nothing is told. `nth`: of what
    may happen again, which time it is."""
    if not ids:
        return
    found = [Told(*row) for row in unit.driver.execute(_TOLD, [list(ids)]).fetchall()]
    append_decisions(unit, [decision(what, one, at=at or unit.now, nth=nth) for one in found])


def decision(what: What, told: Told, *, at: datetime, nth: int | None = None) -> Decision:
    """What became of a message, with all that is asked of messages."""
    body: dict[str, Any] = {
        "what": what,
        "message": told.id,
        "source": told.source,
        "source_id": told.source_id,
        "node": told.node,
        "template": told.template_id,
        "list": told.list,
        "marketing": told.marketing,
        "sent_at": told.sent_at,
    }
    return Decision(MESSAGE, f"message:{told.id}:{what}" + (f":{nth}" if nth else ""), at, body, told.customer_id)
