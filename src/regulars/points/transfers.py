"""Transfers between customers, each in the caller's transaction and done once a key."""

from __future__ import annotations

from regulars.books import Unit
from regulars.core.errors import Refusal
from regulars.core.sentences import say
from regulars.journal import identity

from . import announcing, store
from .model.entries import Cause, Transaction
from .model.transferring import sides, transfer

OF_TRANSFER = "transfer:"
"""How the keys of transfers begin."""


class CantTransfer(Refusal):
    """Points don't go from this customer to that one."""

    code = "points.cant_transfer"
    status = 422

    def __init__(self, why: str) -> None:
        told = {
            "same": say("the points are this customer's already; name somebody else"),
            "guest": say("guests have no account that points could go to or come from; both have to be registered"),
        }
        super().__init__(told[why])
        self.why = why


def post(
    unit: Unit, giver_id: int, taker_id: int, points: int, *, key: str, reason: str, ledger_id: int
) -> tuple[Transaction, Transaction]:
    """Let points go from one customer to another; raises `CantTransfer` and `NotEnoughPoints`."""
    if giver_id == taker_id:
        raise CantTransfer("same")
    if len(identity.registered(unit, [giver_id, taker_id])) < 2:
        raise CantTransfer("guest")
    opened = store.read(unit, [(giver_id, ledger_id), (taker_id, ledger_id)])
    if (done := posted(unit, key)) is not None:
        return done
    giver, taker = opened.pages[giver_id, ledger_id], opened.pages[taker_id, ledger_id]
    for page in (giver, taker):
        page.bring_up_to(unit.now)
    both = transfer(giver, taker, points, key=key, at=unit.now, lot_ids=opened.lot_ids, cause=Cause(reason=reason))
    announcing.announce(unit, list(map(announcing.posting, store.write(unit, opened))))
    return both


def posted(unit: Unit, key: str) -> tuple[Transaction, Transaction] | None:
    """What left and what came by the transfer of this key."""
    out, into = sides(key)
    found = store.posted(unit, [out, into])
    return (found[out], found[into]) if out in found else None
