"""Every page there is, as the router lists them: for all eyes, on every screen, and without a mouse.

A page is opened once, and looked at in one way after another: opening it is what takes time.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.ui import axe
from tests.ui.conftest import WINDOW
from tests.ui.keyboard import MAIN, walk
from tests.ui.routes import MADE, PAGES, SHIFTED, WATCH, address, open_tabs, opened, still

TABBED = re.compile(r"^/(points|promotions|campaigns|messages|reports|(customers|segments|campaigns)/:id)$")
"""Addresses that say which of their tabs is open."""


def test_whatever_the_router_names_by_an_id_is_looked_at() -> None:
    assert {page for page in PAGES if ":" in page} == set(MADE)


@pytest.mark.parametrize("route", PAGES)
def test_a_page_is_for_all_eyes_and_hands(olga: Page, route: str, subtests: pytest.Subtests) -> None:
    opened(olga, route)

    with subtests.test("nothing on it jumps while it is loaded"):
        assert olga.evaluate(SHIFTED) < 0.1
    with subtests.test("tab leads over the whole page and one sees where one is"):
        _is_walked_over(olga)
    with subtests.test("axe finds nothing serious on a phone"):
        olga.set_viewport_size({"width": 390, "height": 844})
        still(olga)
        assert axe.found(olga, but=axe.COLOURS) == []  # they are the same on every screen
        olga.set_viewport_size(WINDOW)
        still(olga)
    with subtests.test("axe finds nothing serious, in no tab, neither in light nor in dark"):
        faults = axe.in_light_and_dark(olga)
        for name in open_tabs(olga)[1:]:
            olga.get_by_role("tab", name=name, exact=True).click()
            still(olga)
            faults += axe.in_light_and_dark(olga, within="main")  # what stands around it is the same
        assert faults == []


def test_customers_do_not_jump_on_a_phone_while_answers_take_their_time(olga: Page) -> None:
    opened(olga, "/settings/shop")
    olga.set_viewport_size({"width": 390, "height": 844})
    still(olga)
    slow = olga.context.new_cdp_session(olga)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    olga.evaluate(WATCH)
    olga.goto("/customers")
    still(olga)
    slow.detach()

    assert olga.evaluate(SHIFTED) < 0.1


def test_what_is_not_there_leads_back_to_its_list_and_an_unknown_tab_is_the_first(
    olga: Page, subtests: pytest.Subtests
) -> None:
    for route in MADE:
        with subtests.test(f"nothing at {route}"):
            olga.goto(route.replace(":id", "999999"))
            back = olga.locator("main a.mantine-Button-root")
            expect(back).to_have_attribute("href", re.compile(f"^/{route.split('/')[1]}"))
            expect(olga.get_by_role("alert")).to_have_count(0)
    with subtests.test("nothing is filtered by what isn't there"):
        olga.goto("/customers?segment=nope")
        olga.get_by_role("link", name="Leave the filters out").click()
        expect(olga.get_by_role("button", name="Load more")).to_be_visible()
    for route in PAGES:
        if not TABBED.search(route):
            continue
        with subtests.test(f"no such tab at {route}"):
            olga.goto(f"{address(olga, route)}?tab=nonsense")
            expect(olga.locator("main").get_by_role("tab").first).to_have_attribute("aria-selected", "true")
            expect(olga).not_to_have_url(re.compile("tab="))


def test_what_an_empty_list_of_campaigns_begins_with_is_walked_over_too(olga: Page) -> None:
    olga.route(re.compile(r"/v1/campaigns(\?|$)"), lambda route: route.fulfill(json={"data": [], "next_cursor": None}))
    opened(olga, "/campaigns")
    expect(olga.get_by_role("link", name="Welcome")).to_be_visible()

    _is_walked_over(olga)


def _is_walked_over(page: Page) -> None:
    main_actions = page.locator(f"{MAIN}:not([data-disabled], :disabled):visible").count()

    walked = walk(page)

    assert not walked.trapped, walked.names
    assert walked.unseen == []
    assert walked.main_actions >= main_actions, walked.names


def test_signing_in_is_for_all_eyes(visitor: Page) -> None:
    visitor.goto("/")
    expect(visitor.get_by_role("button", name="Sign in")).to_be_visible()

    assert axe.in_light_and_dark(visitor) == []
