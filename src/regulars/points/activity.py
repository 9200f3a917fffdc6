"""Points that end after so long without activity: whenever the customer earns or spends, they last anew.

What counts is when it was, not when it was heard of: an order told late moves
the ends that lay after it, and a lot that had ended by then, because nobody
knew of it yet, comes back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import announcing, rows, store
from .announcing import Posting
from .model.entries import Deed
from .model.lifetime import from_inactivity, prolonged
from .model.reviving import revive

_LOTS = f"""
    select id, customer_id, ledger_id, starts_at, ends_at, inactivity, remaining + held > 0 from points_lot
    where customer_id = any({rows.INTS}) and inactivity is not null and starts_at is not null and ends_at is not null
      and (remaining + held > 0 or (ended > 0 and ends_at > %s and ends_at <= %s))"""

_MOMENTS = f"""
    select coalesce(a.into_id, t.customer_id), t.at
    from points_transaction t left join customer_alias a on a.customer_id = t.customer_id
    where t.customer_id = any({rows.INTS} || array(select customer_id from customer_alias where into_id = any({rows.INTS})))
      and t.deed in ('earn', 'capture') and t.at > %s order by t.at"""


class _Lot(NamedTuple):
    id: int
    customer_id: int
    ledger_id: int
    starts_at: datetime
    ends_at: datetime
    inactivity: str
    has_points: bool


def prolonged_by(unit: Unit, posted: Sequence[Posting], calendar: Calendar) -> list[Posting]:
    """Let the lots of those who earned by these postings last anew; returns what was posted for it."""
    earned = [one for one in posted if one.deed is Deed.EARN]
    if not earned:
        return []
    return prolong(unit, {one.customer_id for one in earned}, calendar, since=min(one.at for one in earned))


def prolong(unit: Unit, customer_ids: Collection[int], calendar: Calendar, *, since: datetime) -> list[Posting]:
    """Move the ends of these customers' lots that go by activity: they earned or spent, at `since` at the earliest.

    Returns what was posted, for lots that had ended by then.
    """
    if not customer_ids:
        return []
    customers = rows.ints(customer_ids)
    lots = [_Lot(*row) for row in unit.driver.execute(_LOTS, [customers, since, unit.now]).fetchall()]
    if not lots:
        return []
    moments: dict[int, list[datetime]] = defaultdict(list)
    about = rows.ints({lot.customer_id for lot in lots})
    for customer_id, at in unit.driver.execute(_MOMENTS, [about, about, min(lot.starts_at for lot in lots)]).fetchall():
        moments[customer_id].append(at)
    moved: dict[int, datetime] = {}
    ended: dict[int, _Lot] = {}
    for lot in lots:
        lifetime = from_inactivity(lot.inactivity)
        ends_at = prolonged(lifetime, lot.starts_at, lot.ends_at, moments[lot.customer_id], calendar)
        if lot.has_points and ends_at > lot.ends_at:
            moved[lot.id] = ends_at
        elif not lot.has_points and ends_at > unit.now:
            moved[lot.id], ended[lot.id] = ends_at, lot
    _move(unit, moved)
    return _revive(unit, ended)


def _move(unit: Unit, ends: dict[int, datetime]) -> None:
    if ends:
        values: list[Any] = [list(ends), list(ends.values())]
        unit.driver.execute(
            """update points_lot l set ends_at = e.ends_at
               from unnest(%s::bigint[], %s::timestamptz[]) as e (id, ends_at) where l.id = e.id""",
            values,
        )


def _revive(unit: Unit, ended: dict[int, _Lot]) -> list[Posting]:
    """Put back what ended in these lots, whose ends have been moved."""
    if not ended:
        return []
    opened = store.read(unit, {(lot.customer_id, lot.ledger_id) for lot in ended.values()}, lots=ended)
    for page in opened.pages.values():
        page.bring_up_to(unit.now)
        for lot_id in sorted(page.lots.keys() & ended):
            revive(page, page.lots[lot_id], at=unit.now)
    return list(map(announcing.posting, store.write(unit, opened)))
