"""Undoing mass transactions as sets: for those on whose lots nothing else has happened since.

Given points go when their lot is untouched. Taken points come back when none of
their lots has ended, and a debt is struck off when it is all that is owed. All
others are left to be undone by pages. What is written is what `model.undoing`
would write.
"""

from __future__ import annotations

from collections.abc import Mapping

from regulars.books import Unit

from . import rows
from .announcing import Posting
from .model.entries import Deed
from .model.mass import Mass

_ASKED = """unnest(cast(%(ids)s as int[]), cast(%(customers)s as int[])) as c (asked, customer_id)
            join points_transaction t on t.key = %(batch)s || ':' || c.asked and t.customer_id = c.customer_id"""

_POSTED = """
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, undoes, batch,
                                        actor)
        select id, %(now)s, %(now)s, -changed, customer_id, %(ledger)s, 'undo', 'undo:' || key, %(reason)s, key,
               'undo:' || %(batch)s, %(actor)s
        from done),"""

_UNGIVE = f"""
    with untouched as materialized (
        select c.asked, t.id as done_id, t.key, t.customer_id, t.points as changed, min(l.id) as lot_id,
               min(l.points) as points
        from {_ASKED}
        join points_entry e on e.transaction_id = t.id and e.lot_id is not null join points_lot l on l.id = e.lot_id
        group by c.asked, t.id
        having count(*) = 1
           and bool_and(l.customer_id = t.customer_id and l.key = t.key and l.opened and l.remaining = l.points)),
    done as materialized (select *, nextval('points_transaction_id') as id from untouched order by done_id),
    {_POSTED}
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from done cross join lateral (
            values (0, 'available', customer_id, lot_id, -points), (1, 'adjusted', null, lot_id, points)) e),
    emptied as (
        update points_lot l set remaining = 0, adjusted = d.points from done d where l.id = d.lot_id),
    counted as (
        update points_balance b set available = b.available - d.points
        from done d where b.customer_id = d.customer_id and b.ledger_id = %(ledger)s)
    select asked, customer_id, 'undo:' || key, -changed from done"""

_UNTAKE = f"""
    with taken as materialized (
        select c.asked, t.id as done_id, t.key, t.customer_id, t.points as changed, b.debt,
               nextval('points_transaction_id') as id
        from {_ASKED}
        join points_balance b on b.customer_id = t.customer_id and b.ledger_id = t.ledger_id),
    there as materialized (
        select t.*, e.account, e.lot_id, -e.points as points, row_number() over whole - 1 as nth,
               bool_and(e.lot_id is null or (
                   l.customer_id = t.customer_id and l.opened and (l.ends_at is null or l.ends_at > %(now)s))) over whole
               and coalesce(sum(-e.points) filter (where e.account = 'debt') over whole, 0) = t.debt as plain
        from taken t join points_entry e on e.transaction_id = t.done_id and e.account in ('available', 'debt', 'forgiven')
        left join points_lot l on l.id = e.lot_id
        window whole as (partition by t.id order by e.n rows between unbounded preceding and unbounded following)),
    done as materialized (select asked, id, key, customer_id, changed from there where plain and nth = 0),
    {_POSTED}
    parts as materialized (
        select id, customer_id, account, lot_id, points, 2 * nth as n from there where plain),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from parts cross join lateral (
            values (n + case when account = 'available' then 1 else 0 end, account,
                    case when account <> 'forgiven' then customer_id end, lot_id, points),
                   (n + case when account = 'available' then 0 else 1 end, 'adjusted', null, lot_id, -points)) e),
    filled as (
        update points_lot l set remaining = l.remaining + p.points, adjusted = l.adjusted - p.points
        from parts p where l.id = p.lot_id),
    counted as (
        update points_balance b set available = b.available + s.available, debt = b.debt - s.debt
        from (select customer_id, coalesce(sum(points) filter (where account = 'available'), 0) as available,
                     coalesce(sum(points) filter (where account = 'debt'), 0) as debt
              from parts group by customer_id) s
        where b.customer_id = s.customer_id and b.ledger_id = %(ledger)s)
    select asked, customer_id, 'undo:' || key, -changed from done"""


def take_back(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> tuple[list[Posting], set[int]]:
    """Undo what was posted for those of these customers on whose lots nothing else has happened.

    `whom` are their ids of today, by those that the deed knows them by; their balances are locked. Returns what was
    posted, and for whom of them, as the deed knows them.
    """
    if not whom:
        return [], set()
    about = {
        "ids": rows.ints(whom),
        "customers": rows.ints(whom.values()),
        "batch": mass.batch,
        "now": unit.now,
        "ledger": mass.terms.ledger_id,
        "reason": mass.undo_reason,
        "actor": unit.actor,
    }
    with rows.looked_up(unit):
        found = unit.driver.execute((_UNGIVE if mass.terms.points > 0 else _UNTAKE).encode(), about).fetchall()
    postings = [
        Posting(key, Deed.UNDO, unit.now, customer_id, mass.terms.ledger_id, changed, reason=mass.undo_reason)
        for _, customer_id, key, changed in found
    ]
    return postings, {asked for asked, *_ in found}
