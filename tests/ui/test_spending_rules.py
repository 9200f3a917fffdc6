"""What points are worth in a cart: written, shown again, tried on a cart, switched off."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served


def saved(served: Served, name: str) -> Any:
    rules = served.api.get("/v1/spending-rules", params={"search": name}).json()["data"]
    [made] = [rule for rule in rules if rule["name"] == name]
    return made


def test_a_spending_rule_is_saved_shown_again_and_switched_off(olga: Page, served: Served) -> None:
    olga.goto("/points?tab=spending")
    olga.get_by_role("link", name="New spending rule").first.click()
    olga.get_by_label("Name", exact=True).fill("Points for money")
    olga.get_by_role("textbox", name="Every so many points").fill("10")
    olga.get_by_role("textbox", name="Amount off").fill("1.00")
    expect(olga.get_by_text("10 points take $1.00 off")).to_be_visible()
    olga.get_by_role("textbox", name="Fewest for an order").fill("100")
    olga.get_by_role("textbox", name="Most for an order").fill("50")
    expect(olga.get_by_text("The most can’t be fewer than the fewest.")).to_be_visible()
    olga.get_by_role("textbox", name="Most for an order").fill("500")
    olga.get_by_role("textbox", name="Most of the cart").fill("50")

    olga.get_by_role("button", name="Create rule").click()

    row = olga.get_by_role("row").filter(has_text="Points for money")
    expect(row).to_contain_text("at most 50% of the cart")
    exchange = saved(served, "Points for money")["exchange"]
    assert exchange == {
        "points": 10, "amount": {"amount": "1.00", "currency": "USD"}, "least": 100, "most": 500, "share": "50", "shipping": True,
    }  # fmt: skip

    row.get_by_role("link", name="Points for money").click()
    expect(olga.get_by_role("textbox", name="Most of the cart")).to_have_value("50")
    expect(olga.get_by_text("Nothing is changed.")).to_be_visible()
    olga.go_back()
    row.get_by_role("switch", name="Points for money: on or off").press("Space")
    expect(row).to_contain_text("Off")
    assert saved(served, "Points for money")["active"] is False


def test_a_percentage_takes_the_place_of_an_amount(olga: Page, served: Served) -> None:
    olga.goto("/points/spending/new")
    olga.get_by_label("Name", exact=True).fill("Five percent")
    olga.get_by_role("textbox", name="Every so many points").fill("1,000")
    olga.get_by_text("a percentage", exact=True).click()
    olga.get_by_role("textbox", name="Percent off").fill("5")
    expect(olga.get_by_text("1,000 points take 5% off")).to_be_visible()

    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("link", name="Five percent")).to_be_visible()
    assert saved(served, "Five percent")["exchange"] == {"points": 1000, "percent": "5", "shipping": True}
