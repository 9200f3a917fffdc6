"""What comes in through the door: each kind of record and the event, as models.

A record is a whole document: what it leaves out is not kept from before. Its
`external_id` is the shop's own and known in one space a type; the later
`updated_at` wins. Amounts are in the record's own currency. Unknown keys are
refused, so that a misspelt field is noticed on the first day.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .values import (
    Amount,
    Country,
    CurrencyCode,
    Day,
    DictOf,
    Email,
    Free,
    Id,
    Instant,
    Price,
    Quantity,
    Rate,
    Reference,
    Stars,
    Trimmed,
    Words,
)

OrderStatus = Literal["pending", "processing", "shipped", "complete", "cancelled", "closed"]
CartStatus = Literal["open", "ordered", "abandoned"]
SubscriptionStatus = Literal["pending", "confirmed", "left"]

MOST_LINES = 10_000
ORDER_TOTALS = ("subtotal", "discount", "shipping", "tax", "grand_total", "paid_with_points", "gift_card")
"""The amounts of an order as a whole."""


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Record(_Document):
    """What every record has."""

    external_id: Id
    updated_at: Instant
    """When the shop last changed it, no more than 24 hours ahead; the later wins, an older one changes nothing."""
    deleted: bool | None = None
    """True says that the shop removed it; nothing else but the ids is then read."""


class Whose(_Document):
    """Whose it is: a registered customer, else a guest with an e-mail, else nobody's."""

    customer: Reference | None = None
    email: Email | None = None


class Deletion(Whose):
    """A record that the shop removed: whatever else it carries is passed over."""

    model_config = ConfigDict(extra="ignore")

    external_id: Id
    updated_at: Instant
    deleted: Literal[True]


class Address(_Document):
    """One of a customer's addresses."""

    kind: Literal["billing", "shipping"]
    default: bool | None = None
    """Whether it is the default of its kind."""
    country: Country | None = None
    region: Words | None = None
    city: Words | None = None
    postcode: Words | None = None
    name: Words | None = None
    """Whom it is addressed to."""
    street: Words | None = None


class Customer(Record):
    """A registered customer."""

    email: Email | None = None
    email_verified: bool | None = None
    """Whether the customer has shown that the e-mail is theirs."""
    first_name: Words | None = None
    last_name: Words | None = None
    gender: Words | None = None
    language: Trimmed | None = None
    """Language code, such as pl."""
    phone: Trimmed | None = None
    country: Country | None = None
    group: Words | None = None
    """The customer group at the shop."""
    born_on: Day | None = None
    registered_at: Instant | None = None
    store: Words | None = None
    """The store the customer belongs to."""
    referred_by: Words | None = None
    """The referral code that the customer came with."""
    tags: list[Words] | None = None
    lists: list[Words] | None = None
    addresses: Annotated[list[Address], Field(max_length=1000)] | None = None
    attributes: Free | None = None


class Category(Record):
    """A category of the catalogue; a tree by `parent`."""

    name: Words | None = None
    parent: Reference | None = None
    """The category above; none at the top."""


class CustomerList(Record):
    """A list that customers can be on, such as those who wait for a sale; who is on it, their own records say in `lists`."""

    name: Words | None = None
    """What people call it; without one, its `external_id`."""


class Variant(_Document):
    """A variant of a product; what it leaves out is its parent's."""

    external_id: Id
    """The variant's SKU."""
    updated_at: Instant | None = None
    """Without it the parent's counts."""
    deleted: bool | None = None
    name: Words | None = None
    brand: Words | None = None
    price: Price | None = None
    """In base currency."""
    cost: Price | None = None
    """In base currency."""
    categories: list[Reference] | None = None
    attributes: Free | None = None


class Product(Record):
    """A product of the catalogue; its `external_id` is its SKU."""

    parent_sku: Reference | None = None
    """The product that this is a variant of."""
    name: Words | None = None
    brand: Words | None = None
    price: Price | None = None
    """In base currency."""
    cost: Price | None = None
    """In base currency."""
    categories: list[Reference] | None = None
    """Those it is assigned to directly."""
    attributes: Free | None = None
    variants: Annotated[list[Variant], Field(max_length=1000)] | None = None


class StatusChange(_Document):
    """A step in an order's life."""

    at: Instant
    status: OrderStatus
    shop_status: Words | None = None
    """The shop's own word for it."""
    paid: bool | None = None


class OrderLine(_Document):
    """A line of an order."""

    id: Id | None = None
    """Known within the order; without it the lines are numbered from 1."""
    sku: Reference | None = None
    quantity: Quantity
    price: Price | None = None
    """What conditions on prices ask about. It isn't held against `row_total`, which is what counts for everything else."""
    row_total: Amount
    """The line before discount and tax."""
    discount: Amount | None = None
    """What was taken off the line."""
    tax: Amount | None = None
    options: Free | None = None
    """What was chosen for it, such as an engraving."""


Line = Annotated[dict[str, Any], DictOf(OrderLine)]


class Order(Record, Whose):
    """An order with its lines; send it again whenever its status or amounts change."""

    placed_at: Instant
    status: OrderStatus
    """How far it has come. `closed` is an order that was put away: one that was complete before stays sold, keeps its points, and
    counts in reports, less what was given back."""
    shop_status: Words | None = None
    """The shop's own word for the status."""
    paid: bool | None = None
    status_history: Annotated[list[StatusChange], Field(max_length=1000)] | None = None
    """How the status came about; without it each delivery's `updated_at` counts. A `status` that says something else than its end
    holds from `updated_at` on."""
    currency: CurrencyCode
    rate: Rate | None = None
    """Needed when the currency is not the base currency."""
    channel: Words | None = None
    store: Words | None = None
    subtotal: Amount | None = None
    """The lines before discount, shipping and tax."""
    discount: Amount | None = None
    """What was taken off the order, its lines' discounts included; not negative."""
    shipping: Amount | None = None
    tax: Amount | None = None
    grand_total: Amount
    """What the customer had to pay, points and gift cards taken off."""
    paid_with_points: Amount | None = None
    """What was paid with points, which `grand_total` no longer holds."""
    gift_card: Amount | None = None
    """What was paid with gift cards, which `grand_total` no longer holds."""
    coupon: Words | None = None
    payment_method: Words | None = None
    shipping_method: Words | None = None
    lines: Annotated[list[Line], Field(max_length=MOST_LINES)] | None = None


class RefundLine(_Document):
    """A line of an order, given back in whole or in part."""

    line: Id
    """The order line's id."""
    quantity: Quantity | None = None
    amount: Amount | None = None


class Refund(Record):
    """Money given back for an order, in the order's currency."""

    order: Id
    """The order's external_id."""
    refunded_at: Instant
    amount: Amount
    """In the currency of the order, which may come later: decimals beyond those of the currency are rounded off, half away from
    zero."""
    reason: Words | None = None
    lines: Annotated[list[RefundLine], Field(max_length=MOST_LINES)] | None = None


class Cart(Record, Whose):
    """A cart as it stands at the shop."""

    status: CartStatus
    currency: CurrencyCode | None = None
    """Without it the base currency."""
    rate: Rate | None = None
    """Needed when the currency is not the base currency."""
    subtotal: Amount | None = None
    coupons: list[Words] | None = None
    lines: Annotated[list[Line], Field(max_length=MOST_LINES)] | None = None


class WishlistItem(Record, Whose):
    """A product that a customer wishes for."""

    sku: Reference
    added_at: Instant


class ProductView(Record, Whose):
    """A product that a customer looked at."""

    sku: Reference
    viewed_at: Instant


class Review(Record, Whose):
    """A review of a product."""

    sku: Reference
    rating: Stars | None = None
    """The stars given."""
    status: Words | None = None
    """The review's status at the shop, such as approved."""
    title: Words | None = None
    written_at: Instant


class Subscription(Record, Whose):
    """A customer's subscription to a newsletter or the like."""

    list: Words
    """What is subscribed to."""
    status: SubscriptionStatus
    changed_at: Instant


class Login(Record, Whose):
    """A customer logged in."""

    device: Words | None = None
    logged_in_at: Instant


class Event(Whose):
    """Something that happened; it is never changed."""

    id: Id | None = None
    """The shop's own id; without it the same name, customer, instant and properties are the same event."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    occurred_at: Instant | None = None
    """Left out of an event with an id, the time of receipt holds; from a page it lies within 10 minutes of that."""
    properties: Free | None = None


RECORDS: dict[str, type[Record]] = {
    "customer": Customer,
    "category": Category,
    "list": CustomerList,
    "product": Product,
    "order": Order,
    "refund": Refund,
    "cart": Cart,
    "wishlist_item": WishlistItem,
    "product_view": ProductView,
    "review": Review,
    "subscription": Subscription,
    "login": Login,
}
"""The model of each record type."""

TYPES: dict[str, type[Record | Event]] = {**RECORDS, "event": Event}
"""Everything that may come in."""
