"""Routes of customers: finding one, everything known about them, and forgetting them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict

from regulars.core.errors import NotFound
from regulars.http.actor import Actor
from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode, page
from regulars.http.customers import CustomerBrief, of_rows
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.instants import aware, from_microseconds, microseconds
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.erase import erase
from regulars.journal.identity import current_id
from regulars.kinds.addresses import is_address

from . import orders
from .orders import OrderOut
from .questions import customers as ask
from .questions.orders import orders as orders_of

router = APIRouter(
    prefix="/v1/customers",
    tags=["Customers"],
    responses=responses(400, 401, 403, 404),
)
READING = [Depends(require(Scope.CUSTOMERS_READ))]


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

    model_config = ConfigDict(use_attribute_docstrings=True)

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
    mailable: bool
    """Whether the e-mail is an address that mail can be sent to."""


class Erased(BaseModel):
    """A customer who is known no more."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    entries: int
    """How many entries of the journal say nothing any more."""


@router.get("", operation_id="listCustomers", dependencies=READING)
def list_customers(
    house: InHouse,
    search: Annotated[
        str | None,
        Query(
            max_length=200,
            description="Words of the id, e-mail or name, or at least five digits of the telephone number.",
        ),
    ] = None,
    segment: Annotated[str | None, Query(description="Only who is in this segment.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[CustomerBrief]:
    """Customers, the latest known first; of those found, whose id or e-mail it is before all (the shop's own id first), then
    ids that begin so."""
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
        mailable=is_address((brief.email or "").strip()),
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
    rows = house.facts.ask(orders_of(customer_id, after, limit + 1)).to_pylist()
    told = orders.told(house, rows[:limit])
    return page(
        "orders",
        rows,
        limit,
        key=lambda row: [microseconds(row["placed_at"].replace(tzinfo=UTC)), row["order_id"]],
        show=lambda row: told[row["order_id"]],
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
