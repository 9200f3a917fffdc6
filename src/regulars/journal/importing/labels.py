"""What the import page calls the fields that a column can be, in every language that there is."""

from __future__ import annotations

from functools import cache

from regulars.core.sentences import say, told
from regulars.rules.texts import LANGUAGES

from .words import plain

OF_LINE = "lines."
"""How the fields of a line begin."""

_OF_FIELD = {
    "external_id": say("Its number (id) in the shop"),
    "updated_at": say("Last changed"),
    "customer": say("Customer's id"),
    "email": say("E-mail"),
    "email_verified": say("E-mail is verified"),
    "first_name": say("First name"),
    "last_name": say("Last name"),
    "gender": say("Gender"),
    "language": say("Language"),
    "phone": say("Phone"),
    "country": say("Country (two letters)"),
    "group": say("Customer group"),
    "born_on": say("Born on"),
    "registered_at": say("Registered"),
    "store": say("Store"),
    "referred_by": say("Referral code it came with"),
    "tags": say("Tags"),
    "lists": say("Lists"),
    "added_at": say("Added"),
    "amount": say("Amount"),
    "brand": say("Brand"),
    "categories": say("Categories (ids)"),
    "changed_at": say("Changed"),
    "channel": say("Channel"),
    "cost": say("Cost"),
    "coupon": say("Coupon"),
    "coupons": say("Coupons"),
    "currency": say("Currency"),
    "device": say("Device"),
    "discount": say("Discount"),
    "gift_card": say("Paid by gift card"),
    "grand_total": say("Total to pay"),
    "id": say("Id"),
    "line": say("Line's id"),
    "list": say("List"),
    "logged_in_at": say("Logged in"),
    "name": say("Name"),
    "occurred_at": say("When it happened"),
    "order": say("Order's number"),
    "paid": say("Is paid"),
    "paid_with_points": say("Paid with points"),
    "parent": say("Category above"),
    "parent_sku": say("Product it is a variant of"),
    "payment_method": say("Payment method"),
    "placed_at": say("Placed"),
    "price": say("Price"),
    "quantity": say("Quantity"),
    "rate": say("Rate to the base currency"),
    "rating": say("Stars"),
    "reason": say("Reason"),
    "refunded_at": say("Refunded"),
    "row_total": say("Line's sum"),
    "shipping": say("Shipping"),
    "shipping_method": say("Shipping method"),
    "shop_status": say("The shop's own state"),
    "sku": say("Product (SKU)"),
    "status": say("State"),
    "subtotal": say("Sum of products"),
    "tax": say("Tax"),
    "title": say("Title"),
    "viewed_at": say("Viewed"),
    "written_at": say("Written"),
}


def label_of(field: str) -> str:
    """What a field is called; one of a line of an order, written lines.NAME, is told apart from the order's own."""
    bare = field.removeprefix(OF_LINE)
    label = _OF_FIELD.get(bare, bare)
    return label if bare == field else say("Line: {label}", label=label)


@cache
def names_shown(field: str) -> frozenset[str]:
    """What a field is called in each language, as names of columns are compared."""
    return frozenset(plain(told(label_of(field), language)) for language in LANGUAGES)
