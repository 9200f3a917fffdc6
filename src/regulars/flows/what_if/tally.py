"""What the orders came to, for the rule as it would be and as it is, counted while they pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pyroaring import BitMap

from regulars.flows.past import ByCustomer
from regulars.points.limiting import Allowance
from regulars.points.model.rules import Limits
from regulars.points.model.settlement import Earned
from regulars.rules.calendar import Calendar


@dataclass
class Tally:
    """Points by customer and by local month of the grant, and how many orders earned anything."""

    calendar: Calendar
    points: int = 0
    orders: int = 0
    others: int = 0
    """What all other rules gave."""
    of_customers: Counter[int] = field(default_factory=Counter)
    of_months: Counter[str] = field(default_factory=Counter)

    def add(self, earned: Iterable[Earned], rule_id: int, limits: Mapping[int, Limits]) -> None:
        """Count what some customers' orders earned, all of theirs; limits over time leave out what is beyond them."""
        allowances: dict[tuple[int, int], Allowance] = {}
        due = [one for one in earned if one.points and one.customer_id is not None and one.granted_at is not None]
        for one in sorted(due, key=_by_grant):
            assert one.customer_id is not None
            assert one.granted_at is not None
            points, place = one.points, (one.rule_id, one.customer_id)
            if limits[one.rule_id].over_time:
                allowance = allowances.setdefault(place, Allowance(limits[one.rule_id], self.calendar))
                points = allowance.take(points, one.granted_at)
            if one.rule_id != rule_id:
                self.others += points
            elif points:
                self.points += points
                self.orders += 1
                self.of_customers[one.customer_id] += points
                self.of_months[self._month(one.granted_at)] += points

    def _month(self, at: datetime) -> str:
        return self.calendar.local_date(at).isoformat()[:7]

    def told(self) -> dict[str, int]:
        return {"points": self.points, "orders": self.orders, "customers": len(self.of_customers)}


def by_months(tried: Tally, in_force: Tally) -> list[dict[str, Any]]:
    """Points by month, of both."""
    months = sorted(tried.of_months.keys() | in_force.of_months.keys())
    return [
        {"month": month, "points": tried.of_months[month], "in_force": in_force.of_months[month]} for month in months
    ]


def by_segments(
    tried: Tally, in_force: Tally, segments: Sequence[tuple[str, str]], members: Mapping[str, BitMap]
) -> list[dict[str, Any]]:
    """Points and customers of those who are in each segment today; the segment that gets most comes first."""
    new, now = ByCustomer(tried.of_customers), ByCustomer(in_force.of_customers)
    found = []
    for id, name in segments:
        there = members.get(id, BitMap())
        (customers, points), (_, before) = new.within(there), now.within(there)
        found.append({"id": id, "name": name, "customers": customers, "points": points, "in_force": before})
    return sorted(found, key=lambda one: (-one["points"], one["id"]))


def _by_grant(one: Earned) -> tuple[datetime, str, int]:
    assert one.granted_at is not None
    return one.granted_at, one.order, one.rule_id
