"""Reviving: undoing the end of a lot that ended only because nobody knew yet what kept it."""

from __future__ import annotations

from datetime import datetime

from .entries import Account, Cause, Deed, Entry
from .lots import Lot
from .page import Page


def revive(page: Page, lot: Lot, *, at: datetime) -> None:
    """Put back what ended in a lot, on a page that was brought up to `at`; nothing when nothing did."""
    if not lot.ended:
        return
    entries = [Entry(Account.ENDED, -lot.ended, lot.id), Entry(lot.account, lot.ended, lot.id)]
    ended = f"end:{lot.id}:{lot.endings}"
    page.write(f"undo:{ended}", Deed.UNDO, at, entries, Cause(lot.source.rule_id, lot.source.order, undoes=ended))
