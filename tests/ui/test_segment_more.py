"""More of a segment's pages: when it is refreshed, what it has in common with others, what names it, what its members
bought, who will come and go, and who was in on a past day."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.ui.conftest import Served
from tests.ui.small_shop import OTHERS

BY_HAND = {"kind": "by_hand"}


def of(country: str) -> dict[str, str]:
    return {"value": "customer.country", "op": "=", "to": country}


def made(served: Served, id: str, **said: Any) -> dict[str, Any]:
    """A segment that is there and computed."""
    answer = served.api.post("/v1/segments", json={"id": id, "name": id.title(), **said})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = served.until(f"/v1/segments/{id}", lambda segment: segment["state"] == "active")
    return found


def test_a_schedule_is_written_in_the_shop_s_time_and_told_on_the_page(olga: Page, served: Served) -> None:
    made(served, "yanks", condition=of("US"))
    olga.goto("/segments/yanks/edit")
    olga.get_by_role("radio", name="On a schedule").check()
    olga.get_by_role("combobox", name="How often").click()
    olga.get_by_role("option", name="Every week").click()
    olga.get_by_role("combobox", name="On", exact=True).click()
    olga.get_by_role("option", name="Thursday").click()
    olga.get_by_label("At", exact=True).fill("")
    expect(olga.get_by_text("Choose a time of day for the refresh.")).to_be_visible()
    olga.get_by_label("At", exact=True).fill("04:30")
    expect(olga.get_by_text("Europe/Kyiv").last).to_be_visible()

    olga.get_by_role("button", name="Save changes").click()
    olga.wait_for_url("**/segments/yanks")

    line = olga.get_by_role("region", name="When it is kept up to date")
    expect(line).to_contain_text("Refreshed every Thursday at 04:30 Europe/Kyiv.")
    expect(line).to_contain_text("Next on")
    kept = served.api.get("/v1/segments/yanks").json()
    assert kept["refresh"] == {"kind": "scheduled", "every": "week", "at": "04:30", "weekday": 4, "day": None}


def test_one_kept_by_hand_is_refreshed_by_the_button_and_waited_for(olga: Page, served: Served) -> None:
    before = made(served, "canucks", condition=of("CA"), refresh=BY_HAND)
    waiting: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        """What is there, but for the first time after the button: by then it may be done already."""
        found = served.api.get("/v1/segments/canucks").json()
        route.fulfill(json={**found, "refreshing": True} if len(waiting) == 1 else found)
        waiting.extend([found] if waiting else [])

    olga.route("**/v1/segments/canucks", answer)
    olga.goto("/segments/canucks")
    line = olga.get_by_role("region", name="When it is kept up to date")
    expect(line).to_contain_text("Refreshed by hand. Shown as of")
    waiting.append(before)

    line.get_by_role("button", name="Refresh now").click()

    expect(line.get_by_role("status")).to_have_text("Being refreshed")
    expect(olga.get_by_text("“Canucks” is as of now.")).to_be_visible()
    expect(line.get_by_role("status")).to_have_count(0)
    after = served.until("/v1/segments/canucks", lambda found: not found["refreshing"])
    assert after["refreshed_at"] > before["refreshed_at"]
