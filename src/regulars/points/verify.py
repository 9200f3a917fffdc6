"""Proving the ledger: everything kept beside the entries is computed from them again and compared.

Each scan reads all rows and finds nothing in a ledger that is right; checks that
would read the same rows share one. What is kept and what its entries say are
added up in one go, with opposite signs, so that nothing is joined. But for the
first, the scans are branches of one statement: the server makes them side by
side, in one transaction's view of the rows, so that ten million entries are a
matter of seconds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

SHOWN = 5
MEMORY = {"work_mem": "256MB"}
"""What one step of a scan may hold, so that sums over millions of lots need no files."""
BY_KEY = MEMORY | {"enable_hashagg": "off", "enable_hashjoin": "off"}
"""Transactions and entries are read side by side in the order of their keys: half the work of hashing all of them."""
NO_TABLE = "4TB"
BESIDE = MEMORY | {
    "max_parallel_workers_per_gather": "2",
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": NO_TABLE,
    "min_parallel_index_scan_size": NO_TABLE,
}
"""The other scans are made two or three at a time, each by one process: no table is large enough to be divided."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: its name, in how many places, and some of them."""

    name: str
    count: int
    examples: tuple[str, ...]


TOGETHER: dict[tuple[str, ...], str] = {
    (
        "a transaction's entries sum to zero",
        "a transaction has entries, and changes the customer by what it says",
        "an entry belongs to a transaction",
    ): """
        select which, place from (
            select coalesce(t.key, e.transaction_id::text) as place, e.total, e.customers, t.points,
                   t.id is null as alone, e.transaction_id is null as empty
            from points_transaction t
            full join (
                select transaction_id, points_sum(points) as total,
                       points_sum(points) filter (where customer_id is not null) as customers
                from points_entry group by transaction_id
            ) e on e.transaction_id = t.id
            where t.id is null or e.transaction_id is null or e.total <> 0 or e.customers <> t.points
        ) f cross join lateral (
            values (1, total <> 0), (2, not alone and (empty or customers <> points)), (3, alone)
        ) as found (which, broken)
        where broken""",
    ("a lot's columns are what its entries say", "an entry's lot is there"): """
        select case when broken.gone then 2 else 1 end, coalesce(l.key, broken.id::text) from (
            select id, points_sum(lots) = 0 as gone from (
                select lot_id as id, points, case when account = 'pending' then points else 0 end as pending,
                       case when account = 'available' then points else 0 end as available,
                       case when account = 'held' then points else 0 end as held,
                       case when account in ('redeemed', 'debt') then points else 0 end as used,
                       case when account = 'ended' then points else 0 end as ended,
                       case when account = 'reversed' then points else 0 end as reversed,
                       case when account = 'adjusted' then points else 0 end as adjusted, 0::bigint as lots
                from points_entry where lot_id is not null
                union all
                select id, -points, case when opened then 0 else -remaining end, case when opened then -remaining else 0 end,
                       -held, -used, -ended, -reversed, -adjusted, 1
                from points_lot
            ) told
            group by id
            having points_sum(points) <> 0 or points_sum(pending) <> 0 or points_sum(available) <> 0 or points_sum(held) <> 0
                or points_sum(used) <> 0 or points_sum(ended) <> 0 or points_sum(reversed) <> 0 or points_sum(adjusted) <> 0
                or points_sum(lots) = 0
        ) broken left join points_lot l on l.id = broken.id""",
}
"""Invariants that are looked for in one go, and the statement that says which of them is broken (from 1 on) and where."""

ALONE: dict[str, str] = {
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
    "a balance is what its entries say": """
        select coalesce(b.customer_id, e.customer_id)::text from points_balance b
        full join (
            select e.customer_id, t.ledger_id,
                   points_sum(e.points) filter (where account = 'pending') as pending,
                   points_sum(e.points) filter (where account = 'available') as available,
                   points_sum(e.points) filter (where account = 'held') as held,
                   points_sum(e.points) filter (where account = 'debt') as debt
            from points_entry e join points_transaction t on t.id = e.transaction_id
            where e.customer_id is not null group by e.customer_id, t.ledger_id
        ) e on e.customer_id = b.customer_id and e.ledger_id = b.ledger_id
        where (coalesce(b.pending, 0), coalesce(b.available, 0), coalesce(b.held, 0), coalesce(b.debt, 0))
            <> (coalesce(e.pending, 0), coalesce(e.available, 0), coalesce(e.held, 0), -coalesce(e.debt, 0))""",
    "a balance is its lots, less what is owed": """
        select coalesce(b.customer_id, l.customer_id)::text from points_balance b
        full join (
            select customer_id, ledger_id,
                   points_sum(remaining) filter (where not opened) as pending,
                   points_sum(remaining) filter (where opened) as available,
                   points_sum(held) as held
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
    "a lot without a start waits for something, and is pending": """
        select key from points_lot
        where starts_at is null and (awaits is null or opened or held > 0 or used > 0)""",
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
    "a hold is on lots of its own ledger": """
        select d.hold_key from points_draw d join points_hold h on h.key = d.hold_key join points_lot l on l.id = d.lot_id
        where l.ledger_id <> h.ledger_id""",
    "what was settled is what was posted for the order": """
        select "order" from (
            select "order", rule_id, points, times::bigint, forgiven from points_settlement
            union all
            select "order", rule_id, 0, -1, 0 from points_transaction
            where deed in ('earn', 'reverse') and rule_id is not null and "order" is not null
            union all
            select t."order", t.rule_id, case when e.account = 'forgiven' then 0 else e.points end, 0,
                   case when e.account = 'forgiven' then e.points else 0 end
            from points_transaction t
            join points_entry e on e.transaction_id = t.id and e.account in ('issued', 'reversed', 'forgiven')
            where t.deed in ('earn', 'reverse') and t.rule_id is not null and t."order" is not null
        ) told
        group by "order", rule_id
        having points_sum(points) <> 0 or points_sum(times) <> 0 or points_sum(forgiven) > 0""",
    "what customers were granted for what they did is what was posted": """
        select coalesce(g.rule_id, t.rule_id)::text from (
            select rule_id, count(*) as times, sum(points) as points from points_granted group by rule_id
        ) g
        full join (
            select rule_id, count(*) as times, sum(points) as points from points_transaction
            where deed = 'earn' and rule_id is not null and "order" is null group by rule_id
        ) t on t.rule_id = g.rule_id
        where (g.times, g.points) is distinct from (t.times, t.points)""",
    "who was short of a mass transaction is what its postings say": """
        select coalesce(s.batch, e.batch)
        from (
            select 'mass:' || mass_id as batch, points_sum(s.points) as points
            from points_mass_short s join points_mass m on m.id = s.mass_id and m.shortage <> 'forbid' group by 1
        ) s
        full join (
            select t.batch, points_sum(-e.points) as points
            from points_transaction t join points_entry e on e.transaction_id = t.id
            where t.batch like 'mass:%%' and e.account in ('debt', 'forgiven') and e.points < 0 group by 1
        ) e on e.batch = s.batch
        where s.points is distinct from e.points""",
}
"""Each other invariant, and the statement that finds where it is broken."""

SCANS = TOGETHER | {(name,): f"select 1, place from ({statement}) as s (place)" for name, statement in ALONE.items()}
CHECKS = tuple(name for names in SCANS for name in names)
"""Every invariant."""


def verify(connection: Connection) -> list[Broken]:
    """The invariants of the ledger that do not hold: none, as long as nothing is wrong.

    It works on what the connection's transaction sees, its own changes too.
    """
    first, *others = SCANS
    with _set(connection, BY_KEY):
        broken = _found(connection, [first])
    with _set(connection, BESIDE):
        return broken + _found(connection, others)


def _found(connection: Connection, scans: Sequence[tuple[str, ...]]) -> list[Broken]:
    """What these scans find, as branches of one statement, which the server's processes divide among them."""
    names = [name for scan in scans for name in scan]
    branches = [
        f"select {names.index(scan[0])} + which, place from ({SCANS[scan]}) as s{n} (which, place)"
        for n, scan in enumerate(scans)
    ]
    found = connection.exec_driver_sql(
        f"""with found (which, place) as ({" union all ".join(branches)})
            select which, count(*), (array_agg(place))[1:{SHOWN}] from found group by which order by which"""
    )
    return [Broken(names[which - 1], count, tuple(places)) for which, count, places in found]


@contextlib.contextmanager
def _set(connection: Connection, settings: Mapping[str, str]) -> Iterator[None]:
    """In the block the server goes by these settings."""
    before = {name: str(connection.scalar(sa.select(sa.func.current_setting(name)))) for name in settings}
    _apply(connection, settings)
    yield
    _apply(connection, before)


def _apply(connection: Connection, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        connection.execute(sa.select(sa.func.set_config(name, value, True)))
