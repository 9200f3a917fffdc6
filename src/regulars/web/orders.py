"""Orders as they are told, and the route that finds one by its id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from regulars.core.currencies import places_of
from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import called
from regulars.http.house import House, InHouse
from regulars.http.instants import aware
from regulars.http.money import Money, money, money_if_any
from regulars.http.problems import responses
from regulars.http.scopes import Scope

from .questions import orders as ask

router = APIRouter(prefix="/v1/orders", tags=["Customers"], responses=responses(400, 401, 403))

PRICE_PLACES = 4


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


class OrderOf(BaseModel):
    """Whose an order is."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str | None
    """Null for who gave none."""


class FoundOrder(OrderOut):
    """An order that was looked up."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    customer: OrderOf | None
    """Null when the shop named nobody."""


@router.get("", operation_id="listOrders", dependencies=[Depends(require(Scope.CUSTOMERS_READ))])
def list_orders(
    house: InHouse,
    search: Annotated[
        str, Query(min_length=1, max_length=200, description="The shop's id of the order, or how it begins.")
    ],
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[FoundOrder]:
    """Orders by the shop's ids, in any case and with or without a # before: whose id it is first, then the latest known."""
    key = decode("orders found", cursor, int, int)
    rows = house.facts.ask(ask.found(search, (key[0], key[1]) if key else None, limit + 1)).to_pylist()
    orders = told(house, rows[:limit])
    names = called(house, [row["customer_id"] for row in rows[:limit] if row["customer_id"] is not None])

    def shown(row: dict[str, Any]) -> FoundOrder:
        whose = None if row["customer_id"] is None else str(row["customer_id"])
        customer = None if whose not in names else OrderOf(id=whose, name=names[whose])
        return FoundOrder(**orders[row["order_id"]].model_dump(), customer=customer)

    return page("orders found", rows, limit, key=lambda row: [row["other"], row["order_id"]], show=shown)


def told(house: House, rows: Sequence[dict[str, Any]]) -> dict[int, OrderOut]:
    """Orders by their ids here, with their lines, of rows with the columns `SHOWN`."""
    lines: dict[int, list[OrderLineOut]] = {}
    foreign = {row["order_id"]: row["currency"] for row in rows if row["currency"] not in (None, house.shop.currency)}
    given_back: dict[int, int] = {}
    if rows:
        for line in house.facts.ask(ask.lines([row["order_id"] for row in rows])).to_pylist():
            order_id = line["order_id"]
            lines.setdefault(order_id, []).append(_line(house, line, foreign.get(order_id)))
    if foreign:
        found = house.facts.ask(ask.own_refunds(list(foreign), house.clock())).to_pylist()
        given_back = {row["order_id"]: row["refunded"] or 0 for row in found}
    return {
        id: _order(house, row, lines.get(id, []), _own(row, given_back.get(id, 0)) if id in foreign else None)
        for row in rows
        for id in (row["order_id"],)
    }


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
        quantity=None if row["quantity"] is None else pieces(row["quantity"]),
        refunded_quantity=pieces(row["refunded_quantity"] or Decimal(0)),
        price=money_if_any(row["price"], currency, PRICE_PLACES),
        row_total=money_if_any(row["row_total"], currency, places),
        discount=money_if_any(row["discount"], currency, places),
        own_row_total=None if foreign is None else money_if_any(row["own_row_total"], foreign, places_of(foreign)),
    )


def pieces(quantity: Decimal) -> str:
    """A quantity without zeros behind its last decimal."""
    return f"{quantity.normalize():f}"
