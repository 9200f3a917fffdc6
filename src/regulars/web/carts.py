"""The route of the carts that a customer has open in the shop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.facts.relations import base_tables
from regulars.http.house import House, InHouse
from regulars.http.instants import aware
from regulars.http.money import Money, money_if_any
from regulars.http.problems import responses

from .customers import READING, Known
from .orders import PRICE_PLACES, pieces

router = APIRouter(prefix="/v1/customers", tags=["Customers"], responses=responses(400, 401, 403, 404))
MOST = 5
"""A customer has one cart, or one a device; what is older was forgotten by them too."""


class CartLineOut(BaseModel):
    """A line of a cart; `price` is of one piece and may have more places than the currency. What the shop left out is null."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    sku: str | None
    name: str | None
    quantity: str | None
    price: Money | None
    row_total: Money | None


class CartOut(BaseModel):
    """A cart as the shop told of it last, in the base currency. What the shop left out is null."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    external_id: str
    updated_at: datetime | None
    subtotal: Money | None
    coupons: list[str]
    lines: list[CartLineOut]


class OpenCarts(BaseModel):
    """The carts that a customer has open."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    data: list[CartOut]
    """The five that changed last, the latest first."""


@router.get("/{id}/carts", operation_id="listCustomerCarts", dependencies=READING)
def list_carts(house: InHouse, customer_id: Known) -> OpenCarts:
    """The carts that a customer has open in the shop, with their lines, the latest changed first."""
    carts = house.facts.ask(_open_of(customer_id)).to_pylist()
    lines: dict[int, list[CartLineOut]] = {}
    if carts:
        for row in house.facts.ask(_lines([cart["cart_id"] for cart in carts])).to_pylist():
            lines.setdefault(row["cart_id"], []).append(_line(house, row))
    return OpenCarts(data=[_cart(house, cart, lines.get(cart["cart_id"], [])) for cart in carts])


def _open_of(customer_id: int) -> ir.Table:
    cart = base_tables()["cart"]
    theirs = cart.filter((cart.customer_id == customer_id) & (cart.status == "open"))
    shown = theirs.select("cart_id", "external_id", "updated_at", "subtotal", "coupons")
    return shown.order_by([ibis.desc("updated_at"), ibis.desc("cart_id")]).limit(MOST)


def _lines(cart_ids: Sequence[int]) -> ir.Table:
    """The lines of these carts, with the products' names as they are today."""
    tables = base_tables()
    line, product = tables["cart_line"], tables["product"]
    theirs = line.filter(line.cart_id.isin(list(cart_ids)))
    named = theirs.left_join(product, theirs.product_id == product.product_id)
    columns = (theirs.cart_id, theirs.n, theirs.sku, product.name, theirs.quantity, theirs.price, theirs.row_total)
    return named.select(*columns).order_by(["cart_id", "n"])


def _cart(house: House, row: dict[str, Any], lines: list[CartLineOut]) -> CartOut:
    return CartOut(
        external_id=row["external_id"],
        updated_at=aware(row["updated_at"]),
        subtotal=money_if_any(row["subtotal"], house.shop.currency, house.shop.places),
        coupons=row["coupons"] or [],
        lines=lines,
    )


def _line(house: House, row: dict[str, Any]) -> CartLineOut:
    currency = house.shop.currency
    return CartLineOut(
        sku=row["sku"],
        name=row["name"],
        quantity=None if row["quantity"] is None else pieces(row["quantity"]),
        price=money_if_any(row["price"], currency, PRICE_PLACES),
        row_total=money_if_any(row["row_total"], currency, house.shop.places),
    )
