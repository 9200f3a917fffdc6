"""Orders and earning rules of tests about points."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

FIVE = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
PLACED = {"placed_at": "2026-03-01T12:00:00Z", "currency": "USD", "customer": "jan", "status": "complete"}


def order(key: str, total: str) -> dict[str, Any]:
    line = {"sku": "MUG", "quantity": "1", "price": total, "row_total": total}
    return {"external_id": key, "updated_at": "2026-03-01T12:00:00Z", "grand_total": total, "lines": [line]} | PLACED


def made(client: TestClient, **given: Any) -> dict[str, Any]:
    answer = client.post("/v1/earning-rules", json={"name": "each five", "style": FIVE} | given)
    assert answer.status_code == 201, answer.text
    rule: dict[str, Any] = answer.json()
    return rule
