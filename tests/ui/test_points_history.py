"""The programme's history is narrowed down by what is in the address, and downloaded as it is narrowed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose

REASON = "A parcel that came late"


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="History").locator("tbody").get_by_role("row")


@pytest.fixture(scope="module")
def given(served: Served, browser: Any, cookies: Any) -> str:
    """A customer who was given 40 points by hand, beside what others earned; their id."""
    [customer] = served.api.get("/v1/customers", params={"search": "c020"}).json()["data"]
    context = browser.new_context(base_url=served.base_url)
    context.add_cookies(cookies)
    answer = context.request.post(
        f"/v1/customers/{customer['id']}/points",
        data={"points": 40, "reason": REASON, "key": "late-parcel"},
        headers={"X-Regulars": "1"},
    )
    assert answer.ok, answer.text()
    context.close()
    return str(customer["id"])


def test_the_history_is_filtered_by_kind_and_customer_and_the_address_keeps_it(olga: Page, given: str) -> None:
    olga.goto("/points?tab=history")
    expect(rows(olga).first).to_be_visible()

    choose(olga, "Kind", "Given or taken by hand")
    expect(rows(olga).filter(has_text=REASON)).to_have_count(1)
    expect(rows(olga).filter(has_text="Everyday points")).to_have_count(0)
    customer = olga.get_by_role("combobox", name="Customer")
    customer.fill("c020")
    olga.get_by_role("option", name="c020").click()

    expect(rows(olga)).to_have_count(1)
    expect(rows(olga)).to_contain_text("+40")
    expect(olga).to_have_url(re.compile(f"kind=adjusted.*customer={given}"))
    olga.reload()
    expect(rows(olga)).to_have_count(1)
    expect(customer).to_have_value(re.compile("Number 20"))


def test_the_history_is_filtered_by_rule_and_by_days(olga: Page, given: str) -> None:
    olga.goto("/points?tab=history")
    expect(rows(olga).filter(has_text=REASON)).to_have_count(1)

    choose(olga, "Earning rule", "Everyday points")
    expect(rows(olga).filter(has_text=REASON)).to_have_count(0)
    expect(rows(olga).filter(has_text="Order 100007")).to_contain_text("+100")
    olga.get_by_role("textbox", name="To").fill("1 Jan 2020")
    olga.keyboard.press("Tab")

    expect(olga.get_by_text("Nothing fits these filters")).to_be_visible()
    olga.get_by_role("button", name="Clear filters").last.click()
    expect(rows(olga).filter(has_text=REASON)).to_have_count(1)
    expect(olga).to_have_url(re.compile(r"/points\?tab=history$"))


def test_the_file_holds_what_the_filters_let_through(olga: Page, given: str) -> None:
    olga.goto(f"/points?tab=history&customer={given}")
    expect(rows(olga)).to_have_count(1)

    with olga.expect_download() as download:
        olga.get_by_role("link", name="Download CSV").click()

    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 2
    assert lines[1].split(",")[1:4] == ["adjusted", "40", "c020"]


def test_another_tab_begins_without_the_filters_of_this_one(olga: Page) -> None:
    olga.goto("/points?tab=history&kind=spent&until=2020-01-01")

    olga.get_by_role("tab", name="Liability").click()

    expect(olga).to_have_url(re.compile(r"/points\?tab=liability$"))
