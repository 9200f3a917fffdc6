"""Passing on: when two customers turn out to be one, lots, holds and debt go along as they are."""

from __future__ import annotations

from datetime import datetime

from .entries import Account, Deed, Entry
from .page import Page


def pass_on(giver: Page, taker: Page, *, at: datetime, key: str) -> None:
    """Move everything on one page to another of the same ledger; both were brought up to `at`.

    The taker's debt is paid from what came along, and the giver's from what was there.
    """
    assert giver.ledger_id == taker.ledger_id
    entries: list[Entry] = []

    def move(account: Account, points: int, lot_id: int | None = None) -> None:
        if points:
            entries.append(Entry(account, -points, lot_id, giver.customer_id))
            entries.append(Entry(account, points, lot_id, taker.customer_id))

    for lot in giver.lots.values():
        move(lot.account, lot.remaining, lot.id)
        move(Account.HELD, lot.held, lot.id)
    move(Account.DEBT, -giver.debt)
    if not entries:
        return
    taker.write(key, Deed.MOVE, at, entries)
    taker.lots |= giver.lots
    taker.holds |= giver.holds
    taker.debt += giver.debt
    giver.lots, giver.holds, giver.debt = {}, {}, 0
    if taker.debt and taker.available(at):
        taker.write(f"{key}:repay", Deed.MOVE, at, [])
