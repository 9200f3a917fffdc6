"""The route that tells what a cart can be paid with points, and what it will earn."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from threading import Lock
from typing import Annotated, Literal, NamedTuple, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid
from regulars.flows.estimates import Asking, Cart, CartLine, Estimate, Estimator, RuleAnswer
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.money import Money, money
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.records import MOST_LINES
from regulars.journal.values import Amount, CurrencyCode, Email, Price, Quantity, Reference, Words
from regulars.kinds import MOST_POINTS
from regulars.points.api.customers import AwaitedOut
from regulars.points.model.spending import Why
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import NameOf, sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Vocabulary

router = APIRouter(prefix="/v1/points", tags=["Points"], responses=responses(401, 403))

PRICE_PLACES = 4


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class EstimateLine(_In):
    """A line of a cart."""

    id: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    """Known within the cart; without it the lines are numbered from 1."""
    sku: Reference | None = None
    quantity: Quantity
    price: Price | None = None
    row_total: Amount
    """The line before discount and tax."""
    discount: Amount | None = None
    """What is taken off the line."""
    tax: Amount | None = None


class EstimateCart(_In):
    """A cart as it stands at the shop, in the base currency."""

    currency: CurrencyCode
    lines: Annotated[list[EstimateLine], Field(max_length=MOST_LINES)]
    discount: Amount | None = None
    """What is taken off the cart, its lines' discounts included."""
    shipping: Amount | None = None
    tax: Amount | None = None
    gift_card: Amount | None = None
    """What is paid with gift cards."""
    store: Words | None = None
    channel: Words | None = None
    coupon: Words | None = None
    payment_method: Words | None = None
    shipping_method: Words | None = None


class EstimateIn(_In):
    """A cart, whose it is, and how many points are to be spent."""

    customer: Reference | None = None
    """The shop's id of the customer; without one and without an e-mail it is nobody's."""
    email: Email | None = None
    """The e-mail of a guest."""
    cart: EstimateCart
    points: Annotated[int, Field(ge=0, le=MOST_POINTS)] | Literal["all"] | None = None
    """How many points are to be spent; "all" for as many as make sense."""


class EstimatedLine(BaseModel):
    """A line, and whether it counts for a rule."""

    id: str
    counts: bool


class EstimatedRule(BaseModel):
    """What an earning rule gives for the cart, or why it gives nothing."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    rule: str
    name: str
    points: int
    amount: Money
    """What of the cart counts."""
    lines: list[EstimatedLine] | None
    """Which lines count; null where all do, or none was looked at."""
    starts_at: datetime | None
    """From when on the points could be spent if the order was granted now; null where they wait for something else."""
    ends_at: datetime | None
    waits_for: AwaitedOut | None
    """What must happen before they can be spent; null: nothing but time."""
    reason: Literal["condition", "broken", "stopped", "limit", "nothing_counts", "referral"] | None
    """Why it gives nothing."""
    told: str | None
    """The reason in words, with the part of the condition that doesn't hold."""


class RefusedRule(BaseModel):
    """A spending rule that doesn't fit, and why."""

    name: str
    told: str


class EstimatedSpending(BaseModel):
    """What points do in the cart."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    rule: str | None
    """The rule that fits; null when none does."""
    name: str | None
    available: int
    """The points that the rule may take: those of the legal entity that it names, else all."""
    points: int
    """The points that are spent."""
    off: Money
    """What they take off."""
    most: int
    """As many points as could be spent."""
    most_off: Money
    reason: Why | None
    """Why none or not all that were wanted are spent."""
    refused: list[RefusedRule]
    """The rules before it that don't fit."""


class EstimateOut(BaseModel):
    """What the customer has, what is spent, what is left to pay, and what will be earned."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    available: int
    """The points that the customer could spend, of all legal entities together, whatever rule there is for the cart."""
    left: int
    """Those of them that are left after spending."""
    total: Money
    """What is to be paid before points and gift cards."""
    to_pay: Money
    earned: int
    """The points that the order will earn when it comes as far as the rules ask."""
    spending: EstimatedSpending
    rules: list[EstimatedRule]


REMEMBERED_SECONDS = 10.0
"""So long a sentence may call something by a name that was changed."""


class Estimating(NamedTuple):
    """What is remembered from one cart to the next: rules, memberships, products, and what is said of conditions."""

    of: House
    estimator: Estimator
    say: Sentences


async def estimating(request: Request, house: InHouse) -> Estimating:
    """The memory of this process."""
    kept: Estimating | None = getattr(request.app.state, "estimating", None)
    if kept is None or kept.of is not house:

        def scope() -> Readable:
            return Readable(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house, saved=True))

        made = Estimator(house.books, house.facts, house.shop, scope)
        kept = request.app.state.estimating = Estimating(house, made, Sentences(house))
    return kept


@router.post("/estimate", operation_id="estimatePoints", responses=responses(422))
def estimate(
    given: EstimateIn,
    house: InHouse,
    asked: Annotated[Estimating, Depends(estimating)],
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
) -> EstimateOut:
    """What a cart can be paid with points, what that is worth, what the order will earn, and why. Nothing is done."""
    found = asked.estimator.estimate(
        Asking(_cart(house, given.cart), given.customer, None if given.customer else given.email, given.points)
    )
    return _shown(house, given.cart, found, asked.say)


def _cart(house: House, cart: EstimateCart) -> Cart:
    """The cart in minor units; raises `Invalid` for another currency and for amounts with too many decimals."""
    if cart.currency != house.shop.currency:
        told = f"estimates are made in {house.shop.currency}; convert the cart's amounts"
        raise Invalid(told, [Fault("/cart/currency", "currency", told)])
    places = house.shop.places

    def minor(text: str | None, where: str) -> int:
        try:
            return 0 if text is None else amounts.parse(text, places)
        except amounts.BadAmount as bad:
            raise Invalid(str(bad), [Fault(f"/cart{where}", "decimals", str(bad))]) from None

    lines = [
        CartLine(
            line.id or str(n + 1),
            line.sku,
            Decimal(line.quantity),
            minor(line.row_total, f"/lines/{n}/row_total"),
            minor(line.discount, f"/lines/{n}/discount"),
            minor(line.tax, f"/lines/{n}/tax"),
            None if line.price is None else amounts.parse(line.price, PRICE_PLACES),
        )
        for n, line in enumerate(cart.lines)
    ]
    for n, line in enumerate(lines):
        if line.discount_minor > line.row_total_minor >= 0:
            told = "more is taken off the line than it comes to"
            raise Invalid(told, [Fault(f"/cart/lines/{n}/discount", "too_much", told)])
    twice = next((line.id for n, line in enumerate(lines) if line.id in {one.id for one in lines[:n]}), None)
    if twice is not None:
        raise Invalid(f"two lines have the id {twice!r}", [Fault("/cart/lines", "twice", "give each line its own id")])
    made = Cart(
        lines,
        cart.currency,
        places,
        discount_minor=minor(cart.discount, "/discount"),
        shipping_minor=minor(cart.shipping, "/shipping"),
        tax_minor=minor(cart.tax, "/tax"),
        gift_card_minor=minor(cart.gift_card, "/gift_card"),
        **{name: getattr(cart, name) for name in ("store", "channel", "coupon", "payment_method", "shipping_method")},
    )
    _never_below_zero(made)
    return made


def _never_below_zero(cart: Cart) -> None:
    """Raises `Invalid` when more is taken off the cart, or paid with gift cards, than it comes to."""
    if cart.total_minor < 0 <= cart.total_minor + cart.off_minor:
        told = "more is taken off the cart than it comes to"
        raise Invalid(told, [Fault("/cart/discount", "too_much", told)])
    if cart.gift_card_minor > max(cart.total_minor, 0):
        told = "more is paid with gift cards than the cart comes to"
        raise Invalid(told, [Fault("/cart/gift_card", "too_much", told)])


def _shown(house: House, cart: EstimateCart, found: Estimate, say: Sentences) -> EstimateOut:
    def in_money(minor: int) -> Money:
        return money(minor, house.shop.currency, house.shop.places)

    ids = [line.id or str(n + 1) for n, line in enumerate(cart.lines)]
    spending = found.spending
    return EstimateOut(
        at=found.at,
        available=found.available,
        left=found.available - spending.points,
        total=in_money(found.total_minor),
        to_pay=in_money(found.to_pay_minor),
        earned=found.earned,
        spending=EstimatedSpending(
            rule=None if spending.rule_id is None else str(spending.rule_id),
            name=spending.name,
            available=spending.available,
            points=spending.points,
            off=in_money(spending.off_minor),
            most=spending.most,
            most_off=in_money(spending.most_off_minor),
            reason=spending.why,
            refused=[RefusedRule(name=name, told=say(failed)) for name, failed in spending.refused],
        ),
        rules=shown_rules(house, found, ids, say),
    )


def shown_rules(house: House, found: Estimate, ids: Sequence[str], say: Sentences) -> list[EstimatedRule]:
    """What each rule gives for a cart with lines of these ids, or why it gives nothing."""
    return [
        EstimatedRule(
            rule=str(one.rule_id),
            name=one.name,
            points=one.points,
            amount=money(one.amount_minor, house.shop.currency, house.shop.places),
            lines=None if one.lines is None else [EstimatedLine(id=id, counts=id in one.lines) for id in ids],
            starts_at=one.span.starts_at if one.span else None,
            ends_at=one.span.ends_at if one.span else None,
            waits_for=AwaitedOut.read(one.span.awaits if one.span else None),
            reason=one.why_not,
            told=_told(one, say),
        )
        for one in found.rules
    ]


WHY_NOT = {
    "broken": "the rule's condition can't be read any more",
    "limit": "the rule's limit for this customer is used up",
    "nothing_counts": "no full amount of what counts is in the cart",
    "referral": "the customer was not brought by anybody, or has ordered before",
}


def _told(one: RuleAnswer, say: Sentences) -> str | None:
    match one.why_not:
        case None:
            return None
        case "condition":
            return say(one.failed)
        case "stopped":
            return f"the rule {one.stopped_by!r} lets no rule after it give points"
        case other:
            return WHY_NOT[other]


class Sentences:
    """Says which part of a condition doesn't hold, and remembers it for a while: most carts fail by the same parts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._until = float("-inf")
        self._said: dict[Condition, str]
        self._vocabulary: Vocabulary
        self._name_of: NameOf

    def __call__(self, failed: Condition | None) -> str:
        if failed is None:
            return WHY_NOT["broken"]
        with self._lock:
            if time.monotonic() > self._until:
                self._until = time.monotonic() + REMEMBERED_SECONDS
                self._vocabulary, self._name_of, self._said = self._house.vocabulary(), called(self._house), {}
            if failed not in self._said:
                texts = Texts(cast(Language, self._house.shop.language), self._house.shop.calendar.zone)
                told = sentence(failed, self._vocabulary, texts, name_of=self._name_of)
                self._said[failed] = f"does not hold: {told}"
            return self._said[failed]
