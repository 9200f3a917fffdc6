"""Routes of customers: finding one, everything known about them, and forgetting them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict

from regulars.core.currencies import places_of
from regulars.core.errors import NotFound
from regulars.http.actor import Actor
from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode, page
from regulars.http.customers import CustomerBrief, of_rows
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.instants import aware, from_microseconds, microseconds
from regulars.http.money import Money, money, money_if_any
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.erase import erase
from regulars.journal.identity import current_id

from .questions import customers as ask

router = APIRouter(
    prefix="/v1/customers",
    tags=["Customers"],
    responses=responses(400, 401, 403, 404),
)
READING = [Depends(require(Scope.CUSTOMERS_READ))]

PRICE_PLACES = 4


class AddressOut(BaseModel):
    """An address as the shop sent it."""

    kind: str | None
    default: bool | None
    country: str | None
    region: str | None
    city: str | None
    postcode: str | None
    name: str | None = None
    street: str | None = None


class Membership(BaseModel):
    """A segment that the customer is in, and since when."""

    id: str
    name: str
    entered_at: datetime | None


class CustomerOut(CustomerBrief):
    """Everything known of a customer, but for what they did."""

    first_name: str | None
    last_name: str | None
    gender: str | None
    language: str | None
    phone: str | None
    store: str | None
    born_on: date | None
    updated_at: datetime | None
    tags: list[str]
    lists: list[str]
    attributes: dict[str, Any]
    addresses: list[AddressOut]
    segments: list[Membership]


class OrderLineOut(BaseModel):
    """A line of an order; `price` is of one piece and may have more places than the currency.

    What the shop left out is null.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str | None
    sku: str | None
    name: str | None
    quantity: str | None
    refunded_quantity: str
    price: Money | None
    row_total: Money | None
    discount: Money | None
    own_row_total: Money | None
    """In the order's own currency, where that isn't the base currency."""


class OwnAmounts(BaseModel):
    """What an order came to in its own currency, as its customer knows it."""

    subtotal: Money | None
    discount: Money | None
    shipping: Money | None
    tax: Money | None
    grand_total: Money | None
    refunded_total: Money
    net_total: Money | None


class OrderOut(BaseModel):
    """An order, its amounts in the base currency; `currency` is what it was paid in. What the shop left out is null."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    external_id: str
    placed_at: datetime | None
    completed_at: datetime | None
    status: str | None
    shop_status: str | None
    paid: bool | None
    currency: str | None
    channel: str | None
    store: str | None
    coupon: str | None
    subtotal: Money | None
    discount: Money | None
    shipping: Money | None
    tax: Money | None
    grand_total: Money | None
    refunded_total: Money
    net_total: Money | None
    own: OwnAmounts | None
    """The same in its own currency, where that isn't the base currency."""
    updated_at: datetime | None
    lines: list[OrderLineOut]


class Erased(BaseModel):
    """A customer who is known no more."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    entries: int
    """How many entries of the journal say nothing any more."""


@router.get("", operation_id="listCustomers", dependencies=READING)
def list_customers(
    house: InHouse,
    search: Annotated[str | None, Query(max_length=200, description="Words of the id, e-mail or name.")] = None,
    segment: Annotated[str | None, Query(description="Only who is in this segment.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[CustomerBrief]:
    """Customers, the latest known first; of those found, whose id or e-mail it is before all, then ids that begin so."""
    key = decode("customers", cursor, int, int)
    after = (key[0], key[1]) if key else None
    among = None if segment is None else house.memberships.members(segment)
    rows = house.facts.ask(*ask.found(search, after, limit + 1, among)).to_pylist()
    shown = rows[:limit]
    last = [shown[-1]["likeness"], shown[-1]["customer_id"]] if len(rows) > limit else None
    return Page(data=of_rows(house, shown), next_cursor=encode("customers", last) if last else None)


CustomerId = Annotated[str, Path(description="The id that Regulars gave the customer.")]


def known_customer(house: InHouse, id: CustomerId) -> int:
    """The customer that an id means today, also when it was merged into another; raises `NotFound`."""
    asked = number(id, "customer")
    with house.books.transaction() as unit:
        return current_id(unit, asked)


Known = Annotated[int, Depends(known_customer)]


@router.get("/{id}", operation_id="getCustomer", dependencies=READING)
def get_customer(house: InHouse, customer_id: Known) -> CustomerOut:
    """Everything known of a customer."""
    rows = house.facts.ask(ask.profile(customer_id)).to_pylist()
    if not rows:
        raise NotFound("customer", str(customer_id))
    row = rows[0]
    [brief] = of_rows(house, rows)
    addresses = house.facts.ask(ask.addresses(customer_id)).to_pylist()
    return CustomerOut(
        **brief.model_dump(),
        **{name: row[name] for name in ("first_name", "last_name", "gender", "language", "phone", "store", "born_on")},
        updated_at=aware(row["updated_at"]),
        tags=row["tags"] or [],
        lists=row["lists"] or [],
        attributes=orjson.loads(row["attributes"] or "{}"),
        addresses=[_address(address) for address in addresses],
        segments=[Membership(id=id, name=name, entered_at=at) for id, name, at in house.memberships.of(customer_id)],
    )


@router.get("/{id}/orders", operation_id="listCustomerOrders", dependencies=READING)
def list_orders(house: InHouse, customer_id: Known, limit: Limit = USUAL, cursor: Cursor = None) -> Page[OrderOut]:
    """A customer's orders with their lines, the latest first."""
    key = decode("orders", cursor, int, int)
    after = (from_microseconds(key[0]), key[1]) if key else None
    rows = house.facts.ask(ask.orders(customer_id, after, limit + 1)).to_pylist()
    lines: dict[int, list[OrderLineOut]] = {}
    foreign = {row["order_id"]: row["currency"] for row in rows if row["currency"] not in (None, house.shop.currency)}
    given_back: dict[int, int] = {}
    if rows:
        for line in house.facts.ask(ask.lines([row["order_id"] for row in rows[:limit]])).to_pylist():
            order_id = line["order_id"]
            lines.setdefault(order_id, []).append(_line(house, line, foreign.get(order_id)))
    if foreign:
        found = house.facts.ask(ask.own_refunds(list(foreign), house.clock())).to_pylist()
        given_back = {row["order_id"]: row["refunded"] or 0 for row in found}
    return page(
        "orders",
        rows,
        limit,
        key=lambda row: [microseconds(row["placed_at"].replace(tzinfo=UTC)), row["order_id"]],
        show=lambda row: _order(
            house,
            row,
            lines.get(row["order_id"], []),
            _own(row, given_back.get(row["order_id"], 0)) if row["order_id"] in foreign else None,
        ),
    )


@router.delete("/{id}", operation_id="eraseCustomer")
def erase_customer(
    house: InHouse, actor: Annotated[Actor, Depends(require(Scope.CUSTOMERS_ERASE))], customer_id: Known
) -> Erased:
    """Erase what came in about a customer, for good. Points stay in the ledger under the bare id.

    If it was stopped in the middle, the same call goes on; when it is done there is no such customer.
    """
    return Erased(entries=erase(house.books, customer_id, actor=actor.name))


def _address(row: dict[str, Any]) -> AddressOut:
    sent = orjson.loads(row["document"] or "{}")
    known = {name: row[name] for name in ("kind", "default", "country", "region", "city", "postcode")}
    return AddressOut(**known, name=sent.get("name"), street=sent.get("street"))


def _own(row: dict[str, Any], refunded: int) -> OwnAmounts:
    currency, total = row["currency"], row["own_grand_total"]
    places = places_of(currency)
    return OwnAmounts(
        **{name.removeprefix("own_"): money_if_any(row[name], currency, places) for name in ask.OWN},
        refunded_total=money(refunded, currency, places),
        net_total=money_if_any(None if total is None else total - refunded, currency, places),
    )


def _order(house: House, row: dict[str, Any], lines: list[OrderLineOut], own: OwnAmounts | None) -> OrderOut:
    currency, places = house.shop.currency, house.shop.places
    amounts = ("subtotal", "discount", "shipping", "tax", "grand_total")
    words = ("external_id", "status", "shop_status", "paid", "currency", "channel", "store", "coupon")
    total, refunded = row["grand_total"], row["refunded_total"] or 0
    return OrderOut(
        id=str(row["order_id"]),
        placed_at=aware(row["placed_at"]),
        completed_at=aware(row["completed_at"]),
        updated_at=aware(row["updated_at"]),
        **{name: row[name] for name in words},
        **{name: money_if_any(row[name], currency, places) for name in amounts},
        refunded_total=money(refunded, currency, places),
        net_total=money_if_any(None if total is None else total - refunded, currency, places),
        own=own,
        lines=lines,
    )


def _line(house: House, row: dict[str, Any], foreign: str | None) -> OrderLineOut:
    currency, places = house.shop.currency, house.shop.places
    return OrderLineOut(
        id=row["line_id"],
        sku=row["sku"],
        name=row["name"],
        quantity=None if row["quantity"] is None else _pieces(row["quantity"]),
        refunded_quantity=_pieces(row["refunded_quantity"] or Decimal(0)),
        price=money_if_any(row["price"], currency, PRICE_PLACES),
        row_total=money_if_any(row["row_total"], currency, places),
        discount=money_if_any(row["discount"], currency, places),
        own_row_total=None if foreign is None else money_if_any(row["own_row_total"], foreign, places_of(foreign)),
    )


def _pieces(quantity: Decimal) -> str:
    """A quantity without zeros behind its last decimal."""
    return f"{quantity.normalize():f}"
