"""The route that tells what a cart can be paid with points, and what it will earn."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows import cart_amounts
from regulars.flows.cart_amounts import counted_in
from regulars.flows.estimates import Asking, Cart, CartLine, Estimate
from regulars.flows.estimates.telling import (
    EstimatedKind,
    EstimatedRule,
    Estimating,
    Sentences,
    estimating_of,
    shown_kinds,
    shown_rules,
)
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.languages import Speaking
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.records import MOST_LINES
from regulars.journal.values import Amount, CurrencyCode, Email, Price, Quantity, Rate, Reference, Words
from regulars.kinds import MOST_POINTS
from regulars.kinds.points import FIRST, PointsKind
from regulars.points.model.spending import Why
from regulars.promotions.model.basket import Money as Counted
from regulars.rules.texts import Language

router = APIRouter(prefix="/v1/points", tags=["Points"], responses=responses(401, 403))


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
    """The line before discount and tax, which is what counts; a price is only what conditions on prices ask about."""
    discount: Amount | None = None
    """What is taken off the line."""
    tax: Amount | None = None


class EstimateCart(_In):
    """A cart as it stands at the shop. What is answered is in the base currency."""

    currency: CurrencyCode
    rate: Rate | None = None
    """How much of the base currency one of the cart's is worth; needed for another currency."""
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
    points_kind: PointsKind = FIRST
    """Which points are to be spent, and told of."""


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
    told: str | None
    """The reason in words."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    refused: list[RefusedRule]
    """The rules before it that don't fit."""


class EstimateOut(BaseModel):
    """What the customer has, what is spent, what is left to pay, and what will be earned."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    points_kind: str
    available: int
    """The points that the customer could spend, of all legal entities together, whatever rule there is for the cart."""
    left: int
    """Those of them that are left after spending."""
    total: Money
    """What is to be paid before points and gift cards."""
    to_pay: Money
    earned: int
    """The points that the order will earn when it comes as far as the rules ask."""
    kinds: list[EstimatedKind]
    """The same of every kind of points that the shop has, the first one first."""
    spending: EstimatedSpending
    rules: list[EstimatedRule]


async def estimating(request: Request, house: InHouse) -> Estimating:
    """The memory of this process."""
    kept: Estimating | None = getattr(request.app.state, "estimating", None)
    if kept is None or kept.of is not house:
        kept = request.app.state.estimating = estimating_of(house)
    return kept


@router.post("/estimate", operation_id="estimatePoints", responses=responses(422))
def estimate(
    given: EstimateIn,
    house: InHouse,
    asked: Annotated[Estimating, Depends(estimating)],
    language: Speaking,
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
) -> EstimateOut:
    """What a cart can be paid with points, what that is worth, what the order will earn, and why, in the language that
    `Accept-Language` prefers. Nothing is done."""
    found = asked.estimator.estimate(
        Asking(
            cart_of(house, given.cart),
            given.customer,
            None if given.customer else given.email,
            given.points,
            points_kind=given.points_kind,
        )
    )
    return _shown(house, given.cart, found, asked.say, language)


def cart_of(house: House, cart: EstimateCart) -> Cart:
    """The cart in minor units of the base currency; raises `Invalid` for another currency without its rate, and for amounts
    with too many decimals."""
    places = house.shop.places
    counted = counted_in(cart.currency, cart.rate, base=house.shop.currency, base_places=places)

    def minor(text: str | None, where: str) -> int:
        own = cart_amounts.minor(text, counted, where)
        return own if counted.is_base else amounts.convert(own, counted.rate, places=counted.places, to_places=places)

    def price(text: str | None) -> int | None:
        return None if text is None else amounts.rounded(amounts.parse(text, cart_amounts.PRICE_PLACES) * counted.rate)

    lines = [
        CartLine(
            line.id or str(n + 1),
            line.sku,
            Decimal(line.quantity),
            minor(line.row_total, f"/lines/{n}/row_total"),
            minor(line.discount, f"/lines/{n}/discount"),
            minor(line.tax, f"/lines/{n}/tax"),
            price(line.price),
        )
        for n, line in enumerate(cart.lines)
    ]
    for n, line in enumerate(lines):
        if line.discount_minor > line.row_total_minor >= 0:
            told = say("more is taken off the line than it comes to")
            raise Invalid(told, [Fault(f"/cart/lines/{n}/discount", "too_much", told)])
    twice = next((line.id for n, line in enumerate(lines) if line.id in {one.id for one in lines[:n]}), None)
    if twice is not None:
        told = say("two lines have the id {twice!r}: give each line its own id, or none to any", twice=twice)
        raise Invalid(told, [Fault("/cart/lines", "twice", told)])
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
    beside = [("/shipping", made.shipping_minor), ("/tax", made.tax_minor)]
    in_base = Counted(house.shop.currency, places, house.shop.currency, places)
    cart_amounts.refuse_more_than_can_be([line.row_total_minor for line in lines], beside, in_base)
    _never_below_zero(made)
    return made


def _never_below_zero(cart: Cart) -> None:
    """Raises `Invalid` when more is taken off the cart, or paid with gift cards, than it comes to."""
    if cart.total_minor < 0 <= cart.total_minor + cart.off_minor:
        told = say("more is taken off the cart than it comes to")
        raise Invalid(told, [Fault("/cart/discount", "too_much", told)])
    if cart.gift_card_minor > max(cart.total_minor, 0):
        told = say("more is paid with gift cards than the cart comes to")
        raise Invalid(told, [Fault("/cart/gift_card", "too_much", told)])


def _shown(house: House, cart: EstimateCart, found: Estimate, say: Sentences, language: Language) -> EstimateOut:
    def in_money(minor: int) -> Money:
        return money(minor, house.shop.currency, house.shop.places)

    ids = [line.id or str(n + 1) for n, line in enumerate(cart.lines)]
    spending = found.spending
    return EstimateOut(
        at=found.at,
        points_kind=found.spending.points_kind,
        available=found.available,
        left=found.available - spending.points,
        total=in_money(found.total_minor),
        to_pay=in_money(found.to_pay_minor),
        earned=found.earned,
        kinds=shown_kinds(found),
        spending=EstimatedSpending(
            rule=None if spending.rule_id is None else str(spending.rule_id),
            name=spending.name,
            available=spending.available,
            points=spending.points,
            off=in_money(spending.off_minor),
            most=spending.most,
            most_off=in_money(spending.most_off_minor),
            reason=spending.why,
            told=say.why_no_points(found, language),
            short=spending.short,
            refused=[
                RefusedRule(name=name, told=say.doesnt_hold(failed, language)) for name, failed in spending.refused
            ],
        ),
        rules=shown_rules(house, found, ids, say, language),
    )
