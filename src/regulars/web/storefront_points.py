"""Routes of what pages of the shop show about points that aren't there yet: what a cart will earn, what can be spent on it,
and the code by which a customer brings others.

How pages ask is in `http/storefront.py`. Nothing here gives points, and no rule is told.
"""

from __future__ import annotations

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.flows.estimates import Asking
from regulars.flows.estimates.telling import EstimatedKind, Estimating, shown_kinds
from regulars.http.customer_tokens import Token, customer_of
from regulars.http.house import InHouse
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.http.storefront import Publishable, Visitor
from regulars.kinds import MOST_POINTS
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import referrals, rule_book
from regulars.points.api.rules import readable
from regulars.points.model.spending import Why

from .estimates import EstimateCart, cart_of, estimating

router = APIRouter(prefix="/v1/storefront", tags=["Storefront"], responses=responses(401, 403, 404, 422, 429))


class StorefrontEstimateIn(BaseModel):
    """A cart, or a product as a cart of one line, and how many points its customer wants to spend."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    cart: EstimateCart
    points: Annotated[int, Field(ge=0, le=MOST_POINTS)] | Literal["all"] | None = None
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: PointsKind = FIRST
    """Which points are to be spent, and told of."""


class StorefrontEstimateOut(BaseModel):
    """What the cart will earn and what points do on it; of nobody's cart, nothing can be spent."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    points_kind: str
    earned: int
    """The points that the order will earn once it is complete."""
    available: int
    """The points that the customer has."""
    points: int
    """The points that are spent, of those that were asked for."""
    off: Money
    """What they take off."""
    most: int
    """As many points as could be spent on this cart."""
    most_off: Money
    step: int | None
    """Points are taken in steps of so many; null where no rule takes any."""
    total: Money
    to_pay: Money
    reason: Why | None
    """Why none or not all that were wanted are spent."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    kinds: list[EstimatedKind]
    """What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first."""


class StorefrontReferralOut(BaseModel):
    """The code with which the customer brings others."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    rewarded: list[Literal["referrer", "referred"]]
    """Who gets points once a friend's first order has come as far as the rules ask: whoever brought them, who was brought, both;
    nobody while no rule on referrals is on."""


@router.post("/points/estimate", operation_id="estimateStorefrontPoints")
def storefront_estimate(
    given: StorefrontEstimateIn,
    house: InHouse,
    asked: Annotated[Estimating, Depends(estimating)],
    _: Publishable,
    token: Token = None,
) -> StorefrontEstimateOut:
    """What a cart will earn, and what can be spent on it by the token's customer; without a token it is nobody's cart."""
    customer = None
    if token is not None:
        with house.books.transaction() as unit:
            customer = customer_of(unit, token).external_id
    found = asked.estimator.estimate(
        Asking(cart_of(house, given.cart), customer, None, given.points, points_kind=given.points_kind)
    )
    spending = found.spending

    def in_money(minor: int) -> Money:
        return money(minor, house.shop.currency, house.shop.places)

    return StorefrontEstimateOut(
        points_kind=spending.points_kind,
        earned=found.earned,
        available=found.available,
        points=spending.points,
        off=in_money(spending.off_minor),
        most=spending.most,
        most_off=in_money(spending.most_off_minor),
        step=spending.step,
        total=in_money(found.total_minor),
        to_pay=in_money(found.to_pay_minor),
        reason=spending.why,
        short=spending.short,
        kinds=shown_kinds(found),
    )


@router.get("/referral", operation_id="getStorefrontReferral")
def storefront_referral(house: InHouse, customer: Visitor) -> StorefrontReferralOut:
    """The code of the token's customer, which is made when it is first asked for and stays; and who gets anything by it."""
    with house.books.transaction() as unit:
        code = referrals.code_of(unit, customer.customer_id, list(secrets.token_bytes(referrals.LENGTH)))
        scope, segments = readable(house, saved=True), house.memberships.broken()
        rewarded = referrals.whose_reward(
            unit, customer.store, lambda said: rule_book.why_broken(said, scope, segments) is not None
        )
    return StorefrontReferralOut(code=code, rewarded=rewarded)
