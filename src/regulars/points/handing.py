"""Handing out: points given to many, or taken, each under a key of its own; what steps of campaigns do.

Gifts to customers who owe nothing and for whom nothing has come due are written
as sets, as `mass_sets` does for one amount to all; whatever else there is to be
weighed goes by a page. A property test holds both ways together. Whoever asks
sees to it that a key is handed in once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit, shop

from . import activity, announcing, plain, rows, store
from .announcing import Posting
from .model.entries import Cause, Deed
from .model.granting import grant
from .model.lifetime import Span
from .model.lots import Source
from .model.taking import Shortage, take

SOURCE = "campaign"
"""Where such lots come from."""


class Gift(NamedTuple):
    """So many points for a customer, less than zero to take them. `shortage`: what becomes of those who have fewer."""

    key: str
    customer_id: int
    ledger_id: int
    points: int
    reason: str
    ends_at: datetime | None = None
    inactivity: str | None = None
    shortage: Shortage = Shortage.FORGIVE


_GIVE = f"""
    with given as materialized (
        select g.*, nextval('points_transaction_id') as id, nextval('points_lot_id') as lot_id
        from unnest({rows.INTS}, cast(%s as bigint[]), {rows.TEXTS}, {rows.TEXTS}, cast(%s as timestamptz[]), cast(%s as text[]))
            as g (customer_id, points, key, reason, ends_at, inactivity)),
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, actor)
        select id, %s, %s, points, customer_id, %s, 'earn', key, reason, %s from given),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from given cross join lateral (
            values (0, 'issued', null, null, -points), (1, 'available', customer_id, lot_id, points)) e),
    granted as (
        insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted,
                                starts_at, ends_at, inactivity, opened, endings, source, key)
        select lot_id, customer_id, %s, points, points, 0, 0, 0, 0, 0, %s, ends_at, inactivity, true, 0, '{SOURCE}', key
        from given)
    update points_balance b set available = b.available + g.points
    from given g where b.customer_id = g.customer_id and b.ledger_id = %s"""


def hand(unit: Unit, gifts: Sequence[Gift]) -> dict[str, int]:
    """Give and take; by how much each changed what its customer has."""
    posted: list[Posting] = []
    for ledger_id in sorted({gift.ledger_id for gift in gifts}):
        posted += _in_ledger(unit, ledger_id, [gift for gift in gifts if gift.ledger_id == ledger_id])
    if any(gift.points > 0 for gift in gifts):
        posted += activity.prolonged_by(unit, posted, shop.load(unit).calendar)
    announcing.announce(unit, posted)
    keys = {gift.key for gift in gifts}
    return {one.key: one.points for one in posted if one.key in keys}


def _in_ledger(unit: Unit, ledger_id: int, gifts: Sequence[Gift]) -> list[Posting]:
    times = Counter(gift.customer_id for gift in gifts)
    debts = plain.lock(unit, ledger_id, times)
    others = plain.due(unit, ledger_id, debts) | {id for id, debt in debts.items() if debt}
    others |= {id for id, many in times.items() if many > 1} | {one.customer_id for one in gifts if one.points < 0}
    as_set = [gift for gift in gifts if gift.customer_id not in others]
    return _give(unit, ledger_id, as_set) + _by_page(unit, [gift for gift in gifts if gift.customer_id in others])


def _give(unit: Unit, ledger_id: int, gifts: Sequence[Gift]) -> list[Posting]:
    """Gifts to customers for whom each is the same few rows."""
    if not gifts:
        return []
    columns = [
        rows.ints(gift.customer_id for gift in gifts),
        rows.ints(gift.points for gift in gifts),
        rows.texts(gift.key for gift in gifts),
        rows.texts(gift.reason for gift in gifts),
        [gift.ends_at for gift in gifts],
        [gift.inactivity for gift in gifts],
    ]
    about = [unit.now, unit.now, ledger_id, unit.actor, ledger_id, unit.now, ledger_id]
    with rows.looked_up(unit):
        unit.driver.execute(_GIVE.encode(), [*columns, *about])
    return [
        Posting(gift.key, Deed.EARN, unit.now, gift.customer_id, ledger_id, gift.points, reason=gift.reason)
        for gift in gifts
    ]


def _by_page(unit: Unit, gifts: Sequence[Gift]) -> list[Posting]:
    """Gifts that are weighed one by one, in their order."""
    if not gifts:
        return []
    opened = store.read(unit, {(gift.customer_id, gift.ledger_id) for gift in gifts}, at_once=len(gifts))
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
    for gift in gifts:
        page, cause = opened.pages[gift.customer_id, gift.ledger_id], Cause(reason=gift.reason)
        if gift.points > 0:
            grant(
                page, gift.points, key=gift.key, lot_id=next(opened.lot_ids), at=unit.now, now=unit.now,
                span=Span(unit.now, gift.ends_at, gift.inactivity), source=Source(SOURCE), cause=cause,
            )  # fmt: skip
        else:
            take(page, -gift.points, key=gift.key, at=unit.now, shortage=gift.shortage, cause=cause)
    return list(map(announcing.posting, store.write(unit, opened)))
