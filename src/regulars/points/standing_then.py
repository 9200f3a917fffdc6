"""What customers could spend before and after each of some postings, by what the ledger holds of them since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regulars.books import Unit

from . import reading

_SINCE = """
    with asked as (select id, key, customer_id from points_transaction where key = any(%(keys)s)),
    since as (
        select t.customer_id, t.id, coalesce((
            select sum(e.points) from points_entry e
            where e.transaction_id = t.id and e.account = 'available' and e.customer_id = t.customer_id), 0) as moved
        from (select customer_id, min(id) as first from asked group by 1) a
        join points_transaction t on t.customer_id = a.customer_id and t.id >= a.first
        where t.ledger_id = any(array(
            select g.id from points_ledger g join points_programme p on p.id = g.programme_id where p.slug = %(kind)s)))
    select key, customer_id, moved, since from (
        select *, sum(moved) over (partition by customer_id order by id desc) as since from since) summed
    join asked using (id, customer_id)"""


class Then(NamedTuple):
    """What a customer could spend just before a posting, and just after it."""

    before: int
    after: int


def around(unit: Unit, keys: Sequence[str], *, kind: str) -> dict[str, Then]:
    """By the keys of postings of a kind of points, however many there were since."""
    found = unit.driver.execute(_SINCE, {"keys": list(keys), "kind": kind}).fetchall()
    now = reading.available(unit.connection, {whose for _, whose, _, _ in found}, at=unit.now, kind=kind)
    return {
        key: Then(now[whose] - int(since), now[whose] - int(since) + int(moved)) for key, whose, moved, since in found
    }
