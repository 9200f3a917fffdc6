"""Granting: putting a new lot on a customer's page."""

from __future__ import annotations

from datetime import datetime

from .entries import NO_CAUSE, Account, Cause, Deed, Entry, Transaction
from .lifetime import Span
from .lots import Lot, Source
from .page import Page


def grant(
    page: Page,
    points: int,
    *,
    key: str,
    lot_id: int,
    at: datetime,
    now: datetime,
    span: Span,
    source: Source,
    deed: Deed = Deed.EARN,
    against: Account = Account.ISSUED,
    unforgiven: int = 0,
    cause: Cause = NO_CAUSE,
) -> Transaction:
    """Grant `points` as one lot; what is owed is paid from it as soon as it is open.

    `unforgiven` of them undo what was forgiven when they were last taken back:
    the customer kept their worth then, and does not get it a second time.
    `now` decides whether the lot is pending; `at` is when the grant holds from.
    """
    assert 0 <= unforgiven <= points, (unforgiven, points)
    starts_at, ends_at, inactivity, awaits = span
    assert ends_at is None or starts_at is None or ends_at > starts_at, span
    assert (starts_at is None) == (awaits is not None), span
    entries = [Entry(against, -points)]
    if unforgiven:
        entries.append(Entry(Account.FORGIVEN, unforgiven))
    left = points - unforgiven
    opened = starts_at is not None and starts_at <= now
    lot = None
    if left:
        lot = Lot(
            lot_id, left, left, starts_at, ends_at, source, key, opened=opened, inactivity=inactivity, awaits=awaits
        )
    return page.write(key, deed, at, entries, cause, born=lot)
