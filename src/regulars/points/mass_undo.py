"""Undoing mass transactions as sets: for those on whose lots nothing else has happened since.

Given points go when their lot is untouched. Taken points come back when none of
their lots has ended, and a debt is struck off when it is all that is owed. All
others are undone by pages. What is written is what `model.undoing` would write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regulars.books import Unit

from . import rows
from .announcing import Posting
from .model.entries import Deed
from .model.mass import Mass

_ASKED = """unnest(cast(%(ids)s as int[]), cast(%(customers)s as int[])) as c (id, customer_id)
             join points_transaction t on t.key = %(batch)s || ':' || c.id and t.customer_id = c.customer_id"""

_UNTOUCHED = f"""
    select c.id from {_ASKED}
    join points_entry e on e.transaction_id = t.id and e.lot_id is not null join points_lot l on l.id = e.lot_id
    group by c.id
    having count(*) = 1
       and bool_and(l.customer_id = t.customer_id and l.key = t.key and l.opened and l.remaining = l.points)"""

_OPEN_STILL = f"""
    select c.id from {_ASKED}
    join points_balance b on b.customer_id = t.customer_id and b.ledger_id = t.ledger_id
    join points_entry e on e.transaction_id = t.id left join points_lot l on l.id = e.lot_id
    group by c.id, b.debt
    having bool_and(e.lot_id is null or (
               l.customer_id = t.customer_id and l.opened and (l.ends_at is null or l.ends_at > %(now)s)))
       and coalesce(-sum(e.points) filter (where e.account = 'debt'), 0) = b.debt"""

_UNDONE = f"""
    with done as materialized (
        select t.id as done_id, t.key, t.customer_id, t.points, nextval('points_transaction_id') as id from {_ASKED}),
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, undoes, batch,
                                        actor)
        select id, %(now)s, %(now)s, -points, customer_id, %(ledger)s, 'undo', 'undo:' || key, %(reason)s, key,
               'undo:' || %(batch)s, %(actor)s
        from done),
    {{}}
    select customer_id, 'undo:' || key, -points from done"""

_UNGIVE = _UNDONE.format("""
    born as materialized (
        select d.id, d.customer_id, e.lot_id, e.points from done d
        join points_entry e on e.transaction_id = d.done_id and e.lot_id is not null),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, 0, 'available', customer_id, lot_id, -points from born
        union all select id, 1, 'adjusted', null, lot_id, points from born),
    emptied as (
        update points_lot l set remaining = 0, adjusted = b.points from born b where l.id = b.lot_id),
    counted as (
        update points_balance b set available = b.available - o.points
        from born o where b.customer_id = o.customer_id and b.ledger_id = %(ledger)s)""")

_UNTAKE = _UNDONE.format("""
    parts as materialized (
        select d.id, d.customer_id, e.account, e.lot_id, -e.points as points,
               2 * (row_number() over (partition by d.id order by e.n) - 1) as n
        from done d join points_entry e on e.transaction_id = d.done_id
        where e.account in ('available', 'debt', 'forgiven')),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, n + case when account = 'available' then 1 else 0 end, account,
               case when account <> 'forgiven' then customer_id end, lot_id, points
        from parts
        union all
        select id, n + case when account = 'available' then 0 else 1 end, 'adjusted', null, lot_id, -points from parts),
    filled as (
        update points_lot l set remaining = l.remaining + p.points, adjusted = l.adjusted - p.points
        from parts p where l.id = p.lot_id),
    counted as (
        update points_balance b set available = b.available + s.available, debt = b.debt - s.debt
        from (select customer_id, coalesce(sum(points) filter (where account = 'available'), 0) as available,
                     coalesce(sum(points) filter (where account = 'debt'), 0) as debt
              from parts group by customer_id) s
        where b.customer_id = s.customer_id and b.ledger_id = %(ledger)s)""")


def can_be_set(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> set[int]:
    """The customers, as the deed knows them, on whose lots nothing else has happened; their balances are locked."""
    if not whom:
        return set()
    statement = _UNTOUCHED if mass.terms.points > 0 else _OPEN_STILL
    with rows.looked_up(unit):
        return {id for (id,) in unit.driver.execute(statement.encode(), _about(unit, mass, whom)).fetchall()}


def take_back(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> list[Posting]:
    """Undo what was posted for these; what was posted."""
    if not whom:
        return []
    statement = _UNGIVE if mass.terms.points > 0 else _UNTAKE
    with rows.looked_up(unit):
        found = unit.driver.execute(statement.encode(), _about(unit, mass, whom)).fetchall()
    return [
        Posting(key, Deed.UNDO, unit.now, customer_id, mass.terms.ledger_id, changed, reason=mass.undo_reason)
        for customer_id, key, changed in found
    ]


def _about(unit: Unit, mass: Mass, whom: Mapping[int, int]) -> dict[str, Any]:
    return {
        "ids": rows.ints(whom),
        "customers": rows.ints(whom.values()),
        "batch": mass.batch,
        "now": unit.now,
        "ledger": mass.terms.ledger_id,
        "reason": mass.undo_reason,
        "actor": unit.actor,
    }
