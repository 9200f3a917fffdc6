"""The condition editor: written by hand and by keyboard, undone, pasted, and corrected by the server."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect


def lines(page: Page) -> Locator:
    return page.get_by_role("treeitem")


def pick(page: Page, typed: str) -> None:
    """Choose a field in the open list by typing and Enter."""
    search = page.get_by_role("combobox", name="Find a field")
    search.fill(typed)
    search.press("Enter")


def paste(page: Page, condition: Any) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("menuitem", name="Paste JSON").click()
    page.get_by_label("A condition as JSON").fill(json.dumps(condition))
    page.get_by_role("button", name="Paste", exact=True).click()


def count(page: Page) -> Locator:
    return page.get_by_test_id("preview-count")


def test_a_line_is_written_like_a_sentence(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").click()

    pick(olga, "number of orders")
    olga.get_by_role("button", name="where", exact=True).click()
    pick(olga, "order status")
    olga.get_by_role("combobox", name="Value").click()
    olga.get_by_role("option", name="Pending").click()
    olga.get_by_role("textbox", name="Value").fill("1")

    expect(count(olga)).to_have_text("1")
    expect(olga.get_by_text("Dmytro Petrenko")).to_be_visible()


def test_a_number_written_in_another_way_is_refused_and_not_read_as_another(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").click()
    pick(olga, "number of orders")

    olga.get_by_role("textbox", name="Value").fill("1e5")

    expect(olga.get_by_role("textbox", name="Value")).to_have_value("1e5")
    expect(olga.get_by_text("A number with at most 4 decimals")).to_be_visible()
    expect(olga.get_by_text("Finish the line that was begun to see whom it finds.")).to_be_visible()


def test_countries_are_chosen_from_those_the_shop_has(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").click()
    pick(olga, "country")

    olga.get_by_role("combobox", name="Value").fill("finl")
    olga.get_by_role("option", name="Finland").click()

    expect(count(olga)).to_have_text("1")


def test_categories_are_a_tree_and_hold_what_lies_below(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(
        olga,
        {
            "value": {
                "count": "wishlist_item",
                "where": {"value": "product.categories", "op": "has_any", "to": ["13"]},
            },
            "op": ">=",
            "to": 1,
        },
    )

    expect(olga.get_by_text("where Category has any of Bottoms")).to_be_visible()
    expect(count(olga)).to_have_text("1")
    expect(olga.get_by_text("Eva Virtanen")).to_be_visible()


def test_the_keyboard_moves_nests_removes_and_takes_back(olga: Page) -> None:
    olga.goto("/segments/new")
    first = {"value": "customer.country", "op": "=", "to": "UA"}
    second = {"value": "customer.gender", "op": "=", "to": "female"}
    paste(olga, {"all": [first, second]})
    expect(count(olga)).to_have_text("1")
    last = lines(olga).last
    last.focus()

    olga.keyboard.press("Alt+ArrowUp")
    expect(lines(olga).nth(1)).to_have_attribute("aria-label", "Gender is Female")
    olga.keyboard.press("Alt+ArrowRight")
    expect(lines(olga)).to_have_count(4)
    olga.keyboard.press("Delete")
    expect(lines(olga)).to_have_count(3)
    olga.keyboard.press("Control+z")
    expect(lines(olga)).to_have_count(4)
    olga.keyboard.press("Control+z")
    expect(lines(olga)).to_have_count(3)
    olga.keyboard.press("Control+z")
    expect(lines(olga).last).to_have_attribute("aria-label", "Gender is Female")
    olga.keyboard.press("Control+Shift+z")
    expect(lines(olga).nth(1)).to_have_attribute("aria-label", "Gender is Female")


def test_any_lets_more_through_than_all(olga: Page) -> None:
    olga.goto("/segments/new")
    ua = {"value": "customer.country", "op": "=", "to": "UA"}
    finn = {"value": "customer.country", "op": "=", "to": "FI"}
    paste(olga, {"all": [ua, finn]})
    expect(count(olga)).to_have_text("0")

    olga.get_by_role("combobox", name="How the conditions are joined").click()
    olga.get_by_role("option", name="Any").click()

    expect(count(olga)).to_have_text("3")
    expect(olga.get_by_text("What each condition lets through")).to_be_visible()


def test_the_server_s_fault_stands_at_its_line_in_words(olga: Page) -> None:
    olga.goto("/segments/new")

    paste(
        olga,
        {
            "all": [
                {"value": "customer.country", "op": "=", "to": "UA"},
                {"value": "customer.segments", "op": "has_any", "to": ["no-such-segment"]},
            ]
        },
    )

    expect(lines(olga).nth(2)).to_have_attribute("data-fault", "true")
    expect(olga.get_by_role("alert").filter(has_text="no-such-segment")).to_be_visible()
    expect(
        olga.get_by_text("Correct what is marked first.").or_(olga.get_by_text("Give it a name first."))
    ).to_be_visible()


def test_a_window_is_said_in_words(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, {"value": {"count": "order"}, "op": ">=", "to": 1})
    expect(count(olga)).to_have_text("4")

    olga.get_by_role("button", name="at any time").click()
    olga.get_by_text("In the last …").click()
    olga.get_by_label("How many").fill("7")
    olga.keyboard.press("Escape")

    expect(olga.get_by_role("button", name="in the last 7 days")).to_be_visible()
    expect(count(olga)).to_have_text("3")


def test_what_is_no_condition_can_t_be_pasted(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, {"value": "customer.country", "op": "resembles", "to": "UA"})

    expect(olga.get_by_text("What stands at /op is no part of a condition.")).to_be_visible()


def test_json_that_is_broken_is_told_with_its_place(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="More actions").last.click()
    olga.get_by_role("menuitem", name="Paste JSON").click()

    olga.get_by_label("A condition as JSON").fill('{"all":')
    olga.get_by_role("button", name="Paste", exact=True).click()

    expect(olga.get_by_text("The JSON ends too early, at line 1, column 8")).to_be_visible()


def test_a_pasted_line_with_a_misspelt_field_stays_whole_and_says_what_is_meant(olga: Page) -> None:
    olga.goto("/segments/new")

    paste(olga, {"value": "customer.contry", "op": "=", "to": "UA"})

    expect(lines(olga).last).to_contain_text("is UA")
    expect(olga.get_by_role("alert")).to_contain_text('did you mean "customer.country"?')
