"""A secret is shown once, so a double click must not ask for it twice: the second answer would hide the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Request, expect

DELAYS = pytest.mark.parametrize("delay_ms", [0, 150])
"""How long a button of the mouse is held: the second click comes before the answer to the first, or after it."""


@contextmanager
def sent_by(page: Page, path: str) -> Iterator[list[str]]:
    """What is posted to a path that ends so."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith(path):
            found.append(request.url)

    page.on("request", note)
    yield found
    page.remove_listener("request", note)


@DELAYS
def test_a_key_is_made_once_and_its_secret_shown(olga: Page, delay_ms: int) -> None:
    name = f"Twice {delay_ms}"
    olga.goto("/settings/api-keys")
    olga.get_by_role("button", name="New key").click()
    olga.get_by_label("Name").fill(name)

    with sent_by(olga, "/v1/api-keys") as sent:
        olga.get_by_role("button", name="Make key").dblclick(delay=delay_ms)
        expect(olga.get_by_role("dialog").locator("pre, code").first).to_have_text(re.compile(r"^rk_"))
        expect(olga.get_by_role("alert")).to_have_count(0)
        olga.get_by_role("button", name="I have kept it").click()
        expect(olga.get_by_role("row").filter(has_text=name)).to_have_count(1)

    assert len(sent) == 1


@DELAYS
def test_an_endpoint_is_made_and_its_secret_renewed_once(olga: Page, delay_ms: int) -> None:
    url = f"https://shop.example/twice-{delay_ms}"
    secret = olga.get_by_role("dialog", name="Keep this secret").locator("pre, code").first
    row = olga.get_by_role("table", name="Webhooks").get_by_role("row").filter(has_text=url)
    olga.goto("/settings/webhooks")
    olga.get_by_role("button", name="New endpoint").click()
    olga.get_by_role("dialog").get_by_label("Address").fill(url)

    with sent_by(olga, "/v1/webhooks") as made:
        olga.get_by_role("button", name="Create endpoint").dblclick(delay=delay_ms)
        expect(secret).to_have_text(re.compile("^whsec_"))
        expect(olga.get_by_role("alert")).to_have_count(0)
        olga.get_by_role("button", name="I have kept it").click()
    with sent_by(olga, "/rotate-secret") as renewed:
        row.get_by_role("button", name="More actions").click()
        olga.get_by_role("menuitem", name="Rotate the secret").click()
        olga.get_by_role("dialog").get_by_role("button", name="Rotate the secret").dblclick(delay=delay_ms)
        expect(secret).to_have_text(re.compile("^whsec_"))
        olga.get_by_role("button", name="I have kept it").click()
        expect(row).to_have_count(1)
    row.get_by_role("button", name="More actions").click()
    olga.get_by_role("menuitem", name="Delete").click()
    olga.get_by_role("dialog").get_by_role("button", name="Delete").dblclick(delay=delay_ms)
    expect(row).to_have_count(0)

    assert (len(made), len(renewed)) == (1, 1)


@DELAYS
def test_secrets_that_stay_on_the_page_are_made_once(olga: Page, delay_ms: int) -> None:
    olga.goto("/settings/api-keys")
    with sent_by(olga, "/v1/customer-tokens/secret") as renewed:
        olga.get_by_role("button", name="Make a new secret").click()
        olga.get_by_role("dialog").get_by_role("button", name="Make a new secret").dblclick(delay=delay_ms)
        expect(olga.get_by_label("Secret of customers' tokens")).to_have_text(re.compile(r"^[\w-]{43}$"))
    olga.goto("/settings/mail")
    with sent_by(olga, "/v1/mail-settings/hook-secret") as hooked:
        olga.get_by_role("button", name=re.compile("secret")).dblclick(delay=delay_ms)
        expect(olga.get_by_role("alert")).to_be_visible()
        expect(olga.get_by_role("button", name="Copy")).to_be_visible()

    assert (len(renewed), len(hooked)) == (1, 1)
