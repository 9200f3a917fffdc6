"""Undoing a correction or one side of a transfer, as if it had not been, as far as that is still possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .entries import CALLED, Account, Cause, Deed, Entry, Transaction
from .lots import Lot, Source
from .page import Page
from .taking import Shortage, take


class CantUndo(Conflict):
    """Only corrections and transfers are undone; orders, holds and time have their own ways back."""

    code = "points.cant_undo"

    def __init__(self, deed: Deed) -> None:
        called = CALLED[deed]
        super().__init__(
            say(
                "a posting of the kind {called!r} can't be undone, only a correction or a transfer can: correct the balance by hand instead",
                called=called,
            )
        )
        self.deed = called


def undo(
    page: Page,
    done: Transaction,
    born: list[Lot],
    *,
    at: datetime,
    shortage: Shortage,
    lot_ids: Iterator[int],
    cause: Cause,
) -> Transaction:
    """Undo `done`, which put the lots `born` on a page that was brought up to `at`.

    What it gave is taken back as `take` says. What it took goes back to its
    lots, and ends there if they have; what it made the customer owe is struck
    off, and where that has been paid meanwhile, comes as a new lot.
    """
    key = f"undo:{done.key}"
    if done.deed not in {Deed.ADJUST, Deed.TRANSFER}:
        raise CantUndo(done.deed)
    given = -done.on(Account.ADJUSTED)
    if given > 0:
        own = [page.lots[lot.id] for lot in born]
        return take(page, given, key=key, at=at, shortage=shortage, deed=Deed.UNDO, own=own, cause=cause).transaction
    entries = _given_back(page, done, at)
    struck = min(-done.on(Account.DEBT), page.debt)
    if struck:
        entries += [Entry(Account.DEBT, struck), Entry(Account.ADJUSTED, -struck)]
    paid = -done.on(Account.DEBT) - struck
    new = None
    if paid:
        new = Lot(next(lot_ids), paid, paid, at, None, Source("undo"), key)
        entries.append(Entry(Account.ADJUSTED, -paid))
    return page.write(key, Deed.UNDO, at, entries, cause, born=new)


def _given_back(page: Page, done: Transaction, at: datetime) -> list[Entry]:
    """What the correction took from lots, and what it forgave."""
    entries: list[Entry] = []
    for entry in done.entries:
        if entry.account in (Account.AVAILABLE, Account.PENDING) and entry.points < 0 and entry.lot_id is not None:
            lot = page.lots[entry.lot_id]
            target = Account.ENDED if lot.has_ended(at) else lot.account
            entries += [Entry(Account.ADJUSTED, entry.points, lot.id), Entry(target, -entry.points, lot.id)]
        elif entry.account is Account.FORGIVEN:
            entries += [Entry(Account.FORGIVEN, -entry.points), Entry(Account.ADJUSTED, entry.points)]
    return entries
