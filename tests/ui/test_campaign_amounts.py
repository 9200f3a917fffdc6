"""Points by a formula and attributes, drawn wholly by keyboard in the outline; what the server says stands at the field."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.test_campaigns import line, stored

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""


def shown(page: Page, name: str) -> None:
    if not SHOWN:
        return
    for size, width in (("wide", 1440), ("narrow", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator("[data-step-panel]").scroll_into_view_if_needed()
        page.screenshot(path=Path(SHOWN) / f"{name}-{size}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list without the mouse."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.press("ArrowDown")
    wanted = page.get_by_role("option", name=option, exact=True)
    expect(wanted).to_be_visible()
    for _ in range(40):
        if wanted.get_attribute("data-combobox-selected") == "true":
            break
        box.press("ArrowDown")
    box.press("Enter")
    expect(wanted).to_be_hidden()


def put_after(page: Page, outline: Locator, says: str, step: str) -> None:
    line(outline, says).press("+")
    dialog = page.get_by_role("dialog", name="Which step comes here?")
    dialog.get_by_role("textbox").fill(step)
    selected = dialog.get_by_role("option", name=step, exact=True)
    expect(selected).to_have_attribute("data-combobox-selected", "true")
    dialog.get_by_role("textbox").press("Enter")
    expect(dialog).to_be_hidden()


def begun(page: Page, name: str, trigger: str) -> Locator:
    """A new campaign with a trigger, in the outline."""
    page.goto("/campaigns/new")
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("radio", name="Outline").press("Space")
    outline = page.get_by_role("list", name="Outline")
    line(outline, "What lets customers enter?").press("Enter")
    choose(page, "A customer enters", trigger)
    return outline


def test_points_are_counted_by_a_formula(olga: Page) -> None:
    outline = begun(olga, "A share back", "An order reaches a status")
    put_after(olga, outline, "An order reaches a status", "Give points")
    olga.get_by_role("radio", name="Counted by").press("Space")
    choose(olga, "Operation 1", "− minus")
    choose(olga, "Value of operation 1", "The order’s shipping")
    olga.get_by_role("button", name="Add an operation").press("Enter")
    expect(olga.get_by_role("combobox", name="Operation 2", exact=True)).to_be_focused()
    choose(olga, "Operation 2", "× times")
    number = olga.get_by_role("textbox", name="Value of operation 2: A number")
    number.fill("a lot")
    panel = olga.locator("[data-step-panel]")
    expect(panel).to_contain_text("write a number such as 0.05")
    shown(olga, "formula-wrong")
    number.fill("0.05")
    expect(panel).not_to_contain_text("write a number such as 0.05")
    olga.get_by_role("button", name="Add an operation").press("Enter")
    choose(olga, "Value of operation 3", "Another value of the customer…")
    picker = olga.get_by_role("dialog").get_by_role("combobox")
    picker.fill("number of orders")
    picker.press("Enter")
    olga.get_by_role("button", name="Use this value").press("Enter")

    says = "Points: (The order’s grand total − The order’s shipping) × 0.05 + Number of orders, rounded down"
    expect(panel.get_by_text(says)).to_be_visible()
    expect(line(outline, "Give points")).to_contain_text("(the order's grand total − the order's shipping) × 0.05")
    shown(olga, "formula")
    olga.get_by_role("button", name="Write it as JSON").press("Enter")
    expect(olga.get_by_role("textbox", name="Formula")).to_have_value(re.compile("order.shipping"))
    shown(olga, "formula-json")
    olga.get_by_role("button", name="Back to the form").press("Enter")
    olga.get_by_role("button", name="Remove operation 3").press("Enter")
    put_after(olga, outline, "Give points", "End")
    olga.keyboard.press("Control+s")
    expect(olga.get_by_role("heading", name="A share back")).to_be_visible()

    campaign = stored(olga, "A share back")
    assert campaign["reading"]["errors"] == []
    assert campaign["draft"]["nodes"][0]["step"]["points"] == {
        "of": {"multiply": [{"subtract": ["order.grand_total", "order.shipping"]}, {"number": "0.05"}]}
    }


def test_an_attribute_is_set_to_what_it_can_hold(olga: Page, served: Served) -> None:
    for name, type_ in (
        ("club", "text"),
        ("since", "date"),
        ("invited", "boolean"),
        ("stars", "number"),
        ("visits", "number"),
        ("trial", "instant"),
    ):
        declared = {"type": type_, "label": name.title()}
        answer = olga.request.put(f"/v1/attributes/customer/{name}", data=declared, headers={"X-Regulars": "1"})
        assert answer.ok, answer.text()
    outline = begun(olga, "Into the club", "A customer logs in")
    put_after(olga, outline, "A customer logs in", "Set an attribute")
    choose(olga, "Attribute", "Stars")
    value = olga.get_by_role("textbox", name="Value", exact=True)
    value.fill("many")
    panel = olga.locator("[data-step-panel]")
    expect(panel).to_contain_text("write a number with 4 places at most")
    shown(olga, "attribute-wrong")
    value.fill("4")
    expect(panel).not_to_contain_text("write a number with 4 places at most")
    choose(olga, "Attribute", "Visits")
    expect(value).to_have_value("4")
    choose(olga, "Attribute", "Trial")
    expect(outline).to_contain_text("Take back what was set of Trial")
    shown(olga, "attribute-dropped")
    olga.get_by_role("button", name="Value", exact=True).click()
    olga.locator("[data-dates-dropdown] td button:not([data-outside])").first.click()
    shown(olga, "attribute-instant")
    olga.keyboard.press("Escape")
    expect(panel).to_contain_text(re.compile(r"\d{1,2} \w+ \d{4} \d\d:\d\d"))
    expect(panel).to_contain_text("Kyiv, Ukraine")
    expect(outline).to_contain_text(re.compile(r"Set Trial to \d{1,2} \w+ \d{4},? \d\d:\d\d"))
    choose(olga, "Attribute", "Invited")
    expect(outline).to_contain_text("Take back what was set of Invited")
    choose(olga, "Value", "yes")
    shown(olga, "attribute")
    put_after(olga, outline, "Set an attribute", "End")
    olga.keyboard.press("Control+s")
    expect(olga.get_by_role("heading", name="Into the club")).to_be_visible()

    campaign = stored(olga, "Into the club")
    assert campaign["reading"]["errors"] == []
    step: Any = campaign["draft"]["nodes"][0]["step"]
    assert (step["attribute"], step["value"]) == ("invited", True)
