"""The shop that most stories happen in: its catalogue, its customers, and what they do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.stories.conftest import Begin, Story

Json = dict[str, Any]

CATEGORIES = {
    "2": None,
    "11": "2",
    "12": "11",
    "16": "12",
    "13": "11",
    "19": "13",
    "20": "2",
    "21": "20",
    "25": "21",
    "4": "2",
}
NAMED = {
    "2": "Default", "11": "Men", "12": "Tops", "16": "Tees", "13": "Bottoms", "19": "Shorts", "20": "Women",
    "21": "Tops", "25": "Tanks", "4": "Bags",
}  # fmt: skip
PRODUCTS = {
    "SHORT-1": ("19", "40.00"), "TEE-1": ("16", "29.00"), "TANK-1": ("25", "34.00"),
    "24-MB01": ("4", "34.00"), "24-MB03": ("4", "38.00"), "24-MB04": ("4", "32.00"),
}  # fmt: skip
PEOPLE: dict[str, Json] = {
    "anna": {"gender": "female", "born_on": "2008-05-04", "addresses": [{"kind": "shipping", "country": "UA"}]},
    "boris": {"gender": "male", "addresses": [{"kind": "shipping", "country": "PL"}]},
    "clara": {"gender": "female", "addresses": [{"kind": "shipping", "country": "US"}], "email": "clara@amazon.com"},
    "dmytro": {"gender": "male", "addresses": [{"kind": "shipping", "country": "UA"}]},
    "eva": {"gender": "female", "addresses": [{"kind": "shipping", "country": "FI"}]},
}
COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
MALE = {"value": "customer.gender", "op": "=", "to": "male"}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
SPENT_2000 = {"value": {"sum": "order.net_total", "where": COMPLETE}, "op": ">=", "to": "2000"}
AMAZON = {"value": "customer.email", "op": "contains", "to": "amazon.com"}


def at(text: str) -> datetime:
    """An instant in UTC, as the stories tell it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def open_shop(begin: Begin, now: str = "2026-03-01 08:00", **said: Any) -> Story:
    """The shop as the stories find it: everybody registered, in General."""
    story = begin(time_zone="Europe/Kyiv", currency="USD", now=at(now), **said)
    with story.at_once():
        story.send("category", *({"external_id": id, "name": NAMED[id], "parent": up} for id, up in CATEGORIES.items()))
        story.send("product", *(product(sku) for sku in PRODUCTS))
        story.send("customer", *(customer(name) for name in PEOPLE))
    return story


def product(sku: str, **said: Any) -> Json:
    category, price = PRODUCTS[sku]
    return {"external_id": sku, "name": sku, "price": price, "categories": [category]} | said


def customer(name: str, **said: Any) -> Json:
    """A customer of the stories, as the shop sends them."""
    usual = {"registered_at": "2025-01-01T00:00:00Z", "group": "General", "email": f"{name}@shop.example"}
    return {"external_id": name} | usual | PEOPLE.get(name, {}) | said


def order(number: str, name: str, total: str, status: str, *skus: str, **said: Any) -> Json:
    """An order of some products, or of one piece for the whole amount."""
    bought = [(sku, PRODUCTS[sku][1]) for sku in skus] or [("SHORT-1", total)]
    lines = [
        {"id": str(n), "sku": sku, "quantity": "1", "price": price, "row_total": price}
        for n, (sku, price) in enumerate(bought, 1)
    ]
    about = {"external_id": number, "customer": name, "status": status, "placed_at": "2026-02-20T10:00:00Z"}
    return about | {"currency": "USD", "subtotal": total, "grand_total": total, "lines": lines} | said


def refund(number: str, of: str, amount: str, story: Story) -> Json:
    said = {"external_id": number, "order": of, "amount": amount, "lines": []}
    return said | {"refunded_at": story.now.isoformat()}


def wish(name: str, sku: str, **said: Any) -> Json:
    return {"external_id": f"{name}-{sku}", "customer": name, "sku": sku, "added_at": "2026-02-20T10:00:00Z"} | said


def subscription(name: str, status: str, story: Story) -> Json:
    said = {"external_id": name, "customer": name, "list": "newsletter", "status": status}
    return said | {"changed_at": story.now.isoformat()}
