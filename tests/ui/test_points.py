"""The programme and its earning rules."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served


def test_the_programme_tells_where_all_points_are(olga: Page) -> None:
    olga.goto("/points")

    expect(olga.locator(".figure").filter(has_text="Points issued")).to_contain_text("100")
    expect(olga.get_by_role("link", name="Everyday points")).to_be_visible()


def test_the_books_are_proven(olga: Page) -> None:
    olga.goto("/points")

    olga.get_by_role("button", name="Verify the books").click()

    expect(olga.get_by_text("every balance agrees with its entries")).to_be_visible()


def test_a_rule_is_drawn_from_its_kind_and_saved(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    save = olga.get_by_role("button", name="Create rule")
    olga.get_by_label("Name").fill("Shorts twice")
    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()

    olga.get_by_role("textbox", name="Points").fill("2")
    olga.get_by_role("textbox", name="Amount").fill("10.00")
    expect(olga.get_by_text("2 points for every full $10.00")).to_be_visible()
    olga.get_by_text("End after").click()
    save.click()

    expect(olga.get_by_role("link", name="Shorts twice")).to_be_visible()
    rules = served.api.get("/v1/earning-rules").json()["data"]
    [made] = [rule for rule in rules if rule["name"] == "Shorts twice"]
    assert made["style"] == {"kind": "per_amount", "points": 2, "amount": {"amount": "10.00", "currency": "USD"}}
    assert made["lifetime"] == {"amount": 12, "unit": "months"}


def test_a_rule_takes_a_condition_on_orders(olga: Page) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_role("button", name="Add condition").click()
    search = olga.get_by_role("combobox", name="Find a field")
    search.fill("channel")
    search.press("Enter")

    olga.get_by_role("textbox", name="Value").fill("web")

    expect(olga.get_by_text("channel", exact=False).last).to_be_visible()
    expect(olga.get_by_role("treeitem").last).to_have_attribute("aria-label", "Channel is web")
