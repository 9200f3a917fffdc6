"""What was reached by mouse alone, or lost its place: rows that open, dialogs that are left, the search over rewards."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.test_rewards import customer, put, with_codes


def test_an_order_is_opened_by_keyboard(olga: Page) -> None:
    olga.goto(f"/customers/{customer(olga, 'boris')}?tab=orders")

    olga.get_by_role("table", name="Orders").get_by_role("row").filter(has_text="100004").press("Enter")

    expect(olga.get_by_role("dialog")).to_contain_text("2,500.00")


def test_a_dialog_begins_at_its_first_field_and_gives_the_place_back(olga: Page) -> None:
    olga.goto(f"/customers/{customer(olga, 'boris')}?tab=points")
    button = olga.get_by_role("button", name="Give or take points")
    button.press("Enter")
    dialog = olga.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name="Give")).to_be_focused()

    olga.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_a_dialog_that_a_menu_opened_gives_the_place_back_to_the_menu(olga: Page) -> None:
    olga.goto(f"/customers/{customer(olga, 'boris')}")
    more = olga.get_by_role("button", name="More actions")
    more.press("Enter")
    olga.get_by_role("menuitem").first.press("Enter")
    dialog = olga.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()

    olga.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(more).to_be_focused()


def test_the_search_finds_rewards(olga: Page) -> None:
    put(olga, "/v1/rewards", {"name": "Fiver", "promotion": with_codes(olga, "Five off"), "points": 50})
    olga.goto("/points")
    expect(olga.get_by_role("heading", name="Points")).to_be_visible()
    olga.keyboard.press("Control+k")

    olga.get_by_placeholder("Find a customer, order, segment, rule or page").fill("fiver")

    expect(olga.get_by_role("option", name="Fiver")).to_be_visible()


def test_a_coupon_is_shown_with_its_last_day(olga: Page) -> None:
    """It ends as 1 March 2030 begins in the shop, so the last day is 28 February."""
    clara = customer(olga, "clara")
    ends = "2030-02-28T22:00:00Z"
    code = {
        "id": "1", "code": "LAST-DAY", "state": "usable", "customer": "clara", "uses": 1, "used": 0, "ends_at": ends,
        "reserved": 0, "promotion": "1",
    }  # fmt: skip
    olga.route("**/v1/coupons?*", lambda route: route.fulfill(json={"data": [code], "next_cursor": None}))

    olga.goto(f"/customers/{clara}?tab=rewards")

    expect(olga.get_by_role("row").filter(has_text="LAST-DAY")).to_contain_text("28 Feb 2030")
