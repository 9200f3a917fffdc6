"""Segments in the browser: their list, their members, the "why", and writing one."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Request, Route, expect
from tests.ui.conftest import Served, hearing_requests


def test_the_list_tells_size_state_and_sentence(olga: Page) -> None:
    olga.goto("/segments")

    row = olga.get_by_role("row").filter(has_text="VIP")
    expect(row).to_contain_text("Active")
    expect(row).to_contain_text("2,000")
    expect(row.get_by_role("cell").nth(3)).to_have_text("2")


def test_members_are_listed_and_each_can_be_asked_why(olga: Page) -> None:
    olga.goto("/segments/vip")
    row = olga.get_by_role("row").filter(has_text="Boris Nowak")

    row.get_by_role("button", name="Why?").click()

    panel = olga.get_by_role("dialog")
    expect(panel).to_contain_text("Boris Nowak is in.")
    expect(panel).to_contain_text("$2,500.00")


def test_why_somebody_is_not_in_names_the_missing_cent(olga: Page) -> None:
    olga.goto("/segments/vip")
    olga.get_by_role("button", name="Why is someone in, or not?").click()
    olga.get_by_role("combobox", name="Whom do you ask about?").fill("dmytro")
    olga.get_by_role("option", name=re.compile("Dmytro Petrenko")).click()

    panel = olga.get_by_role("dialog")
    expect(panel).to_contain_text("Dmytro Petrenko is not in.")
    expect(panel).to_contain_text("$1,999.99 of $2,000.00, $0.01 to go")
    panel.get_by_text("2 rows counted").click()
    expect(panel).to_contain_text("100003")


def test_a_segment_is_written_from_a_template_and_saved(olga: Page, served: Served) -> None:
    olga.goto("/segments")
    olga.get_by_role("link", name="New segment").click()
    olga.get_by_role("button", name="Big spenders").click()
    expect(olga.get_by_test_id("preview-count")).to_have_text("2")
    amount = olga.get_by_role("textbox", name="Value")
    amount.fill("1999.99")
    expect(olga.get_by_test_id("preview-count")).to_have_text("3")
    olga.get_by_label("Name").fill("Nearly there")
    olga.get_by_role("button", name="Create segment").click()

    expect(olga.get_by_role("heading", name="Nearly there")).to_be_visible()
    served.until("/v1/segments/nearly-there", lambda found: found["state"] == "active")
    expect(olga.get_by_role("link", name="Dmytro Petrenko")).to_be_visible()


def test_a_double_click_on_create_sends_one_segment(olga: Page) -> None:
    sent: list[str] = []
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Big spenders").click()
    olga.get_by_label("Name").fill("Made once")

    with hearing_requests(olga, lambda one: sent.append(one.method) if one.url.endswith("/v1/segments") else None):
        olga.get_by_role("button", name="Create segment").dblclick()
        expect(olga.get_by_role("heading", name="Made once")).to_be_visible()

    assert sent.count("POST") == 1


def test_save_says_what_it_waits_for(olga: Page) -> None:
    olga.goto("/segments/new")
    save = olga.get_by_role("button", name="Create segment")

    expect(save).to_have_attribute("aria-disabled", "true")
    expect(olga.get_by_text("Give it a name first.")).to_be_visible()
    olga.get_by_label("Name").fill("Unfinished")
    expect(olga.get_by_text("Add a condition first.")).to_be_visible()
    olga.get_by_role("button", name="Add condition").click()
    olga.keyboard.press("Escape")
    expect(olga.get_by_text("Finish or remove 1 line first.")).to_be_visible()


def test_no_number_is_told_before_a_line_is_whole(olga: Page) -> None:
    olga.goto("/segments/new")
    expect(olga.get_by_text("Add a condition to see whom it finds.")).to_be_visible()
    olga.get_by_role("button", name="Add condition").click()
    olga.keyboard.press("Escape")

    expect(olga.get_by_text("Finish the line that was begun to see whom it finds.")).to_be_visible()
    expect(olga.get_by_test_id("preview-count")).to_have_count(0)


def test_of_a_line_that_is_emptied_and_written_again_nobody_else_is_counted_meanwhile(olga: Page) -> None:
    asked: list[Any] = []

    def note(sent: Request) -> None:
        if sent.url.endswith("/preview"):
            asked.append(sent.post_data_json)

    with hearing_requests(olga, note):
        olga.goto("/segments/vip/edit")
        expect(olga.get_by_test_id("preview-count")).to_have_text("2")
        amount = olga.get_by_role("textbox", name="Value")

        amount.fill("")
        expect(olga.get_by_text("Finish the line that was begun to see whom it finds.")).to_be_visible()
        amount.fill("1999.99")
        expect(olga.get_by_test_id("preview-count")).to_have_text("3")

    assert [body["condition"]["to"] for body in asked] == ["2000", "1999.99"]


def test_what_waits_to_be_taken_in_is_told_beside_the_number(olga: Page, served: Served) -> None:
    overview = served.api.get("/v1/overview").json() | {"lag": {"entries": 1200, "seconds": 3.5}}
    olga.route("**/v1/overview", lambda route: route.fulfill(json=overview))

    olga.goto("/segments/vip/edit")

    expect(olga.get_by_text("1,200 entries have come in and aren’t counted yet.")).to_be_visible()


def test_a_line_that_is_left_out_is_told_as_loud_as_the_number(olga: Page) -> None:
    olga.goto("/segments/vip/edit")
    olga.get_by_role("button", name="Add condition").first.click()
    olga.keyboard.press("Escape")

    expect(olga.get_by_role("alert")).to_contain_text("1 unfinished line is left out.")
    expect(olga.get_by_test_id("preview-count")).to_have_text("2")


def test_the_preview_shows_ten_customers_and_all_twenty_when_asked(olga: Page, served: Served) -> None:
    [one] = served.api.get("/v1/customers?search=boris").json()["data"][:1]

    matched = [20, 1_531]

    def crowded(route: Route) -> None:
        found = route.fetch().json()
        found["count"] = matched.pop()
        found["sample"] = [{**one, "id": str(number), "name": f"Regular {number:02}"} for number in range(20)]
        route.fulfill(json=found)

    olga.route("**/v1/segments/preview", crowded)
    olga.goto("/segments/vip/edit")
    expect(olga.get_by_role("link", name=re.compile("Regular"))).to_have_count(10)
    expect(olga.get_by_role("button", name="Show 20 of them")).to_be_visible()
    olga.reload()

    olga.get_by_role("button", name="Show all 20 customers").click()

    expect(olga.get_by_role("link", name=re.compile("Regular"))).to_have_count(20)


def test_leaving_with_changes_asks_and_the_draft_survives_a_reload(olga: Page) -> None:
    olga.goto("/segments/vip/edit")
    olga.get_by_label("Name").fill("VIP of the year")
    olga.get_by_role("link", name="Customers").click()
    expect(olga.get_by_text("Leave without saving?")).to_be_visible()
    olga.get_by_role("button", name="Stay here").click()

    olga.once("dialog", lambda dialog: dialog.accept())
    olga.reload()

    expect(olga.get_by_label("Name")).to_have_value("VIP of the year")
    olga.get_by_role("button", name="Start over").click()
    expect(olga.get_by_label("Name")).to_have_value("VIP")


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(olga: Page, served: Served) -> None:
    condition = {"value": "customer.country", "op": "=", "to": "FI"}
    made = served.api.post("/v1/segments", json={"id": "finns", "name": "Finns", "condition": condition})
    assert made.status_code == 201, made.text
    olga.goto("/segments/finns/edit")
    olga.get_by_label("Description").fill("From Finland")
    served.api.patch("/v1/segments/finns", json={"version": made.json()["version"], "name": "The Finns"})

    olga.get_by_role("button", name="Save changes").click()

    expect(olga.get_by_text("Somebody else saved this segment meanwhile")).to_be_visible()
    expect(olga.get_by_label("Description")).to_have_value("From Finland")


def test_archiving_names_how_many_leave(olga: Page, served: Served) -> None:
    condition = {"value": "customer.country", "op": "=", "to": "US"}
    served.api.post("/v1/segments", json={"id": "us", "name": "From the States", "condition": condition})
    served.until("/v1/segments/us", lambda found: found["state"] == "active")
    olga.goto("/segments/us")
    olga.get_by_role("button", name="More actions").click()
    olga.get_by_role("menuitem", name="Archive").click()
    expect(olga.get_by_text("1 customer leaves it.")).to_be_visible()

    olga.get_by_role("dialog").get_by_role("button", name="Archive").click()

    expect(olga.get_by_text("“From the States” is archived.")).to_be_visible()


def test_what_is_archived_can_be_restored_from_its_menu(olga: Page, served: Served) -> None:
    condition = {"value": "customer.country", "op": "=", "to": "NO"}
    served.api.post("/v1/segments", json={"id": "norse", "name": "Norse", "condition": condition})
    served.api.post("/v1/segments/norse/archive")
    olga.goto("/segments/norse")
    olga.get_by_role("button", name="Restore").click()

    olga.get_by_role("dialog").get_by_role("button", name="Restore").click()

    served.until("/v1/segments/norse", lambda found: found["state"] == "active")
    expect(olga.get_by_role("main").get_by_text("Active", exact=True)).to_be_visible()
