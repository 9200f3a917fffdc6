"""The trial itself: orders pass in slices of whole customers, asked about as sets and rated by what posts for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from regulars.books import Books
from regulars.books.jobs import Run
from regulars.core.money import rounded
from regulars.flows.ground import ground_of
from regulars.flows.order_rating import LinesCount
from regulars.flows.past import slices
from regulars.flows.seen.at_once import AtOnce
from regulars.flows.segment_uses import names_now
from regulars.http.house import Asked
from regulars.points import asking, worth
from regulars.points.asking import OrderNow, Placed
from regulars.points.model.earning import evaluate
from regulars.points.model.rules import Terms
from regulars.points.model.settlement import Earned
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.questions import Ground

from .tally import Tally, by_months, by_segments
from .trial import Forms, Trial, forms

KIND = "what_if"
AT_ONCE, WITH_LINES = 200_000, 50_000
"""As many orders are in memory together, alone or with their lines; those of one customer always are."""


def work(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job; args: a `Trial`. What was broken off begins anew, for nothing is stored."""
    return tried(run.books, facts, Trial.model_validate(run.args), run.progress)


def tried(
    books: Books, facts: Asked, trial: Trial, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """What the rule would have given, beside what the rule in force gives for the same orders."""
    shop = books.shop()
    ground = ground_of(books, shop)()
    scope = Scope(ground.vocabulary, "order", shop.calendar.zone, names_now(books, facts))
    with books.transaction() as unit:
        asked = forms(unit, trial, scope, store.broken(unit.connection))
        now = unit.now
    trying = _Trying(books, facts, ground, asked)
    by_customer = asking.placed_by(facts, trial.since, trial.until)
    total, done = sum(count for _, count in by_customer), 0
    for customers in slices(by_customer, trying.at_once):
        part = asking.placed(facts, trial.since, trial.until, customers)
        trying.take(part, now)
        done += len(part)
        progress(done, total)
    return _told(books, asked, trying.tallies, total)


class _Trying:
    """Asks and rates slice by slice. What was posted before doesn't matter here, so `Rating` is not needed."""

    def __init__(self, books: Books, facts: Asked, ground: Ground, asked: Forms) -> None:
        shop = books.shop()
        self._facts = facts
        self._asked = asked
        self._places = shop.places
        self._conditions = AtOnce(books, facts, ground)
        self._lines = LinesCount(shop.calendar)
        self._every = {(rule.id, terms.version): terms for rule, terms in asked.each}
        self._statuses = {terms.grant_status for terms in self._every.values()}
        self._with_lines = any(terms.needs_lines for terms in self._every.values())
        self.at_once = WITH_LINES if self._with_lines else AT_ONCE
        self.tallies = Tally(shop.calendar), Tally(shop.calendar)

    def take(self, part: Sequence[Placed], now: datetime) -> None:
        """Count what some customers' orders earn, all of theirs."""
        later = any(terms.condition and terms.as_of == "granted" for terms in self._every.values())
        orders = self._orders([order.order_id for order in part], now) if later else {}
        held = self._held(part, orders)
        if not later:
            some = set().union(*(held.values()))
            orders = self._orders([order.order_id for order in part if order.external_id in some], now)
        for tally, book in zip(self.tallies, (self._asked.tried, self._asked.in_force), strict=True):
            rules = [(rule.id, rule.versions[-1]) for rule in book.rules]
            if not rules:
                continue
            earned = [one for order in orders.values() for one in self._earned(order, rules, held)]
            tally.add(earned, self._asked.id, {id: terms.limits for id, terms in rules})

    def _orders(self, ids: Sequence[int], now: datetime) -> dict[str, OrderNow]:
        return asking.orders_of(
            self._facts, ids, self._statuses, now=now, places=self._places, with_lines=self._with_lines
        )

    def _held(self, part: Sequence[Placed], orders: Mapping[str, OrderNow]) -> dict[tuple[int, int], set[str]]:
        """For each rule and version the orders for which its condition held."""
        every = {order.external_id for order in part}
        held: dict[tuple[int, int], set[str]] = {}
        as_placed: dict[Condition, list[tuple[int, int]]] = defaultdict(list)
        for place, terms in self._every.items():
            if terms.condition is None:
                held[place] = every
            elif terms.as_of == "placed":
                as_placed[terms.condition].append(place)
            else:
                at = [(order, order.granted_at.get(terms.grant_status)) for order in orders.values()]
                granted = [order._replace(placed_at=since) for order, since in at if since is not None]
                [held[place]] = self._conditions.hold([terms.condition], granted)
        if as_placed:
            for places, found in zip(as_placed.values(), self._conditions.hold(list(as_placed), part), strict=True):
                held |= dict.fromkeys(places, found)
        return held

    def _earned(
        self, order: OrderNow, rules: Sequence[tuple[int, Terms]], held: Mapping[tuple[int, int], set[str]]
    ) -> Iterator[Earned]:
        key = order.external_id
        due = [
            (id, terms)
            for id, terms in rules
            if key in held[id, terms.version]
            and terms.grant_status in order.granted_at
            and terms.are_for(order.placed_at)
        ]
        if due:
            given = evaluate(order.view, due, self._lines.of(order))
            for id, terms in due:
                since = order.granted_at[terms.grant_status]
                yield Earned(id, key, terms.version, terms.ledger_id, order.customer_id, given[id].points, since)


def _told(books: Books, asked: Forms, tallies: Sequence[Tally], orders: int) -> dict[str, Any]:
    """The result of the job."""
    new, now = tallies
    with books.transaction() as unit:
        segments = [(one.id, one.name) for one in store.definitions(unit.connection)]
        members = store.members(unit.connection, [id for id, _ in segments])
        value = worth.most_minor(unit)

    def told(tally: Tally) -> dict[str, Any]:
        return tally.told() | {"cost_minor": None if value is None else rounded(tally.points * value)}

    return {
        "orders": orders,
        "rule": told(new),
        "in_force": None if asked.is_new else told(now),
        "others": new.others - now.others,
        "months": by_months(new, now),
        "segments": by_segments(new, now, segments, members),
    }
