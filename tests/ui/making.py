"""What browser tests have in common: segments made over REST, and choices made on pages."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
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


def choose(page: Page, label: str, option: str, *, exact: bool = True) -> None:
    """Choose an option of a list."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=exact).click()
