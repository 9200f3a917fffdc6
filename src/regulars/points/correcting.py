"""Corrections in one statement, for customers who owe nothing and for whom nothing has come due.

Most corrections are of these. What the database's function `points_correct`
writes is what `model.granting` and `model.taking` would write on a page, with
the entry of the journal; a property test holds both ways together. It does
nothing where a page has to be looked at.
"""

from __future__ import annotations

from datetime import datetime

from regulars.books import Unit
from regulars.journal.append import CHANNEL

from . import announcing
from .announcing import Posting
from .model.entries import Account, Cause, Deed, Entry, Transaction

_CORRECT = """
    select * from points_correct(%s::int4, %s::int4, %s::int8, %s, %s, %s, %s, %s::timestamptz, %s, %s::bytea, %s::bytea)"""


def correct(
    unit: Unit, customer_id: int, points: int, *, key: str, reason: str, starts_at: datetime, ends_at: datetime | None,
    ledger_id: int,
) -> Transaction | None:  # fmt: skip
    """Correct a balance by `points` that are there; None when a page has to be looked at, and nothing was written."""
    assert points, "a correction of nothing"
    posting = Posting(key, Deed.ADJUST, unit.now, customer_id, ledger_id, points, reason=reason)
    kinds = announcing.kinds_of(unit, [posting])
    told = announcing.decision(posting, kinds).draft()
    found = unit.driver.execute(
        _CORRECT,
        [customer_id, ledger_id, points, key, unit.now, reason, starts_at, ends_at, unit.actor, told.digest, told.body],
    ).fetchall()
    if not found:
        return None
    unit.ring(CHANNEL)
    if found[0][3]:
        announcing.tell(unit, [posting], kinds)
    entries = tuple(Entry(Account(account), moved, lot_id) for account, moved, lot_id, _ in found)
    return Transaction(key, Deed.ADJUST, unit.now, customer_id, ledger_id, entries, Cause(reason=reason))
