"""First grants by the thousand: orders that never earned, of customers who owe nothing.

This is what an import of history is made of. Nothing has to be weighed there:
each is one lot, one transaction of two entries and one settlement, so all are
written by one statement as sets. What it writes is what `model.settlement`
would; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from regulars.books import Unit

from . import rows
from .announcing import Posting
from .model.entries import Deed
from .model.settlement import Earned, Settler

_GIVEN = {
    '"order"': rows.TEXTS, "rule_id": rows.INTS, "rule_version": rows.INTS, "ledger_id": rows.INTS,
    "customer_id": rows.INTS, "points": rows.BIGINTS, "at": rows.INSTANTS, "starts_at": rows.INSTANTS,
    "ends_at": rows.INSTANTS, "inactivity": rows.TEXTS, "awaits": rows.TEXTS, "opened": rows.BOOLEANS,
    "granted_at": rows.INSTANTS, "key": rows.TEXTS,
}  # fmt: skip
"""The columns of a grant, in the order of `Settler.first_grant`, and how a list of each is handed over."""

_WRITERS: dict[str, Callable[[Iterable[Any]], str]] = {rows.TEXTS: rows.texts, rows.INSTANTS: rows.instants}

_WRITE = f"""
    with given as materialized (
        select *, nextval('points_transaction_id') as id, nextval('points_lot_id') as lot_id
        from unnest({", ".join(_GIVEN.values())}) as g ({", ".join(_GIVEN)})),
    transactions as (
        insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, rule_id, deed, key, "order", actor)
        select id, at, %s, points, customer_id, ledger_id, rule_id, 'earn', key, "order", %s from given),
    entries as (
        insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
        select id, e.* from given cross join lateral (
            values (0, 'issued', null, null, -points),
                   (1, case when opened then 'available' else 'pending' end, customer_id, lot_id, points)) e),
    lots as (
        insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted,
                                starts_at, ends_at, inactivity, awaits, opened, endings, source, rule_id, "order", key)
        select lot_id, customer_id, ledger_id, points, points, 0, 0, 0, 0, 0, starts_at, ends_at, inactivity, awaits,
               opened, 0, 'order', rule_id, "order", key
        from given),
    settlements as (
        insert into points_settlement ("order", rule_id, rule_version, ledger_id, customer_id, points, forgiven, times,
                                       settled_at, granted_at)
        select "order", rule_id, rule_version, ledger_id, customer_id, points, 0, 1, at, granted_at from given)
    update points_balance b set available = b.available + g.opened, pending = b.pending + g.pending
    from (select customer_id, ledger_id, coalesce(sum(points) filter (where opened), 0) as opened,
                 coalesce(sum(points) filter (where not opened), 0) as pending
          from given group by 1, 2) g
    where b.customer_id = g.customer_id and b.ledger_id = g.ledger_id""".encode()


def grant_first(unit: Unit, earned: Sequence[Earned], settler: Settler) -> list[Posting]:
    """Write these grants; the balance rows of their customers are locked and owe nothing."""
    given = [settler.first_grant(one) for one in earned]
    columns = zip(_GIVEN.values(), zip(*given, strict=True), strict=True)
    lists = [_WRITERS.get(type, rows.ints)(values) for type, values in columns]
    unit.driver.execute(_WRITE, [*lists, unit.now, unit.actor])
    return [
        Posting(key, Deed.EARN, at, customer_id, ledger_id, points, rule_id, order)
        for order, rule_id, _, ledger_id, customer_id, points, at, *_, key in given
    ]
