"""Rewards workflows: written in a form, activated in test mode, paused."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.making import choose
from tests.ui.test_rewards import put


def unpublished(page: Page, name: str, starter: str = "order-thanks") -> dict[str, Any]:
    """A template that was never published."""
    starters = page.request.get("/v1/mail-templates/starters").json()
    [found] = [one for one in starters if one["id"] == starter]
    said = {"kind": found["kind"], "languages": found["languages"], "name": name}
    return put(page, "/v1/mail-templates", said)


def published(page: Page, name: str, starter: str = "order-thanks") -> str:
    """A template that mails can be written by."""
    template = unpublished(page, name, starter)
    put(page, f"/v1/mail-templates/{template['id']}/publish", {"revision": template["revision"]})
    return str(template["id"])


def test_a_workflow_is_written_activated_and_paused(olga: Page) -> None:
    published(olga, "Thank you for coming back")
    olga.goto("/campaigns?tab=workflows")
    olga.get_by_role("link", name="New rewards workflow").first.click()
    olga.get_by_role("textbox", name="Name", exact=True).fill("Buy three")
    rule = olga.get_by_role("group", name="Rule 1")
    rule.get_by_role("textbox", name="Orders").fill("3")
    choose(olga, "Mail", "Thank you for coming back")

    olga.get_by_role("button", name="Create workflow").click()

    expect(olga.get_by_role("heading", name="Buy three")).to_be_visible()
    olga.get_by_role("button", name="Activate").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_role("switch", name="Test mode").press("Space")
    dialog.get_by_role("textbox", name="All mails to").fill("olga@shop.example")
    dialog.get_by_role("button", name="Activate in test mode").click()
    expect(olga.get_by_text("“Buy three” is active.")).to_be_visible()
    [workflow] = [one for one in olga.request.get("/v1/workflows").json()["data"] if one["name"] == "Buy three"]
    assert (workflow["state"], workflow["form"]["rules"][0]["value"]) == ("test", "3")
    olga.get_by_role("button", name="More").first.click()
    olga.get_by_role("menuitem", name="Pause").click()
    expect(olga.get_by_text("Paused", exact=True)).to_be_visible()


def test_of_two_who_save_a_workflow_neither_loses_anything(olga: Page) -> None:
    rule = {"id": "third", "kind": "nth_order", "value": "3", "template": published(olga, "Third order")}
    workflow = put(olga, "/v1/workflows", {"name": "Fifth order", "form": {"rules": [rule]}})
    path = f"/v1/workflows/{workflow['id']}"
    olga.goto(f"/campaigns/workflows/{workflow['id']}")
    olga.get_by_role("group", name="Rule 1").get_by_role("textbox", name="Orders").fill("5")
    theirs = {"revision": workflow["revision"], "form": {"rules": [rule | {"value": "4"}]}}
    assert olga.request.patch(path, data=theirs, headers={"X-Regulars": "1"}).ok

    olga.get_by_role("button", name="Save changes").click()
    olga.get_by_role("button", name="Save mine over it").click()

    expect(olga.get_by_text("The workflow is saved.")).to_be_visible()
    assert olga.request.get(path).json()["form"]["rules"][0]["value"] == "5"


def test_a_template_that_cant_be_used_is_marked_and_said_at_the_field_by_its_name(olga: Page) -> None:
    never = unpublished(olga, "Not out yet")
    published(olga, "A coupon for you", "second-chance")
    rule = {"id": "third", "kind": "nth_order", "value": "3", "template": never["id"]}
    workflow = put(olga, "/v1/workflows", {"name": "Third one", "form": {"rules": [rule]}})
    olga.goto(f"/campaigns/workflows/{workflow['id']}")

    expect(olga.get_by_text("the template 'Not out yet' isn't published")).to_be_visible()
    olga.get_by_role("button", name="Activate").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_role("button", name="Activate", exact=True).click()
    expect(dialog.get_by_text("The workflow can't run like this: the template 'Not out yet' isn't")).to_be_visible()
    expect(dialog).not_to_contain_text("/nodes")
    dialog.get_by_role("button", name="Cancel").click()
    olga.get_by_role("combobox", name="Mail").click()
    for name in ("Not out yet (not published)", "A coupon for you (needs: Coupon)"):
        expect(olga.get_by_role("option", name=name)).to_have_attribute("data-combobox-disabled", "true")
