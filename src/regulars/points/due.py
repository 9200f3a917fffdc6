"""What time does to points, posted: holds that lapsed, lots that opened or ended.

What is read is right without it; it is what makes ends and openings known to
others. Lots that end by the thousand are written as sets, where nothing else
has come due for their customers; everybody else is brought up to now by a page.
"""

from __future__ import annotations

from collections.abc import Collection

from regulars.books import Unit

from . import announcing, plain, rows, store
from .announcing import Posting
from .model.entries import Deed

CHUNK = 2_000
"""As many customers at once: a transaction that writes is short."""
DEED = "points.due"
"""What the journal calls all that comes due: what ends by the million lets orders pass."""

_DUE = """
    (select customer_id, ledger_id from points_lot
     where opened and remaining > 0 and ends_at is not null and ends_at <= %(now)s order by ends_at limit %(most)s)
    union
    (select customer_id, ledger_id from points_lot
     where not opened and remaining > 0 and starts_at <= %(now)s order by starts_at limit %(most)s)
    union
    (select customer_id, ledger_id from points_lot
     where starts_at is null and remaining > 0 and ends_at is not null and ends_at <= %(now)s order by ends_at limit %(most)s)
    union
    (select customer_id, ledger_id from points_hold where open and lapses_at <= %(now)s order by lapses_at limit %(most)s)
    limit %(most)s"""

_END = """
    with ending as materialized (
        select l.id as lot_id, l.customer_id, l.ends_at, l.remaining, l.rule_id, l."order",
               'end:' || l.id || ':' || l.endings + 1 as key, nextval('points_transaction_id') as id
        from unnest(cast(%(customers)s as int[])) as c (id), lateral (
            select * from points_lot l
            where l.customer_id = c.id and l.ledger_id = %(ledger)s and l.opened and l.remaining > 0 and l.ends_at <= %(now)s
            order by l.ends_at, l.id) l),
    posted as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, rule_id, deed, key, "order", actor)
        select id, ends_at, %(now)s, -remaining, customer_id, %(ledger)s, rule_id, 'end', key, "order", %(actor)s
        from ending),
    entered as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from ending cross join lateral (
            values (0, 'available', customer_id, lot_id, -remaining), (1, 'ended', null, lot_id, remaining)) e),
    ended as (
        update points_lot l set remaining = 0, ended = l.ended + e.remaining, endings = l.endings + 1
        from ending e where l.id = e.lot_id),
    counted as (
        update points_balance b set available = b.available - e.points
        from (select customer_id, sum(remaining) as points from ending group by customer_id) e
        where b.customer_id = e.customer_id and b.ledger_id = %(ledger)s)
    select key, ends_at, customer_id, -remaining, rule_id, "order" from ending"""


def post_due(unit: Unit, *, most: int = CHUNK) -> int:
    """Post what has come due for at most so many customers.

    Returns how many postings were made; none are left when it is zero.
    """
    due = unit.driver.execute(_DUE, {"now": unit.now, "most": most}).fetchall()
    postings = [
        posting
        for ledger_id in sorted({ledger_id for _, ledger_id in due})
        for posting in _post(unit, ledger_id, [id for id, of in due if of == ledger_id])
    ]
    announcing.announce(unit, postings, batch=DEED)
    if len(due) == most:
        unit.rather_lose_than_wait()  # what is lost is due again
    return len(postings)


def _post(unit: Unit, ledger_id: int, customers: Collection[int]) -> list[Posting]:
    debts = plain.lock(unit, ledger_id, customers)
    others = plain.begun(unit, ledger_id, customers) | {id for id, debt in debts.items() if debt}
    ended = _end(unit, ledger_id, [id for id in debts if id not in others])
    if not others:
        return ended
    opened = store.read(unit, [(id, ledger_id) for id in others])
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
    return ended + list(map(announcing.posting, store.write(unit, opened)))


def _end(unit: Unit, ledger_id: int, customers: Collection[int]) -> list[Posting]:
    """End the lots of customers for whom nothing else has come due, and who owe nothing."""
    if not customers:
        return []
    about = {"customers": rows.ints(customers), "ledger": ledger_id, "now": unit.now, "actor": unit.actor}
    with rows.looked_up(unit):
        found = unit.driver.execute(_END, about).fetchall()
    return [
        Posting(key, Deed.END, ends_at, customer_id, ledger_id, points, rule_id, order)
        for key, ends_at, customer_id, points, rule_id, order in found
    ]
