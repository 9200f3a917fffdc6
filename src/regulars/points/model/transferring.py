"""Transferring: points that one customer gives another, with the ends that they had.

Each side is a transaction of its own, so that both histories tell it; what
leaves the one and comes to the other meets on the shop's account of corrections,
where the two add up to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .entries import Account, Cause, Deed, Entry, Transaction
from .lots import Lot, Source, draw
from .page import Page

OUT, IN = "out", "in"


def sides(key: str) -> tuple[str, str]:
    """The keys of the two transactions of a transfer: what leaves, and what comes."""
    return f"{key}:{OUT}", f"{key}:{IN}"


def whole(side: str) -> str:
    """The key of a transfer by that of one of its sides."""
    return side.rpartition(":")[0]


def transfer(
    giver: Page, taker: Page, points: int, *, key: str, at: datetime, lot_ids: Iterator[int], cause: Cause
) -> tuple[Transaction, Transaction]:
    """Move `points` that end first from one page to another of the same ledger; both were brought up to `at`.

    What came from lots that end together, and move their ends alike, is one new lot. The taker's debt is paid from it.
    """
    assert giver.ledger_id == taker.ledger_id
    assert giver.customer_id != taker.customer_id
    out, into = sides(key)
    draws = draw((lot for lot in giver.lots.values() if lot.opened), points, at)
    leaving: list[Entry] = []
    coming: dict[tuple[datetime | None, str | None], int] = {}
    for lot_id, taken in draws:
        lot = giver.lots[lot_id]
        leaving += [Entry(Account.AVAILABLE, -taken, lot_id), Entry(Account.ADJUSTED, taken, lot_id)]
        coming[lot.ends_at, lot.inactivity] = coming.get((lot.ends_at, lot.inactivity), 0) + taken
    left = giver.write(out, Deed.TRANSFER, at, leaving, cause)
    entries = [Entry(Account.ADJUSTED, -points)]
    for n, ((ends_at, inactivity), some) in enumerate(coming.items(), start=1):
        own = into if n == 1 else f"{into}:{n}"
        id = next(lot_ids)
        taker.lots[id] = Lot(id, some, 0, at, ends_at, Source("transfer"), own, inactivity=inactivity)
        entries.append(Entry(Account.AVAILABLE, some, id))  # fills it
    return left, taker.write(into, Deed.TRANSFER, at, entries, cause)
