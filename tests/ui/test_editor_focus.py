"""Where the keyboard stands in the segment's form: it follows the eye, and is never left where something was."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.making import of
from tests.ui.test_condition_editor import count, lines, paste

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
ORDERED = {"value": {"count": "order", "where": COMPLETE}, "op": ">=", "to": 1}

NAME = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"


def tabbed(page: Page, times: int) -> list[str]:
    """What the Tab key leads to, one after the other."""
    found = []
    for _ in range(times):
        page.keyboard.press("Tab")
        found.append(page.evaluate(NAME))
    return found


def test_the_tab_key_comes_to_an_open_where_after_the_line_that_it_stands_below(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, ORDERED)
    where = olga.get_by_role("button", name="where ").first
    where.click()
    expect(olga.locator("[data-where]")).to_be_visible()

    where.focus()
    reached = tabbed(olga, 8)

    assert reached.index("Value") < reached.index("How the conditions are joined"), reached


def test_a_line_of_an_open_where_is_removed_and_not_the_one_around_it(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, ORDERED)
    olga.get_by_role("button", name="where ").first.click()
    expect(olga.locator("[data-where]")).to_be_visible()
    lines(olga).last.focus()

    olga.keyboard.press("Delete")

    expect(lines(olga)).to_have_count(3)
    expect(lines(olga).nth(1)).to_have_attribute("aria-label", "Number of orders is at least 1")


def test_whoever_leaves_some_out_goes_on_at_the_second_condition_and_back(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, of("UA"))
    olga.get_by_role("button", name="Leave some out by a second condition").press("Enter")

    second = olga.get_by_role("group", name="But not those who")
    expect(second.get_by_role("button", name="Add condition")).to_be_focused()

    olga.get_by_role("region", name="But not those who").get_by_role("button", name="Leave nobody out").press("Enter")
    expect(olga.get_by_role("button", name="Leave some out by a second condition")).to_be_focused()


def test_starting_over_leads_to_the_name(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, of("UA"))
    expect(count(olga)).to_have_text("2")
    olga.once("dialog", lambda dialog: dialog.accept())
    olga.reload()

    olga.get_by_role("button", name="Start over").press("Enter")

    expect(olga.get_by_role("textbox", name="Name")).to_be_focused()
    expect(lines(olga)).to_have_count(1)


def test_whoever_picks_a_field_by_keyboard_goes_on_at_how_it_is_compared_and_then_with_what(olga: Page) -> None:
    olga.goto("/segments/new")
    for found in ("number of orders", "gender", "guest"):
        olga.get_by_role("button", name="Add condition").focus()
        olga.keyboard.press("Enter")
        search = olga.get_by_role("combobox", name="Find a field")
        expect(search).to_be_focused()
        olga.keyboard.type(found)
        olga.keyboard.press("Enter")
        expect(search).to_have_count(0)
        expect(lines(olga).last.get_by_role("button", name="Comparison")).to_be_focused()
        assert tabbed(olga, 1) == ["Value"]


def test_who_leaves_the_list_of_fields_stands_where_it_was_opened(olga: Page) -> None:
    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").focus()
    olga.keyboard.press("Enter")
    expect(olga.get_by_role("combobox", name="Find a field")).to_be_focused()

    olga.keyboard.press("Escape")

    expect(lines(olga).last.get_by_role("button").first).to_be_focused()
