"""Makers of raw records and events, with as little in them as a record may have; tests say what matters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .reference import Entry

LONG_AGO = "2020-01-01T00:00:00Z"


def utc(text: str) -> datetime:
    """ "2026-03-01 10:00" or with seconds, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def text(instant: datetime) -> str:
    """An instant as records carry it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def customer(external_id: str, **more: Any) -> Entry:
    return Entry("customer", {"external_id": external_id, "updated_at": LONG_AGO} | more)


def category(external_id: str, parent: str | None = None, **more: Any) -> Entry:
    document = {"external_id": external_id, "name": external_id, "parent": parent, "updated_at": LONG_AGO}
    return Entry("category", document | more)


def product(sku: str, *categories: str, **more: Any) -> Entry:
    document = {"external_id": sku, "name": sku, "categories": list(categories), "updated_at": LONG_AGO}
    return Entry("product", document | more)


def line(id: str, sku: str, quantity: str = "1", row_total: str = "0.00", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "sku": sku,
        "quantity": quantity,
        "price": row_total,
        "row_total": row_total,
        "discount": "0.00",
    } | more


def order(
    external_id: str, owner: str | None, placed_at: str, total: str = "0.00", status: str = "complete", **more: Any
) -> Entry:
    """An order that has had its status from when it was placed."""
    document = {
        "external_id": external_id,
        "updated_at": placed_at,
        "customer": owner,
        "placed_at": placed_at,
        "status": status,
        "status_history": [{"at": placed_at, "status": status}],
        "currency": "USD",
        "rate": "1",
        "subtotal": total,
        "discount": "0.00",
        "shipping": "0.00",
        "tax": "0.00",
        "grand_total": total,
        "lines": [],
    }
    return Entry("order", document | more)


def refund(external_id: str, of: str, refunded_at: str, amount: str, **more: Any) -> Entry:
    document = {
        "external_id": external_id,
        "updated_at": refunded_at,
        "order": of,
        "refunded_at": refunded_at,
        "amount": amount,
    }
    return Entry("refund", document | more)


def wish(external_id: str, owner: str, sku: str, added_at: str, **more: Any) -> Entry:
    document = {"external_id": external_id, "updated_at": added_at, "customer": owner, "sku": sku, "added_at": added_at}
    return Entry("wishlist_item", document | more)


def event(id: str, owner: str, name: str, occurred_at: str, **properties: Any) -> Entry:
    return Entry(
        "event", {"id": id, "customer": owner, "name": name, "occurred_at": occurred_at, "properties": properties}
    )
