"""What the facts are asked for mails: each a question about a set of customers, orders or carts, compiled once."""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables, to_sql

CUSTOMERS, ORDERS, CARTS = "mail_customers", "mail_orders", "mail_carts"
"""The tables that say about whom and what is asked."""
MOST_SHOWN = 12
_LOOKED_AT = 60
"""So many of a customer's latest wishes are looked at, and as many of those that say something about being recommended."""
RECOMMENDED = r'(?i)"recommended"\s*:\s*(true|1|"(yes|true|1)")'
"""How a product's attributes say that the shop recommends it."""

_CUSTOMER = (
    "customer_id", "first_name", "last_name", "email", "gender", "language", "country", "group", "born_on",
    "registered_at", "store", "attributes",
)  # fmt: skip
_PRODUCT = ("name", "brand", "price", "attributes")


def _asked() -> ir.Table:
    return ibis.table({"customer_id": "int32"}, name=CUSTOMERS)


@cache
def customers() -> str:
    """Who the customers are."""
    found = _asked().join(base_tables()["customer"], "customer_id")
    return to_sql(found.select(*_CUSTOMER))


def _with_products(rows: ir.Table) -> ir.Table:
    """Rows that point at a product, with what is known of it."""
    product = base_tables()["product"].select("product_id", *_PRODUCT)
    return rows.left_join(product, "product_id")


@cache
def wishes() -> str:
    """Products that customers wish for, the latest first."""
    wish = base_tables()["wishlist_item"].select("customer_id", "added_at", "product_id", "sku", "record_id")
    found = _with_products(_asked().join(wish, "customer_id"))
    recommended = ibis.coalesce(found.attributes.re_search(RECOMMENDED), False)
    found = found.mutate(recommended=recommended)
    order = [ibis.desc("added_at"), ibis.desc("record_id")]
    place = ibis.row_number().over(ibis.window(group_by=["customer_id", "recommended"], order_by=order))
    found = found.mutate(place=place).filter(lambda t: t.place < _LOOKED_AT)
    return to_sql(found.order_by("customer_id", *order).select("customer_id", "sku", *_PRODUCT, "recommended"))


@cache
def views() -> str:
    """Products that customers looked at, each once, the last first."""
    view = base_tables()["product_view"]
    seen = (
        _asked()
        .join(view, "customer_id")
        .group_by("customer_id", "product_id", "sku")
        .aggregate(viewed_at=lambda t: t.viewed_at.max())
    )
    order = [ibis.desc("viewed_at"), "sku"]
    place = ibis.row_number().over(ibis.window(group_by="customer_id", order_by=order))
    found = _with_products(seen.mutate(place=place).filter(lambda t: t.place < MOST_SHOWN))
    return to_sql(found.order_by("customer_id", *order).select("customer_id", "sku", *_PRODUCT))


@cache
def orders() -> str:
    """Orders by their numbers."""
    asked = ibis.table({"external_id": "string"}, name=ORDERS)
    found = asked.join(base_tables()["order"], "external_id")
    return to_sql(
        found.select(
            "external_id", "order_id", "status", "placed_at", "currency", "own_subtotal", "own_discount",
            "own_shipping", "own_grand_total",
        )
    )  # fmt: skip


@cache
def order_lines() -> str:
    """Their lines."""
    asked = ibis.table({"external_id": "string"}, name=ORDERS)
    order = base_tables()["order"].select("external_id", "order_id")
    line = base_tables()["order_line"].select("order_id", "n", "product_id", "sku", "quantity", "own_row_total")
    found = _with_products(asked.join(order, "external_id").join(line, "order_id"))
    return to_sql(found.order_by("order_id", "n").select("external_id", "sku", "quantity", "own_row_total", *_PRODUCT))


@cache
def carts() -> str:
    """Carts by the shop's ids."""
    asked = ibis.table({"external_id": "string"}, name=CARTS)
    return to_sql(asked.join(base_tables()["cart"], "external_id").select("external_id", "subtotal"))


@cache
def cart_lines() -> str:
    """Their lines."""
    asked = ibis.table({"external_id": "string"}, name=CARTS)
    cart = base_tables()["cart"].select("external_id", "cart_id")
    line = base_tables()["cart_line"].select("cart_id", "n", "product_id", "sku", "quantity", "row_total")
    found = _with_products(asked.join(cart, "external_id").join(line, "cart_id"))
    return to_sql(found.order_by("cart_id", "n").select("external_id", "sku", "quantity", "row_total", *_PRODUCT))


@cache
def latest() -> str:
    """Of each customer the order that was placed and the cart that was changed last, to show a template with."""

    def last(name: str, instant: str) -> ir.Table:
        rows: Any = base_tables()[name]
        return (
            _asked()
            .join(rows.select("customer_id", "external_id", instant), "customer_id")
            .group_by("customer_id")
            .aggregate(external_id=lambda t: t.external_id.argmax(t[instant]))
            .mutate(of=ibis.literal(name))
        )

    return to_sql(ibis.union(last("order", "placed_at"), last("cart", "updated_at")).select("of", "external_id"))
