"""The replay itself: orders pass in slices of whole customers, asked about as sets and priced by what prices carts.

Only orders that the promotion can fit are priced: once with it and once without,
for it may stand in the place of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regulars.books import Books
from regulars.books.jobs import Run
from regulars.facts.documents import load_products
from regulars.flows.ground import ground_of
from regulars.flows.past import slices
from regulars.flows.seen.at_once import AtOnce
from regulars.flows.segment_uses import names_now
from regulars.http.house import Asked
from regulars.kinds.points import FIRST
from regulars.promotions import past
from regulars.promotions.model.basket import Money
from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.quoting import Question, priced
from regulars.promotions.past import PastCart, PastOrder
from regulars.rules.check import check
from regulars.rules.fold import fold
from regulars.rules.lines import Seen
from regulars.rules.scope import Scope
from regulars.rules.subject import Row
from regulars.rules.tree import Condition
from regulars.segments import reading, store

from . import tally
from .limits import Given, Touched, within_limits
from .trial import Form, Forms, Replay, forms, typed

KIND = "promotion_replay"
AT_ONCE = 50_000
"""As many orders are in memory together with their lines; those of one customer always are."""


def work(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job; args: a `Replay`. What was broken off begins anew, for nothing is stored."""
    return replayed(run.books, facts, Replay.model_validate(run.args), run.progress)


def replayed(
    books: Books, facts: Asked, replay: Replay, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """What the promotion would have taken off, beside what it takes as it is now."""
    replaying = _Replaying(books, facts, replay)
    by_customer = past.customers_of(facts, replay.since, replay.until)
    total, done = sum(count for _, count in by_customer), 0
    for customers in slices(by_customer, AT_ONCE):
        orders = past.orders_of(facts, replay.since, replay.until, customers)
        replaying.take(orders)
        done += len(orders)
        progress(done, total)
    return _told(books, replaying.asked, replaying.touched, total)


@dataclass(slots=True)
class _Held:
    """What was true of the customers of some orders: audiences and segments by order, and points of each kind that they had at least."""

    audiences: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    points: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    in_segment: list[set[str]] = field(default_factory=list)
    """By form, the orders whose customers were in the segment whose stays are counted."""


class _Replaying:
    """Asks and prices slice by slice; what each form touches is gathered."""

    def __init__(self, books: Books, facts: Asked, replay: Replay) -> None:
        shop = books.shop()
        ground = ground_of(books, shop)()
        scope = Scope(ground.vocabulary, "cart", shop.calendar.zone, names_now(books, facts))
        with books.transaction() as unit:
            self.asked = forms(unit, replay, scope, store.broken(unit.connection))
        self._books = books
        self._facts = facts
        self._calendar = ground.calendar
        self._everybody = replay.codes == "everybody"
        self._base = Money(shop.currency, shop.places, shop.currency, shop.places)
        self._conditions = AtOnce(books, facts, ground)
        self._products: dict[str, Row | None] = {}
        self._least = [check(_points(kind, least), scope) for kind, least in self.asked.least_points]
        stays = [form.saying.per_stay for form in self.asked.each]
        self._stays = [None if told is None else check(_member(told.segment), scope) for told in stays]
        self.touched: tuple[list[Touched], ...] = tuple([] for _ in self.asked.each)

    def take(self, orders: Sequence[PastOrder]) -> None:
        """Price what some customers ordered, as far as the promotion can fit it."""
        held = self._held(orders)
        fitting = [order for order in orders if self._can_fit(order, held)]
        carts = past.carts_of(self._facts, fitting)
        self._learn(past.skus_of(carts))
        codes = self._codes(fitting)
        for cart in carts:
            question = self._question(cart, held, codes.get(fold(cart.order.coupon or "")))
            for n, (form, touched) in enumerate(zip(self.asked.each, self.touched, strict=True)):
                if self._stays[n] is not None and cart.order.external_id not in held.in_segment[n]:
                    continue
                found = _priced(form, question)
                if found is not None:
                    without = None if _changes_nothing_else(form, found) else priced(self.asked.without, question)
                    touched.append(_touched(cart, form, found, without))

    def _held(self, orders: Sequence[PastOrder]) -> _Held:
        """Ask about all of them as one question, each as of when it was placed."""
        tests = list(self.asked.audiences)
        stays = [condition for condition in self._stays if condition is not None]
        held = _Held()
        asked: list[Condition] = [*tests, *self._least, *stays]
        answers = iter(self._conditions.hold(asked, orders) if asked else [])
        for test in tests:
            for order in next(answers):
                held.audiences[order].add(self.asked.audiences[test])
        for kind, least in self.asked.least_points:
            for order in next(answers):
                held.points[order][kind] = least
        held.in_segment = [set() if condition is None else next(answers) for condition in self._stays]
        return held

    def _can_fit(self, order: PastOrder, held: _Held) -> bool:
        """Whether nothing that is known without its lines speaks against it."""
        true = held.audiences.get(order.external_id, set())
        return any(
            form.needs <= true and form.compiled.is_for(order.placed_at, order.store) for form in self.asked.each
        )

    def _learn(self, skus: set[str]) -> None:
        missing = skus - self._products.keys()
        if missing:
            found = load_products(self._facts, missing)
            self._products |= {sku: found.get(sku) for sku in missing}

    def _codes(self, orders: Sequence[PastOrder]) -> dict[str, tuple[int, str]]:
        """By folded code of an order, the promotion that it is for."""
        written = {order.coupon for order in orders if order.coupon}
        if not self.asked.asks_codes or not written:
            return {}
        with self._books.transaction() as unit:
            return {fold(code): (id, code) for code, id in typed(unit, written).items()}

    def _question(self, cart: PastCart, held: _Held, code: tuple[int, str] | None) -> Question:
        order = cart.order
        true = frozenset(held.audiences.get(order.external_id, ()))
        seen = Seen(
            order.placed_at,
            self._calendar,
            {"cart": cart.values(), "customer": {}},
            cart.rows(self._products),
            true,
        )
        codes = {} if code is None else dict([code])
        tried = self.asked.tried
        if self._everybody and tried.saying.coupon != "none":
            codes[tried.compiled.id] = tried.saying.code or tried.compiled.name
        return Question(cart.basket(self._base), seen, codes, {}, order.store, held.points.get(order.external_id, {}))


def _priced(form: Form, question: Question) -> Priced | None:
    """The cart with this form of the promotion, None when it doesn't fit it."""
    one, seen = form.compiled, question.seen
    if one.needs != "none" and one.id not in question.codes:
        return None
    if not one.is_for(seen.now, question.store) or (one.condition is not None and not one.condition.holds(seen)):
        return None
    if one.lines is not None and not one.benefit.everywhere and not one.lines(seen):
        return None
    found = priced(form.together, question)
    return found if any(applied.promotion is one for applied in found.applied) else None


def _changes_nothing_else(form: Form, found: Priced) -> bool:
    """Whether it comes last and stands in nobody's place, so that without it the rest is as it is."""
    return form.is_last and all(passed.by is not form.compiled for passed in found.passed.values())


def _touched(cart: PastCart, form: Form, found: Priced, without: Priced | None) -> Touched:
    own = next(applied.minor for applied in found.applied if applied.promotion is form.compiled)
    order = cart.order
    return Touched(
        order.placed_at,
        order.external_id,
        order.customer_id,
        own,
        own if without is None else _off(found) - _off(without),
        cart.subtotal_minor,
        not order.off_minor and not order.coupon,
    )


def _off(found: Priced) -> int:
    return found.discount_minor + found.shipping_discount_minor


def _points(kind: str, least: int) -> dict[str, Any]:
    if kind == FIRST:
        return {"value": {"sum": "points_entry.points"}, "op": ">=", "to": least}
    of_kind = {"value": "other_points_entry.points_kind", "op": "=", "to": kind}
    return {"value": {"sum": "other_points_entry.points", "where": of_kind}, "op": ">=", "to": least}


def _member(segment: str) -> dict[str, Any]:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


def _told(books: Books, asked: Forms, touched: Sequence[list[Touched]], orders: int) -> dict[str, Any]:
    """The result of the job."""
    with books.transaction() as unit:
        given = [
            within_limits(form.saying, found, _entries(unit, form, found))
            for form, found in zip(asked.each, touched, strict=True)
        ]
        segments = [(one.id, one.name) for one in store.definitions(unit.connection)]
        members = store.members(unit.connection, [id for id, _ in segments])
    tried, in_force = given[0], given[1] if asked.in_force is not None else Given([], None)
    return {
        "orders": orders,
        "promotion": tally.told(tried),
        "in_force": None if asked.in_force is None else tally.told(in_force),
        "months": tally.by_months(tried, in_force, books.shop().calendar),
        "segments": tally.by_segments(tried, in_force, segments, members),
        "shares": tally.by_share(tried),
        "largest": tally.largest(tried),
    }


def _entries(unit: Any, form: Form, touched: Sequence[Touched]) -> Mapping[int, Sequence[datetime]]:
    """When those whom it gave something entered the segment whose stays are counted."""
    if form.saying.per_stay is None:
        return {}
    return reading.entries(unit.connection, fold(form.saying.per_stay.segment), {one.customer_id for one in touched})
