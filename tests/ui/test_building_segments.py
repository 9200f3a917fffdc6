"""The segments of the stories built from an empty editor, by mouse and by keyboard only; what is saved is read over REST."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.ui.conftest import Served

A3 = {
    "value": {
        "days_since": {"last": "order.placed_at", "where": {"value": "order.status", "op": "=", "to": "complete"}}
    },
    "op": ">=",
    "to": 30,
}
"""Come back: the last completed order was placed at least 30 days ago."""

A8 = {
    "value": {
        "count": "address",
        "where": {
            "all": [
                {"value": "address.kind", "op": "=", "to": "shipping"},
                {"value": "address.country", "op": "!=", "to": "UA"},
            ]
        },
    },
    "op": ">=",
    "to": 1,
}
"""Foreign: a shipping address whose country is not UA."""


def saved(page: Page, served: Served, id: str) -> Any:
    """The condition that the server keeps, once the segment's own page is there."""
    page.wait_for_url(f"**/segments/{id}")
    return served.api.get(f"/v1/segments/{id}").json()["condition"]


@pytest.fixture
def editor(olga: Page) -> Page:
    """An empty editor."""
    olga.goto("/segments/new")
    expect(olga.get_by_role("button", name="Add condition")).to_be_visible()
    return olga


def choose_field(page: Page, words: str, label: str) -> None:
    """Find a field by words and click it."""
    page.get_by_role("combobox", name="Find a field").fill(words)
    page.get_by_role("option", name=label).first.click()


def type_field(page: Page, words: str) -> None:
    """Find a field by words in the list that has just opened, and take the first."""
    expect(page.get_by_role("combobox", name="Find a field")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def tab_to(page: Page, name: str, *, at_most: int = 12, key: str = "Tab") -> None:
    """Walk on by Tab, or back by Shift+Tab, until what has the focus is called so; nothing takes many steps."""
    passed = []
    for _ in range(at_most):
        page.keyboard.press(key)
        called = page.evaluate(FOCUSED)
        passed.append(called)
        if called == name:
            return
    raise AssertionError(f"{name!r} was not reached, but {passed}")


FOCUSED = """() => {
    const one = document.activeElement;
    return one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText.trim();
}"""
"""What the element with the focus is called."""


def test_come_back_is_built_by_mouse(editor: Page, served: Served) -> None:
    editor.get_by_label("Name").fill("Come back by mouse")
    editor.get_by_role("button", name="Add condition").click()
    choose_field(editor, "days since last order", "days since the last order")
    editor.get_by_role("button", name="where", exact=True).click()
    choose_field(editor, "order status", "Status")
    editor.get_by_role("combobox", name="Value").click()
    editor.get_by_role("option", name="Complete").click()
    editor.get_by_role("textbox", name="Value").fill("30")
    editor.get_by_role("button", name="Create segment").click()

    assert saved(editor, served, "come-back-by-mouse") == A3


def test_come_back_is_built_by_keyboard(editor: Page, served: Served) -> None:
    keys = editor.keyboard
    keys.type("Come back by keyboard")
    tab_to(editor, "Add condition")
    keys.press("Enter")
    type_field(editor, "days since last order")
    expect(editor.get_by_role("button", name="Comparison").last).to_be_focused()
    tab_to(editor, "Value", at_most=1)
    keys.type("30")
    tab_to(editor, "where", at_most=4, key="Shift+Tab")
    keys.press("Enter")
    type_field(editor, "order status")
    tab_to(editor, "Value", at_most=1)
    keys.type("comp")
    expect(editor.get_by_role("option").first).to_be_visible()
    keys.press("Enter")
    expect(editor.get_by_role("button", name="Create segment")).to_be_enabled()
    keys.press("Control+s")

    assert saved(editor, served, "come-back-by-keyboard") == A3


def test_foreign_is_built_by_mouse(editor: Page, served: Served) -> None:
    editor.get_by_label("Name").fill("Foreign by mouse")
    editor.get_by_role("button", name="Add condition").click()
    choose_field(editor, "number of addresses", "number of addresses")
    editor.get_by_role("button", name="where", exact=True).click()
    choose_field(editor, "kind", "Kind")
    editor.get_by_role("combobox", name="Value").click()
    editor.get_by_role("option", name="Shipping").click()
    editor.get_by_role("button", name="Add to where").click()
    choose_field(editor, "country", "Country")
    editor.get_by_role("button", name="Comparison").last.click()
    editor.get_by_role("menuitem", name="is not", exact=True).click()
    editor.get_by_role("combobox", name="Value").nth(1).click()
    editor.get_by_role("option", name="Ukraine").click()
    editor.get_by_role("textbox", name="Value").fill("1")
    editor.get_by_role("button", name="Create segment").click()

    assert saved(editor, served, "foreign-by-mouse") == A8


def test_foreign_is_built_by_keyboard(editor: Page, served: Served) -> None:
    keys = editor.keyboard
    keys.type("Foreign by keyboard")
    tab_to(editor, "Add condition")
    keys.press("Enter")
    type_field(editor, "number of addresses")
    expect(editor.get_by_role("button", name="Comparison").last).to_be_focused()
    tab_to(editor, "Value", at_most=1)
    keys.type("1")
    tab_to(editor, "where", at_most=4, key="Shift+Tab")
    keys.press("Enter")
    type_field(editor, "kind")
    tab_to(editor, "Value", at_most=1)
    keys.type("ship")
    expect(editor.get_by_role("option", name="Shipping")).to_be_visible()
    keys.press("Enter")
    tab_to(editor, "Add to where")
    keys.press("Enter")
    type_field(editor, "country")
    expect(editor.get_by_role("button", name="Comparison").last).to_be_focused()
    keys.press("Enter")
    expect(editor.get_by_role("menuitem", name="is", exact=True)).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(editor, "Value", at_most=1)
    keys.type("ukr")
    expect(editor.get_by_role("option", name="Ukraine")).to_be_visible()
    keys.press("Enter")
    expect(editor.get_by_role("button", name="Create segment")).to_be_enabled()
    keys.press("Control+s")

    assert saved(editor, served, "foreign-by-keyboard") == A8


def test_lines_are_moved_from_their_menu(editor: Page) -> None:
    for words, label in (("first name", "First name"), ("last name", "Last name")):
        editor.get_by_role("button", name="Add condition").click()
        choose_field(editor, words, label)
        editor.get_by_role("button", name="Comparison").last.click()
        editor.get_by_role("menuitem", name="is known", exact=True).click()
    known = re.compile("is known")
    chosen = editor.locator("[data-node] button[data-chip]")
    expect(chosen).to_have_text([re.compile("First name"), known, re.compile("Last name"), known])

    editor.get_by_role("button", name="Line actions").last.click()
    expect(editor.get_by_role("menuitem", name="Move down")).to_have_count(0)
    editor.get_by_role("menuitem", name="Move up").click()

    expect(chosen).to_have_text([re.compile("Last name"), known, re.compile("First name"), known])


@pytest.mark.parametrize(
    ("words", "field", "role"), [("customer id", "Customer id", "combobox"), ("country", "Country", "combobox")]
)
def test_a_column_of_a_spreadsheet_is_pasted_as_a_value_a_cell(editor: Page, words: str, field: str, role: str) -> None:
    editor.get_by_role("button", name="Add condition").click()
    choose_field(editor, words, field)
    editor.get_by_role("button", name="Comparison").last.click()
    editor.get_by_role("menuitem", name="is one of", exact=True).click()
    value = editor.get_by_role(role, name="Value").last  # type: ignore[arg-type]
    value.focus()

    value.evaluate(
        """(input) => {
            const data = new DataTransfer();
            data.setData("text/plain", "PL\\r\\nUA\\r\\nDE\\r\\n");
            input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    expect(editor.locator(".mantine-Pill-root")).to_have_count(3)
