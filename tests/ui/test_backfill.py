"""A back-fill in the browser: a period is asked for, who would enter is shown, and then they enter."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import made
from tests.ui.routes import at_rest
from tests.ui.test_rewards import put

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""
DRAFT: dict[str, Any] = {
    "trigger": {
        "kind": "schedule", "recurs": "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=9", "since": "2026-01-01", "segment": "known-here",
    },
    "first": "give",
    "nodes": [
        {"id": "give", "step": {"kind": "award_points", "points": 50}, "next": {"next": "end"}},
        {"id": "end", "step": {"kind": "end"}},
    ],
}  # fmt: skip


def running(page: Page, name: str) -> str:
    """A campaign that runs; its id."""
    headers = {"X-Regulars": "1"}
    made = page.request.post("/v1/campaigns", data={"name": name, "draft": DRAFT}, headers=headers)
    assert made.ok, made.text()
    told = made.json()
    published = page.request.post(
        f"/v1/campaigns/{told['id']}/publish", data={"revision": told["revision"]}, headers=headers
    )
    assert published.ok, published.text()
    return str(told["id"])


def test_those_of_the_past_are_shown_and_then_enter(olga: Page, served: Served) -> None:
    # one customer whom no other test looks at: the points are given in earnest
    made(served, "known-here", condition={"value": "customer.external_id", "op": "=", "to": "c033"})
    id = running(olga, "Monthly fifty")

    olga.goto(f"/campaigns/{id}?tab=backfill")
    expect(olga.get_by_text("Nothing has been back-filled")).to_be_visible()
    olga.get_by_label("From", exact=True).fill("1 Jan 2026")
    olga.keyboard.press("Tab")
    olga.get_by_role("button", name="See who would enter").click()

    expect(olga.get_by_test_id("backfill-customers")).to_be_visible()
    start = olga.get_by_role("button", name="Let", exact=False).filter(has_text="enter")
    if SHOWN:
        _look(olga, Path(SHOWN))
    start.click()
    dialog = olga.get_by_role("dialog")
    expect(dialog).to_contain_text("given in earnest")
    dialog.get_by_role("button", name="Let").click()

    expect(olga.get_by_test_id("backfill-said")).to_contain_text("entries were made", timeout=20_000)
    olga.get_by_role("tab", name="Runs").click()
    at_rest(olga)  # rows that are read again under the click take it with them
    olga.get_by_role("table", name="Runs").locator("tbody tr").first.click()
    expect(olga.get_by_text("Entered by back-fill, for what happened on")).to_be_visible()


def test_whose_points_end_sooner_than_they_are_told_of_are_offered_once_it_is_published(olga: Page) -> None:
    """So much is ended on Home, with a way to tell them: the moment of the usual telling is past."""
    soon = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    found = olga.request.get("/v1/customers", params={"search": "c034"}).json()["data"][0]["id"]
    put(olga, f"/v1/customers/{found}/points", {"points": 3, "reason": "soon over", "ends_at": soon})
    draft = {
        "trigger": {"kind": "points_ending", "days": 7, "at": "09:00"},
        "first": "end", "nodes": [{"id": "end", "step": {"kind": "end"}}],
    }  # fmt: skip
    id = put(olga, "/v1/campaigns", {"name": "Soon over", "draft": draft})["id"]

    olga.goto(f"/campaigns/{id}")
    olga.get_by_role("button", name="Publish").dblclick(
        delay=60
    )  # the second click asks for nothing and closes nothing
    dialog = olga.get_by_role("dialog")
    expect(dialog).to_contain_text("Points that end sooner than in 7 days are past that moment")
    dialog.get_by_role("button", name="Publish").click()

    expect(olga.get_by_role("tab", name="Back-fill")).to_have_attribute("aria-selected", "true")
    olga.get_by_role("button", name="See who would enter").click()
    expect(olga.get_by_test_id("backfill-customers").get_by_role("link", name="Customer Number 34")).to_be_visible()
    put(olga, f"/v1/customers/{found}/points", {"points": -3, "reason": "for the tests of Home"})


def _look(page: Page, shown: Path) -> None:
    for name, width, height in (("wide", 1280, 900), ("narrow", 390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=shown / f"backfill-{name}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
