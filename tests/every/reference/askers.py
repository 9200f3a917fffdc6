"""Who asks: carts, orders, lines and events as subjects, each at its own instant and seeing its own cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from .language import Asker, Row
from .rows import Cut, as_of, cart_row, lines_of, order_row, record_row
from .shop import Document, Shop, given, instant


def cart_asker(shop: Shop, cart: Document, now: datetime) -> Asker:
    """The cart asked about, which need not be one of the shop's records."""
    asker = as_of(shop, now, shop.owner(cart), Cut(strictly_before=True))
    row = cart_row(shop, cart)
    for line in row.lines:
        line.time = now  # what is asked about is as it is now
    values = row.values | {
        f"cart.{name}": given(cart.get(name)) for name in ("shipping_method", "payment_method", "shipping_country")
    }
    values["cart.quantity"] = sum((Fraction(line["quantity"]) for line in cart["lines"]), Fraction(0))
    values["cart.weight"] = None if cart.get("weight") is None else Fraction(cart["weight"])
    return with_subject(asker, row, values)


def order_asker(shop: Shop, order: Document) -> Asker:
    """An order, at the instant it was placed, seeing what the customer had before it."""
    now = instant(order["placed_at"])
    asker = as_of(shop, now, shop.owner(order), Cut(strictly_before=True, without_order=order["external_id"]))
    row = order_row(shop, order, now)
    row.lines = lines_of(shop, "line", order, now, row)
    return with_subject(asker, row, row.values)


def with_subject(asker: Asker, row: Row, values: dict[str, object]) -> Asker:
    """The asker that also reads a cart, order or event and aggregates its lines."""
    rows = {**asker.rows, "line": row.lines}
    return replace(asker, values={**asker.values, **values}, rows=rows, since={**asker.since, **row.since})


def line_askers(asker: Asker) -> Iterator[Asker]:
    """Each line of a cart or an order as a subject of its own."""
    for line in asker.rows["line"]:
        yield replace(asker, values={**asker.values, **line.values, **line.product})


def event_asker(shop: Shop, event: Document) -> Asker:
    """An event, when it occurred, seeing all up to it."""
    now = instant(event["occurred_at"])
    row = record_row(shop, "event", event)
    return with_subject(as_of(shop, now, shop.owner(event)), row, row.values)
