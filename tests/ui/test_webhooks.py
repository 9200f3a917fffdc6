"""A shop is told of what happens: set up on the page, tested, followed, and sent again."""

from __future__ import annotations

import json
import re
import threading
from datetime import UTC, datetime

from playwright.sync_api import Locator, Page, expect
from standardwebhooks import Webhook
from tests.ui.conftest import Served
from tests.webhooks.receiving import serving


def endpoint_row(page: Page, url: str) -> Locator:
    return page.get_by_role("table", name="Webhooks").get_by_role("row").filter(has_text=url)


def choose(page: Page, url: str, deed: str) -> None:
    endpoint_row(page, url).get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=deed).click()


def make(page: Page, url: str, *types: str) -> str:
    """Make an endpoint on the page; its secret."""
    page.get_by_role("button", name="New endpoint").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Address").fill(url)
    if types:
        form.get_by_label("Only what is ticked").check()
    for type in types:
        form.get_by_role("checkbox", name=type).check()
    form.get_by_role("button", name="Create endpoint").click()
    secret = page.get_by_role("dialog", name="Keep this secret").locator("pre, code").first
    expect(secret).to_have_text(re.compile("^whsec_"))
    told = secret.inner_text()
    page.get_by_role("button", name="I have kept it").click()
    return told


def test_an_endpoint_is_made_tested_and_told_of_points(olga: Page, served: Served) -> None:
    with serving() as shop:
        url = f"{shop.url}/points"
        pointed = threading.Event()
        shop.before["/points"] = lambda one: pointed.set() if "points.changed" in one.body else None
        olga.goto("/settings/webhooks")
        expect(olga.get_by_text("Your shop is not told yet")).to_be_visible()
        secret = make(olga, url, "Points changed")

        choose(olga, url, "Send a test")
        panel = olga.get_by_role("dialog", name="Message")
        expect(panel.get_by_text("Delivered")).to_be_visible()
        expect(panel.get_by_text("thanks")).to_be_visible()
        olga.keyboard.press("Escape")
        now = datetime.now(UTC).isoformat()
        line = {"sku": "MUG", "quantity": "1", "price": "50.00", "row_total": "50.00"}
        order = {
            "external_id": "told-1", "updated_at": now, "placed_at": now, "currency": "USD", "status": "complete",
            "grand_total": "50.00", "customer": "c-told", "lines": [line],
        }  # fmt: skip
        sent = served.api.post("/v1/records/order", json={"data": [order], "live": True})
        assert sent.status_code == 200, sent.text
        assert pointed.wait(60)

        tested, *told = shop.received  # rules that other tests made may tell of the order too
        assert Webhook(secret).verify(tested.body, tested.headers)["type"] == "webhook.test"
        assert Webhook(secret).verify(told[0].body, told[0].headers)["data"]["customer"]["external_id"] == "c-told"
        deliveries = olga.get_by_role("table", name="Deliveries")
        expect(deliveries.get_by_role("row").filter(has_text="Points changed").first).to_contain_text("Delivered")
        deliveries.get_by_role("button", name="Points changed").first.click()
        expect(panel.get_by_text('"c-told"')).to_be_visible()
        panel.get_by_role("button", name="Send again").click()
        expect(panel.get_by_text(re.compile("^200$"))).to_have_count(2)
        ids = [one.id for one in shop.received if "points.changed" in one.body]
        assert len(ids) == len(set(ids)) + 1, "the message that was sent again is the same"
        olga.keyboard.press("Escape")

        choose(olga, url, "Delete")
        olga.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(olga.get_by_text("Your shop is not told yet")).to_be_visible()


def test_an_endpoint_that_fails_shows_since_when_and_what_it_answered(olga: Page) -> None:
    with serving() as shop:
        url = f"{shop.url}/till"
        shop.answers(500, text=json.dumps({"error": "no paper"}), path="/till")
        olga.goto("/settings/webhooks")
        make(olga, url)

        choose(olga, url, "Send a test")

        panel = olga.get_by_role("dialog", name="Message")
        expect(panel.get_by_text("no paper").first).to_be_visible()
        expect(panel.get_by_text("Failed, tried again")).to_be_visible()
        olga.keyboard.press("Escape")
        expect(endpoint_row(olga, url)).to_contain_text("Nothing has arrived since")
        choose(olga, url, "Pause")
        expect(endpoint_row(olga, url)).to_contain_text("Paused")
        choose(olga, url, "Rotate the secret")
        olga.get_by_role("dialog").get_by_role("button", name="Rotate the secret").click()
        expect(olga.get_by_text("The secret before signs too until")).to_be_visible()
        olga.get_by_role("button", name="I have kept it").click()
        choose(olga, url, "Delete")
        olga.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(endpoint_row(olga, url)).to_have_count(0)


def test_an_address_that_is_none_is_told_at_its_field(olga: Page) -> None:
    olga.goto("/settings/webhooks")
    olga.get_by_role("button", name="New endpoint").click()
    form = olga.get_by_role("dialog")
    form.get_by_label("Address").fill("ftp://shop.example")

    form.get_by_role("button", name="Create endpoint").click()

    expect(form.get_by_text("write an address that begins with https://")).to_be_visible()


def test_a_paused_endpoint_says_why_it_can_not_be_tested(olga: Page, served: Served) -> None:
    with serving() as shop:
        url = f"{shop.url}/paused"
        olga.goto("/settings/webhooks")
        make(olga, url)
        choose(olga, url, "Pause")
        expect(endpoint_row(olga, url)).to_contain_text("Paused")

        endpoint_row(olga, url).get_by_role("button", name="More actions").click()

        test = olga.get_by_role("menuitem", name="Send a test")
        expect(test).to_be_disabled()
        expect(test).to_contain_text("It is paused: resume it first.")
