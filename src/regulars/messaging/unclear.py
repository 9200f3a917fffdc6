"""Messages of which nobody knows whether the server took them: a person says what becomes of each.

Advertising isn't sent twice by itself. Whoever knows better, or would rather have
a customer get a mail twice than not at all, says so here; a message that somebody
else has settled meanwhile stays as it is. One that may not be sent again, since its
customer has unsubscribed, say, is as unclear as before, with the reason.
"""

from __future__ import annotations

from typing import Literal

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say, written

from . import log, newsletters
from .model.states import Source
from .newsletters import NewsletterState
from .queue import CHANNEL

Fate = Literal["send_again", "count_as_sent"]
COUNTED = say("nobody knew whether it was taken; it was counted as sent by hand")

_PAUSED = "(source = 'newsletter' and source_id in (select id::text from newsletter where state = 'paused'))"
_AGAIN = f"""
    update message set state = 'queued', reason = null, answer = null, settled_at = null,
        maybe_sent_at = coalesce(maybe_sent_at, sent_at), sent_at = null,
        due_at = case when not {_PAUSED} then %(now)s::timestamptz end, waits_for = case when {_PAUSED} then 'paused' end
    where state = 'unknown' and """
_COUNT = "update message set state = 'accepted', reason = null, answer = %(counted)s, settled_at = %(now)s where state = 'unknown' and "
_ONE = "id = %(id)s"
_ALL = "source = %(source)s and source_id = %(source_id)s and test_address is null"


class NotUnknown(Conflict):
    """It is known by now what became of it."""

    code = "message.not_unknown"

    def __init__(self, id: int, state: str) -> None:
        super().__init__(say("it is known by now what became of this message, so nothing was done about it"))
        self.id = str(id)
        self.state = state


def settle(unit: Unit, id: int, fate: Fate) -> None:
    """Send one again, or count it as sent; raises `NotFound`, `NotUnknown`, and `NewsletterState` for what is never sent again."""
    row = log.get(unit, id)
    _check(unit, row.source, row.source_id, fate)
    if not _settle(unit, fate, _ONE, {"id": id}):
        raise NotUnknown(id, log.get(unit, id).state)
    unit.audit(f"message.{fate}", f"message:{id}")


def settle_all(unit: Unit, source: Source, source_id: str, fate: Fate) -> int:
    """The same of every message of a campaign, a workflow or a newsletter, but of tests; how many."""
    _check(unit, source, source_id, fate)
    many = _settle(unit, fate, _ALL, {"source": source, "source_id": source_id})
    if many:
        unit.audit(f"messages.{fate}", f"{source}:{source_id}", {"messages": many})
    return many


def _settle(unit: Unit, fate: Fate, whom: str, asked: dict[str, object]) -> int:
    named = asked | {"now": unit.now}
    if fate == "count_as_sent":
        return unit.driver.execute((_COUNT + whom).encode(), named | {"counted": written(COUNTED)}).rowcount
    many = unit.driver.execute((_AGAIN + whom).encode(), named).rowcount
    unit.ring(CHANNEL)
    return many


def _check(unit: Unit, source: str, source_id: str, fate: Fate) -> None:
    """Of a newsletter that was taken back nothing is sent any more."""
    if source == "newsletter" and fate == "send_again":
        one = newsletters.get(unit, int(source_id))
        if one.state == "cancelled":
            raise NewsletterState(one.id, one.state, "sent again")
