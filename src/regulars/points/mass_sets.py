"""Mass transactions as sets: one statement for all plain customers of a chunk.

What is written is what `model.granting`, `model.taking` and `model.undoing`
would write on a page of each; a property test holds the two together. Draws go
by the order of drawing: what ends first, then what started first, then the id.

Entries are written in the order of their key, so that its index grows at its
end: that is the cheap way, and leaves its pages full.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regulars.books import Unit

from . import rows
from .announcing import Posting
from .model.entries import Deed
from .model.mass import Mass
from .model.taking import Shortage

_ASKED = "unnest(cast(%(ids)s as int[]), cast(%(customers)s as int[])) as c (id, customer_id)"
"""The customers by the ids that the deed knows them by, and by those they have today."""

_GIVE = f"""
    with given as materialized (
        select c.customer_id, %(batch)s || ':' || c.id as key, nextval('points_transaction_id') as id,
               nextval('points_lot_id') as lot_id
        from {_ASKED}),
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, batch, actor)
        select id, %(now)s, %(now)s, %(points)s, customer_id, %(ledger)s, 'adjust', key, %(reason)s, %(batch)s, %(actor)s
        from given),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from given cross join lateral (
            values (0, 'adjusted', null, null, -%(points)s), (1, 'available', customer_id, lot_id, %(points)s)) e),
    granted as (
        insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted,
                                starts_at, ends_at, inactivity, opened, endings, source, key)
        select lot_id, customer_id, %(ledger)s, %(points)s, %(points)s, 0, 0, 0, 0, 0, %(starts_at)s, %(ends_at)s,
               %(inactivity)s, true, 0,
               'adjust', key
        from given),
    counted as (
        update points_balance b set available = b.available + %(points)s
        from given g where b.customer_id = g.customer_id and b.ledger_id = %(ledger)s)
    select customer_id, key, %(points)s::bigint, 0::bigint from given"""

_TAKE = f"""
    with given as materialized (
        select c.customer_id, %(batch)s || ':' || c.id as key, nextval('points_transaction_id') as id from {_ASKED}),
    there as materialized (
        select g.id, g.customer_id, g.key, l.id as lot_id, l.remaining,
               (sum(l.remaining) over drawing - l.remaining)::bigint as before, row_number() over drawing - 1 as nth
        from given g left join lateral (
            select * from points_lot l
            where l.customer_id = g.customer_id and l.ledger_id = %(ledger)s and l.opened and l.remaining > 0
              and l.starts_at <= %(now)s and (l.ends_at is null or l.ends_at > %(now)s) offset 0) l on true
        window drawing as (partition by g.id order by l.ends_at nulls last, l.starts_at, l.id)),
    drawn as materialized (
        select id, customer_id, lot_id, least(remaining, %(points)s - before) as points, nth
        from there where before < %(points)s),
    taken as materialized (
        select id, customer_id, key, lots, points, %(points)s - points as missing from (
            select id, customer_id, key, count(*) filter (where before < %(points)s) as lots,
                   coalesce(sum(least(remaining, %(points)s - before)) filter (where before < %(points)s), 0)::bigint as points
            from there group by id, customer_id, key) t),
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, batch, actor)
        select id, %(now)s, %(now)s, -points - case when %(owe)s then missing else 0 end, customer_id, %(ledger)s, 'adjust',
               key, %(reason)s, %(batch)s, %(actor)s
        from taken),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, 2 * nth, 'available', customer_id, lot_id, -points from drawn
        union all select id, 2 * nth + 1, 'adjusted', null, lot_id, points from drawn
        union all
        select id, 2 * lots, case when %(owe)s then 'debt' else 'forgiven' end, case when %(owe)s then customer_id end, null,
               -missing
        from taken where missing > 0
        union all select id, 2 * lots + 1, 'adjusted', null, null, missing from taken where missing > 0
        order by 1, 2),
    lessened as (
        update points_lot l set remaining = l.remaining - d.points, adjusted = l.adjusted + d.points
        from drawn d where l.id = d.lot_id),
    counted as (
        update points_balance b
        set available = b.available - t.points, debt = b.debt + case when %(owe)s then t.missing else 0 end
        from taken t where b.customer_id = t.customer_id and b.ledger_id = %(ledger)s)
    select customer_id, key, -points - case when %(owe)s then missing else 0 end, missing from taken"""


def give(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> tuple[list[Posting], dict[int, int]]:
    """Give points to plain customers: what was posted, and who was short of how much (nobody)."""
    return _do(unit, mass, whom, _GIVE, mass.terms.span._asdict())


def take(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> tuple[list[Posting], dict[int, int]]:
    """Take points from plain customers: what was posted, and who was short of how much."""
    return _do(unit, mass, whom, _TAKE, {"owe": mass.terms.shortage is Shortage.OWE})


def _do(
    unit: Unit, mass: Mass, whom: Mapping[int, int], statement: str, more: Mapping[str, Any]
) -> tuple[list[Posting], dict[int, int]]:
    if not whom:
        return [], {}
    terms = mass.terms
    asked = {"ids": rows.ints(whom), "customers": rows.ints(whom.values()), "now": unit.now, "actor": unit.actor}
    about = {"batch": mass.batch, "points": abs(terms.points), "reason": terms.reason, "ledger": terms.ledger_id}
    with rows.looked_up(unit):
        found = unit.driver.execute(statement.encode(), {**asked, **about, **more}).fetchall()
    postings = [
        Posting(key, Deed.ADJUST, unit.now, customer_id, terms.ledger_id, changed, reason=terms.reason)
        for customer_id, key, changed, _ in found
    ]
    return postings, {customer_id: missing for customer_id, _, _, missing in found if missing}
