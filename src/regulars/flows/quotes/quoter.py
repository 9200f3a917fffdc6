"""Quotes: a cart is priced by what is published, from the books and memory; then points are spent and earned.

Nothing here asks the facts about customers, but for whoever can't be answered
from memory: when an audience of a promotion isn't computed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any

from regulars.books import Books, Unit
from regulars.books.shop import Shop
from regulars.flows import carts_mark
from regulars.flows.carts_mark import Mark
from regulars.flows.estimates import Asking as AskingPoints
from regulars.flows.estimates import Estimator, Known
from regulars.flows.estimates.customers import as_of, loaded, nobody
from regulars.flows.glance import Glance, glance
from regulars.flows.rule_audiences import audience_ids
from regulars.http.direct import Caller
from regulars.http.house import Asked
from regulars.promotions import checkouts, coupons, snapshot, uses
from regulars.promotions.coupons import Coupon, WhyNot
from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.quoting import Question, not_applied, nudges, priced
from regulars.promotions.model.receipt import receipt
from regulars.promotions.model.rules import Codes
from regulars.promotions.snapshot import Published
from regulars.promotions.uses import Counted, Most, Use
from regulars.promotions.whose import Whose, of_coupon
from regulars.promotions.whose import find as find_whose
from regulars.rules.evaluate import compile as compiled
from regulars.rules.fold import fold
from regulars.rules.lines import Seen
from regulars.rules.scope import Scope
from regulars.rules.subject import Subject
from regulars.segments import store
from regulars.segments.mirror import Mirror
from regulars.segments.reading import entered

from .asking import Asking, CodeAnswer, Quote, Unusable, Who, usable
from .guessing import OF_NOBODY, OF_ONE, Guesses
from .trial import Trial

NO_COUPONS: Codes = {}


class Quoter:
    """Answers what carts come to. Keeps promotions and memberships in memory; may be asked from many threads."""

    def __init__(
        self, books: Books, facts: Asked, shop: Shop, *, cart_scope: Callable[[], Scope], estimator: Estimator
    ) -> None:
        self._books = books
        self._facts = facts
        self._shop = shop
        self._scope = cart_scope
        self._estimator = estimator
        self._mirror = Mirror(books, books.clock)
        self._published: tuple[Any, Published] | None = None
        self._compiling = Lock()
        self._guesses = Guesses()

    def quote(self, asking: Asking, caller: Caller | None = None) -> Quote:
        """What a cart comes to, and why: now, or as of the instant that is tried out. `caller`: who asks, where
        that isn't known yet; whoever may not is refused before anything is computed."""
        now = asking.at or self._books.clock()
        published, who, known, by = self._known(asking, now, caller)
        true = self._true(published, asking, who, now)
        return self._answered(
            asking, published, who, now=now, known=known, true=true, unanswered=self._unanswered(asking, who, by)
        )

    def tried(self, asking: Asking, trial: Trial) -> tuple[Quote, Quote]:
        """What a cart comes to now, and what it would come to with a promotion as it would be. Where that can't be asked,
        it is refused."""
        as_it_is = self.quote(asking)
        now = as_it_is.at
        with self._books.looking() as unit:
            seen = glance(unit, asking.customer, asking.email, at=now)
            published = trial.beside(unit, self._published_now(unit, seen.mark), self._scope())
            known = self._estimator.known(unit, seen)
            who = trial.of_whom(self._who(unit, published, asking, known), now)
        subject = self._subject(asking, who.customer_id, now)  # nobody keeps audiences for what isn't published
        true = frozenset(id for id, test in published.tests.items() if compiled(test)(subject))
        had = trial.coupons_had
        return as_it_is, self._answered(asking, published, who, now=now, known=known, true=true, had=had)

    def _answered(
        self,
        asking: Asking,
        published: Published,
        who: Who,
        *,
        now: datetime,
        known: Known,
        true: frozenset[str],
        unanswered: Collection[str] = (),
        had: Codes = NO_COUPONS,
    ) -> Quote:
        """A cart priced; `true`: the audiences that hold of the customer, `had`: coupons that it is priced with beside
        those that were typed."""
        cart = asking.cart
        rows = cart.rows(now, self._estimator.catalogue.products(line.sku for line in cart.lines))
        seen = Seen(
            now,
            self._shop.calendar,
            {"cart": cart.values(now, rows), "customer": {}},
            rows,
            true,
        )
        codes = _codes(published, who, asking, now, unanswered)
        named = {**had, **{id: coupon.shown for id, coupon in usable(codes).items()}}
        question = Question(cart.basket(), seen, named, _blocked(published, who), cart.store, who.points)
        question, found = _within_budgets(published, who, question, cart.in_base)
        total = receipt(found)
        to_spend = AskingPoints(
            cart.priced(found, total), asking.customer, asking.email, asking.points, asking.at, asking.points_kind
        )
        points = self._estimator.estimated(to_spend, known, now)
        off = _in_cart(
            points.spending.off_minor,
            asking,
            left_minor=total.total_minor - min(cart.gift_card_minor, total.total_minor),
        )
        return Quote(
            now, asking, who, published, found, total, codes, nudges(published.snapshot, question, found),
            points, off, question, not_applied(published.snapshot, question, found) if asking.explain else (),
        )  # fmt: skip

    def _known(self, asking: Asking, now: datetime, caller: Caller | None) -> tuple[Published, Who, Known, str | None]:
        """All that is asked of the books, once what lapsed checkouts held is free, and who asks."""
        key = None if caller is None else caller.key
        with self._books.looking() as unit:
            seen = glance(unit, asking.customer, asking.email, at=now, key=key)
            by = asking.by if caller is None else caller.found(seen.actor).name
            if not seen.mark.lapsed:
                return *self._asked(unit, seen, asking), by
        with self._books.transaction() as unit:
            checkouts.lapse_due(unit)
        with self._books.looking() as unit:
            return *self._asked(unit, glance(unit, asking.customer, asking.email, at=now), asking), by

    def _asked(self, unit: Unit, seen: Glance, asking: Asking) -> tuple[Published, Who, Known]:
        published = self._published_now(unit, seen.mark)
        known = self._estimator.known(unit, seen)
        return published, self._who(unit, published, asking, known), known

    def _published_now(self, unit: Unit, mark: Mark) -> Published:
        """What is published, compiled anew when a promotion was changed or a segment is no longer what it was."""
        remembered = self._published
        if remembered is not None and remembered[0] == mark.promotions:
            return remembered[1]
        with self._compiling:  # of many carts after a change one compiles, and the others have what it made
            mark = carts_mark.asked(unit)
            if self._published is None or self._published[0] != mark.promotions:
                made = snapshot.compile(unit, self._scope(), audience_ids, store.broken(unit.connection))
                self._published = mark.promotions, made
            return self._published[1]

    def _who(self, unit: Unit, published: Published, asking: Asking, known: Known) -> Who:
        id = known.customer_id
        typed = coupons.find(unit, asking.cart.codes)
        whose = find_whose(unit, asking.customer, asking.email) if published.counting or typed else None
        stays = self._stays(unit, published, id)
        keys = _keys(whose, id, typed, stays)
        return Who(
            id, whose, {kind: sum(given.values()) for kind, given in known.available.items()}, typed,
            uses.counted(unit, published.limited) if published.limited else {},
            uses.counted_by(unit, keys), stays,
        )  # fmt: skip

    def _unanswered(self, asking: Asking, who: Who, by: str | None) -> set[str]:
        """The codes that nothing is told of, as too many that nobody has were tried."""
        if by is None or not asking.cart.codes:
            return set()
        whose = [("customer", asking.customer), ("guest", None if asking.customer else asking.email)]
        whose += [] if asking.customer else [("visitor", asking.visitor)]
        names = [(f"{by} {what} {who}", OF_ONE) for what, who in whose if who is not None]
        if asking.customer is None and asking.visitor is None:
            names.append((by, OF_NOBODY))
        codes = ((code, code in who.coupons) for code in asking.cart.codes)
        return self._guesses.refused(names, codes, self._books.clock())

    def codes_held_until(self) -> datetime | None:
        """Until when carts of nobody are told nothing of further codes, as too many that nobody has were tried; None: they are."""
        return self._guesses.held_until(self._books.clock())

    def _stays(self, unit: Unit, published: Published, id: int | None) -> dict[str, datetime]:
        segments = {
            told.segment for one in published.counting if (told := published.kept[one].saying.per_stay) is not None
        }
        found: dict[str, datetime] = {}
        if id is None or not segments:
            return found
        held = store.members(unit.connection, [fold(name) for name in segments])
        for segment, members in held.items():
            if id in members and (since := entered(unit.connection, segment, [id]).get(id)) is not None:
                found[segment] = since
        return found

    def _true(self, published: Published, asking: Asking, who: Who, now: datetime) -> frozenset[str]:
        """The audiences that hold of the customer, from memory unless one isn't computed yet."""
        if not published.audiences:
            return frozenset()
        if who.customer_id is not None and asking.at is None:
            held = self._mirror.holding(who.customer_id, published.audiences)
            if held is not None:
                return frozenset(id for id, holds in held.items() if holds)
        subject = self._subject(asking, who.customer_id, now)
        return frozenset(id for id, test in published.tests.items() if compiled(test)(subject))

    def _subject(self, asking: Asking, customer_id: int | None, now: datetime) -> Subject:
        """The customer as conditions read them, from the facts."""
        if customer_id is None:
            return nobody(self._shop.calendar, now, external_id=asking.customer, email=asking.email)
        if asking.at is not None:
            return as_of(self._books, self._facts, self._shop, customer_id, asking.at)
        return loaded(self._books, self._facts, self._shop.calendar, customer_id, now)


def uses_of(quote: Quote) -> list[Use]:
    """The uses that a quote makes of what is applied to its cart."""
    coupons, in_base = quote.usable, quote.asking.cart.in_base
    return [
        _use(quote.published, quote.who, one.promotion.id, in_base(one.minor), coupons.get(one.promotion.id))
        for one in quote.priced.applied
    ]


def most_of(published: Published, used: Iterable[int], coupon_of: Mapping[int, Coupon]) -> dict[int, Most]:
    """How often these promotions can be used; `coupon_of` are the coupons of a cart, by promotion."""
    found: dict[int, Most] = {}
    for id in used:
        said, coupon = published.kept[id].saying, coupon_of.get(id)
        found[id] = Most(
            said.uses,
            None if said.budget is None else next(iter(said.budget.values())),
            said.uses_per_customer,
            None if said.per_stay is None else said.per_stay.uses,
            None if coupon is None else coupon.most_uses_by_customer,
        )
    return found


def _codes(
    published: Published, who: Who, asking: Asking, now: datetime, unanswered: Collection[str]
) -> list[CodeAnswer]:
    """Each code that was typed, and whether it can be used: the first of each promotion that can be."""
    answers: list[CodeAnswer] = []
    taken: set[int] = set()
    for code in asking.cart.codes:
        coupon = who.coupons.get(code)
        if code in unanswered:
            answers.append(CodeAnswer(code, None, "too_many"))
            continue
        if coupon is None:
            answers.append(CodeAnswer(code, None, "unknown"))
            continue
        why: WhyNot | Unusable | None = coupon.why_not(now, who.customer_id)
        if why is None and coupon.most_uses_by_customer is not None:
            used_up = who.whose is not None and who.uses_of(coupon) >= coupon.most_uses_by_customer
            why = "anonymous" if who.whose is None else "used_by_customer" if used_up else None
        if why is None and coupon.promotion_id not in published.kept:
            why = "promotion"
        if why is None and coupon.promotion_id in taken:
            why = "twice"
        if why is None:
            taken.add(coupon.promotion_id)
        answers.append(CodeAnswer(code, coupon, why))
    return answers


def _keys(whose: Whose | None, id: int | None, typed: Mapping[str, Coupon], stays: Mapping[str, datetime]) -> list[str]:
    """By what uses are looked up that concern this customer."""
    if whose is None:
        return []
    found = [*whose.keys, *(_stay(id, segment, since) for segment, since in stays.items())]
    return found + [of_coupon(coupon.id, key) for coupon in typed.values() for key in whose.keys]


def _stay(id: int | None, segment: str, since: datetime) -> str:
    return f"s:{id}:{segment}:{since.isoformat()}"


def _blocked(published: Published, who: Who) -> dict[int, str]:
    """Promotions that are used up, for everybody or for this customer."""
    found: dict[int, str] = dict.fromkeys(published.broken, "broken")
    for id in published.limited:
        said, counted = published.kept[id].saying, who.counted.get(id, Counted(0, 0))
        if said.uses is not None and counted.uses >= said.uses:
            found[id] = "used_up"
        elif said.budget is not None and counted.minor >= next(iter(said.budget.values())):
            found[id] = "budget"
    for id in published.counting:
        said = published.kept[id].saying
        if not said.counts_customers or id in found:
            continue
        if who.whose is None:
            found[id] = "anonymous"
        elif said.uses_per_customer is not None and who.uses(id) >= said.uses_per_customer:
            found[id] = "used_by_customer"
        elif said.per_stay is not None:
            since = who.stays.get(fold(said.per_stay.segment))
            if since is None:
                found[id] = "not_in_segment"
            elif (
                who.by_customer.get((id, _stay(who.customer_id, fold(said.per_stay.segment), since)), 0)
                >= said.per_stay.uses
            ):
                found[id] = "used_in_stay"
    return found


def _within_budgets(
    published: Published, who: Who, question: Question, in_base: Callable[[int], int]
) -> tuple[Question, Priced]:
    """The cart priced without promotions that would take off more than is left of their budgets."""
    while True:
        found = priced(published.snapshot, question)
        over = [
            one.promotion.id for one in found.applied if in_base(one.minor) > _left(published, who, one.promotion.id)
        ]
        if not over:
            return question, found
        question = replace(question, blocked={**question.blocked, over[0]: "budget"})


def _left(published: Published, who: Who, id: int) -> float:
    budget = published.kept[id].saying.budget
    return float("inf") if budget is None else next(iter(budget.values())) - who.counted.get(id, Counted(0, 0)).minor


def _use(published: Published, who: Who, id: int, minor: int, coupon: Coupon | None) -> Use:
    kept = published.kept[id]
    said = kept.saying
    stay = None
    if said.per_stay is not None:
        segment = fold(said.per_stay.segment)
        stay = _stay(who.customer_id, segment, who.stays[segment])
    counts = said.uses_per_customer is not None or (coupon is not None and coupon.most_uses_by_customer is not None)
    key, also = who.whose if counts and who.whose is not None else (None, ())
    return Use(id, kept.version, None if coupon is None else coupon.id, minor, key, stay, said.gives_back, also)


def _in_cart(off_minor: int, asking: Asking, *, left_minor: int) -> int:
    """What points take off, in the cart's currency: rounded down, and no more than is left to pay."""
    return max(min(asking.cart.money.at_most(off_minor), left_minor), 0)
