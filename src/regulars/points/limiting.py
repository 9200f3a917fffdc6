"""Limits over time: how much a rule still gives a customer in a day, a period, or ever.

What counts is what was granted before, by the local day of the grant. A limit
is a matter of granting: what it left out once comes back only when the order is
settled anew and there is room, and nothing is taken back because of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import rows
from .model.rules import Limits
from .model.settlement import Earned, Settled
from .model.styles import Basis, EarnStyle, Phase


class Granted(NamedTuple):
    """What a rule gave a customer for one subject, and when."""

    subject: str
    at: datetime
    points: int


Known = Mapping[tuple[int, str], Settled]


class Limited(Protocol):
    """What is known of how a rule grants: its limits, and for orders the way of earning."""

    @property
    def limits(self) -> Limits: ...

    @property
    def style(self) -> EarnStyle | None: ...


Rules = Callable[[int, int], Limited]
"""By rule and version."""


def limited(unit: Unit, due: Sequence[Earned], before: Known, rules: Rules, calendar: Calendar) -> list[Earned]:
    """The same, with no more points than the limits of their rules leave; the earlier grant goes first.

    What multiplies the points of other rules multiplies what limits have left of them.
    """

    def rule(one: Earned) -> Limited:
        return rules(one.rule_id, one.rule_version)

    concerned = {(one.rule_id, one.customer_id) for one in due if one.points and rule(one).limits.over_time}
    if not concerned:
        return list(due)
    before_it, base = _granted(unit, concerned), _Base(due, before, rules)
    found: list[Earned] = []
    for one in sorted(due, key=lambda one: _turn(one, rule(one))):
        place, at = (one.rule_id, one.customer_id), one.granted_at
        one = base.multiplied(one)
        if place in concerned and at is not None:
            known = before.get((one.rule_id, one.order))
            already = known.points if known is not None and known.customer_id == one.customer_id else 0
            others = [grant for grant in before_it[place] if grant.subject != one.order]
            left = room(others, rule(one).limits, at, calendar)
            less = one._replace(points=min(one.points, max(left, already)))
            base.lessen(one, one.points - less.points)
            before_it[place] = [*others, Granted(one.order, at, less.points)]
            one = less
        found.append(one)
    return found


def _turn(one: Earned, rule: Limited) -> tuple[Any, ...]:
    """The earlier grant first; of an order what multiplies after what it multiplies."""
    phase = Phase.BASE if rule.style is None else rule.style.phase
    return one.granted_at is None, one.granted_at, one.order, phase, one.rule_id


class _Base:
    """What can be multiplied of each order in each ledger, less what limits have taken off it."""

    def __init__(self, due: Sequence[Earned], before: Known, rules: Rules) -> None:
        self._rules = rules
        self._points: dict[tuple[str, int], int] = defaultdict(int)
        self._lessened: set[tuple[str, int]] = set()
        named = {(one.rule_id, one.order) for one in due}
        every: list[Earned | Settled] = [*due, *(one for place, one in before.items() if place not in named)]
        for one in every:
            if self._is_base(one.rule_id, one.rule_version):
                self._points[one.order, one.ledger_id] += one.points

    def _is_base(self, rule_id: int, version: int) -> bool:
        style = self._rules(rule_id, version).style
        return style is not None and style.of_orders and style.phase is Phase.BASE

    def lessen(self, one: Earned, points: int) -> None:
        """Take note of what a limit has taken off."""
        if points and self._is_base(one.rule_id, one.rule_version):
            self._points[one.order, one.ledger_id] -= points
            self._lessened.add((one.order, one.ledger_id))

    def multiplied(self, one: Earned) -> Earned:
        """The same; what multiplies is computed anew where there is less to be multiplied."""
        place, rule = (one.order, one.ledger_id), self._rules(one.rule_id, one.rule_version)
        if (
            place not in self._lessened
            or rule.style is None
            or rule.style.phase is not Phase.MULTIPLIER
            or not one.points
        ):
            return one
        points = rule.style.granted(Basis(0, base_points=self._points[place]))
        if rule.limits.per_order is not None:
            points = min(points, rule.limits.per_order)
        return one._replace(points=min(points, one.points))


def room(granted: Sequence[Granted], limits: Limits, at: datetime, calendar: Calendar) -> int:
    """How many points a customer may still be given by a rule at an instant."""
    day = calendar.local_date(at)
    spans = (
        (limits.per_day, day, day),
        (limits.per_period, *period(day, limits.period)),
        (limits.per_customer, date.min, date.max),
    )
    return min(
        (
            max(most - sum(one.points for one in granted if first <= calendar.local_date(one.at) <= last), 0)
            for most, first, last in spans
            if most is not None
        ),
        default=10**12,
    )


class Allowance:
    """What a rule still gives one customer, told of each grant in the order of their instants."""

    def __init__(self, limits: Limits, calendar: Calendar) -> None:
        self._limits = limits
        self._calendar = calendar
        self._given: dict[object, int] = defaultdict(int)

    def take(self, points: int, at: datetime) -> int:
        """As many of these points as may still be given at an instant; they count from then on."""
        day, limits = self._calendar.local_date(at), self._limits
        spans: tuple[tuple[int | None, object], ...] = (
            (limits.per_day, day),
            (limits.per_period, period(day, limits.period)),
            (limits.per_customer, None),
        )
        for most, span in spans:
            if most is not None:
                points = min(points, max(most - self._given[span], 0))
        for _, span in spans:
            self._given[span] += points
        return points


def period(day: date, kind: str) -> tuple[date, date]:
    """The first and the last local day of the period that a day lies in; weeks begin on Monday."""
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    begun = (day.month - 1) // months * months + 1
    first = day.replace(month=begun, day=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def granted(unit: Unit, rule_ids: Collection[int], customer_id: int) -> dict[int, list[Granted]]:
    """What each of these rules gave a customer so far."""
    if not rule_ids:
        return {}
    found = _granted(unit, {(rule_id, customer_id) for rule_id in rule_ids})
    return {rule_id: found[rule_id, customer_id] for rule_id in rule_ids}


def _granted(unit: Unit, places: set[tuple[int, int | None]]) -> dict[tuple[int, int | None], list[Granted]]:
    """What these rules gave these customers so far, for orders and for what they did."""
    found: dict[tuple[int, int | None], list[Granted]] = defaultdict(list)
    asked = [rows.ints(rule for rule, _ in places), rows.ints(customer for _, customer in places)]
    for rule_id, customer_id, subject, at, points in unit.driver.execute(
        f"""select s.rule_id, s.customer_id, s."order", s.granted_at, s.points
            from unnest({rows.INTS}, {rows.INTS}) as k (rule_id, customer_id)
            join points_settlement s on s.customer_id = k.customer_id and s.rule_id = k.rule_id
            where s.points > 0
            union all
            select g.rule_id, g.customer_id, g.subject, g.at, g.points
            from unnest({rows.INTS}, {rows.INTS}) as k (rule_id, customer_id)
            join points_granted g on g.customer_id = k.customer_id and g.rule_id = k.rule_id""",
        [*asked, *asked],
    ).fetchall():
        found[rule_id, customer_id].append(Granted(subject, at, points))
    return found
