"""A campaign simulated before it is published: what would have happened, seen in the browser; nobody gets anything."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose, made

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""


def drawn(trigger: dict[str, Any]) -> dict[str, Any]:
    men = {"value": "customer.gender", "op": "=", "to": "male"}
    wait = {"kind": "wait", "length": {"amount": 1, "unit": "days"}}
    return {
        "trigger": trigger,
        "first": "men",
        "nodes": [
            {"id": "men", "step": {"kind": "condition", "condition": men}, "next": {"yes": "wait", "no": "give"}},
            {"id": "wait", "step": wait, "next": {"next": "give"}},
            {"id": "give", "step": {"kind": "award_points", "points": 50}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}},
        ],
    }


def campaign(page: Page, name: str, trigger: dict[str, Any]) -> str:
    """A draft; its id."""
    body = {"name": name, "draft": drawn(trigger)}
    answer = page.request.post("/v1/campaigns", data=body, headers={"X-Regulars": "1"})
    assert answer.ok, answer.text()
    return str(answer.json()["id"])


def test_a_draft_is_simulated_and_kept(olga: Page, served: Served) -> None:
    daily = {
        "kind": "schedule",
        "recurs": "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
        "since": "2026-01-01",
        "segment": "everybody-here",
    }
    made(served, "everybody-here", condition={"value": "customer.external_id", "op": "exists"})
    id = campaign(olga, "Fifty a day", daily)
    before = served.until("/v1/overview", lambda found: found["lag"]["entries"] == 0)

    olga.goto(f"/campaigns/{id}?tab=simulate")
    expect(olga.get_by_text("Not simulated yet")).to_be_visible()
    olga.get_by_text("30 days", exact=True).click()
    olga.get_by_role("button", name="Simulate", exact=True).click()

    customers = olga.get_by_test_id("simulated-customers")
    expect(customers).to_contain_text("50 points given")
    steps = olga.get_by_role("table", name="Step by step")
    expect(steps.locator("[data-node=men]")).to_contain_text("Yes")
    expect(steps.locator("[data-node=give]")).to_contain_text("points given")
    expect(olga.get_by_role("heading", name="What happens day by day?")).to_be_visible()
    if SHOWN:
        _look(olga, Path(SHOWN))
    olga.reload()
    expect(customers).to_contain_text("50 points given")
    after = served.until("/v1/overview", lambda found: found["lag"]["entries"] == 0)
    assert after["lag"] == before["lag"]


def test_who_enters_by_hand_is_chosen_first(olga: Page, served: Served) -> None:
    made(served, "few", condition={"value": "customer.external_id", "op": "in", "to": ["anna", "boris"]})
    id = campaign(olga, "By hand", {"kind": "by_hand"})

    olga.goto(f"/campaigns/{id}?tab=simulate")
    begin = olga.get_by_role("button", name="Simulate", exact=True)
    expect(begin).to_be_disabled()
    choose(olga, "Who enters on the first day", "Few")
    begin.click()

    customers = olga.get_by_test_id("simulated-customers")
    expect(customers.get_by_role("link")).to_have_text(["Anna Kowalska", "Boris Nowak"])


def _look(page: Page, folder: Path) -> None:
    page.screenshot(path=folder / "simulate-wide.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=folder / "simulate-phone.png", full_page=True)
