"""Orders are settled: what happened to them in a batch of the journal becomes points, given or taken back.

In two steps, for facts are asked before a transaction is opened: `ask` finds
out what each rule gives for each order touched, `settle` posts the differences.
Both may be done again with the same batch, at any time: nothing is posted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import orjson

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.journal import Batch, Merge
from regulars.points import asking, referrals, service, settling
from regulars.points.announcing import Posting
from regulars.points.asking import OrderNow
from regulars.points.model.rules import Arrival, Terms, is_to_be_barred
from regulars.points.model.settlement import Earned
from regulars.points.model.styles import Referral
from regulars.points.model.taking import Shortage
from regulars.points.referrals import First, Referred
from regulars.points.rule_book import KeptBook, RuleBook
from regulars.points.settling import Granting
from regulars.rules.calendar import Calendar

from .moment import Moment, Record
from .order_conditions import Conditional, Conditions, OrdersAlone
from .order_rating import LinesCount, Rating, counts
from .referring import reasons

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
    """What is asked, and how it is understood: by which rules, and `broken_segments` says why those are broken that are;
    `places` are those of the base currency."""

    facts: asking.Asks
    conditions: Conditions
    rules: KeptBook
    calendar: Calendar
    places: int = 2
    broken_segments: Callable[[], Mapping[str, str]] = dict


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be posted: for orders that came live, and for those that came as history that asks for points."""

    calendar: Calendar
    live: list[Earned] = field(default_factory=list)
    history: list[Earned] = field(default_factory=list)
    barred: list[settling.Barred] = field(default_factory=list)
    pins: dict[settling.Pin, settling.Pinned] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    firsts: list[First] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    shortage: Shortage = Shortage.OWE
    shortages: Mapping[int, Shortage] = field(default_factory=dict)
    grants: dict[tuple[int, int], Granting] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.live or self.history or self.barred or self.pins or self.merges or self.firsts or self.refused)

    def granting(self, rule_id: int, version: int) -> Granting:
        return self.grants[rule_id, version]


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
    with books.looking() as unit:
        book = shop.rules.now(unit, shop.broken_segments)
        for order in settling.orders_of(unit, what.of_customers):
            arrivals.setdefault(order, LIVE)
        by_referral = any(isinstance(terms.style, Referral) for rule in book.rules for terms in rule.versions)
        rewarded = referrals.rewarded_with(unit, arrivals) if by_referral else set()
    for order in asking.orders_by(shop.facts, rewarded):  # one of which takes the place of an order that is gone
        arrivals.setdefault(order, LIVE)
    with books.transaction() as unit:
        before = settling.settled(unit, arrivals)
        barred = settling.barred(unit, arrivals)
        conditional = any(terms.condition for rule in book.rules for terms in rule.versions)
        pins = settling.pinned(unit, arrivals) if conditional else {}
    every = {(rule.id, terms.version): terms for rule in book.rules for terms in rule.versions}
    grants = {place: Granting.by(terms, shop.calendar) for place, terms in every.items()}
    asked = Asked(shop.calendar, merges=what.merges, shortage=book.shortage, shortages=book.shortages, grants=grants)
    if not every or not arrivals:
        return asked
    orders = asking.orders_now(
        shop.facts,
        arrivals,
        {terms.grant_status for terms in every.values()},
        now=now,
        places=shop.places,
        with_lines=any(terms.needs_lines for terms in every.values()),
    )
    referred = _referred(books, shop.facts, every.values(), orders.values(), asked)
    asking_rules = Conditional(shop.conditions, OrdersAlone(shop.facts, shop.calendar), pins)
    rating = Rating(book, asking_rules, LinesCount(shop.calendar), arrivals, before, barred, now, referred)
    for earned in (*rating.of_orders(orders.values()), *rating.of_gone(orders.keys())):
        if settling.differs(earned, before.get((earned.rule_id, earned.order))):
            (asked.live if arrivals[earned.order].live else asked.history).append(earned)
    asked.pins.update(asking_rules.new)
    unasked = [order for order in orders.values() if not counts(arrivals[order.external_id])]
    asked.barred.extend(
        (order.external_id, settling.EVERY_KIND)
        for order in unasked
        if is_to_be_barred(book.rules, order.granted_at.values())
    )
    asked.barred.extend(one for order in orders.values() for one in _came_while_off(order, book) if one not in barred)
    return asked


def settle(unit: Unit, asked: Asked) -> list[Posting]:
    """Post the differences, in the caller's transaction; returns what was posted."""
    service.merge_all(unit, [(merge.from_id, merge.into_id) for merge in asked.merges])
    settling.bar(unit, asked.barred)
    settling.pin(unit, asked.pins)
    referrals.bind(unit, asked.firsts)
    for referred_id, reason in asked.refused.items():
        referrals.refuse(unit, referred_id, reason)
    return [
        posting
        for earned, live in ((asked.history, False), (asked.live, True))
        for posting in settling.settle(
            unit,
            earned,
            shortage=asked.shortage,
            shortages=asked.shortages,
            grants=asked.granting,
            calendar=asked.calendar,
            live=live,
        )
    ]


def _referred(
    books: Books, facts: asking.Asks, every: Iterable[Terms], orders: Collection[OrderNow], asked: Asked
) -> Mapping[int, Referred]:
    """Who of the customers of these orders was brought by whom, where a rule rewards it, each with the order that is."""
    if not any(isinstance(terms.style, Referral) for terms in every):
        return {}
    with books.transaction() as unit:
        known = referrals.of_customers(unit, {order.customer_id for order in orders if order.customer_id is not None})
    waiting = [one for one in known.values() if one.order is None]
    asked.refused.update(reasons(facts, [(one.referrer_id, one.referred_id) for one in waiting]))
    known = {id: one for id, one in known.items() if id not in asked.refused}
    found, firsts = referrals.settle_firsts(known, orders, every)
    asked.firsts.extend(firsts)
    return found


def _came_while_off(order: OrderNow, book: RuleBook) -> Iterator[settling.Barred]:
    """The kinds of points whose programme was off when an order came as far as a rule asks: it never earns those."""
    for kind in {rule.versions[-1].points_kind for rule in book.rules}:
        pauses = book.pauses.get(kind, ())
        if any(pause.holds(at, order.store) for at in order.granted_at.values() for pause in pauses):
            yield order.external_id, kind


def _both(one: Arrival | None, other: Arrival) -> Arrival:
    if one is None:
        return other
    return Arrival(one.live or other.live, one.asks_points or other.asks_points)


class OrdersSettled:
    """The step of the road that brings points up to date, by these rules.

    Statuses and refunds may be dated ahead. As long as there are such, it is
    kept up to which instant they have been settled.
    """

    def __init__(
        self,
        *,
        calendar: Calendar,
        rules: KeptBook,
        places: int = 2,
        conditions: Callable[[Moment], Conditions],
        broken_segments: Callable[[Moment], Mapping[str, str]] = lambda _: {},
    ) -> None:
        self._calendar = calendar
        self._rules = rules
        self._places = places
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
        broken = partial(self._broken_segments, moment)
        shop = Shop(moment.facts, self._conditions(moment), self._rules, self._calendar, self._places, broken)
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
