"""Records as a shop sends them, of customers and their orders."""

from __future__ import annotations

from typing import Any


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-01-01T00:00:00Z"} | more


def order(id: str, total: str, **more: Any) -> dict[str, Any]:
    return {
        "external_id": id,
        "updated_at": "2026-02-01T10:00:00Z",
        "customer": "anna",
        "placed_at": "2026-02-01T10:00:00Z",
        "status": "complete",
        "currency": "USD",
        "subtotal": total,
        "grand_total": total,
        "lines": [],
    } | more


def refund(id: str, of: str, amount: str) -> dict[str, Any]:
    at = "2026-02-10T10:00:00Z"
    return {"external_id": id, "updated_at": at, "order": of, "refunded_at": at, "amount": amount}
