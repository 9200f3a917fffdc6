"""Everything about one person in one place: notes, what happened, and what they would get for a cart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui import axe
from tests.ui.conftest import WINDOW, Served
from tests.ui.test_promotions import put

BORIS = "boris"


@pytest.fixture
def boris(olga: Page) -> str:
    """The address of his page."""
    return f"/customers/{olga.request.get('/v1/customers', params={'search': BORIS}).json()['data'][0]['id']}"


@pytest.fixture
def tenth(olga: Page) -> Iterator[str]:
    """A promotion of ten percent from 50.00 on, in force while the test runs."""
    enough = {"value": "cart.subtotal", "op": ">=", "to": "50"}
    benefit = {"kind": "percent", "percent": "10"}
    made = put(
        olga,
        "/v1/promotions",
        {"name": "A tenth for much", "benefit": benefit, "condition": enough, "state": "published"},
    )
    yield "A tenth for much"
    done = olga.request.patch(
        f"/v1/promotions/{made['id']}",
        data={"state": "ended", "version": made["version"]},
        headers={"X-Regulars": "1"},
    )
    assert done.ok, done.text()


def cart(page: Page) -> Locator:
    return page.get_by_role("region", name="What they would get for a cart")


def test_a_cart_tells_promotions_and_points_of_this_customer(olga: Page, boris: str, tenth: str) -> None:
    olga.goto(f"{boris}?tab=cart")
    editor = cart(olga)
    expect(editor.get_by_role("combobox", name="Customer")).to_have_count(0)

    editor.get_by_role("textbox", name="Price of product 1").fill("40")
    expect(editor.get_by_test_id("quote-to-pay")).to_have_text("$40.00")
    expect(editor.get_by_test_id("not-applied").filter(has_text=tenth)).to_contain_text("$10.00")

    editor.get_by_role("textbox", name="Price of product 1").fill("100")
    expect(editor.get_by_test_id("quote-to-pay")).to_have_text("$90.00")
    expect(editor.get_by_test_id("applied").filter(has_text=tenth)).to_be_visible()
    points = editor.get_by_role("region", name="Points by rule")
    expect(points).to_contain_text("Everyday points")
    expect(points).to_contain_text("+18")
    assert axe.found(olga) == []


@pytest.fixture
def filled(served: Served) -> Iterator[None]:
    """His cart in the shop while the test runs."""

    def tell(status: str) -> None:
        mugs = {"sku": "MUG", "quantity": "2", "price": "40.00", "row_total": "80.00"}
        told = {
            "external_id": "his-cart",
            "updated_at": datetime.now(UTC).isoformat(),
            "customer": BORIS,
            "status": status,
        }
        cart = told | {"subtotal": "80.00", "coupons": ["HELLO"], "lines": [mugs]}
        served.api.post("/v1/records/cart", json={"data": [cart], "live": True}).raise_for_status()
        served.settled()

    tell("open")
    yield
    tell("abandoned")


@pytest.mark.usefixtures("filled")
def test_the_cart_that_is_open_in_the_shop_can_be_tried(olga: Page, boris: str) -> None:
    olga.goto(f"{boris}?tab=cart")
    in_shop = cart(olga).get_by_role("group", name="In their cart in the shop")
    expect(in_shop).to_contain_text("1 line, $80.00")

    in_shop.get_by_role("button", name="Try this cart").click()

    expect(cart(olga).get_by_role("textbox", name="Pieces of product 1")).to_have_value("2")
    expect(cart(olga).get_by_role("textbox", name="Price of product 1")).to_have_value("40")
    expect(cart(olga).get_by_role("textbox", name="Coupon codes")).to_have_value("HELLO")
    expect(cart(olga).get_by_test_id("quote-to-pay")).to_have_text("$80.00")


def test_a_note_that_was_begun_is_there_again(olga: Page, boris: str) -> None:
    olga.goto(boris)
    olga.get_by_role("textbox", name="Write a note").fill("Wants a call on")
    olga.goto("/points")
    expect(olga.get_by_role("heading", name="Points").first).to_be_visible()

    olga.goto(boris)

    written = olga.get_by_role("textbox", name="Write a note")
    expect(written).to_have_value("Wants a call on")
    written.fill("")


def test_notes_are_written_said_anew_and_removed_behind_a_question(olga: Page, boris: str) -> None:
    olga.goto(boris)
    notes = olga.get_by_role("region", name="Notes")

    notes.get_by_role("textbox", name="Write a note").fill("Calls on Mondays")
    notes.get_by_role("button", name="Write it down").click()
    note = notes.get_by_test_id("note").filter(has_text="Calls on")
    expect(note).to_contain_text("Olga Marchenko")

    note.get_by_role("button", name="Change").click()
    notes.get_by_role("textbox", name="The note").fill("Calls on Tuesdays")
    notes.get_by_role("button", name="Save").click()
    expect(note).to_contain_text("Tuesdays")

    olga.goto(f"{boris}?tab=timeline&what=notes")
    expect(olga.get_by_role("tabpanel").get_by_text("Calls on Tuesdays")).to_be_visible()

    note.get_by_role("button", name="Remove").click()
    expect(olga.get_by_role("dialog")).to_contain_text("can't be brought back")
    olga.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(note).to_have_count(0)
    expect(olga.get_by_text("Nothing of this kind happened yet")).to_be_visible()


def test_the_timeline_tells_segments_and_points_and_leads_there(olga: Page, boris: str, served: Served) -> None:
    given = {"points": 7, "reason": "A birthday call"}
    answer = served.api.post(f"/v1{boris}/points", json=given)
    assert answer.status_code < 300, answer.text
    olga.goto(f"{boris}?tab=timeline")
    panel = olga.get_by_role("tabpanel")
    expect(panel.get_by_text("Points adjusted: +7")).to_be_visible()
    expect(panel.get_by_text("Placed order 100004")).to_be_visible()

    olga.get_by_role("combobox", name="What is shown").click()
    olga.get_by_role("option", name="Segments").click()

    expect(panel.get_by_text("Placed order 100004")).to_have_count(0)
    panel.get_by_role("link", name="Entered segment VIP").click()
    expect(olga.get_by_role("heading", name="VIP")).to_be_visible()


def test_the_language_that_they_are_written_to_in_is_shown(olga: Page, boris: str) -> None:
    person = olga.request.get(f"/v1{boris}").json()
    olga.route(f"**/v1{boris}", lambda route: route.fulfill(json=person | {"language": "uk"}))
    olga.goto(boris)

    expect(olga.locator(".mantine-Paper-root").filter(has_text="Profile")).to_contain_text("LanguageUkrainian")


def test_on_a_phone_the_tabs_stand_above_the_profile_which_is_one_of_them(olga: Page, boris: str) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto(boris)
    profile = olga.get_by_role("tab", name="Profile")

    expect(profile).to_have_attribute("aria-selected", "true")
    expect(olga.get_by_role("heading", name="Segments")).to_be_visible()
    orders = olga.get_by_role("tab", name="Orders")
    expect(orders).to_be_in_viewport()
    orders.click()

    expect(olga).to_have_url(re.compile(r"\?tab=orders$"))
    expect(olga.get_by_role("table", name="Orders")).to_be_in_viewport()
    expect(olga.get_by_role("heading", name="Profile")).to_be_hidden()
    olga.set_viewport_size(WINDOW)
    expect(profile).to_have_count(0)
    expect(olga.get_by_role("heading", name="Profile")).to_be_visible()
