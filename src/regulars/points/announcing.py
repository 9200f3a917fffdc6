"""Telling the journal what was posted, and shops that listen, in the same transaction.

What the books decide is asked about by the same road as what the shop sends:
each posting is an entry `decision.points`, known by its key. Many postings of
one moment are one entry `decision.points_posted`: a list of the same bodies,
each with its key and customer. On the road such an entry goes apart from what
the shop sends, for it is about many customers, unless nothing follows from it.

Shops are told of what may be reacted to alone, a message a posting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from regulars.books import Unit, announcing
from regulars.journal import identity
from regulars.journal.decisions import POINTS, POINTS_POSTED, Decision, append_decisions
from regulars.kinds.points import FIRST

from . import ledgers, reading
from .announcements import CHANGED
from .model.entries import CALLED, Deed, Transaction

FEW = 10
"""More postings than these share entries."""
OWN_LEDGER = 1
"""The ledger that every installation begins with, of the first kind of points."""
AT_ONCE = 2_000
"""As many postings as share one entry: a few hundred kilobytes."""


class Posting(NamedTuple):
    """What was posted, without its entries: `points` is by how much it changed what the customer has."""

    key: str
    deed: Deed
    at: datetime
    customer_id: int
    ledger_id: int
    points: int
    rule_id: int | None = None
    order: str | None = None
    reason: str | None = None


Kinds = Mapping[int, str]
"""The kinds of points of ledgers other than the installation's own, which is of the first."""


def posting(posted: Transaction) -> Posting:
    """A transaction without its entries."""
    key, deed, at, customer_id, ledger_id, _, cause = posted
    return Posting(key, deed, at, customer_id, ledger_id, posted.points, cause.rule_id, cause.order, cause.reason)


def announce(unit: Unit, postings: Sequence[Posting], *, live: bool = True, batch: str | None = None) -> None:
    """Append these postings to the journal; `live` says whether they may be reacted to, and so are announced.

    `batch` names the deed over many customers that they are part of.
    """
    kinds = kinds_of(unit, postings)
    if len(postings) <= FEW:
        decisions = (decision(one, kinds) for one in postings)
    else:
        decisions = (
            _decision_on_many(part, kinds)
            for part in (postings[n : n + AT_ONCE] for n in range(0, len(postings), AT_ONCE))
        )
    append_decisions(unit, decisions, live=live, deed=batch)
    if live and postings:
        tell(unit, postings, kinds)


def kinds_of(unit: Unit, postings: Iterable[Posting]) -> Kinds:
    """The kinds of points of these postings; of the ledger that most are in it is known without asking."""
    return {} if all(one.ledger_id == OWN_LEDGER for one in postings) else ledgers.kinds(unit)


def tell(unit: Unit, postings: Sequence[Posting], kinds: Kinds) -> None:
    """Tell shops that listen."""
    if announcing.listened(unit, CHANGED.type):
        announcing.announce(unit, CHANGED.type, _happenings(unit, postings, kinds))


def _happenings(unit: Unit, postings: Sequence[Posting], kinds: Kinds) -> list[announcing.Happening]:
    """What shops are told of postings, with what each customer can spend after all of them."""
    ids = {one.customer_id for one in postings}
    customers = identity.named(unit, ids)
    told = {kinds.get(one.ledger_id, FIRST) for one in postings}
    available = {kind: reading.available(unit.connection, ids, at=unit.now, kind=kind) for kind in told}
    return [
        announcing.Happening(
            one.at,
            {
                "customer": customers[one.customer_id],
                "points": one.points,
                "points_kind": kinds.get(one.ledger_id, FIRST),
                "available": available[kinds.get(one.ledger_id, FIRST)][one.customer_id],
                "kind": CALLED[one.deed],
                "order": one.order,
                "reason": one.reason,
                "key": one.key,
            },
        )
        for one in postings
    ]


def decision(posted: Posting, kinds: Kinds) -> Decision:
    """A posting as the journal is told of it."""
    return Decision(POINTS, posted.key, posted.at, _body(posted, kinds), posted.customer_id)


def _decision_on_many(postings: Sequence[Posting], kinds: Kinds) -> Decision:
    """Known by its first posting's key, which is posted only once."""
    bodies = [{"key": one.key, "customer_id": one.customer_id, **_body(one, kinds)} for one in postings]
    return Decision(POINTS_POSTED, postings[0].key, postings[0].at, {"postings": bodies})


def _body(posted: Posting, kinds: Kinds) -> dict[str, Any]:
    """What conditions and timelines ask of a posting: when, what, how many of which kind, by which rule and order.

    The first kind isn't named.
    """
    _, deed, at, _, ledger_id, points, rule_id, order, reason = posted
    body: dict[str, Any] = {"posted_at": at, "kind": deed, "points": points, "ledger": ledger_id}
    if (points_kind := kinds.get(ledger_id, FIRST)) != FIRST:
        body["points_kind"] = points_kind
    if rule_id is not None:
        body["rule"] = rule_id
    if order is not None:
        body["order"] = order
    if reason is not None:
        body["reason"] = reason
    return body
