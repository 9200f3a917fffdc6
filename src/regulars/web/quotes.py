"""Routes of quotes and checkouts: what a cart comes to and why, reserved, confirmed with its order, or let go."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core import money as amounts
from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, Invalid
from regulars.flows import checkout as flow
from regulars.flows.quotes import Asking, Quote, QuoteCart, QuoteLine, Quoter
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.attempts import Attempts
from regulars.http.house import House, InHouse
from regulars.http.money import Money
from regulars.http.names import names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.records import MOST_LINES
from regulars.journal.values import Amount, CurrencyCode, Email, Price, Quantity, Rate, Reference, Words
from regulars.points.model.spending import Why as WhyNoPoints
from regulars.promotions import checkouts
from regulars.promotions.checkouts import Checkout, State
from regulars.promotions.coupons import WhyNot
from regulars.promotions.model.basket import Money as Counted
from regulars.promotions.model.quoting import Why
from regulars.promotions.model.receipt import piece_shares
from regulars.rules.scope import Scope as Readable

from .estimates import EstimatedRule, Estimating, estimating, shown_rules
from .quote_words import Words as QuoteWords

router = APIRouter(prefix="/v1", tags=["Quotes"], responses=responses(401, 403))

PRICE_PLACES = 4
TAX_UNITS = 10_000
MOST_CODES = 20
GUESSES, GUESSES_OF_NOBODY = 20, 300
"""Unknown codes in five minutes, of one customer and of carts of nobody."""
guesses = Attempts()


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


Text = Annotated[str, Field(max_length=255)]
TaxRate = Annotated[Decimal, Field(ge=0, le=1_000, decimal_places=4, allow_inf_nan=False)]
LineId = Annotated[str, Field(min_length=1, max_length=255)]


class QuoteLineIn(_In):
    """A line of a cart."""

    id: LineId | None = None
    """Known within the cart; without it the lines are numbered from 1."""
    sku: Reference | None = None
    """The product or its variant."""
    quantity: Quantity
    price: Price | None = None
    """For one piece, as shown."""
    row_total: Amount | None = None
    """All of its pieces before discounts, as shown; without it the price times the quantity, rounded."""
    tax_rate: TaxRate = Decimal(0)
    """In percent, such as "23"."""
    weight: Quantity | None = None
    """Of all its pieces, in the shop's unit."""
    options: Annotated[dict[Text, Text], Field(max_length=50)] = {}
    """What was chosen for it; kept with the checkout."""


class AddressIn(_In):
    """Where the cart is sent."""

    country: Text | None = None
    region: Text | None = None
    city: Text | None = None
    postcode: Text | None = None


class QuoteCartIn(_In):
    """A cart as it stands at the shop."""

    currency: CurrencyCode
    rate: Rate | None = None
    """How much of the base currency one of the cart's is worth; needed for another currency."""
    prices_include_tax: bool = False
    lines: Annotated[list[QuoteLineIn], Field(max_length=MOST_LINES)]
    shipping: Amount | None = None
    """What shipping costs before discounts, as shown."""
    shipping_tax_rate: TaxRate = Decimal(0)
    shipping_method: Words | None = None
    payment_method: Words | None = None
    gift_card: Amount | None = None
    """What is paid with gift cards."""
    store: Words | None = None
    channel: Words | None = None
    address: AddressIn | None = None
    codes: Annotated[list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=MOST_CODES)] = []
    """Coupon codes as they were typed."""


class QuoteIn(_In):
    """A cart, whose it is, and how many points are to be spent."""

    customer: Reference | None = None
    """The shop's id of the customer; without one and without an e-mail the cart is nobody's."""
    email: Email | None = None
    """The e-mail of a guest."""
    cart: QuoteCartIn
    points: Annotated[int, Field(ge=0)] | Literal["all"] | None = None
    """How many points are to be spent; "all" for as many as make sense."""
    explain: bool = False
    """Whether it is to be told why each other promotion isn't applied."""
    language: Annotated[str, Field(min_length=2, max_length=5)] | None = None
    """The language of labels and messages; without it the shop's."""


class PieceOut(BaseModel):
    """So many pieces of a line with the same share."""

    pieces: int
    discount: Money


class LineOut(BaseModel):
    """A line with what promotions take off it. `net` is what is left as shown; `tax` the tax on that."""

    id: str
    sku: str | None
    quantity: str
    total: Money
    discount: Money
    net: Money
    tax: Money
    pieces: list[PieceOut]


class ShareOut(BaseModel):
    """What a promotion takes off a line."""

    id: str
    amount: Money


class AppliedOut(BaseModel):
    """A promotion that is applied, and why."""

    model_config = ConfigDict(use_attribute_docstrings=True)

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
    reason: WhyNot | Why | None
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
    lines: list[LineOut]
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
    to_pay: Money
    applied: list[AppliedOut]
    gifts: list[GiftOut]
    codes: list[CodeOut]
    messages: list[MessageOut]
    points: QuotePointsOut
    not_applied: list[NotAppliedOut] | None
    """Only where `explain` asked for it."""


class CheckoutIn(QuoteIn):
    """A cart whose customer is about to pay."""

    lasts_seconds: Annotated[int, Field(ge=60, le=86_400)] = int(flow.USUAL.total_seconds())
    """How long it is held."""
    to_pay: Amount | None = None
    """What the customer was shown; where it isn't what the cart comes to now, nothing is reserved."""


class CheckoutOut(BaseModel):
    """What is held for a cart, and how it stands."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    state: State
    """reserved; confirmed with its order; released; lapsed, as it was never confirmed; given_back, as its order was
    cancelled."""
    reserved_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    order: str | None
    points: int
    quote: QuoteOut
    """As it was answered when it was reserved, with each piece's share."""


class ConfirmIn(_In):
    """The order that was placed."""

    order: Reference
    """Its external id."""


class Quoting(NamedTuple):
    """What is remembered from one cart to the next."""

    of: House
    quoter: Quoter
    words: QuoteWords


def quoting(request: Request, house: InHouse, points: Annotated[Estimating, Depends(estimating)]) -> Quoting:
    """The memory of this process."""
    kept: Quoting | None = getattr(request.app.state, "quoting", None)
    if kept is None or kept.of is not house:

        def scope() -> Readable:
            return Readable(house.vocabulary(), "cart", house.shop.calendar.zone, names_of(house, saved=True))

        quoter = Quoter(house.books, house.facts, house.shop, cart_scope=scope, estimator=points.estimator)
        kept = request.app.state.quoting = Quoting(house, quoter, QuoteWords(house))
    return kept


InQuoting = Annotated[Quoting, Depends(quoting)]


@router.post("/quotes", operation_id="askQuote", responses=responses(422, 429))
def ask(
    given: QuoteIn,
    house: InHouse,
    asked: InQuoting,
    points: Annotated[Estimating, Depends(estimating)],
    actor: Annotated[Actor, Depends(require(Scope.QUOTES_ASK))],
) -> QuoteOut:
    """What a cart comes to: discounts by line and piece, totals, points, and why. Nothing is done."""
    quote = asked.quoter.quote(_asking(house, given))
    _count_guesses(house, actor, quote)
    return _shown(given, quote, asked, points)


@router.post("/checkouts", operation_id="reserveCheckout", status_code=201, responses=responses(409, 422, 429))
def reserve(
    given: CheckoutIn,
    house: InHouse,
    asked: InQuoting,
    points: Annotated[Estimating, Depends(estimating)],
    request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))],
) -> CheckoutOut:
    """Hold what a cart uses while its customer pays: uses of promotions and coupons, budgets, points.

    Ask with an `Idempotency-Key`: the same call again is told the same.
    """
    before = request.answered()
    if before is not None:
        return CheckoutOut.model_validate(before)
    quote = asked.quoter.quote(_asking(house, given))
    _count_guesses(house, request.actor, quote)
    shown = _shown(given, quote, asked, points)
    if given.to_pay is not None and Decimal(given.to_pay) != Decimal(shown.to_pay.amount):
        raise flow.QuoteChanged(expected=given.to_pay, to_pay=shown.to_pay.amount)
    key, lasts = secrets.token_urlsafe(12), timedelta(seconds=given.lasts_seconds)
    document = shown.model_dump(mode="json") | {
        "options": {line.id or str(n + 1): line.options for n, line in enumerate(given.cart.lines) if line.options}
    }

    def work(unit: Unit) -> CheckoutOut:
        return _checkout(flow.reserve(unit, quote, key, lasts=lasts, document=document))

    return CheckoutOut.model_validate(request.do(work))


@router.get("/checkouts/{id}", operation_id="getCheckout", responses=responses(404))
def get(
    house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.CHECKOUTS_WRITE, Scope.PROMOTIONS_READ))]
) -> CheckoutOut:
    """How a checkout stands."""
    with house.books.transaction() as unit:
        return _checkout(checkouts.get(unit, id))


@router.post("/checkouts/{id}/confirm", operation_id="confirmCheckout", responses=responses(404, 409, 422))
def confirm(id: str, given: ConfirmIn, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> CheckoutOut:
    """The order was placed: what was held is used. Confirmed again with the same order it stays as it is."""
    currency = request.house.shop.currency

    def work(unit: Unit) -> CheckoutOut | Refused:
        return _kept_or_refused(lambda: flow.confirm(unit, id, given.order, currency))

    return _or_raise(request.do(work))


@router.post("/checkouts/{id}/release", operation_id="releaseCheckout", responses=responses(404, 409))
def release(id: str, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> CheckoutOut:
    """The customer won't buy: what was held is free again."""

    def work(unit: Unit) -> CheckoutOut | Refused:
        return _kept_or_refused(lambda: flow.release(unit, id))

    return _or_raise(request.do(work))


class Refused(BaseModel):
    """A checkout that was too late: that it lapsed is kept, and the caller is refused."""

    refused: str
    order: str | None


def _kept_or_refused(do: Any) -> CheckoutOut | Refused:
    try:
        return _checkout(do())
    except checkouts.NotReserved as late:
        return Refused(refused=late.state, order=late.order)


def _or_raise(answer: Any) -> CheckoutOut:
    if "refused" in answer:
        raise checkouts.NotReserved(answer["refused"], answer["order"])
    return CheckoutOut.model_validate(answer)


# Reading what was given


def _asking(house: House, given: QuoteIn) -> Asking:
    return Asking(
        _cart(house, given.cart), given.customer, None if given.customer else given.email, given.points, given.explain
    )


def _cart(house: House, cart: QuoteCartIn) -> QuoteCart:
    """The cart in minor units, its lines by their ids; raises `Invalid` with what is wrong and where."""
    counted = _counted(house, cart)

    def minor(text: str | None, where: str) -> int:
        try:
            return 0 if text is None else amounts.parse(text, counted.places)
        except amounts.BadAmount as bad:
            raise Invalid(str(bad), [Fault(f"/cart{where}", "decimals", str(bad))]) from None

    lines = [_line(n, line, counted, minor) for n, line in enumerate(cart.lines)]
    ids = [line.id for line in lines]
    twice = next((id for n, id in enumerate(ids) if id in ids[:n]), None)
    if twice is not None:
        raise Invalid(f"two lines have the id {twice!r}", [Fault("/cart/lines", "twice", "give each line its own id")])
    return QuoteCart(
        sorted(lines),
        counted,
        cart.prices_include_tax,
        shipping_minor=minor(cart.shipping, "/shipping"),
        shipping_tax=int(cart.shipping_tax_rate * TAX_UNITS),
        gift_card_minor=minor(cart.gift_card, "/gift_card"),
        store=cart.store,
        channel=cart.channel,
        country=cart.address.country if cart.address else None,
        payment_method=cart.payment_method,
        shipping_method=cart.shipping_method,
        codes=tuple(dict.fromkeys(cart.codes)),
    )


def _counted(house: House, cart: QuoteCartIn) -> Counted:
    base = house.shop.currency
    if cart.currency not in PLACES:
        raise Invalid(
            f"{cart.currency} is no currency's code", [Fault("/cart/currency", "currency", "give an ISO 4217 code")]
        )
    if cart.currency != base and cart.rate is None:
        told = f"say how much one {cart.currency} is worth in {base}"
        raise Invalid(told, [Fault("/cart/rate", "missing", told)])
    rate = Decimal(1) if cart.currency == base else Decimal(cart.rate or 1)
    if rate <= 0:
        raise Invalid("a rate is above zero", [Fault("/cart/rate", "rate", "a rate is above zero")])
    return Counted(cart.currency, PLACES[cart.currency], base, house.shop.places, rate)


def _line(n: int, line: QuoteLineIn, counted: Counted, minor: Any) -> QuoteLine:
    price = None if line.price is None else amounts.parse(line.price, PRICE_PLACES)
    quantity = Decimal(line.quantity)
    if line.row_total is not None:
        total = minor(line.row_total, f"/lines/{n}/row_total")
    elif price is not None:
        total = amounts.rounded(Decimal(price) * quantity * Decimal(10) ** (counted.places - PRICE_PLACES))
    else:
        told = "give the price of a piece or the row's total"
        raise Invalid(told, [Fault(f"/cart/lines/{n}/price", "missing", told)])
    if total and not quantity:
        told = "a line of no pieces costs nothing"
        raise Invalid(told, [Fault(f"/cart/lines/{n}/quantity", "quantity", told)])
    weight = None if line.weight is None else Decimal(line.weight)
    return QuoteLine(line.id or str(n + 1), line.sku, quantity, price, total, int(line.tax_rate * TAX_UNITS), weight)


def _count_guesses(house: House, actor: Actor, quote: Quote) -> None:
    """Count codes that nobody has; raises `TooManyAttempts` when too many were tried."""
    unknown = sum(1 for one in quote.codes if one.why_not == "unknown")
    whose = quote.asking.customer or quote.asking.email
    for _ in range(unknown):
        name = f"{actor.name} {whose}" if whose else actor.name
        guesses.count(name, house.clock(), allowed=GUESSES if whose else GUESSES_OF_NOBODY)


# Showing what was found


def _shown(given: QuoteIn, quote: Quote, asked: Quoting, points: Estimating) -> QuoteOut:
    words, language = asked.words, given.language
    counted, total = quote.asking.cart.money, quote.receipt

    def in_money(minor: int) -> Money:
        return Money(amount=amounts.text(minor, counted.places), currency=counted.currency)

    def in_base(minor: int) -> Money:
        return Money(amount=amounts.text(minor, counted.base_places), currency=counted.base)

    ids = [line.id for line in quote.asking.cart.lines]
    applied = {one.promotion.id for one in quote.priced.applied}
    spending = quote.points.spending
    cart_ids = [line.id or str(n + 1) for n, line in enumerate(given.cart.lines)]
    return QuoteOut(
        at=quote.at,
        lines=[_line_out(quote, n, in_money) for n in (ids.index(id) for id in cart_ids)],
        subtotal=in_money(total.subtotal_minor),
        discount=in_money(total.discount_minor),
        shipping=in_money(total.shipping_minor),
        shipping_discount=in_money(total.shipping_discount_minor),
        tax=in_money(total.tax_minor),
        total=in_money(total.total_minor),
        gift_card=in_money(quote.asking.cart.gift_card_minor),
        to_pay=in_money(quote.to_pay_minor),
        applied=[
            AppliedOut(
                promotion=str(one.promotion.id),
                version=one.promotion.version,
                name=one.promotion.name,
                label=words.label(quote.published.kept[one.promotion.id], language),
                amount=in_money(one.minor),
                shipping=in_money(one.shipping_minor),
                lines=[
                    ShareOut(id=ids[n], amount=in_money(share))
                    for n, share in zip(one.lines, one.shares, strict=False)
                    if share
                ],
                coupon=next((c.coupon.shown for c in quote.codes if c.coupon and c.coupon.promotion_id == one.promotion.id), None),
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
                missing=in_base(one.minor),
                text=words.nudge(quote.published.kept[one.promotion.id], amounts.text(one.minor, counted.base_places), language),
            )
            for one in quote.nudges
        ],
        points=QuotePointsOut(
            available=quote.points.available,
            spent=spending.points,
            off=in_money(quote.off_minor),
            left=quote.points.available - spending.points,
            most=spending.most,
            most_off=in_base(spending.most_off_minor),
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


def _line_out(quote: Quote, n: int, in_money: Any) -> LineOut:
    line, told = quote.receipt.lines[n], quote.asking.cart.lines[n]
    return LineOut(
        id=told.id,
        sku=told.sku,
        quantity=f"{told.quantity:f}",
        total=in_money(line.line.total_minor),
        discount=in_money(line.discount_minor),
        net=in_money(line.net_minor),
        tax=in_money(line.tax_minor),
        pieces=[
            PieceOut(pieces=share.pieces, discount=in_money(share.minor))
            for share in piece_shares(line.discount_minor, line.line.pieces)
        ],
    )


def _code_out(quote: Quote, n: int, applied: set[int], words: QuoteWords) -> CodeOut:
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


def _checkout(kept: Checkout) -> CheckoutOut:
    quote = {name: value for name, value in kept.document.items() if name in QuoteOut.model_fields}
    return CheckoutOut(
        id=kept.key,
        state=kept.state,
        reserved_at=kept.reserved_at,
        expires_at=kept.expires_at,
        settled_at=kept.settled_at,
        order=kept.order_key,
        points=kept.points,
        quote=QuoteOut.model_validate(quote),
    )
