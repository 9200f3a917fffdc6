"""Telling customers that points will end: so many days before, once for each end."""

from __future__ import annotations

from datetime import UTC, datetime

from regulars.books import Unit, announcing, shop
from regulars.journal import identity

from . import programme
from .announcements import ENDING

AT_ONCE = 5_000

_DUE = """
    insert into points_notice (customer_id, ledger_id, ends_at, points, told_at)
    select customer_id, ledger_id, ends_at, sum(remaining + held), %(now)s from points_lot l
    where opened and remaining > 0 and ends_at > %(now)s
      and ends_at at time zone %(zone)s <= %(now)s at time zone %(zone)s + make_interval(days => %(days)s)
      and not exists (
          select from points_notice n
          where n.customer_id = l.customer_id and n.ledger_id = l.ledger_id and n.ends_at = l.ends_at)
    group by 1, 2, 3 order by 1, 2, 3 limit %(most)s
    returning customer_id, ends_at, points"""


def tell_next(unit: Unit) -> int:
    """Tell of the next points that end in so many local days; how many ends were told of. Those that are held count too."""
    days = programme.get(unit).notice_days
    if days is None:
        return 0
    zone = str(shop.load(unit).calendar.zone)
    asked = {"now": unit.now, "zone": zone, "days": days, "most": AT_ONCE}
    due = unit.driver.execute(_DUE, asked).fetchall()
    if due and announcing.listened(unit, ENDING.type):
        people = identity.named(unit, {customer_id for customer_id, _, _ in due})
        happenings = [
            announcing.Happening(
                unit.now, {"customer": people[customer_id], "points": points, "ends_at": _written(ends_at)}
            )
            for customer_id, ends_at, points in due
        ]
        announcing.announce(unit, ENDING.type, happenings)
    return len(due)


def _written(at: datetime) -> str:
    """An instant as it is written everywhere in what is told."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
