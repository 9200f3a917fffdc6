"""What a template can speak of: the declared variables, each with its type and an example.

A variable of the first level is a *source*. What a source holds is looked up for
everybody whom a mail goes to (`customer`, `balance`, `wishlist` …), or is *given*
by whatever sends the mail (`order`, `cart`, `coupon` …): a campaign that an order
sets off has an order to give, one on birthdays has none. Names that are not
declared here are faults of the template; what is declared and isn't there for one
customer is written as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from .amounts import Amount

Type = Literal["text", "number", "amount", "day", "instant", "flag", "link", "group", "list"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that a template can use.

    `says` is what it holds, in English. A group has `fields`; a list has the fields of each entry. An `open` group holds
    what the shop sends, whatever it is called.
    """

    name: str
    type: Type
    says: str
    example: Any = None
    fields: tuple[Variable, ...] = ()
    open: bool = False
    given: bool = False

    def field(self, name: str) -> Variable | None:
        """The field of this name, of a group or of a list's entries."""
        return next((field for field in self.fields if field.name == name), None)


def _text(name: str, says: str, example: str) -> Variable:
    return Variable(name, "text", says, example)


def _number(name: str, says: str, example: int | Decimal) -> Variable:
    return Variable(name, "number", says, example)


def _amount(name: str, says: str, minor: int) -> Variable:
    return Variable(name, "amount", says, minor)


def _link(name: str, says: str, example: str) -> Variable:
    return Variable(name, "link", says, example)


def _instant(name: str, says: str, example: datetime) -> Variable:
    return Variable(name, "instant", says, example)


def _day(name: str, says: str, example: date) -> Variable:
    return Variable(name, "day", says, example)


_SHOP = "https://shop.example"
_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'%3E%3Crect width='4' height='3' fill='%23dfe5e2'/%3E%3C/svg%3E"
_EXAMPLES: tuple[dict[str, Any], ...] = (
    {"sku": "24-MB03", "name": "Crown Summit Backpack", "quantity": 2, "price": 3800, "total": 7600},
    {"sku": "24-MB04", "name": "Strive Shoulder Pack", "quantity": 1, "price": 3200, "total": 3200},
    {"sku": "24-WB07", "name": "Endeavor Daytrip Backpack", "quantity": 1, "price": 3300, "total": 3300},
)
"""Entries of lists differ, as they do in life."""
_AT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)

PRODUCT = (
    _text("sku", "The product's SKU", "24-MB03"),
    _text("name", "What it is called", "Crown Summit Backpack"),
    _text("brand", "Its brand", "Summit"),
    _amount("price", "Its price", 3800),
    _link("url", "Its page at the shop: the product's attribute url", f"{_SHOP}/crown-summit"),
    _link("image_url", "Its picture: the product's attribute image_url", _PICTURE),
    Variable("attributes", "group", "What else the shop sends of it", {"recommended": True}, open=True),
)
LINE = (
    _text("sku", "The product's SKU", "24-MB03"),
    _text("name", "What it is called", "Crown Summit Backpack"),
    _number("quantity", "How many", 2),
    _amount("price", "What one costs", 3800),
    _amount("total", "What the line comes to", 7600),
    _link("url", "The product's page at the shop", f"{_SHOP}/crown-summit"),
    _link("image_url", "The product's picture", _PICTURE),
)

SOURCES: tuple[Variable, ...] = (
    Variable(
        "customer",
        "group",
        "Whom the mail goes to",
        fields=(
            _text("first_name", "First name", "Anna"),
            _text("last_name", "Last name", "Nowak"),
            _text("name", "First and last name", "Anna Nowak"),
            _text("email", "E-mail address", "anna@example.com"),
            _text("gender", "Gender", "female"),
            _text("language", "Language code", "pl"),
            _text("country", "Country code", "PL"),
            _text("group", "Customer group", "VIP"),
            _day("born_on", "Date of birth", date(1994, 5, 4)),
            _instant("registered_at", "When they registered", datetime(2025, 3, 14, 9, 30, tzinfo=UTC)),
            Variable("attributes", "group", "What else the shop sends of them", {}, open=True),
        ),
    ),
    Variable(
        "store",
        "group",
        "The shop, as this customer knows it",
        fields=(
            _text("name", "What the shop is called", "Corner Shop"),
            _text("code", "The store the customer belongs to", "pl"),
            _link("url", "The shop's address", _SHOP),
            _text("currency", "The shop's currency", "EUR"),
        ),
    ),
    Variable(
        "balance",
        "group",
        "Points of the customer",
        fields=(
            _number("points", "Points that can be spent now", 230),
            _number("pending", "Points that are on their way", 20),
        ),
    ),
    Variable(
        "ending",
        "group",
        "Points that end next",
        fields=(
            _number("points", "How many points end then", 120),
            _day("on", "The last day on which they can be spent", date(2026, 3, 31)),
        ),
    ),
    Variable(
        "kinds",
        "group",
        "Points of every kind, by the kind's id: kinds.stars.points, .pending, .ending.points and .ending.on",
        example={"points": {"points": 230, "pending": 20, "ending": {"points": 120, "on": date(2026, 3, 31)}}},
        open=True,
    ),
    Variable(
        "wishlist",
        "group",
        "What the customer wishes for",
        fields=(
            Variable("products", "list", "Products of the wishlist, the latest first", fields=PRODUCT),
            Variable("recommended", "list", "Those of them that the shop recommends", fields=PRODUCT),
        ),
    ),
    Variable(
        "viewed",
        "group",
        "What the customer looked at",
        fields=(Variable("products", "list", "Products looked at, the last first", fields=PRODUCT),),
    ),
    Variable(
        "referral",
        "group",
        "Inviting friends",
        fields=(
            _text("code", "The customer's referral code", "ANNA7"),
            _text("reward", "Who gets points by the rules that are on: both, you, friend; empty: nobody", "both"),
            _link("url", "The link that brings friends", f"{_SHOP}/?ref=ANNA7"),
        ),
    ),
    Variable(
        "links",
        "group",
        "Pages for this mail's reader",
        fields=(
            _link("unsubscribe", "Leave the list", f"{_SHOP}/unsubscribe"),
            _link("preferences", "Choose what to be sent", f"{_SHOP}/preferences"),
        ),
    ),
    Variable(
        "audience",
        "group",
        "Why this reader gets the mail",
        fields=(_text("list", "The list they have subscribed to; empty: they get it as a customer", "Newsletter"),),
    ),
    Variable(
        "order",
        "group",
        "The order that sets the mail off",
        given=True,
        fields=(
            _text("number", "The order's number", "1000042"),
            _text("status", "Where it is in its life", "complete"),
            _instant("placed_at", "When it was placed", _AT),
            _amount("subtotal", "The lines before discount, shipping and tax", 14100),
            _amount("discount", "What was taken off", 1410),
            _amount("shipping", "Shipping", 500),
            _amount("total", "What was to be paid", 13190),
            Variable("lines", "list", "What was ordered", fields=LINE),
        ),
    ),
    Variable(
        "cart",
        "group",
        "The cart that sets the mail off",
        given=True,
        fields=(
            _amount("subtotal", "What is in it comes to", 14100),
            _link("url", "The way back to the cart", f"{_SHOP}/cart"),
            Variable("lines", "list", "What is in it", fields=LINE),
        ),
    ),
    Variable(
        "coupon",
        "group",
        "The coupon that comes with the mail",
        given=True,
        fields=(
            _text("code", "The code", "SPRING-7K2M"),
            _text("name", "What the promotion is called, in the mail's language", "10 % off everything"),
            _instant(
                "ends_at",
                "When it can be used for the last time, if it ends",
                datetime(2026, 3, 31, 21, 59, tzinfo=UTC),
            ),
        ),
    ),
    Variable(
        "reward",
        "group",
        "The reward that points were exchanged for",
        given=True,
        fields=(
            _text("name", "What it is called, in the mail's language", "Coupon for 30.00 off"),
            _number("points", "What it cost", 200),
        ),
    ),
    Variable(
        "award",
        "group",
        "Points that were just given",
        given=True,
        fields=(
            _number("points", "How many", 500),
            _day("ends_on", "The last day on which they can be spent", date(2026, 4, 13)),
        ),
    ),
    Variable(
        "confirmation",
        "group",
        "The subscription that is to be confirmed",
        given=True,
        fields=(
            _link("url", "The page that confirms it", f"{_SHOP}/confirm"),
            _text("list", "What is subscribed to", "Newsletter"),
        ),
    ),
)
"""Every variable of the first level."""

BY_NAME: Mapping[str, Variable] = {source.name: source for source in SOURCES}
GIVEN: frozenset[str] = frozenset(source.name for source in SOURCES if source.given)
"""What only whatever sends the mail can know."""


def examples(*, currency: str = "EUR", products: int = 3) -> dict[str, Any]:
    """A value for every variable, to show a template with when there is nobody to show it to."""
    return {source.name: _example(source, currency, products) for source in SOURCES}


def _example(variable: Variable, currency: str, entries: int) -> Any:
    match variable.type:
        case "amount":
            return Amount.of_minor(variable.example, currency, places=2)
        case "list":
            return [_entry(variable, _EXAMPLES[n % len(_EXAMPLES)], currency) for n in range(entries)]
        case "group" if not variable.open:
            return {field.name: _example(field, currency, entries) for field in variable.fields}
    return variable.example


def _entry(of: Variable, known: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """An entry of a list, as one of the examples."""
    fields = (replace(field, example=known.get(field.name, field.example)) for field in of.fields)
    return {field.name: _example(field, currency, 0) for field in fields}


def walk(
    variables: tuple[Variable, ...] = SOURCES, way: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Variable]]:
    """Every variable with the way to it, groups before what is in them."""
    for variable in variables:
        here = (*way, variable.name)
        yield here, variable
        yield from walk(variable.fields, here)
