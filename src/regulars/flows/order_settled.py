"""Orders are settled: what happened to them in a batch of the journal becomes points, given or taken back.

In two steps, for facts are asked before a transaction is opened: `ask` finds
out what each rule gives for each order touched, `settle` posts the differences.
Both may be done again with the same batch, at any time: nothing is posted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.journal import Batch, Merge
from regulars.points import asking, earning_rules, service, settling
from regulars.points.announcing import Posting
from regulars.points.asking import OrderNow
from regulars.points.earning_rules import RuleBook
from regulars.points.model.lifetime import Endings
from regulars.points.model.rules import Arrival, Rule, Terms, is_to_be_barred, may_earn
from regulars.points.model.settlement import Earned, Settled
from regulars.points.model.styles import Basis
from regulars.points.model.taking import Shortage
from regulars.rules.calendar import Calendar
from regulars.rules.scope import Scope

from .moment import Moment, Record
from .order_conditions import Conditional, Conditions, OrdersAlone

LIVE = Arrival(live=True, asks_points=False)
REACHED = "points.reached"
"""The setting that says up to which instant entries dated ahead have been settled; empty when there are none."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The orders that a batch speaks of, and how each came in.

    `of_customers`: customers one of whose refunds was removed, which does not say of which order.
    """

    arrivals: dict[str, Arrival]
    of_customers: set[int]
    merges: list[Merge]

    def __bool__(self) -> bool:
        return bool(self.arrivals or self.of_customers or self.merges)


@dataclass(frozen=True, slots=True)
class Shop:
    """What is asked, and how it is understood. `scope` is that of conditions on orders, `broken_segments` says why
    those are broken that are."""

    facts: asking.Asks
    conditions: Conditions
    scope: Scope
    calendar: Calendar
    broken_segments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be posted: for orders that came live, and for those that came as history that asks for points."""

    live: list[Earned] = field(default_factory=list)
    history: list[Earned] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)
    pins: dict[settling.Pin, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    shortage: Shortage = Shortage.OWE
    endings: dict[tuple[int, int], Endings] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.live or self.history or self.barred or self.pins or self.merges)

    def end_from(self, rule_id: int, version: int, starts_at: datetime) -> datetime | None:
        return self.endings[rule_id, version].end_from(starts_at)


def touched(batch: Batch) -> Touched:
    """The orders that entries of a batch are about."""
    arrivals: dict[str, Arrival] = {}
    of_customers: set[int] = set()
    for entry in batch.entries:
        if entry.type not in ("order", "refund"):
            continue
        order = entry.key if entry.type == "order" else orjson.loads(entry.body).get("order")
        if order is not None:
            arrivals[order] = _both(arrivals.get(order), Arrival(entry.live, entry.asks_points))
        elif entry.customer_id is not None:
            of_customers.add(entry.customer_id)
    return Touched(arrivals, of_customers, list(batch.merges))


def ask(books: Books, shop: Shop, what: Touched, *, now: datetime, since: datetime | None = None) -> Asked:
    """What every rule gives for these orders as they are at `now`, by the facts as they stand.

    With `since`, the `now` of the batch before, orders are asked too whose dated
    entries time alone has reached.
    """
    arrivals = dict(what.arrivals)
    for order in asking.reached_by_time(shop.facts, since, now) if since else ():
        arrivals.setdefault(order, LIVE)
    with books.transaction() as unit:
        book = earning_rules.book(unit, shop.scope, shop.broken_segments)
        for order in settling.orders_of(unit, what.of_customers):
            arrivals.setdefault(order, LIVE)
        before = settling.settled(unit, arrivals)
        barred = settling.barred(unit, arrivals)
        conditional = any(terms.condition for rule in book.rules for terms in rule.versions)
        pins = settling.pinned(unit, arrivals) if conditional else {}
    every = {(rule.id, terms.version): terms for rule in book.rules for terms in rule.versions}
    endings = {place: Endings(terms.lifetime, shop.calendar) for place, terms in every.items()}
    asked = Asked(merges=what.merges, shortage=book.shortage, endings=endings)
    if not every or not arrivals:
        return asked
    orders = asking.orders_now(shop.facts, arrivals, {terms.grant_status for terms in every.values()}, now=now)
    asking_rules = Conditional(shop.conditions, OrdersAlone(shop.facts, shop.calendar), pins)
    settlement = _Settlement(book, asking_rules, arrivals, before, barred)
    for earned in (*settlement.of_orders(orders.values()), *settlement.of_gone(orders.keys())):
        if settling.differs(earned, before.get((earned.rule_id, earned.order))):
            (asked.live if arrivals[earned.order].live else asked.history).append(earned)
    asked.pins.update(asking_rules.new)
    unasked = [order for order in orders.values() if not _counts(arrivals[order.external_id])]
    asked.barred.extend(
        order.external_id for order in unasked if is_to_be_barred(book.rules, order.granted_at.values())
    )
    return asked


def settle(unit: Unit, asked: Asked) -> list[Posting]:
    """Post the differences, in the caller's transaction; returns what was posted."""
    service.merge_all(unit, [(merge.from_id, merge.into_id) for merge in asked.merges])
    settling.bar(unit, asked.barred)
    settling.pin(unit, asked.pins)
    return [
        posting
        for earned, live in ((asked.history, False), (asked.live, True))
        for posting in settling.settle(unit, earned, shortage=asked.shortage, end_from=asked.end_from, live=live)
    ]


@dataclass(frozen=True, slots=True)
class _Settlement:
    """What is known of a batch of orders, and what rules make of it."""

    book: RuleBook
    conditions: Conditional
    arrivals: Mapping[str, Arrival]
    before: Mapping[settling.Place, Settled]
    barred: set[str]

    def of_orders(self, orders: Iterable[OrderNow]) -> Iterator[Earned]:
        """For each order and rule that has to do with it, what it gives."""
        here = [order for order in orders if _counts(self.arrivals[order.external_id])]
        for rule in self.book.rules:
            yield from self._of_rule(rule, here)

    def of_gone(self, present: Collection[str]) -> Iterator[Earned]:
        """Orders that were settled and are not there any more deserve nothing."""
        for (rule_id, order), known in self.before.items():
            if order not in present and _counts(self.arrivals[order]):
                yield Earned(rule_id, order, known.rule_version, known.ledger_id, None, 0, None)

    def _of_rule(self, rule: Rule, orders: list[OrderNow]) -> Iterator[Earned]:
        conditional: dict[int, list[tuple[OrderNow, Earned]]] = defaultdict(list)
        for order in orders:
            known = self.before.get((rule.id, order.external_id))
            terms = rule.terms_for(order.placed_at, known.rule_version if known else None)
            earned = self._unconditional(rule, terms, order, known)
            if earned is None:
                continue
            if (rule.id, terms.version) in self.book.broken:
                if known and known.points:
                    yield earned
            elif terms.condition is None:
                yield earned
            else:
                conditional[terms.version].append((order, earned))
        for terms in rule.versions:
            if found := conditional.get(terms.version):
                yield from self._of_condition(rule, terms, found)

    def _of_condition(self, rule: Rule, terms: Terms, found: list[tuple[OrderNow, Earned]]) -> Iterator[Earned]:
        assert terms.condition is not None
        held = self.conditions.hold(
            (rule.id, terms.version),
            terms.condition,
            [order for order, _ in found],
            due={earned.order for _, earned in found if earned.points},
        )
        for _, earned in found:
            yield earned if earned.order in held else earned._replace(points=0)

    def _unconditional(self, rule: Rule, terms: Terms, order: OrderNow, known: Settled | None) -> Earned | None:
        """What a rule gives for an order if its condition holds; None when the order is no matter of the rule."""
        if known is None and (order.customer_id is None or not terms.are_for(order.placed_at)):
            return None
        granted_at = order.granted_at.get(terms.grant_status)
        may = granted_at is not None and may_earn(
            rule,
            granted_at,
            self.arrivals[order.external_id],
            settled=known is not None,
            barred=order.external_id in self.barred,
        )
        if granted_at is not None and not may and known is None:
            return None
        points = terms.style.granted(Basis(order.products_minor)) if may else 0
        return Earned(
            rule.id, order.external_id, terms.version, terms.ledger_id, order.customer_id, points,
            granted_at if may else None,
        )  # fmt: skip


def _counts(arrival: Arrival) -> bool:
    """Whether an order that came so is settled: history that asks for no points is let be."""
    return arrival.live or arrival.asks_points


def _both(one: Arrival | None, other: Arrival) -> Arrival:
    if one is None:
        return other
    return Arrival(one.live or other.live, one.asks_points or other.asks_points)


class OrdersSettled:
    """The step of the road that brings points up to date. `scope` says what conditions on orders may read now.

    Statuses and refunds may be dated ahead. As long as there are such, it is
    kept up to which instant they have been settled.
    """

    def __init__(
        self,
        *,
        calendar: Calendar,
        scope: Callable[[], Scope],
        conditions: Callable[[Moment], Conditions],
        broken_segments: Callable[[Moment], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self._calendar = calendar
        self._scope = scope
        self._conditions = conditions
        self._broken_segments = broken_segments
        self._reached: datetime | None = None
        self._next: datetime | None = None

    def begin(self, books: Books, facts: Facts) -> None:
        """Find out up to which instant dated entries have been settled."""
        with books.transaction() as unit:
            kept = unit.setting(REACHED)
        self._reached = datetime.fromisoformat(kept) if kept else None
        self._next = asking.next_dated(facts, self._reached) if self._reached else None

    def prepare(self, moment: Moment) -> Record | None:
        what, since = touched(moment.batch), self._reached
        ahead = _is_ahead(moment)
        if not what and since is None and not ahead:
            return None
        broken = self._broken_segments(moment)
        shop = Shop(moment.facts, self._conditions(moment), self._scope(), self._calendar, broken)
        asked = ask(moment.books, shop, what, now=moment.now, since=since)
        if not asked and since is None and not ahead:
            return None

        def record(unit: Unit) -> None:
            settle(unit, asked)
            if ahead or since is not None:
                unit.set_setting(REACHED, moment.now.isoformat() if ahead else "")

        return record

    def heeds(self, type: str) -> bool:
        return False  # what conditions of rules read of them keeps them apart, see `Road`

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        return self._next is None or self._next > now

    def recorded(self, moment: Moment) -> None:
        ahead = _is_ahead(moment)
        self._reached = moment.now if ahead else None
        self._next = asking.next_dated(moment.facts, moment.now) if ahead else None

    def get_ready(self) -> bool:
        return False

    def next_due(self, facts: Facts) -> datetime | None:
        return self._next


def _is_ahead(moment: Moment) -> bool:
    """Whether statuses or refunds are dated later than this moment."""
    horizon = moment.facts.horizon()
    return horizon is not None and horizon > moment.now
