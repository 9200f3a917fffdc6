"""Segments for the browser tests, made over REST."""

from __future__ import annotations

from typing import Any

from tests.ui.conftest import Served


def of(country: str) -> dict[str, str]:
    """The condition that a customer is of a country."""
    return {"value": "customer.country", "op": "=", "to": country}


def made(served: Served, id: str, **said: Any) -> dict[str, Any]:
    """A segment that is there and computed."""
    answer = served.api.post("/v1/segments", json={"id": id, "name": id.title(), **said})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = served.until(f"/v1/segments/{id}", lambda segment: segment["state"] == "active")
    return found
