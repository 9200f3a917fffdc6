"""Points that end after so long without activity: whenever the customer earns or spends, they last anew."""

from __future__ import annotations

from collections.abc import Collection

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import rows
from .model.lifetime import from_inactivity

_KINDS = f"""
    select distinct inactivity from points_lot
    where customer_id = any({rows.INTS}) and inactivity is not null and remaining + held > 0"""

_PROLONG = f"""
    update points_lot set ends_at = greatest(ends_at, %s)
    where customer_id = any({rows.INTS}) and inactivity = %s and remaining + held > 0 and ends_at > %s"""


def prolong(unit: Unit, customer_ids: Collection[int], calendar: Calendar) -> None:
    """Move the ends of these customers' lots that go by activity: they earned or spent just now."""
    if not customer_ids:
        return
    customers = rows.ints(customer_ids)
    for (kind,) in unit.driver.execute(_KINDS, [customers]).fetchall():
        ends_at = from_inactivity(kind).end_from(unit.now, calendar)
        unit.driver.execute(_PROLONG, [ends_at, customers, kind, unit.now])
