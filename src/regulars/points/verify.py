"""Proving the ledger: everything kept beside the entries is computed from them again and compared.

Each check is one statement over all rows, so that ten million entries are a
matter of seconds, and finds nothing in a ledger that is right.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: its name, in how many places, and some of them."""

    name: str
    count: int
    examples: tuple[str, ...]


CHECKS: dict[str, str] = {
    "a transaction's entries sum to zero": """
        select transaction_id::text from points_entry group by transaction_id having sum(points) <> 0""",
    "a transaction has entries, and changes the customer by what it says": """
        select t.key from points_transaction t
        left join (
            select transaction_id, sum(points) filter (where customer_id is not null) as points
            from points_entry group by transaction_id
        ) e on e.transaction_id = t.id
        where e.transaction_id is null or coalesce(e.points, 0) <> t.points""",
    "an entry belongs to a transaction": """
        select transaction_id::text from points_entry e
        where not exists (select from points_transaction t where t.id = e.transaction_id)""",
    "no key is there twice": """
        select key from points_transaction group by key having count(*) > 1
        union all select key from points_lot group by key having count(*) > 1""",
    "an entry is on an account that there is, with a customer on a customer's": """
        select transaction_id::text from points_entry
        where case when account in ('pending', 'available', 'held', 'debt') then customer_id is null
                   when account in ('issued', 'redeemed', 'ended', 'adjusted', 'reversed', 'forgiven')
                       then customer_id is not null
                   else true end""",
    "a lot's points are remaining, held, used, ended, reversed or adjusted": """
        select key from points_lot where points <> remaining + held + used + ended + reversed + adjusted""",
    "a lot's columns are what its entries say": """
        select l.key from points_lot l
        left join (
            select lot_id,
                   sum(points) as points,
                   sum(points) filter (where account = 'pending') as pending,
                   sum(points) filter (where account = 'available') as available,
                   sum(points) filter (where account = 'held') as held,
                   sum(points) filter (where account in ('redeemed', 'debt')) as used,
                   sum(points) filter (where account = 'ended') as ended,
                   sum(points) filter (where account = 'reversed') as reversed,
                   sum(points) filter (where account = 'adjusted') as adjusted
            from points_entry where lot_id is not null group by lot_id
        ) e on e.lot_id = l.id
        where (l.points, case when l.opened then 0 else l.remaining end, case when l.opened then l.remaining else 0 end,
               l.held, l.used, l.ended, l.reversed, l.adjusted)
            is distinct from
              (e.points, coalesce(e.pending, 0), coalesce(e.available, 0), coalesce(e.held, 0), coalesce(e.used, 0),
               coalesce(e.ended, 0), coalesce(e.reversed, 0), coalesce(e.adjusted, 0))""",
    "an entry's lot is there": """
        select lot_id::text from points_entry e
        where lot_id is not null and not exists (select from points_lot l where l.id = e.lot_id)""",
    "a balance is what its entries say": """
        select coalesce(b.customer_id, e.customer_id)::text from points_balance b
        full join (
            select e.customer_id, t.ledger_id,
                   sum(e.points) filter (where account = 'pending') as pending,
                   sum(e.points) filter (where account = 'available') as available,
                   sum(e.points) filter (where account = 'held') as held,
                   sum(e.points) filter (where account = 'debt') as debt
            from points_entry e join points_transaction t on t.id = e.transaction_id
            where e.customer_id is not null group by e.customer_id, t.ledger_id
        ) e on e.customer_id = b.customer_id and e.ledger_id = b.ledger_id
        where (coalesce(b.pending, 0), coalesce(b.available, 0), coalesce(b.held, 0), coalesce(b.debt, 0))
            <> (coalesce(e.pending, 0), coalesce(e.available, 0), coalesce(e.held, 0), -coalesce(e.debt, 0))""",
    "a balance is its lots, less what is owed": """
        select coalesce(b.customer_id, l.customer_id)::text from points_balance b
        full join (
            select customer_id, ledger_id,
                   coalesce(sum(remaining) filter (where not opened), 0) as pending,
                   coalesce(sum(remaining) filter (where opened), 0) as available,
                   sum(held) as held
            from points_lot group by customer_id, ledger_id
        ) l on l.customer_id = b.customer_id and l.ledger_id = b.ledger_id
        where (coalesce(b.pending, 0), coalesce(b.available, 0), coalesce(b.held, 0))
            <> (coalesce(l.pending, 0), coalesce(l.available, 0), coalesce(l.held, 0))""",
    "nobody owes who has points available": """
        select customer_id::text from points_balance where debt > 0 and available > 0""",
    "nothing is below zero": """
        select customer_id::text from points_balance where least(pending, available, held, debt) < 0
        union all
        select key from points_lot where least(points - 1, remaining, held, used, ended, reversed, adjusted, endings) < 0
        union all
        select hold_key from points_draw
        where least(points - 1, captured, released, returned, points - captured - released, captured - returned) < 0
        union all
        select "order" from points_settlement where least(points, forgiven, times - 1) < 0""",
    "what a lot has held is drawn by open holds": """
        select l.key from points_lot l
        left join (
            select lot_id, sum(d.points - captured - released) as held
            from points_draw d join points_hold h on h.key = d.hold_key and h.open group by lot_id
        ) d on d.lot_id = l.id
        where l.held <> coalesce(d.held, 0)""",
    "a hold is open as long as something is held": """
        select h.key from points_hold h
        left join (
            select hold_key, sum(points - captured - released) as held from points_draw group by hold_key
        ) d on d.hold_key = h.key
        where h.open <> (coalesce(d.held, 0) > 0)""",
    "what was settled is what was posted for the order": """
        select coalesce(s."order", t."order") from points_settlement s
        full join (
            select t."order", t.rule_id, count(distinct t.id) as times,
                   -coalesce(sum(e.points) filter (where e.account in ('issued', 'reversed')), 0) as points,
                   -coalesce(sum(e.points) filter (where e.account = 'forgiven'), 0) as forgiven
            from points_transaction t join points_entry e on e.transaction_id = t.id
            where t.deed in ('earn', 'reverse') and t.rule_id is not null and t."order" is not null
            group by t."order", t.rule_id
        ) t on t."order" = s."order" and t.rule_id = s.rule_id
        where (s.points, s.times) is distinct from (t.points, t.times) or s.forgiven > t.forgiven""",
    "what customers were granted for what they did is what was posted": """
        select coalesce(g.rule_id, t.rule_id)::text from (
            select rule_id, count(*) as times, sum(points) as points from points_granted group by rule_id
        ) g
        full join (
            select rule_id, count(*) as times, sum(points) as points from points_transaction
            where deed = 'earn' and rule_id is not null and "order" is null group by rule_id
        ) t on t.rule_id = g.rule_id
        where (g.times, g.points) is distinct from (t.times, t.points)""",
}
"""Each invariant, and the statement that finds where it is broken."""


def verify(connection: Connection) -> list[Broken]:
    """The invariants of the ledger that do not hold: none, as long as nothing is wrong."""
    broken = []
    for name, statement in CHECKS.items():
        found = f"with found (place) as ({statement})"
        row = connection.execute(
            sa.text(
                f"{found} select count(*), (select array_agg(place) from (select place from found limit {SHOWN}) f) from found"
            )
        ).one()
        if row[0]:
            broken.append(Broken(name, row[0], tuple(row[1])))
    return broken
