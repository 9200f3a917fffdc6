"""Estimates: rules are read once, customers' answers come from memory, and the cart is computed as an order is.

Nothing here asks the facts about customers, but for whoever can't be answered
from memory: when an audience of a rule isn't computed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from regulars.books import Books, Unit
from regulars.books.shop import Shop
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.carts_mark import Mark
from regulars.flows.glance import Glance, glance
from regulars.flows.rule_audiences import audience_ids
from regulars.http.house import Asked
from regulars.points import earning_rules, limiting, programme, referrals, rule_book, spending_rules
from regulars.points.ledgers import folded
from regulars.points.model.earning import Given, LineNow, evaluate
from regulars.points.model.rules import Rule, Terms
from regulars.points.model.spending import Spend, spend
from regulars.points.model.styles import Referral
from regulars.points.programme import Programme
from regulars.points.spending_rules import SpendingRule
from regulars.rules.about import mixes
from regulars.rules.evaluate import compile as compiled
from regulars.rules.scope import Scope
from regulars.rules.subject import NOTHING, Subject
from regulars.rules.tree import Condition, Test
from regulars.segments import store
from regulars.segments.mirror import Mirror

from .answers import Asking, Estimate, RuleAnswer, SpendingAnswer
from .carts import Cart
from .catalogue import Catalogue
from .conditions import Answers, Part, failing, ready
from .customers import as_of, loaded, nobody


class Earning(NamedTuple):
    """An earning rule that orders earn by, its condition made ready; None: it always holds."""

    rule: Rule
    terms: Terms
    name: str
    condition: Part | None


class SpendingReady(NamedTuple):
    """A spending rule, its condition made ready; None: it always holds."""

    rule: SpendingRule
    condition: Part | None
    broken: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """All rules as they are now, and the tests about customers by their audiences.

    `counted`: which lines count, by the identity of the terms, which are the book's; `mixes`: whether any condition needs
    the customer's own rows beside the cart.
    """

    earning: Sequence[Earning]
    spending: Sequence[SpendingReady]
    broken: Mapping[tuple[int, int], str]
    programmes: Mapping[str, Programme]
    audiences: Mapping[str, Callable[[Subject], bool]]
    counted: Mapping[int, Callable[[Subject], bool]]
    mixes: bool


@dataclass(frozen=True, slots=True)
class Who:
    """Whose the cart is, with what is true of them."""

    customer_id: int | None
    answers: Answers
    available: Mapping[str, Mapping[str, int]]
    """What can be spent, by kind of points and legal entity."""
    referred: bool
    given: Mapping[int, Sequence[limiting.Granted]]
    subject: Subject
    """The customer, with their rows where they were asked for."""

    def available_of(self, kind: str, legal_entity: str | None = None) -> int:
        """What can be spent of a kind of points that one legal entity has given; None: that all have."""
        available = self.available.get(kind, {})
        if legal_entity is None:
            return sum(available.values())
        wanted = folded(legal_entity)  # a rule may be older than the first points of its legal entity
        return sum(points for name, points in available.items() if folded(name) == wanted)


class Known(NamedTuple):
    """What the books say for one cart: the rules, who its customer is, what they can spend, what rules gave them."""

    book: Book
    customer_id: int | None
    available: Mapping[str, Mapping[str, int]] = {}
    given: Mapping[int, Sequence[limiting.Granted]] = {}
    referred: bool = False


class Estimator:
    """Answers what carts can be paid with points and what they will earn. May be asked from many threads."""

    def __init__(self, books: Books, facts: Asked, shop: Shop, scope: Callable[[], Scope]) -> None:
        self._books = books
        self._facts = facts
        self._shop = shop
        self._scope = scope
        self._mirror = Mirror(books, books.clock)
        self.catalogue = Catalogue(facts, books.clock)
        self._book: tuple[Any, Book] | None = None

    def estimate(self, asking: Asking) -> Estimate:
        """What the cart can be paid with points, and what it will earn: now, or as of the instant that is tried out."""
        now = asking.at or self._books.clock()
        with self._books.looking() as unit:
            known = self.known(unit, glance(unit, asking.customer, asking.email, at=now))
        return self.estimated(asking, known, now)

    def known(self, unit: Unit, seen: Glance) -> Known:
        """What else is asked of the books, by whoever has asked them what is asked about every cart."""
        book, customer_id = self._rules(unit, seen.mark), seen.customer_id
        if customer_id is None:
            return Known(book, None)
        limited = [one.rule.id for one in book.earning if one.terms.limits.over_time]
        given = limiting.granted(unit, limited, customer_id)
        referred = None
        if any(isinstance(one.terms.style, Referral) for one in book.earning):
            referred = referrals.of_customers(unit, [customer_id]).get(customer_id)
        return Known(book, customer_id, seen.available, given, referred is not None and referred.order is None)

    def estimated(self, asking: Asking, known: Known, now: datetime) -> Estimate:
        """The answer to what is known."""
        book, cart = known.book, asking.cart
        who = self._who(known, asking, now)
        row = cart.row(now, self.catalogue.products(line.sku for line in cart.lines))
        spending = self._spending(book, who, asking, row, now)
        rules = self._earning(book, who, (cart, row), now, paid_minor=spending.off_minor)
        to_pay = cart.total_minor - cart.gift_card_minor - spending.off_minor
        kinds = {kind: who.available_of(kind) for kind in book.programmes}
        return Estimate(
            now, who.available_of(asking.points_kind), spending, cart.total_minor, to_pay, rules, kinds,
            book.programmes, cart.store,
        )  # fmt: skip

    # What is known

    def _rules(self, unit: Unit, mark: Mark) -> Book:
        """The rules, read anew when one was changed or a segment is no longer what it was."""
        remembered = self._book
        if remembered is not None and remembered[0] == mark.rules:
            return remembered[1]
        broken, scope = store.broken(unit.connection), self._scope()
        kept = rule_book.book(unit, scope, broken)
        named = {rule.id: rule for rule in earning_rules.listed(unit, limit=100_000)}
        spending = spending_rules.book(unit, scope, broken)
        programmes = {one.slug: one for one in programme.every(unit) if one.archived_at is None}
        terms = [(rule, rule.versions[-1]) for rule in kept.rules if rule.versions[-1].style.of_orders]
        told = [(one.condition, named[rule.id].saying.whole_condition()) for rule, one in terms]
        told += [(one.condition, one.rule.saying.whole_condition()) for one in spending]
        audiences: dict[Test, str] = {}
        for condition, document in told:
            audiences |= audience_ids(condition, document)

        def made_ready(condition: Condition | None) -> Part | None:
            return None if condition is None else ready(condition, audiences)

        book = Book(
            [Earning(rule, one, named[rule.id].name, made_ready(one.condition)) for rule, one in terms],
            [SpendingReady(one.rule, made_ready(one.condition), one.broken) for one in spending],
            kept.broken,
            programmes,
            {audience: compiled(test) for test, audience in audiences.items()},
            {id(one): compiled(one.counted) for _, one in terms if one.counted is not None},
            any(mixes(condition) for condition, _ in told if condition is not None),
        )
        self._book = mark.rules, book
        return book

    def _who(self, known: Known, asking: Asking, now: datetime) -> Who:
        book, id = known.book, known.customer_id
        answers: Answers
        if id is None:
            subject = nobody(self._shop.calendar, now, external_id=asking.customer, email=asking.email)
            answers = {audience: holds(subject) for audience, holds in book.audiences.items()}
        else:
            answers, subject = self._answers(book, id, now, tried=asking.at is not None)
        return Who(id, answers, known.available, referred=known.referred, given=known.given, subject=subject)

    def _answers(self, book: Book, id: int, now: datetime, *, tried: bool) -> tuple[Answers, Subject]:
        """What is true of the customer, from memory unless an audience isn't computed yet or a rule needs their rows, or
        another instant is tried out."""
        if tried:
            subject = as_of(self._books, self._facts, self._shop, id, now)
            return {audience: holds(subject) for audience, holds in book.audiences.items()}, subject
        held = self._mirror.holding(id, book.audiences) if book.audiences else {}
        if held is not None and not book.mixes:
            return held, Subject(now, self._shop.calendar, {"customer": {}}, {})
        subject = loaded(self._books, self._facts, self._shop.calendar, id, now)
        if held is None:
            held = {audience: holds(subject) for audience, holds in book.audiences.items()}
        return held, subject

    # Rules

    def _spending(self, book: Book, who: Who, asking: Asking, row: Mapping[str, Any], now: datetime) -> SpendingAnswer:
        """The first rule that fits."""
        refused: list[tuple[str, Condition | None]] = []
        kind, asked = asking.points_kind, _to_be_asked(book, asking)
        if not asked.is_on(asking.cart.store):
            return SpendingAnswer(None, None, why="inactive", points_kind=kind)
        if not asked.can_spend(asking.cart.store):
            return SpendingAnswer(None, None, why="no_spending", points_kind=kind)
        for rule, condition, broken in book.spending:
            if rule.saying.points_kind != kind or not rule.saying.is_for(now):
                continue
            failed = None if broken else self._failed(condition, who, row, now)
            if broken or failed is not None:
                refused.append((rule.name, failed))
                continue
            exchange, payable = rule.saying.exchange, asking.cart.payable()
            entity = rule.saying.legal_entity
            available = who.available_of(kind, entity)
            most = spend(exchange, payable, available=available)
            wanted = None if asking.points == "all" else asking.points
            taken = Spend(0, 0, "not_asked")
            if asking.points is not None:
                taken = spend(exchange, payable, available=available, wanted=wanted)
            why = most.why if taken.why == "not_asked" and most.why else taken.why  # all that were asked for: no why
            short = taken.short if why == taken.why else most.short
            return SpendingAnswer(
                rule.id,
                rule.name,
                *taken[:2],
                *most[:2],
                why,
                short,
                tuple(refused),
                available,
                entity,
                kind,
                exchange.points,
            )
        return SpendingAnswer(None, None, why="no_rule", refused=tuple(refused), points_kind=kind)

    def _earning(
        self, book: Book, who: Who, cart: tuple[Cart, Mapping[str, Any]], now: datetime, *, paid_minor: int
    ) -> list[RuleAnswer]:
        what, row = cart
        found: dict[int, RuleAnswer] = {}
        held: list[tuple[int, Terms]] = []
        names = {one.rule.id: one.name for one in book.earning}
        for rule, terms, name, condition in book.earning:
            if rule.is_off_itself(now, what.store) or not terms.are_for(now):
                continue
            answer = RuleAnswer(rule.id, name, 0, 0, None, None, points_kind=terms.points_kind)
            if rule.is_off(now, what.store):
                found[rule.id] = answer._replace(why_not="inactive")
            elif (rule.id, terms.version) in book.broken:
                found[rule.id] = answer._replace(why_not="broken")
            elif isinstance(terms.style, Referral) and not (who.referred and terms.style.whose == "referred"):
                found[rule.id] = answer._replace(why_not="referral")
            elif (failed := self._failed(condition, who, row, now)) is not None:
                found[rule.id] = answer._replace(why_not="condition", failed=failed)
            else:
                found[rule.id] = answer
                held.append((rule.id, terms))
        room = {
            id: limiting.room(who.given.get(id, ()), terms.limits, now, self._shop.calendar)
            for id, terms in held
            if terms.limits.over_time
        }
        given = evaluate(what.view(paid_minor=paid_minor), held, self._counts(book, row, now), room)
        for id, terms in held:
            found[id] = self._answered(found[id], terms, given[id], now)
            if (stopper := given[id].stopped_by) is not None:
                found[id] = found[id]._replace(stopped_by=names[stopper])
        return list(found.values())

    def _answered(self, answer: RuleAnswer, terms: Terms, given: Given, now: datetime) -> RuleAnswer:
        """What a rule gives within its limits, from when to when the points are there."""
        points = given.points
        answer = answer._replace(points=points, amount_minor=given.basis.amount_minor, lines=given.lines)
        if points:
            return answer._replace(span=terms.lasting(self._shop.calendar).span(now))
        if given.stopped_by is not None:
            return answer._replace(why_not="stopped")
        return answer._replace(why_not="limit" if given.limited else "nothing_counts")

    def _failed(self, condition: Part | None, who: Who, row: Mapping[str, Any], now: datetime) -> Condition | None:
        """The part of a condition that doesn't hold for the cart, None when it holds."""
        if condition is None:
            return None
        values = {"order": row, "customer": who.subject.values["customer"]}
        subject = Subject(now, self._shop.calendar, values, {**who.subject.rows, "line": row["_lines"]})
        return failing(condition, who.answers, subject)

    def _counts(self, book: Book, row: Mapping[str, Any], now: datetime) -> Callable[[Terms, LineNow], bool]:
        rows = {line["line_id"]: line for line in row["_lines"]}

        def counts(terms: Terms, line: LineNow) -> bool:
            if terms.counted is None:
                return True
            seen = rows[line.id]
            values = {"order": row, "line": seen, "product": seen["_product"] or NOTHING}
            return book.counted[id(terms)](Subject(now, self._shop.calendar, values, {"line": row["_lines"]}))

        return counts


def _to_be_asked(book: Book, asking: Asking) -> Programme:
    """The programme of the kind of points that is asked for; raises `Invalid` when there is none, and for points to spend of
    a kind that is never spent."""
    kept = book.programmes.get(asking.points_kind)
    if kept is not None and (kept.spendable or asking.points is None):
        return kept
    named = ", ".join(kind for kind, one in book.programmes.items() if one.spendable)
    told = (
        say("there is no kind of points {points_kind!r}: {named}", points_kind=asking.points_kind, named=named)
        if kept is None
        else say(
            "points of the kind {slug!r} are collected and never spent; choose another: {named}",
            slug=kept.slug,
            named=named,
        )
    )
    raise Invalid(told, [Fault("/points_kind", "unknown" if kept is None else "not_spendable", told)])
