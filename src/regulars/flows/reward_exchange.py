"""Rewards for points: what a customer can reach, and the exchange of points for a coupon, all in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from regulars.books import Books, Unit
from regulars.books.shop import Shop
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say
from regulars.facts.documents import Asked
from regulars.journal import identity
from regulars.messaging import queue
from regulars.messaging.queue import NewMessage
from regulars.messaging.templates import kept
from regulars.points import ledgers, programme, reading, service
from regulars.points.earning_rules import SHOP
from regulars.promotions import book, coupons, rewards, telling
from regulars.promotions.coupons import Coupon, Terms
from regulars.promotions.rewards import Reward
from regulars.rules.check import InvalidCondition, check
from regulars.rules.evaluate import compile as compiled
from regulars.rules.scope import Scope
from regulars.rules.subject import Subject

from .estimates.customers import loaded

WhyNot = Literal["points", "condition", "broken", "promotion", "programme"]
"""Why a reward can't be taken: too few points; it is for others; its condition can't be read any more; its promotion isn't
published; the programme is switched off, everywhere or in the customer's store."""

EXCHANGE = "reward:"
"""How the keys of points begin that are exchanged; the reward's id follows, and what makes each exchange its own."""
_SPENT = re.compile(rf"capture:{EXCHANGE}(?:(\d+):)?")


def is_exchange(key: str) -> bool:
    """Whether the posting of this key spent points on a reward."""
    return _SPENT.match(key) is not None


def reward_of(key: str) -> int | None:
    """The reward that the posting of this key spent points on; None where it isn't told, as of the first exchanges ever."""
    found = _SPENT.match(key)
    return int(found[1]) if found and found[1] else None


class OutOfReach(Conflict):
    """A reward that the customer can't take now."""

    code = "reward.out_of_reach"

    def __init__(self, why: WhyNot, *, needed: int, to_go: int) -> None:
        available = max(needed - to_go, 0)  # who owes points has further to go than what is needed
        told = {
            "points": say(
                "{needed:point is|points are} needed and {available:is|are} available: {to_go:,} to go",
                needed=needed,
                available=available,
                to_go=to_go,
            ),
            "condition": say("the reward is for other customers"),
            "broken": say("what the reward asks can't be read any more"),
            "promotion": say("the promotion of the reward isn't published"),
            "programme": say("points can't be spent while the programme or spending is switched off"),
        }
        super().__init__(told[why])
        self.why = why
        self.needed = needed
        self.available = available


class Reach(NamedTuple):
    """A reward as one customer sees it: how many points are to go, and why it can't be taken."""

    reward: Reward
    to_go: int
    why_not: WhyNot | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Rewards of one installation: the books, the facts that conditions are asked of, and what can be asked."""

    books: Books
    facts: Asked
    shop: Shop
    scope: Callable[[], Scope]

    def reachable(self, customer_id: int) -> list[Reach]:
        """Every reward that is on, as a customer sees it."""
        with self.books.transaction() as unit:
            offers = rewards.listed(unit, active=True)
            stand = {kind: _stands(unit, customer_id, kind) for kind in {one.saying.points_kind for one in offers}}
            published = _published(unit, offers)
        fits = self._fitting(offers, customer_id)
        return [
            _reach(one, stand[one.saying.points_kind], published=published, fits=fits.get(one.id)) for one in offers
        ]

    def take(self, customer_id: int, reward_id: int, *, key: str) -> Callable[[Unit], Coupon]:
        """What exchanges points for the reward's coupon, to be done in one transaction, once a `key`.

        The condition is asked before, and the balance under lock; raises `OutOfReach`.
        """
        with self.books.transaction() as unit:
            offer = rewards.get(unit, reward_id)
        fits = self._fitting([offer], customer_id).get(reward_id)

        def exchange(unit: Unit) -> Coupon:
            return _exchange(unit, customer_id, reward_id, fits, self.shop, key=key)

        return exchange

    def _fitting(self, offers: list[Reward], customer_id: int) -> dict[int, bool | None]:
        """Whether each offer's condition holds; None where it can't be read."""
        asked = {one.id: one.saying.condition for one in offers if one.saying.condition is not None}
        found: dict[int, bool | None] = {one.id: True for one in offers}
        if not asked:
            return found
        subject: Subject = loaded(self.books, self.facts, self.shop.calendar, customer_id, self.books.clock())
        for id, document in asked.items():
            try:
                found[id] = compiled(check(document, self.scope()))(subject)
            except InvalidCondition:
                found[id] = None
        return found


def _exchange(unit: Unit, customer_id: int, reward_id: int, fits: bool | None, shop: Shop, *, key: str) -> Coupon:
    offer = rewards.get(unit, reward_id)
    if not offer.active:
        raise NotFound("reward", str(reward_id))
    kind = offer.saying.points_kind
    ledger_id = ledgers.at_first_mention(unit, SHOP, kind)
    service.hold_still(
        unit, customer_id, ledger_id=ledger_id
    )  # of several at the same instant each sees what those before it have left
    published = _published(unit, [offer])
    reach = _reach(offer, _stands(unit, customer_id, kind), published=published, fits=fits)
    if reach.why_not is not None:
        raise OutOfReach(reach.why_not, needed=offer.saying.needed, to_go=reach.to_go)
    spent_as = f"{EXCHANGE}{offer.id}:{key}"
    service.spend(unit, customer_id, offer.saying.points, key=spent_as, reason=offer.name, ledger_id=ledger_id)
    ends_at: datetime | None = None
    if offer.saying.lifetime is not None:
        ends_at = offer.saying.lifetime.end_from(unit.now, shop.calendar)
    cause = {"kind": "reward", "reward": str(offer.id), "points": offer.saying.points, "points_kind": kind}
    terms = Terms(ends_at=ends_at, most_uses=offer.saying.uses)
    coupon = coupons.issue(unit, offer.saying.promotion, customer_id, terms=terms, cause=cause)
    telling.issued(unit, coupon, cause)
    _mail(unit, offer, coupon)
    unit.audit("reward.taken", f"customer:{customer_id}", {"reward": offer.id, "coupon": coupon.id})
    return coupon


def _mail(unit: Unit, offer: Reward, coupon: Coupon) -> None:
    """Queue the mail that brings the coupon, once. Where its template is no more, points were exchanged all the same."""
    template = offer.saying.template
    standing = kept.standing(unit, [template]).get(template) if template is not None else None
    if template is None or standing is None or not standing.version:
        return
    named = {"name": offer.name, "names": offer.saying.labels, "points": offer.saying.points}
    message = NewMessage(
        f"reward:{coupon.id}", "transactional", f"reward:{offer.id}", template, standing.version, coupon.customer_id,
        marketing=standing.kind == "marketing", values={"coupon": {"code": coupon.shown}, "reward": named},
        cause={"reward": offer.name, "coupon": str(coupon.id)},
    )  # fmt: skip
    queue.enqueue(unit, [message])


def _reach(offer: Reward, points: _Points, *, published: set[int], fits: bool | None) -> Reach:
    to_go = max(offer.saying.points - points.of_shop, (offer.saying.least_points or 0) - points.all, 0)
    why: WhyNot | None = None
    if not points.on:
        why = "programme"
    elif offer.saying.promotion not in published:
        why = "promotion"
    elif fits is not True:
        why = "broken" if fits is None else "condition"
    elif to_go:
        why = "points"
    return Reach(offer, to_go, why)


class _Points(NamedTuple):
    """What a customer can spend of a kind: of the shop's own, which rewards are paid with, less what is owed, and of every legal
    entity together; and whether points of that kind are spent now in the customer's store."""

    of_shop: int
    all: int
    on: bool


def _stands(unit: Unit, customer_id: int, kind: str) -> _Points:
    found = reading.less_owed(unit.connection, customer_id, at=unit.now, kind=kind)
    on = programme.get(unit, kind).can_spend(identity.store_of(unit, customer_id))
    return _Points(found.get(SHOP, 0), sum(max(points, 0) for points in found.values()), on)


def _published(unit: Unit, offers: list[Reward]) -> set[int]:
    found = book.listed(unit, ids=[one.saying.promotion for one in offers], kept=["published"]) if offers else []
    return {one.id for one in found}
