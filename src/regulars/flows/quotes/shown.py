"""Quotes as callers are told of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, with_config
from typing_extensions import TypedDict

from regulars.core import money as amounts
from regulars.flows.estimates.telling import EstimatedRule, Estimating, shown_rules
from regulars.http.money import Money
from regulars.points.model.spending import Why as WhyNoPoints
from regulars.promotions.coupons import WhyNot
from regulars.promotions.model.quoting import Why
from regulars.promotions.model.receipt import piece_shares

from .asking import Quote, Unusable
from .given import CartIn
from .words import Words

# What there may be hundreds of in an answer are dictionaries, as models take several times as long to be made


class PieceOut(TypedDict):
    """So many pieces of a line with the same share."""

    pieces: int
    discount: Money


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


class NotAppliedOut(BaseModel):
    """A promotion that isn't applied, and why not."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    promotion: str
    name: str
    reason: Why
    told: str
    short: str | None
    """By how much the cart misses what is asked for."""


class QuotePointsOut(BaseModel):
    """What points do in the cart, and what the order will earn."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    available: int
    spent: int
    off: Money
    left: int
    most: int
    """As many as could be spent."""
    most_off: Money
    reason: WhyNoPoints | None
    """Why none or not all that were wanted are spent."""
    earned: int
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


class _Amounts(dict[int, Money]):
    """Amounts of a currency by their minor units, each said once: most shares of a cart are as large as others."""

    def __init__(self, places: int, currency: str) -> None:
        self._places, self._currency = places, currency

    def __missing__(self, minor: int) -> Money:
        said = self[minor] = Money(amount=amounts.text(minor, self._places), currency=self._currency)
        return said


def shown(given: CartIn, quote: Quote, words: Words, points: Estimating) -> QuoteOut:
    """A quote as it is told to who asked with `given`."""
    language = given.language
    counted, total = quote.asking.cart.money, quote.receipt

    in_money, in_base = _Amounts(counted.places, counted.currency), _Amounts(counted.base_places, counted.base)
    ids = [line.id for line in quote.asking.cart.lines]
    applied = {one.promotion.id for one in quote.priced.applied}
    coupons = {c.coupon.promotion_id: c.coupon.shown for c in quote.codes if c.coupon and c.why_not is None}
    spending = quote.points.spending
    cart_ids = [line.id or str(n + 1) for n, line in enumerate(given.cart.lines)]
    return QuoteOut(
        at=quote.at,
        lines=[_line_out(quote, n, in_money) for n in (ids.index(id) for id in cart_ids)],
        subtotal=in_money[total.subtotal_minor],
        discount=in_money[total.discount_minor],
        shipping=in_money[total.shipping_minor],
        shipping_discount=in_money[total.shipping_discount_minor],
        tax=in_money[total.tax_minor],
        total=in_money[total.total_minor],
        gift_card=in_money[quote.gift_card_minor],
        to_pay=in_money[quote.to_pay_minor],
        applied=[
            AppliedOut(
                promotion=str(one.promotion.id),
                version=one.promotion.version,
                name=one.promotion.name,
                label=words.label(quote.published.kept[one.promotion.id], language),
                amount=in_money[one.minor],
                shipping=in_money[one.shipping_minor],
                lines=[
                    ShareOut(id=ids[n], amount=in_money[share])
                    for n, share in zip(one.lines, one.shares, strict=False)
                    if share
                ],
                coupon=coupons.get(one.promotion.id),
                told=words.why_applied(quote.published.kept[one.promotion.id]),
            )
            for one in quote.priced.applied
        ],
        gifts=[
            GiftOut(
                promotion=str(one.promotion.id), label=words.label(quote.published.kept[one.promotion.id], language),
                sku=missing.sku, pieces=missing.pieces,
            )
            for one in quote.priced.applied
            for missing in one.missing
        ],
        codes=[_code_out(quote, n, applied, words) for n in range(len(quote.codes))],
        messages=[
            MessageOut(
                promotion=str(one.promotion.id),
                missing=in_base[one.minor],
                text=words.nudge(quote.published.kept[one.promotion.id], amounts.text(one.minor, counted.base_places), language),
            )
            for one in quote.nudges
        ],
        points=QuotePointsOut(
            available=quote.points.available,
            spent=spending.points,
            off=in_money[quote.off_minor],
            left=quote.points.available - spending.points,
            most=spending.most,
            most_off=in_base[spending.most_off_minor],
            reason=spending.why,
            earned=quote.points.earned,
            rules=shown_rules(points.of, quote.points, cart_ids, points.say),
        ),
        not_applied=[
            NotAppliedOut(
                promotion=str(one.promotion.id), name=one.promotion.name, reason=one.why,
                **words.why_not(one)._asdict(),
            )
            for one in quote.not_applied
        ]
        if given.explain
        else None,
    )  # fmt: skip


def _line_out(quote: Quote, n: int, in_money: _Amounts) -> QuotedLineOut:
    line, told = quote.receipt.lines[n], quote.asking.cart.lines[n]
    return QuotedLineOut(
        id=told.id,
        sku=told.sku,
        quantity=f"{told.quantity:f}",
        total=in_money[line.line.total_minor],
        discount=in_money[line.discount_minor],
        net=in_money[line.net_minor],
        tax=in_money[line.tax_minor],
        pieces=[
            PieceOut(pieces=share.pieces, discount=in_money[share.minor])
            for share in piece_shares(line.discount_minor, line.line.pieces)
        ],
    )


def _code_out(quote: Quote, n: int, applied: set[int], words: Words) -> CodeOut:
    code, coupon, why_not = quote.codes[n]
    promotion = None if coupon is None else coupon.promotion_id
    done = why_not is None and promotion in applied
    reason: Any = why_not
    told = None if why_not is None else words.why_no_code(why_not)
    if not done and why_not is None and coupon is not None:
        reason, told = words.why_code_does_nothing(quote, coupon.promotion_id)
    return CodeOut(
        code=code, promotion=None if promotion is None else str(promotion), applied=done, reason=reason, told=told
    )
