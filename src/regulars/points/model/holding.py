"""Holds: points reserved for a checkout, then captured, released or lapsed.

A hold reserves named lots and keeps them from ending until it is over. What was
captured can be given back, when the order is refunded: to the lots it came
from, the last drawn first, so that cumulative refunds never drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .entries import NO_CAUSE, Account, Cause, Deed, Entry, Transaction
from .lots import Draw, Lot, Source, draw
from .page import HeldDraw, Hold, Page


class NotHeld(Conflict):
    """The hold has fewer points than were to be captured or given back; it may have lapsed."""

    code = "points.not_held"

    def __init__(self, *, hold: str, needed: int, there: int) -> None:
        super().__init__(
            say(
                "{needed:point is|points are} needed and the hold {hold!r} has {there:,}; take no more than it has, or hold anew",
                needed=needed,
                hold=hold,
                there=there,
            )
        )
        self.hold = hold
        self.needed = needed
        self.there = there


def hold(
    page: Page, points: int, *, key: str, at: datetime, lapses_at: datetime, cause: Cause = NO_CAUSE
) -> Transaction:
    """Reserve `points` from the lots that end first, on a page that was brought up to `at`."""
    assert lapses_at > at, (lapses_at, at)
    assert key not in page.holds, key
    draws = draw((lot for lot in page.lots.values() if lot.opened), points, at)
    entries: list[Entry] = []
    for lot_id, taken in draws:
        entries += [Entry(Account.AVAILABLE, -taken, lot_id), Entry(Account.HELD, taken, lot_id)]
    page.holds[key] = Hold(key, tuple(HeldDraw(*d) for d in draws), lapses_at, cause.reason)
    return page.write(f"hold:{key}", Deed.HOLD, at, entries, cause)


def capture(page: Page, held: Hold, points: int, *, key: str, at: datetime, cause: Cause = NO_CAUSE) -> Transaction:
    """Spend `points` of a hold, those first that would end first; the rest stays held."""
    assert points > 0, points
    if held.held < points:
        raise NotHeld(hold=held.key, needed=points, there=held.held)
    entries: list[Entry] = []
    draws = list(held.draws)
    missing = points
    for n, drawn in enumerate(held.draws):
        taken = min(drawn.held, missing)
        if taken:
            entries += [Entry(Account.HELD, -taken, drawn.lot_id), Entry(Account.REDEEMED, taken, drawn.lot_id)]
            draws[n] = replace(drawn, captured=drawn.captured + taken)
            missing -= taken
    page.holds[held.key] = replace(held, draws=tuple(draws))
    return page.write(key, Deed.CAPTURE, at, entries, cause)


def release(page: Page, held: Hold, *, at: datetime, cause: Cause = NO_CAUSE) -> Transaction | None:
    """Put back what is still held; nothing when nothing is. What has ended meanwhile ends now."""
    draws = [Draw(d.lot_id, d.held) for d in held.draws if d.held]
    if not draws:
        return None
    transaction = page.write(f"release:{held.key}", Deed.RELEASE, at, page.free_holds(held.key, draws), cause)
    page.bring_up_to(at, since=at)
    return transaction


def give_back(
    page: Page,
    held: Hold,
    points: int,
    *,
    key: str,
    at: datetime,
    grace_ends_at: datetime | None,
    lot_ids: Iterator[int],
    cause: Cause = NO_CAUSE,
) -> Transaction:
    """Give back `points` that were captured, to their lots, the last drawn first.

    Those of lots that have ended come back as a new lot until `grace_ends_at`,
    or end with their lots when that is None.
    """
    assert points > 0, points
    there = held.captured - held.returned
    if there < points:
        raise NotHeld(hold=held.key, needed=points, there=there)
    entries: list[Entry] = []
    draws = list(held.draws)
    missing, late = points, 0
    for n in reversed(range(len(draws))):
        drawn = draws[n]
        back = min(drawn.captured - drawn.returned, missing)
        if not back:
            continue
        lot = page.lots[drawn.lot_id]
        target = Account.ENDED if lot.has_ended(at) else lot.account
        late += back if target is Account.ENDED else 0
        entries += [Entry(Account.REDEEMED, -back, lot.id), Entry(target, back, lot.id)]
        draws[n] = replace(drawn, returned=drawn.returned + back)
        missing -= back
    new = None
    if late and grace_ends_at is not None:
        new = Lot(next(lot_ids), late, late, at, grace_ends_at, Source("give_back"), key)
        entries.append(Entry(Account.ISSUED, -late))
    page.holds[held.key] = replace(held, draws=tuple(draws))
    return page.write(key, Deed.GIVE_BACK, at, entries, cause, born=new)
