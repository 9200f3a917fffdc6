"""Carts as callers give them, and what they are read as."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid
from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.flows.cart_amounts import PRICE_PLACES, counted_in, minor, refuse_another_total, refuse_more_than_can_be
from regulars.http.given import Moment
from regulars.http.house import House
from regulars.journal.records import MOST_LINES
from regulars.journal.values import Amount, CurrencyCode, Email, Id, Price, Quantity, Rate, Reference, Weight, Words
from regulars.kinds import MOST_POINTS
from regulars.kinds.points import FIRST, PointsKind
from regulars.promotions.model.basket import Money as Counted

from .asking import Asking, QuoteCart, QuoteLine

TAX_UNITS = 10_000
MOST_CODES = 20


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
    """All of its pieces before discounts, as shown; without it the price times the quantity, rounded. With a price it may
    differ from that by rounding: by half of a minor unit a piece, and by one."""
    tax_rate: TaxRate = Decimal(0)
    """In percent, such as "23"."""
    weight: Weight | None = None
    """Of all its pieces together, in the shop's unit."""
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


class CartIn(_In):
    """A cart, whose it is, and how many points are to be spent."""

    customer: Id | None = None
    """The shop's id of the customer; without one and without an e-mail the cart is nobody's."""
    email: (
        Annotated[Email, Form(r"^\s*[^@\s]+@[^@\s]+\s*$", say("an e-mail is written like anna@shop.example"))] | None
    ) = None
    """The e-mail of a guest."""
    visitor: Id | None = None
    """Whose cart it is where it is no customer's, as the shop tells its visitors apart: a session, or the address they come
    from. Codes that nobody has are counted by it; where it isn't said, those of all such carts together."""
    cart: QuoteCartIn
    points: Annotated[int, Field(ge=0, le=MOST_POINTS)] | Literal["all"] | None = None
    """How many points are to be spent; "all" for as many as make sense."""
    points_kind: PointsKind = FIRST
    """Which points are to be spent, and told of."""
    explain: bool = False
    """Whether it is to be told why each other promotion isn't applied."""
    language: Annotated[str, Field(min_length=2, max_length=5)] | None = None
    """The language of labels, messages and reasons, en, pl or ru; without it that of `Accept-Language`, else the shop's. Of
    others labels are told where promotions have them."""


class QuoteIn(CartIn):
    """A cart, whose it is, how many points are to be spent, and as of when it is priced."""

    at: Moment | None = None
    """To try out what it would come to at another instant than now, with `explain`: by the periods of promotions, coupons
    and rules, and by what is known of the customer from before it, their segments included; at an instant ahead those
    of today. What is published, and uses, budgets and points that are left, are today's."""


# Reading them


def asking_of(house: House, given: CartIn, by: str | None) -> Asking:
    """What is asked of the quoter; raises `Invalid` with what is wrong and where. `by`: who asks, where unknown codes are
    counted."""
    return Asking(
        _cart(house, given.cart),
        given.customer,
        None if given.customer else given.email,
        given.points,
        given.explain,
        given.at.astimezone(UTC) if isinstance(given, QuoteIn) and given.at is not None else None,
        by,
        given.points_kind,
        given.visitor,
    )


def _cart(house: House, cart: QuoteCartIn) -> QuoteCart:
    """The cart in minor units, its lines by their ids; raises `Invalid` with what is wrong and where."""
    counted = counted_in(cart.currency, cart.rate, base=house.shop.currency, base_places=house.shop.places)

    lines = [_line(n, line, counted) for n, line in enumerate(cart.lines)]
    shipping_minor = minor(cart.shipping, counted, "/shipping")
    gift_card_minor = minor(cart.gift_card, counted, "/gift_card")
    refuse_more_than_can_be([line.total_minor for line in lines], [("/shipping", shipping_minor)], counted)
    refuse_more_than_can_be((), [("/gift_card", gift_card_minor)], counted)
    ids = [line.id for line in lines]
    twice = next((id for n, id in enumerate(ids) if id in ids[:n]), None)
    if twice is not None:
        told = say("two lines have the id {twice!r}: give each line its own id, or none to any", twice=twice)
        raise Invalid(told, [Fault("/cart/lines", "twice", told)])
    return QuoteCart(
        sorted(lines),
        counted,
        cart.prices_include_tax,
        shipping_minor=shipping_minor,
        shipping_tax=int(cart.shipping_tax_rate * TAX_UNITS),
        gift_card_minor=gift_card_minor,
        store=cart.store,
        channel=cart.channel,
        country=cart.address.country if cart.address else None,
        payment_method=cart.payment_method,
        shipping_method=cart.shipping_method,
        codes=tuple(dict.fromkeys(cart.codes)),
    )


def _line(n: int, line: QuoteLineIn, counted: Counted) -> QuoteLine:
    price = None if line.price is None else amounts.parse(line.price, PRICE_PLACES)
    quantity = Decimal(line.quantity)
    if line.row_total is not None:
        total = minor(line.row_total, counted, f"/lines/{n}/row_total")
        if price is not None:
            refuse_another_total(price, quantity, total, counted, f"/lines/{n}")
    elif price is not None:
        total = amounts.rounded(Decimal(price) * quantity * Decimal(10) ** (counted.places - PRICE_PLACES))
    else:
        told = say("give the price of a piece or the row's total")
        raise Invalid(told, [Fault(f"/cart/lines/{n}/price", "missing", told)])
    if total and not quantity:
        told = say("a line of no pieces costs nothing: give its quantity, or leave the line out")
        raise Invalid(told, [Fault(f"/cart/lines/{n}/quantity", "quantity", told)])
    weight = None if line.weight is None else Decimal(line.weight)
    return QuoteLine(line.id or str(n + 1), line.sku, quantity, price, total, int(line.tax_rate * TAX_UNITS), weight)
