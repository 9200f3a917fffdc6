"""Transactions and their entries: the double entry that everything else is checked against.

A transaction moves points between accounts; its entries sum to zero. Those on
a customer's accounts say what the customer has, and owes; those on the shop's
say why. An entry that concerns a lot names it, on both sides, so that each
column of a lot is a sum of entries:

- the birth of a lot puts its points on the customer's side only: the entries of
  a lot sum to the points it was issued with;
- whatever happens to it later cancels out within the lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Account(StrEnum):
    """Where points can be. The first four are each customer's, the others the shop's."""

    PENDING = "pending"
    AVAILABLE = "available"
    HELD = "held"
    DEBT = "debt"
    ISSUED = "issued"
    REDEEMED = "redeemed"
    ENDED = "ended"
    ADJUSTED = "adjusted"
    REVERSED = "reversed"
    FORGIVEN = "forgiven"


CUSTOMER_ACCOUNTS = frozenset({Account.PENDING, Account.AVAILABLE, Account.HELD, Account.DEBT})


class Deed(StrEnum):
    """What a transaction did."""

    EARN = "earn"
    OPEN = "open"
    END = "end"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    LAPSE = "lapse"
    GIVE_BACK = "give_back"
    REVERSE = "reverse"
    ADJUST = "adjust"
    UNDO = "undo"
    MOVE = "move"
    TRANSFER = "transfer"


CALLED: Mapping[str, str] = {
    Deed.EARN: "earned",
    Deed.OPEN: "opened",
    Deed.END: "ended",
    Deed.HOLD: "held",
    Deed.CAPTURE: "spent",
    Deed.RELEASE: "released",
    Deed.LAPSE: "lapsed",
    Deed.GIVE_BACK: "returned",
    Deed.REVERSE: "reversed",
    Deed.ADJUST: "adjusted",
    Deed.UNDO: "undone",
    Deed.MOVE: "moved",
    Deed.TRANSFER: "transferred",
}
"""What each is called for people."""


class Entry(NamedTuple):
    """So many points onto an account (less than zero: off it).

    `customer_id` is given only where it differs from the transaction's.
    """

    account: Account
    points: int
    lot_id: int | None = None
    customer_id: int | None = None


class Cause(NamedTuple):
    """Why it happened: a rule and an order, a note by a person, the key of what it undoes, the mass deed it is part of."""

    rule_id: int | None = None
    order: str | None = None
    reason: str | None = None
    undoes: str | None = None
    batch: str | None = None


NO_CAUSE = Cause()


class Transaction(NamedTuple):
    """Entries that belong together and sum to zero. `at` is when it holds from, `key` makes it happen once."""

    key: str
    deed: Deed
    at: datetime
    customer_id: int
    ledger_id: int
    entries: tuple[Entry, ...]
    cause: Cause = NO_CAUSE

    @property
    def points(self) -> int:
        """By how much it changed what the customer has, pending and held included, less what is owed."""
        changed = 0
        for entry in self.entries:
            if entry.account in CUSTOMER_ACCOUNTS:
                changed += entry.points
        return changed

    def on(self, account: Account) -> int:
        """What it put onto an account, over all lots."""
        return sum(entry.points for entry in self.entries if entry.account == account)


def netted(entries: list[Entry]) -> list[Entry]:
    """One entry an account and lot, without those that cancel out, in the order of first mention."""
    sums: dict[tuple[Account, int | None, int | None], int] = {}
    for entry in entries:
        place = (entry.account, entry.lot_id, entry.customer_id)
        sums[place] = sums.get(place, 0) + entry.points
    return [Entry(account, points, lot, owner) for (account, lot, owner), points in sums.items() if points]
