"""Finding a customer, and everything known of one."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.ui import small_shop
from tests.ui.conftest import Served


def test_home_tells_the_shop_in_figures(olga: Page) -> None:
    olga.goto("/")

    expect(olga.get_by_text("How much was sold each week?")).to_be_visible()
    expect(olga.locator(".figure").filter(has_text="New customers")).to_contain_text(re.compile(r"\d customers in all"))
    expect(olga.get_by_role("region", name="Needs attention")).to_contain_text("Nothing needs attention")
    expect(olga.get_by_role("link", name="VIP", exact=True)).to_be_visible()


def test_a_chart_has_its_table_behind_it(olga: Page) -> None:
    olga.goto("/")
    olga.get_by_role("button", name="Chart options").click()

    olga.get_by_role("menuitem", name="Show as table").click()

    expect(olga.get_by_role("table", name="How much was sold each week?")).to_contain_text("$2,500.00")


def test_a_search_is_in_the_address(olga: Page) -> None:
    olga.goto("/customers")
    olga.get_by_label("Name, e-mail, telephone or customer id").fill("petrenko")

    expect(olga).to_have_url(re.compile(r"search=petrenko"))
    expect(olga.get_by_role("row")).to_have_count(2)
    olga.reload()

    expect(olga.get_by_label("Name, e-mail, telephone or customer id")).to_have_value("petrenko")
    expect(olga.get_by_role("link", name="Dmytro Petrenko")).to_be_visible()


def test_more_customers_are_loaded_on_demand(olga: Page) -> None:
    olga.goto("/customers")
    expect(olga.get_by_role("row")).to_have_count(51)

    olga.get_by_role("button", name="Load more").click()

    expect(olga.get_by_role("row").nth(60)).to_be_visible()
    expect(olga.get_by_role("button", name="Load more")).to_be_hidden()


def test_a_page_tells_who_somebody_is_and_what_they_bought(olga: Page) -> None:
    olga.goto("/customers?search=boris")
    olga.get_by_role("link", name="Boris Nowak").click()

    expect(olga.get_by_role("heading", name="Boris Nowak")).to_be_visible()
    expect(olga.locator(".figure").first).to_contain_text("$2,500.00")
    olga.get_by_role("row").filter(has_text="100004").click()
    expect(olga.get_by_role("dialog")).to_contain_text("Blue shorts")


def test_points_are_shown_by_lot(olga: Page) -> None:
    olga.goto("/customers?search=anna")
    olga.get_by_role("link", name="Anna Kowalska").click()

    olga.get_by_role("tab", name="Points").click()

    expect(olga.get_by_role("table", name="Lots")).to_contain_text("100 of 100")
    expect(olga.get_by_role("table", name="History")).to_contain_text("+100")


def test_the_timeline_tells_what_happened(olga: Page) -> None:
    olga.goto("/customers?search=eva")
    olga.get_by_role("link", name="Eva Virtanen").click()

    olga.get_by_role("tab", name="Timeline").click()

    expect(olga.get_by_text("Wished for SKU SHORT-1").or_(olga.get_by_text("Wished for SHORT-1"))).to_be_visible()


def test_a_customer_is_erased_after_a_question_that_names_what_is_lost(olga: Page, served: Served) -> None:
    now = small_shop.now().isoformat()
    gone = {"external_id": "gone", "updated_at": now, "first_name": "Gleb", "last_name": "Gone"}
    bought = {"placed_at": now, "status": "pending", "currency": "USD", "grand_total": "5.00", "lines": []}
    order = {"external_id": "gone-1", "updated_at": now, "customer": "gone", **bought}
    for type_, document in (("customer", gone), ("order", order)):
        assert served.api.post(f"/v1/records/{type_}", json={"data": [document]}).json()["accepted"] == 1
    served.settled()
    olga.goto("/customers?search=gleb")
    olga.get_by_role("link", name="Gleb Gone").click()

    olga.get_by_role("button", name="More actions").click()
    olga.get_by_role("menuitem", name="Erase customer").click()

    expect(olga.get_by_role("dialog", name="Erase Gleb Gone for good?")).to_contain_text("1 order and all else")
    olga.get_by_role("button", name="Erase for good").click()
    expect(olga.get_by_text("Gleb Gone is erased.")).to_be_visible()
    expect(olga).to_have_url(re.compile(r"/customers$"))
    served.settled()
    olga.goto("/customers?search=gleb")
    expect(olga.get_by_text("Nobody found")).to_be_visible()
