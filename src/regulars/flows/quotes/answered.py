"""Quotes as callers are told of them: what there is in an answer, by which the schema is drawn and answers are read."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, with_config
from typing_extensions import TypedDict

from regulars.flows.estimates.telling import EstimatedKind, EstimatedRule
from regulars.http.money import Money
from regulars.points.model.spending import Why as WhyNoPoints
from regulars.promotions.coupons import WhyNot
from regulars.promotions.model.benefits.base import What
from regulars.promotions.model.quoting import Why

from .asking import Unusable


@with_config(ConfigDict(use_attribute_docstrings=True))
class PieceOut(TypedDict):
    """So many pieces of a line with the same shares. Those of all pieces sum to the line's, to the cent."""

    pieces: int
    part: str | None
    """Of a piece that isn't whole, how much of one it is, such as "0.25"; null for whole ones."""
    discount: Money
    """What is taken off each of them."""
    net: Money
    """What is left of each, as shown."""
    tax: Money
    """The tax on that."""


class QuotedLineOut(TypedDict):
    """A line with what promotions take off it. `net` is what is left as shown; `tax` the tax on that."""

    id: str
    sku: str | None
    quantity: str
    total: Money
    discount: Money
    net: Money
    tax: Money
    pieces: list[PieceOut]


class ShareOut(TypedDict):
    """What a promotion takes off a line."""

    id: str
    amount: Money


@with_config(ConfigDict(use_attribute_docstrings=True))
class AppliedOut(TypedDict):
    """A promotion that is applied, and why."""

    promotion: str
    version: int
    name: str
    label: str
    """What customers read."""
    amount: Money
    """What it takes off in all."""
    shipping: Money
    lines: list[ShareOut]
    coupon: str | None
    told: str
    """What it gives and why it applies, in words."""


class GiftOut(BaseModel):
    """Pieces that are free when they are put in the cart."""

    promotion: str
    label: str
    sku: str
    pieces: int


class CodeOut(BaseModel):
    """A code as it was typed, and whether it is good for anything."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    promotion: str | None
    applied: bool
    reason: WhyNot | Unusable | Why | None
    """Why it does nothing."""
    told: str | None


class MessageOut(BaseModel):
    """What may be told to the customer."""

    promotion: str
    missing: Money
    text: str


class LackOut(BaseModel):
    """What the cart has too little of for a benefit to give something."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    what: What
    """Pieces; what the products cost together ("amount"); or how much more than their price they would have to cost, or
    shipping than its."""
    pieces: int | None
    """How many more, of pieces."""
    amount: Money | None
    """How much more, of amounts."""


class NotAppliedOut(BaseModel):
    """A promotion that isn't applied, and why not."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    promotion: str
    name: str
    reason: Why
    told: str
    short: str | None
    """By how much the cart misses what is asked for, such as "12.50 USD" or "2 pieces"."""
    missing: LackOut | None
    """What it has too little of, for the reason `too_little`."""


class QuotePointsOut(BaseModel):
    """What points do in the cart, and what the order will earn."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    points_kind: str
    available: int
    spent: int
    off: Money
    left: int
    most: int
    """As many as could be spent."""
    most_off: Money
    reason: WhyNoPoints | None
    """Why none or not all that were wanted are spent."""
    short: int | None
    """How many points are missing, where it is for want of points, or how many more would have to be asked for."""
    told: str | None
    """The same in words."""
    earned: int
    kinds: list[EstimatedKind]
    """What the customer has, and what the order will earn, of every kind of points that the shop has, the first one first."""
    rules: list[EstimatedRule]


class QuoteOut(BaseModel):
    """What a cart comes to, and why. The same cart gives the same, whatever the order of its lines."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    lines: list[QuotedLineOut]
    subtotal: Money
    discount: Money
    """What is taken off the lines."""
    shipping: Money
    shipping_discount: Money
    tax: Money
    """Of lines and shipping, after discounts; in the total already where prices include it."""
    total: Money
    """What is to be paid before gift cards and points."""
    gift_card: Money
    """What is paid with gift cards: no more than the total."""
    to_pay: Money
    applied: list[AppliedOut]
    gifts: list[GiftOut]
    codes: list[CodeOut]
    messages: list[MessageOut]
    points: QuotePointsOut
    not_applied: list[NotAppliedOut] | None
    """Only where `explain` asked for it."""
