"""The programme and its earning rules."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from tests.ui.conftest import Served
from tests.ui.making import choose


def test_the_programme_tells_where_all_points_are(olga: Page, served: Served) -> None:
    issued = served.api.get("/v1/points/programme").json()["issued"]
    assert issued >= 100, "what Anna's order earned"
    olga.goto("/points")

    expect(
        olga.locator(".figure").filter(has_text="Points issued").get_by_text(f"{issued:,}", exact=True)
    ).to_be_visible()
    expect(olga.get_by_role("link", name="Everyday points")).to_be_visible()


def test_the_books_are_proven(olga: Page) -> None:
    olga.goto("/points")

    olga.get_by_role("button", name="Verify the books").click()

    expect(olga.get_by_text("every balance agrees with its entries")).to_be_visible()


def test_what_is_being_proven_is_told_meanwhile(olga: Page) -> None:
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    olga.route("**/v1/points/verify", hold)
    olga.goto("/points")

    olga.get_by_role("button", name="Verify the books").click()

    expect(olga.get_by_role("status").filter(has_text="Adding up all entries again")).to_be_visible()
    asked[0].continue_()
    expect(olga.get_by_text("every balance agrees with its entries")).to_be_visible()


def test_a_rule_is_drawn_from_its_kind_and_saved(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    save = olga.get_by_role("button", name="Create rule")
    olga.get_by_label("Name").fill("Shorts twice")
    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()

    olga.get_by_role("textbox", name="Points").fill("2")
    olga.get_by_role("textbox", name="Amount").fill("10.00")
    expect(olga.get_by_text("2 points for every full $10.00")).to_be_visible()
    choose(olga, "How long the points last", "End after")
    save.click()

    expect(olga.get_by_role("link", name="Shorts twice")).to_be_visible()
    rules = served.api.get("/v1/earning-rules").json()["data"]
    [made] = [rule for rule in rules if rule["name"] == "Shorts twice"]
    assert made["style"] == {"kind": "per_amount", "points": 2, "amount": {"amount": "10.00", "currency": "USD"}}
    assert made["lifetime"] == {"amount": 12, "unit": "months", "counted": "after"}


def test_a_rule_takes_a_condition_on_orders(olga: Page) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_role("button", name="Add condition").click()
    search = olga.get_by_role("combobox", name="Find a field")
    search.fill("channel")
    search.press("Enter")

    olga.get_by_role("combobox", name="Value").fill("web")
    olga.get_by_role("option", name="Use “web”").click()

    expect(olga.get_by_text("channel", exact=False).last).to_be_visible()
    expect(olga.locator("[data-node]").last).to_have_attribute("aria-label", "Channel is web")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("Points", "1.5", "Write a whole number."),
        ("Points", "-3", "Write 1 or more."),
        ("Points", "many", "Write a number."),
        ("Amount", "abc", "Write an amount, such as 12.5."),
        ("Amount", "0", "Write more than 0."),
        ("Amount", "1.005", "A number with at most 2 decimals"),
    ],
)
def test_a_number_that_can_t_be_taken_stays_and_says_so(olga: Page, field: str, typed: str, said: str) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Wrong")
    for name, value in {"Points": "1", "Amount": "10", field: typed}.items():
        olga.get_by_role("textbox", name=name).fill(value)
        olga.keyboard.press("Tab")

    expect(olga.get_by_role("textbox", name=field)).to_have_value(typed)
    expect(olga.get_by_text(said)).to_have_count(1)
    save = olga.get_by_role("button", name="Create rule")
    expect(save).to_have_attribute("aria-disabled", "true")
    expect(olga.get_by_text("… points for" if field == "Points" else "1 point for every full …")).to_be_visible()
    save.press("Enter")
    expect(olga.get_by_role("textbox", name=field)).to_be_focused()


def test_one_point_is_not_called_points(olga: Page) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_role("textbox", name="Points").fill("1")
    olga.get_by_role("textbox", name="Amount").fill("1,000")

    expect(olga.get_by_text("1 point for every full $1,000.00")).to_be_visible()


def test_what_the_server_refuses_is_told_once_at_its_field(olga: Page) -> None:
    fault = {"pointer": "/style/amount", "code": "greater_than", "detail": "Input should be greater than 0"}
    refusal = {"status": 422, "code": "kind.invalid", "detail": f"per amount: {fault['detail']}", "errors": [fault]}
    olga.route(
        re.compile("/v1/earning-rules$"),
        lambda route: route.fulfill(status=422, json=refusal) if route.request.method == "POST" else route.continue_(),
    )
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Refused")
    olga.get_by_role("textbox", name="Points").fill("1")
    olga.get_by_role("textbox", name="Amount").fill("5")

    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_text("This was not saved")).to_be_visible()
    expect(olga.get_by_text(fault["detail"])).to_have_count(1)
    expect(olga.get_by_text("/style/amount")).to_have_count(0)


def test_on_a_phone_the_reason_stands_at_the_button_and_leads_to_the_field(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/points/rules/new")
    save = olga.get_by_role("button", name="Create rule")
    reason = olga.get_by_text("Give it a name first.")
    expect(reason).to_be_visible()
    places = reason.bounding_box(), save.bounding_box()
    assert places[0]
    assert places[1]
    assert abs(places[0]["y"] - places[1]["y"]) < 60

    save.press("Enter")

    expect(olga.get_by_label("Name")).to_be_focused()


def test_on_a_phone_the_tabs_stand_below_the_figures_that_decide(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/points")
    expect(olga.locator(".figure:visible")).to_have_count(4)
    box = olga.get_by_role("tab", name="Earning rules").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844

    olga.get_by_role("button", name="All figures").click()

    expect(olga.locator(".figure:visible")).to_have_count(10)
