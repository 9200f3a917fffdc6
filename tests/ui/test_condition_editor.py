"""The condition editor: written by hand and by keyboard, undone, pasted, and corrected by the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect


def lines(page: Page) -> Locator:
    return page.locator("[data-node]")


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


UKRAINE = {"value": "customer.country", "op": "=", "to": "UA"}
FINLAND = {"value": "customer.country", "op": "=", "to": "FI"}


def said(page: Page) -> list[str]:
    return [str(each.get_attribute("aria-label")) for each in lines(page).all()[1:]]


def test_what_is_pasted_into_nothing_is_the_condition_as_it_stands(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").click()
    olga.keyboard.press("Escape")

    paste(olga, {"any": [UKRAINE, FINLAND]})

    expect(olga.get_by_role("combobox", name="How the conditions are joined")).to_have_value("Any")
    assert said(olga) == ["Country is Ukraine", "Country is Finland"]


def test_whether_what_there_is_stays_is_asked_and_taken_back_in_one_step(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, UKRAINE)
    expect(lines(olga)).to_have_count(2)

    for how, found in (
        ("Add to what there is", ["Country is Ukraine", "Country is Finland"]),
        ("Replace what there is", ["Country is Finland"]),
    ):
        olga.get_by_role("button", name="More actions").last.click()
        olga.get_by_role("menuitem", name="Paste JSON").click()
        olga.get_by_label("A condition as JSON").fill(json.dumps(FINLAND))
        olga.get_by_role("button", name=how, exact=True).click()
        expect(olga.get_by_role("dialog")).to_have_count(0)
        assert said(olga) == found
        olga.get_by_role("button", name="Undo").click()
        expect(lines(olga)).to_have_count(2)
        assert said(olga) == ["Country is Ukraine"]


def test_what_is_pasted_by_keyboard_is_said_to_be_added_and_can_replace_instead(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, UKRAINE)
    lines(olga).last.focus()
    olga.keyboard.press("Control+c")
    olga.keyboard.press("Control+v")
    expect(olga.get_by_role("status").filter(has_text="It was added to what there is")).to_be_visible()
    assert said(olga) == ["Country is Ukraine"] * 2

    olga.get_by_role("button", name="Replace what there was").click()

    expect(lines(olga)).to_have_count(2)
    olga.get_by_role("button", name="Undo").click()
    assert said(olga) == ["Country is Ukraine"]
    expect(olga.get_by_role("status").filter(has_text="It was added")).to_have_count(0)


NET_TOTAL = {"value": {"sum": "order.net_total", "within": {"last": "30d"}}, "op": ">=", "to": "100"}
COUNTRIES = {"value": "customer.country", "op": "in", "to": ["UA", "FI"]}


@pytest.mark.parametrize("condition", [NET_TOTAL, COUNTRIES])
def test_a_value_stands_beside_its_comparison(olga: Page, condition: Any) -> None:
    olga.set_viewport_size({"width": 1280, "height": 900})
    olga.goto("/segments/new")
    paste(olga, condition)

    operator = olga.get_by_role("button", name="Comparison").bounding_box()
    value = lines(olga).last.locator("input:visible").last.bounding_box()

    assert operator is not None
    assert value is not None
    assert abs((operator["y"] + operator["height"] / 2) - (value["y"] + value["height"] / 2)) < 4


def test_a_value_is_compared_with_another_by_the_menu_of_its_line(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, {"value": {"count": "order"}, "op": ">=", "to": 1})

    lines(olga).last.get_by_role("button", name="Line actions").click()
    olga.get_by_role("menuitem", name="Compare with another value").click()
    pick(olga, "number of wishes")

    expect(lines(olga).last).to_have_attribute("aria-label", "Number of orders is at least Number of wishes")


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
