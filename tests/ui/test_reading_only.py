"""Whoever may only look is led to nothing that would be refused: over every page there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Response, expect
from tests.ui.conftest import PASSWORD, Served
from tests.ui.keyboard import MAIN
from tests.ui.routes import PAGES, address, at_rest, open_tabs, still
from tests.ui.test_rewards import put

READER = "looks@shop.example"
BEGINS = re.compile(r"/(new|edit)$")
"""Addresses that are of use to those only who may write."""
OF_OTHERS = re.compile(r"^/(start\?step=|settings/(webhooks|api-keys|users|audit))")
"""Steps of the first hour and settings that a reader is shown nothing by."""
ONLY_LOOKS = "Your role may look at this and change nothing."
FORMS = ("/points/rules/:id", "/points/spending/:id", "/promotions/:id", "/promotions/rewards/:id", "/campaigns/workflows/:id", "/messages/newsletters/:id", "/messages/templates/:id", "/points/programme")  # fmt: skip


@contextmanager
def refused(page: Page) -> Iterator[list[str]]:
    """What the server answers with that nobody allows it."""
    found: list[str] = []

    def note(response: Response) -> None:
        if response.status == 403:
            found.append(f"{response.request.method} {response.url}")

    page.on("response", note)
    yield found
    page.remove_listener("response", note)


def reads_only(page: Page, served: Served) -> None:
    """Go on as somebody whose role changes nothing."""
    known = page.request.get("/v1/users").json()["data"]
    if READER not in [one["email"] for one in known]:
        put(page, "/v1/users", {"email": READER, "name": "Lou Looks", "role": "reader", "password": PASSWORD})
    page.context.clear_cookies()
    put(page, "/v1/session", {"email": READER, "password": PASSWORD})


def test_a_reader_is_led_to_nothing_that_is_refused(olga: Page, served: Served, subtests: pytest.Subtests) -> None:
    addresses = {route: address(olga, route) for route in PAGES}
    reads_only(olga, served)

    for route, asked in addresses.items():
        with subtests.test(route), refused(olga) as refusals:
            olga.goto(asked)
            still(olga)
            if BEGINS.search(route):
                expect(olga.get_by_role("heading", name="This isn’t for your role", level=1)).to_be_visible()
            if route in FORMS:
                expect(olga.get_by_text(ONLY_LOOKS)).to_be_visible()
                assert olga.get_by_label("Name", exact=True).and_(olga.locator(":enabled")).count() == 0
            assert _leads_to_writing(olga) == []
            _press_all(olga)
            for tab in open_tabs(olga)[1:]:
                olga.get_by_role("tab", name=tab, exact=True).click()
                still(olga)
                assert _leads_to_writing(olga) == []
                _press_all(olga)
            assert refusals == []


def _leads_to_writing(page: Page) -> list[str]:
    """Links to what is of use only to others, and actions of forms, which wait for a change."""
    links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href') ?? '')")
    waiting = page.locator("main .waiting-button").all_inner_texts()
    refused = [one for one in links if BEGINS.search(one.split("?")[0]) or OF_OTHERS.search(one)]
    return refused + waiting


def _press_all(page: Page) -> None:
    """Press what stands there in the colour of actions."""
    actions = page.locator(f"{MAIN}:not(a, :disabled, [data-disabled]):visible")
    for name in actions.all_inner_texts():
        actions.filter(has_text=name).first.click()
        at_rest(page)
        page.keyboard.press("Escape")


def test_the_search_offers_a_reader_nothing_to_begin(olga: Page, served: Served) -> None:
    reads_only(olga, served)
    olga.goto("/points")
    still(olga)
    olga.keyboard.press("Control+k")
    expect(olga.get_by_role("dialog").get_by_text("Compare segments")).to_be_visible()

    offered = olga.get_by_role("dialog").locator("[data-action]").all_inner_texts()

    assert [one for one in offered if re.match("New |Give or|Import$|Users|Webhooks|API keys", one)] == []
