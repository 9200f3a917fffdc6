"""What rules make of orders: which of them apply to each, whose conditions hold, and what they give together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from regulars.points.asking import OrderNow
from regulars.points.model.earning import Counts, LineNow, evaluate
from regulars.points.model.rules import Arrival, Rule, Terms, may_earn
from regulars.points.model.settlement import Earned, Settled
from regulars.points.model.styles import Referral
from regulars.points.referrals import Referred
from regulars.points.rule_book import RuleBook
from regulars.points.settling import EVERY_KIND, Barred, Place
from regulars.rules.calendar import Calendar
from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import NOTHING, Row, Subject
from regulars.rules.tree import Condition

from .order_conditions import Conditional


class Applying(NamedTuple):
    """A rule that an order has to do with: what it would give if nothing of it was deserved."""

    rule: Rule
    terms: Terms
    nothing: Earned


class LinesCount:
    """Says which lines of an order count for a rule; conditions on lines are compiled once."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._compiled: dict[Condition, Callable[[Subject], bool]] = {}

    def of(self, order: OrderNow) -> Counts:
        """For the lines of one order, as they are seen when it was placed."""
        row = order.row or NOTHING
        rows: dict[str, Row] = {line["line_id"]: line for line in row.get("_lines", ())}

        def counts(terms: Terms, line: LineNow) -> bool:
            if terms.counted is None:
                return True
            holds = self._compiled.get(terms.counted)
            if holds is None:
                holds = self._compiled[terms.counted] = compiled(terms.counted)
            seen = rows[line.id]
            values = {"order": row, "line": seen, "product": seen.get("_product") or NOTHING}
            return holds(Subject(order.placed_at, self._calendar, values, {"line": list(rows.values())}))

        return counts


@dataclass(frozen=True, slots=True)
class Rating:
    """What is known of a batch of orders, and what rules make of it."""

    book: RuleBook
    conditions: Conditional
    lines: LinesCount
    arrivals: Mapping[str, Arrival]
    before: Mapping[Place, Settled]
    barred: Collection[Barred]
    now: datetime
    referrals: Mapping[int, Referred] = field(default_factory=dict)

    def of_orders(self, orders: Iterable[OrderNow]) -> Iterator[Earned]:
        """For each order and rule that has to do with it, what it gives."""
        here = [order for order in orders if counts(self.arrivals[order.external_id])]
        applying: dict[str, list[Applying]] = defaultdict(list)
        held: dict[str, list[tuple[int, Terms]]] = defaultdict(list)
        for rule in self.book.rules:
            for order, one in self._applying(rule, here):
                applying[order.external_id].append(one)
            for order in self._held(rule, applying, here):
                held[order.external_id].append((rule.id, self._terms(rule, order)))
        for order in here:
            key = order.external_id
            given = evaluate(order.view, held[key], self.lines.of(order)) if key in held else {}
            for rule, _, nothing in applying.get(key, ()):
                yield nothing._replace(points=given[rule.id].points) if rule.id in given else nothing

    def of_gone(self, present: Collection[str]) -> Iterator[Earned]:
        """Orders that were settled and are not there any more deserve nothing."""
        for (rule_id, order), known in self.before.items():
            if order not in present and counts(self.arrivals[order]):
                yield Earned(rule_id, order, known.rule_version, known.ledger_id, None, 0, None)

    def _terms(self, rule: Rule, order: OrderNow) -> Terms:
        known = self.before.get((rule.id, order.external_id))
        return rule.terms_for(order.placed_at, known.rule_version if known else None)

    def _applying(self, rule: Rule, orders: Iterable[OrderNow]) -> Iterator[tuple[OrderNow, Applying]]:
        """The orders that a rule has to do with, each with since when it is granted and to whom."""
        for order in orders:
            known = self.before.get((rule.id, order.external_id))
            terms = self._terms(rule, order)
            whose = self._recipient(terms, order, known)
            if not terms.style.of_orders or (known is None and (whose is None or not terms.are_for(order.placed_at))):
                continue
            granted_at = order.granted_at.get(terms.grant_status)
            arrival = self.arrivals[order.external_id]
            barred = any((order.external_id, kind) in self.barred for kind in (EVERY_KIND, terms.points_kind))
            may = granted_at is not None and may_earn(
                rule, granted_at, arrival, now=self.now, settled=known is not None, barred=barred, store=order.store
            )
            if granted_at is not None and not may and known is None:
                continue
            since = granted_at if may else None
            earned = Earned(rule.id, order.external_id, terms.version, terms.ledger_id, whose, 0, since)
            yield order, Applying(rule, terms, earned)

    def _recipient(self, terms: Terms, order: OrderNow, known: Settled | None) -> int | None:
        """Who gets the points; with a referral whoever brought the customer, or was brought, and nobody without one."""
        if not isinstance(terms.style, Referral):
            return order.customer_id
        referred = None if order.customer_id is None else self.referrals.get(order.customer_id)
        if referred is None or not referred.takes(order.external_id):
            return known.customer_id if known else None
        return referred.referrer_id if terms.style.whose == "referrer" else order.customer_id

    def _held(
        self, rule: Rule, applying: Mapping[str, list[Applying]], orders: Iterable[OrderNow]
    ) -> Iterator[OrderNow]:
        """The orders that are as far as a rule asks, and for which its condition held."""
        conditional: dict[int, list[tuple[OrderNow, bool]]] = defaultdict(list)
        for order in orders:
            told = applying.get(order.external_id)
            if not told or told[-1].rule is not rule:
                continue
            terms, nothing = told[-1].terms, told[-1].nothing
            due = nothing.granted_at is not None and nothing.customer_id is not None
            known = self.before.get((rule.id, order.external_id))
            if isinstance(terms.style, Referral) and not self._is_referred(order):
                continue
            if (rule.id, terms.version) in self.book.broken:
                if due and known and known.points:
                    yield order
            elif terms.condition is None:
                if due:
                    yield order
            else:
                conditional[terms.version].append((order, due))
        for terms in rule.versions:
            if found := conditional.get(terms.version):
                yield from self._of_condition(rule, terms, found)

    def _is_referred(self, order: OrderNow) -> bool:
        referred = None if order.customer_id is None else self.referrals.get(order.customer_id)
        return referred is not None and referred.takes(order.external_id)

    def _of_condition(self, rule: Rule, terms: Terms, found: list[tuple[OrderNow, bool]]) -> Iterator[OrderNow]:
        """What was true of the customer is kept of an order when it is first seen, or, where the rule says so, granted."""
        assert terms.condition is not None
        due = {order.external_id for order, is_due in found if is_due}
        seen = [order for order, _ in found]
        if terms.as_of == "granted":
            seen = [
                order._replace(placed_at=order.granted_at[terms.grant_status])
                for order in seen
                if order.external_id in due
            ]
        held = self.conditions.hold((rule.id, terms.version), terms.condition, seen, due=due)
        for order, _ in found:
            if order.external_id in held:
                yield order


def counts(arrival: Arrival) -> bool:
    """Whether an order that came so is settled: history that asks for no points is let be."""
    return arrival.live or arrival.asks_points
