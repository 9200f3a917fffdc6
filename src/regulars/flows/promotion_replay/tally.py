"""What a replay found, added up: in all, by month, by segment, by how much of the cart it was, and the largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from regulars.flows.past import ByCustomer
from regulars.rules.calendar import Calendar

from .limits import Given, Touched

LARGEST = 10
SHARES = (5, 10, 15, 20, 30, 50, 100)
"""Up to how many percent of the subtotal, by which orders are counted."""


def told(given: Given) -> dict[str, Any]:
    """In all; and how much of it went to orders that were placed at full price, so without any discount."""
    orders = given.orders
    full = [one for one in orders if one.paid_full]
    return {
        "orders": len(orders),
        "customers": len({one.customer_id for one in orders}),
        "discount_minor": sum(one.own_minor for one in orders),
        "net_minor": sum(one.net_minor for one in orders),
        "subtotal_minor": sum(one.subtotal_minor for one in orders),
        "full_price_orders": len(full),
        "full_price_discount_minor": sum(one.own_minor for one in full),
        "used_up_at": None if given.used_up_at is None else given.used_up_at.isoformat(),
    }


def by_months(tried: Given, in_force: Given, calendar: Calendar) -> list[dict[str, Any]]:
    """Discounts and orders by local month, of both forms."""
    new, now = (_months(given, calendar) for given in (tried, in_force))
    orders = Counter(_month(one, calendar) for one in tried.orders)
    return [
        {"month": month, "orders": orders[month], "discount_minor": new[month], "in_force_minor": now[month]}
        for month in sorted(new.keys() | now.keys())
    ]


def by_segments(
    tried: Given, in_force: Given, segments: Sequence[tuple[str, str]], members: Mapping[str, BitMap]
) -> list[dict[str, Any]]:
    """Discounts of those who are in each segment today; the segment that gets most comes first."""
    new, now = _customers(tried), _customers(in_force)
    found = []
    for id, name in segments:
        there = members.get(id, BitMap())
        (customers, minor), (_, before) = new.within(there), now.within(there)
        found.append(
            {"id": id, "name": name, "customers": customers, "discount_minor": minor, "in_force_minor": before}
        )
    return sorted(found, key=lambda one: (-one["discount_minor"], one["id"]))


def by_share(tried: Given) -> list[dict[str, int]]:
    """How many orders it takes up to so many percent of the subtotal off, and no less than the share before."""
    counted: Counter[int] = Counter()
    for one in tried.orders:
        percent = 100 if one.subtotal_minor <= 0 else one.own_minor * 100 / one.subtotal_minor
        counted[next((share for share in SHARES if percent <= share), SHARES[-1])] += 1
    return [{"percent": share, "orders": counted[share]} for share in SHARES]


def largest(tried: Given) -> list[dict[str, Any]]:
    """The orders that it takes most off."""
    first = sorted(tried.orders, key=lambda one: (-one.own_minor, one.order))[:LARGEST]
    return [
        {
            "order": one.order,
            "customer_id": one.customer_id,
            "subtotal_minor": one.subtotal_minor,
            "discount_minor": one.own_minor,
        }
        for one in first
    ]


def _months(given: Given, calendar: Calendar) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in given.orders:
        found[_month(one, calendar)] += one.own_minor
    return found


def _month(one: Touched, calendar: Calendar) -> str:
    return calendar.local_date(one.placed_at).isoformat()[:7]


def _customers(given: Given) -> ByCustomer:
    found: Counter[int] = Counter()
    for one in given.orders:
        found[one.customer_id] += one.own_minor
    return ByCustomer(found)
