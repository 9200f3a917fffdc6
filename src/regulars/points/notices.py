"""Telling customers that points will end: so many days before, once for each end. A store may have it otherwise."""

from __future__ import annotations

from datetime import UTC, datetime

from regulars.books import Unit, announcing, shop
from regulars.journal import identity

from . import programme
from .announcements import ENDING
from .programme import Programme

AT_ONCE = 5_000

_DUE = """
    insert into points_notice (customer_id, ledger_id, ends_at, points, told_at)
    select l.customer_id, l.ledger_id, l.ends_at, sum(l.remaining + l.held), %(now)s
    from points_lot l
    left join customer_identity i on i.customer_id = l.customer_id
    left join unnest(%(stores)s::text[], %(of_stores)s::int[]) as own (store, days) on own.store = i.store
    where l.ledger_id = any(array(select id from points_ledger where programme_id = %(programme)s))
      and l.opened and l.remaining > 0 and l.ends_at > %(now)s and coalesce(own.days, %(days)s) > 0
      and l.ends_at at time zone %(zone)s
          <= %(now)s at time zone %(zone)s + make_interval(days => coalesce(own.days, %(days)s))
      and not exists (
          select from points_notice n
          where n.customer_id = l.customer_id and n.ledger_id = l.ledger_id and n.ends_at = l.ends_at)
    group by 1, 2, 3 order by 1, 2, 3 limit %(most)s
    returning customer_id, ends_at, points"""


def tell_next(unit: Unit) -> int:
    """Tell of the next points that end in so many local days; how many ends were told of. Those that are held count too."""
    return sum(_tell_of(unit, one) for one in programme.every(unit) if one.tells_of_ends)


def _tell_of(unit: Unit, kind: Programme) -> int:
    stores = _stores(unit, kind)
    asked = {
        "now": unit.now,
        "zone": str(shop.load(unit).calendar.zone),
        "days": kind.notice_days or 0,
        "stores": list(stores),
        "of_stores": list(stores.values()),
        "programme": kind.id,
        "most": AT_ONCE,
    }
    due = unit.driver.execute(_DUE, asked).fetchall()
    if due and announcing.listened(unit, ENDING.type):
        people = identity.named(unit, {customer_id for customer_id, _, _ in due})
        happenings = [
            announcing.Happening(
                unit.now,
                {
                    "customer": people[customer_id],
                    "points": points,
                    "points_kind": kind.slug,
                    "ends_at": _written(ends_at),
                },
            )
            for customer_id, ends_at, points in due
        ]
        announcing.announce(unit, ENDING.type, happenings)
    return len(due)


def _stores(unit: Unit, kept: Programme) -> dict[str, int]:
    """How many days before it is told in stores that have it otherwise, by their names however customers have them written."""
    if all(one.notice_days is None for one in kept.stores):
        return {}
    written = unit.driver.execute("select distinct store from customer_identity where store is not null").fetchall()
    own = ((store, kept.of(store)) for (store,) in written)
    return {store: one.notice_days for store, one in own if one is not None and one.notice_days is not None}


def _written(at: datetime) -> str:
    """An instant as it is written everywhere in what is told."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
