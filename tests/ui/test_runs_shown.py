"""A customer's way through a campaign on their own page, and to a version that has another step, wholly by keyboard."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.test_rewards import put

WAITS = "async path => { const {data} = await (await fetch(path)).json(); return data[0]?.node === 'wait' }"
"""Whether the latest run of a customer has come to the wait."""


def draft(wait: str, days: int) -> dict[str, Any]:
    """Points, and a wait that is called something."""
    length = {"amount": days, "unit": "days"}
    give = {"kind": "award_points", "points": {"of": {"add": ["balance", {"number": "3"}]}, "at_most": 4}}
    return {
        "trigger": {"kind": "by_hand"},
        "first": "give",
        "nodes": [
            {"id": "give", "step": give, "next": {"next": wait}},
            {"id": wait, "step": {"kind": "wait", "length": length}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}},
        ],
    }


def published(page: Page, campaign: Any, drawn: Any) -> Any:
    path = f"/v1/campaigns/{campaign['id']}"
    body = {"draft": drawn, "revision": campaign["revision"]}
    saved = page.request.put(f"{path}/draft", data=body, headers={"X-Regulars": "1"}).json()
    return put(page, f"{path}/publish", {"revision": saved["revision"]})


def test_a_run_is_read_on_the_customer_s_page_and_moved_to_another_version(olga: Page, served: Served) -> None:
    campaign = put(olga, "/v1/campaigns", {"name": "Three more", "draft": draft("wait", 2)})
    campaign = published(olga, campaign, draft("wait", 2))
    [anna] = [one for one in served.api.get("/v1/customers?search=anna").json()["data"] if one["external_id"] == "anna"]
    put(olga, f"/v1/campaigns/{campaign['id']}/enter", {"customers": ["anna"]})
    runs = f"/v1/customers/{anna['id']}/campaign-runs"
    olga.goto(f"/campaigns/{campaign['id']}")
    olga.wait_for_function(WAITS, arg=runs)
    olga.goto(f"/customers/{anna['id']}?tab=campaigns")
    row = olga.get_by_role("row").filter(has_text="Three more")
    row.press("Enter")
    panel = olga.get_by_role("dialog", name="Three more")
    expect(panel.get_by_text("points", exact=False).last).to_be_visible()
    expect(panel.get_by_text("goes on")).to_be_visible()
    olga.keyboard.press("Escape")

    published(olga, campaign, draft("longer", 5))
    olga.goto(f"/campaigns/{campaign['id']}?tab=versions")
    olga.get_by_role("button", name="Move", exact=True).press("Enter")
    dialog = olga.get_by_role("dialog")
    asked = dialog.get_by_role("combobox", name="Wait (wait)")
    expect(asked).to_be_visible()
    asked.press("ArrowDown")
    wanted = olga.get_by_role("option", name="Wait (longer)")
    expect(wanted).to_be_visible()
    while wanted.get_attribute("data-combobox-selected") != "true":
        asked.press("ArrowDown")
    asked.press("Enter")
    dialog.get_by_role("button", name="Move 1 customer").press("Enter")
    expect(olga.get_by_text("1 customer was moved.")).to_be_visible()
    [run] = olga.request.get(runs).json()["data"]
    assert (run["version"], run["node"]) == (2, "longer")
