"""Taking points away: corrections by hand, and what an order no longer deserves.

Where more is to be taken than there is, a policy decides, and either way it is
written down: the debt or the forgiveness has entries of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .entries import NO_CAUSE, Account, Cause, Deed, Entry, Transaction
from .lots import NEVER, Lot, NotEnoughPoints, draw_up_to
from .page import Page


class Shortage(StrEnum):
    """What happens when there are fewer points than are to be taken."""

    FORBID = "forbid"
    """Nothing is taken, and whoever asked is told what there is."""
    OWE = "owe"
    """The rest is owed; what becomes available next pays it."""
    FORGIVE = "forgive"
    """What there is, is taken; the rest is forgiven."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was posted, and how much of it could not be taken and is owed or forgiven."""

    transaction: Transaction
    owed: int
    forgiven: int


def take(
    page: Page,
    points: int,
    *,
    key: str,
    at: datetime,
    shortage: Shortage,
    deed: Deed = Deed.ADJUST,
    against: Account = Account.ADJUSTED,
    own: Iterable[Lot] = (),
    cause: Cause = NO_CAUSE,
) -> Taken:
    """Take `points` off a page that was brought up to `at`, and put them on the shop's account `against`.

    First those still in the lots `own` that are being taken back, pending or
    open, the newest first; then those that have ended in them, which cost the
    customer nothing more; then from open lots in the order of drawing.
    """
    assert points > 0, points
    entries: list[Entry] = []
    missing = points
    own = sorted(own, key=lambda lot: (lot.starts_at or NEVER, lot.id), reverse=True)

    def from_lot(lot_id: int, account: Account, there: int) -> None:
        nonlocal missing
        taken = min(there, missing)
        if taken:
            entries.extend([Entry(account, -taken, lot_id), Entry(against, taken, lot_id)])
            missing -= taken

    for lot in own:
        from_lot(lot.id, lot.account, lot.remaining)
    for lot in own:
        from_lot(lot.id, Account.ENDED, lot.ended)
    own_ids = {lot.id for lot in own}
    others = [lot for lot in page.lots.values() if lot.id not in own_ids and lot.opened]
    for lot_id, taken in draw_up_to(others, missing, at):
        from_lot(lot_id, Account.AVAILABLE, taken)

    if missing:
        if shortage is Shortage.FORBID:
            raise NotEnoughPoints(needed=points, available=points - missing)
        entries.extend([Entry(_SHORT[shortage], -missing), Entry(against, missing)])
    transaction = page.write(key, deed, at, entries, cause)
    return Taken(
        transaction,
        owed=missing if shortage is Shortage.OWE else 0,
        forgiven=missing if shortage is Shortage.FORGIVE else 0,
    )


_SHORT = {Shortage.OWE: Account.DEBT, Shortage.FORGIVE: Account.FORGIVEN}
