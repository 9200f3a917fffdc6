"""First grants by the thousand: orders that never earned, of customers who owe nothing.

This is what an import of history is made of. Nothing has to be weighed there:
each is one lot, one transaction of two entries and one settlement, so they are
copied to a table of the transaction and written from it as sets. What it writes
is what `model.settlement` would; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, Table

from regulars.books import Unit
from regulars.books.metadata import CODE, INSTANT

from . import rows
from .announcing import Posting
from .model.entries import Deed
from .model.settlement import Earned, Settler

_granting = Table(
    "points_granting",
    MetaData(),
    Column("order", CODE),
    Column("rule_id", Integer),
    Column("rule_version", Integer),
    Column("ledger_id", Integer),
    Column("customer_id", Integer),
    Column("points", BigInteger),
    Column("at", INSTANT),
    Column("starts_at", INSTANT),
    Column("ends_at", INSTANT),
    Column("inactivity", CODE),
    Column("awaits", CODE),
    Column("opened", Boolean),
    Column("granted_at", INSTANT),
    Column("key", CODE),
)

_MAKE = """
    create temporary table if not exists points_granting (
        "order" text, rule_id int, rule_version int, ledger_id int, customer_id int, points bigint, at timestamptz,
        starts_at timestamptz, ends_at timestamptz, inactivity text, awaits text, opened boolean,
        granted_at timestamptz, key text, id bigint default nextval('points_transaction_id'),
        lot_id bigint default nextval('points_lot_id')
    ) on commit delete rows"""

_WRITE = (
    """insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, rule_id, deed, key, "order", actor)
       select id, at, %(now)s, points, customer_id, ledger_id, rule_id, 'earn', key, "order", %(actor)s from points_granting""",
    """insert into points_entry (transaction_id, n, account, customer_id, lot_id, points)
       select id, e.* from points_granting cross join lateral (
           values (0, 'issued', null, null, -points),
                  (1, case when opened then 'available' else 'pending' end, customer_id, lot_id, points)) e""",
    """insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted,
                               starts_at, ends_at, inactivity, awaits, opened, endings, source, rule_id, "order", key)
       select lot_id, customer_id, ledger_id, points, points, 0, 0, 0, 0, 0, starts_at, ends_at, inactivity, awaits,
              opened, 0,
              'order', rule_id, "order", key
       from points_granting""",
    """insert into points_settlement ("order", rule_id, rule_version, ledger_id, customer_id, points, forgiven, times,
                                      settled_at, granted_at)
       select "order", rule_id, rule_version, ledger_id, customer_id, points, 0, 1, at, granted_at from points_granting""",
    """update points_balance b set available = b.available + g.opened, pending = b.pending + g.pending
       from (select customer_id, ledger_id, coalesce(sum(points) filter (where opened), 0) as opened,
                    coalesce(sum(points) filter (where not opened), 0) as pending
             from points_granting group by 1, 2) g
       where b.customer_id = g.customer_id and b.ledger_id = g.ledger_id""",
)


def grant_first(unit: Unit, earned: Sequence[Earned], settler: Settler) -> list[Posting]:
    """Write these grants; the balance rows of their customers are locked and owe nothing."""
    given = [settler.first_grant(one) for one in earned]
    unit.driver.execute(_MAKE)
    unit.driver.execute("delete from points_granting")  # a transaction may settle more than once
    rows.copy_rows(unit, _granting, given)
    for statement in _WRITE:
        unit.driver.execute(statement.encode(), {"now": unit.now, "actor": unit.actor})
    return [
        Posting(key, Deed.EARN, at, customer_id, ledger_id, points, rule_id, order)
        for order, rule_id, _, ledger_id, customer_id, points, at, *_, key in given
    ]
