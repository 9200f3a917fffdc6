"""Parting many customers in those for whom a deed is the same few rows, and those who need a page each.

Plain are customers who owe nothing and for whom time has done nothing that is
not posted yet. What is done for them is written as sets, and is what a page
would give; a property test holds both ways together.
"""

from __future__ import annotations

from collections.abc import Collection

from regulars.books import Unit

from . import rows, store


def lock(unit: Unit, ledger_id: int, customer_ids: Collection[int]) -> dict[int, int]:
    """Lock the balances of customers in the order of their ids; what each of them owes."""
    return {id: debt for id, _, debt in store.lock_balances(unit, [(id, ledger_id) for id in set(customer_ids)])}


def due(unit: Unit, ledger_id: int, customer_ids: Collection[int]) -> set[int]:
    """Those of them who have lots that opened or ended, or holds that lapsed, and nobody has posted it."""
    found = unit.driver.execute(
        f"""select customer_id from points_lot
            where customer_id = any({rows.INTS}) and ledger_id = %s and remaining > 0
              and (((opened or starts_at is null) and ends_at <= %s) or (not opened and starts_at <= %s))
            union
            select customer_id from points_hold
            where customer_id = any({rows.INTS}) and ledger_id = %s and open and lapses_at <= %s""",
        [rows.ints(customer_ids), ledger_id, unit.now, unit.now, rows.ints(customer_ids), ledger_id, unit.now],
    )
    return {id for (id,) in found.fetchall()}


def begun(unit: Unit, ledger_id: int, customer_ids: Collection[int]) -> set[int]:
    """Those of them who have lots that opened or waited in vain, or holds that lapsed, and nobody has posted it."""
    found = unit.driver.execute(
        f"""select customer_id from points_lot
            where customer_id = any({rows.INTS}) and ledger_id = %s and not opened and remaining > 0
              and (starts_at <= %s or (starts_at is null and ends_at <= %s))
            union
            select customer_id from points_hold
            where customer_id = any({rows.INTS}) and ledger_id = %s and open and lapses_at <= %s""",
        [rows.ints(customer_ids), ledger_id, unit.now, unit.now, rows.ints(customer_ids), ledger_id, unit.now],
    )
    return {id for (id,) in found.fetchall()}


def short(unit: Unit, ledger_id: int, needed: dict[int, int]) -> dict[int, int]:
    """By how much customers have too few points now for what is needed of each; who has enough is not in it.

    Right whatever was posted: lots that ended don't count any more, and lapsed holds give back.
    """
    found = unit.driver.execute(
        f"""with asked as materialized (
                select * from unnest({rows.INTS}, cast(%(needed)s as bigint[])) as a (customer_id, needed)),
            open_lots as (
                select customer_id, sum(remaining) as points from points_lot
                where customer_id = any({rows.INTS}) and ledger_id = %(ledger)s and remaining > 0
                  and starts_at <= %(now)s and (ends_at is null or ends_at > %(now)s) group by 1),
            lapsed as (
                select h.customer_id, sum(d.points - d.captured - d.released) as points
                from points_hold h join points_draw d on d.hold_key = h.key join points_lot l on l.id = d.lot_id
                where h.customer_id = any({rows.INTS}) and h.ledger_id = %(ledger)s and h.open and h.lapses_at <= %(now)s
                  and (l.ends_at is null or l.ends_at > %(now)s) group by 1)
            select customer_id, missing from (
                select a.customer_id, a.needed - greatest(
                    coalesce(o.points, 0) + coalesce(h.points, 0) - coalesce(b.debt, 0), 0)::bigint as missing
                from asked a
                left join open_lots o on o.customer_id = a.customer_id
                left join lapsed h on h.customer_id = a.customer_id
                left join points_balance b on b.customer_id = a.customer_id and b.ledger_id = %(ledger)s) m
            where missing > 0 order by customer_id""".replace("%s", "%(ids)s"),
        {"ids": rows.ints(needed), "needed": rows.ints(needed.values()), "ledger": ledger_id, "now": unit.now},
    )
    return dict(found.fetchall())
