"""Corrections in one statement, for customers who owe nothing and for whom nothing has come due.

Most corrections are of these. What the database's function `points_adjust`
writes is what `model.granting` and `model.taking` would write on a page, with
the entry of the journal; a property test holds both ways together. It does
nothing where a page has to be looked at, and by itself not where shops listen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from psycopg.types.json import Jsonb

from regulars.books import Books, Unit
from regulars.journal.append import CHANNEL

from . import announcing
from .announcing import Posting
from .model.entries import Account, Cause, Deed, Entry, Transaction

_ADJUST = b"""
    select * from points_adjust(%s::int4, %s::int4, %s::int8, %s, %s, %s, %s, %s::timestamptz, %s, %s::bytea, %s::bytea,
                                %s, %s::jsonb)"""
_ACCOUNTS = {str(account): account for account in Account}


class Correction(NamedTuple):
    """A customer's balance in a ledger is to change by `points`, at an instant; those given are a lot of this span."""

    customer_id: int
    points: int
    key: str
    reason: str
    at: datetime
    starts_at: datetime
    ends_at: datetime | None
    ledger_id: int

    @property
    def posting(self) -> Posting:
        return Posting(
            self.key, Deed.ADJUST, self.at, self.customer_id, self.ledger_id, self.points, reason=self.reason
        )


def correct(unit: Unit, asked: Correction) -> Transaction | None:
    """Correct a balance by points that are there; None when a page has to be looked at, and nothing was written."""
    kinds = announcing.kinds_of(unit, [asked.posting])
    found = unit.driver.execute(_ADJUST, _given(asked, kinds, unit.actor)).fetchall()
    if not found:
        return None
    unit.ring(CHANNEL)
    if found[0][3]:
        announcing.tell(unit, [asked.posting], kinds)
    return _posted(asked, found)


def correct_at_once(
    books: Books, asked: Correction, kinds: announcing.Kinds, *, actor: str, noted: Mapping[str, Any] | None
) -> Transaction | None:
    """Do so in a transaction of its own, with what the audit is to note of it; None when it has to be done otherwise."""
    given = _given(asked, kinds, actor, alone=True, noted=noted)
    found = books.at_once(_ADJUST, given, rings=[CHANNEL])
    return _posted(asked, found) if found else None


def _given(
    asked: Correction,
    kinds: announcing.Kinds,
    actor: str,
    *,
    alone: bool = False,
    noted: Mapping[str, Any] | None = None,
) -> list[Any]:
    assert asked.points, "a correction of nothing"
    told = announcing.decision(asked.posting, kinds).draft()
    return [
        asked.customer_id, asked.ledger_id, asked.points, asked.key, asked.at, asked.reason, asked.starts_at, asked.ends_at,
        actor, told.digest, told.body, alone, None if noted is None else Jsonb(noted),
    ]  # fmt: skip


def _posted(asked: Correction, found: list[tuple[Any, ...]]) -> Transaction:
    entries = tuple([Entry(_ACCOUNTS[account], moved, lot_id) for account, moved, lot_id, _ in found])
    return Transaction(
        asked.key, Deed.ADJUST, asked.at, asked.customer_id, asked.ledger_id, entries, Cause(reason=asked.reason)
    )
