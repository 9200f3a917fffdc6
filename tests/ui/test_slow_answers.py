"""A page stands still while its answers are under way: what somebody is about to tap isn't pushed away by what comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect
from tests.ui.conftest import WINDOW
from tests.ui.routes import SHIFTED, opened

PHONE: ViewportSize = {"width": 390, "height": 844}
LATENCY_MS = 400
"""So late is each answer that what comes with one of them is drawn before the next is there."""
PUSHED = [
    "/segments/:id",
    "/segments/new",
    "/customers",
    "/customers/:id",
    "/points",
    "/settings/audit",
    "/start",
    "/campaigns/new",
]
"""Pages with something below what is loaded that was once pushed down by it."""


@contextmanager
def slow_answers(page: Page) -> Iterator[None]:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    conditions = {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", conditions | {"latency": LATENCY_MS})
    try:
        yield
    finally:
        network.send("Network.emulateNetworkConditions", conditions | {"latency": 0})
        network.detach()


@pytest.mark.parametrize("window", [PHONE, WINDOW], ids=["phone", "desktop"])
@pytest.mark.parametrize("route", PUSHED)
def test_a_page_stands_still_while_it_is_loaded(olga: Page, route: str, window: ViewportSize) -> None:
    olga.set_viewport_size(window)

    with slow_answers(olga):
        opened(olga, route)

    assert olga.evaluate(SHIFTED) < 0.02


def test_what_stands_below_the_head_of_a_segment_is_shown_once_the_head_is_there(olga: Page) -> None:
    held: list[Route] = []

    def hold(answer: Route) -> None:
        held.append(answer)

    olga.route("**/v1/segments/vip", hold)
    with olga.expect_response("**/v1/segments/vip/members*"):
        olga.goto("/segments/vip")
    members = olga.get_by_role("tab", name="Members")
    expect(olga.locator("main h1")).to_be_attached()
    expect(members).to_have_count(0)

    for one in held:
        one.continue_()

    expect(olga.get_by_role("heading", name="VIP")).to_be_visible()
    expect(members).to_be_visible()


def test_what_was_shown_below_a_part_stays_while_the_part_asks_for_more(olga: Page) -> None:
    olga.goto("/start?step=segment")
    segment = olga.get_by_role("region", name="First segment", exact=True)
    on = segment.get_by_role("button", name=re.compile("^(Leave this out|Next)$"))
    expect(on).to_be_visible()
    held: list[Route] = []

    def hold(preview: Route) -> None:
        held.append(preview)

    olga.route("**/v1/segments/preview*", hold)
    with olga.expect_request("**/v1/segments/preview*"):
        segment.get_by_role("button").filter(has_text="2,000").first.click()

    expect(segment.get_by_role("textbox", name="Name")).to_be_visible()
    expect(on).to_be_visible()
    for one in held:
        one.continue_()
