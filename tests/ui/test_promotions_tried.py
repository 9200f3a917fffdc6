"""Before a promotion is published: replayed over past orders, and looked at for conflicts, in the browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.test_promotions import put, to_pay

HALF = {"kind": "percent", "percent": "50"}
MANY = {"value": "cart.subtotal", "op": ">=", "to": "1000.00"}


def on_past_orders(page: Page) -> Locator:
    return page.get_by_role("region", name="On past orders")


def conflicts(page: Page) -> Locator:
    return page.get_by_role("region", name="Conflicts")


def test_a_promotion_is_replayed_over_past_orders_as_it_stands_in_the_form(olga: Page, served: Served) -> None:
    olga.goto("/promotions/new")
    panel = on_past_orders(olga)
    expect(panel.get_by_text("It can be tried once the promotion is whole.")).to_be_visible()
    olga.get_by_role("textbox", name="Percent").fill("10")

    panel.get_by_role("button", name="Try it").click()

    told = panel.get_by_test_id("replay-discount")
    expect(told).to_contain_text("$")
    expect(panel.get_by_text("Would have been bought anyway", exact=True)).to_be_visible()
    olga.get_by_role("textbox", name="Percent").fill("20")
    expect(panel.get_by_text("It was changed since; this is what was tried.")).to_be_visible()
    before = float((told.text_content() or "").replace("$", "").replace(",", ""))
    panel.get_by_role("button", name="Try again").click()
    expect(told).to_have_text(f"${2 * before:,.2f}")


def test_two_that_take_too_much_together_are_found_and_the_cart_is_tried(olga: Page) -> None:
    first = put(olga, "/v1/promotions", {"name": "Deep one", "benefit": HALF, "condition": MANY, "state": "published"})
    second = put(olga, "/v1/promotions", {"name": "Deep two", "benefit": HALF, "condition": MANY, "state": "published"})
    try:
        olga.goto(f"/promotions/{first['id']}")

        conflicts(olga).get_by_role("button", name="Look for conflicts").click()

        found = conflicts(olga).get_by_test_id("conflict").filter(has_text="Deep two")
        expect(found).to_contain_text("Together they leave")
        found.get_by_role("button", name="Try this cart").click()
        expect(olga.get_by_test_id("applied").filter(has_text="Deep two")).to_be_visible()
        expect(to_pay(olga)).to_contain_text("$")
    finally:
        for one in (first, second):
            olga.request.patch(
                f"/v1/promotions/{one['id']}",
                data={"state": "ended", "version": one["version"]},
                headers={"X-Regulars": "1"},
            )


def test_all_conflicts_are_looked_for_on_a_tab_of_their_own(olga: Page) -> None:
    olga.goto("/promotions?tab=conflicts")

    olga.get_by_role("button", name="Look for conflicts").click()

    expect(olga.get_by_test_id("conflicts-told")).to_be_visible()


def test_a_percentage_beyond_all_of_it_is_marked_and_not_said(olga: Page) -> None:
    olga.goto("/promotions/new")

    olga.get_by_role("textbox", name="Percent").fill("150")
    olga.get_by_role("textbox", name="Percent").press("Tab")

    expect(olga.get_by_text("Write 100 or less.")).to_be_visible()
    expect(olga.get_by_role("region", name="In words")).to_contain_text("… off")
    expect(olga.get_by_role("region", name="Try it on a cart")).to_contain_text("Correct what is marked")


def test_what_is_wrong_in_what_is_tried_is_marked_at_its_field(olga: Page) -> None:
    wrong = {"name": "Backwards", "benefit": HALF, "starts_at": "2030-02-01T00:00:00Z"}
    olga.route(
        "**/v1/promotions/try",
        lambda route: route.continue_(
            post_data=route.request.post_data_json
            | {"promotion": route.request.post_data_json["promotion"] | {"ends_at": "2030-01-01T00:00:00Z"}}
        ),
    )
    one = put(olga, "/v1/promotions", wrong)
    olga.goto(f"/promotions/{one['id']}")
    in_cart = olga.get_by_role("region", name="Try it on a cart")

    in_cart.get_by_role("textbox", name="Price of product 1").fill("10")

    expect(in_cart.get_by_role("alert")).to_have_text("Correct what is marked in the form, then it is tried.")
    expect(olga.get_by_text("it ends before it starts").first).to_be_visible()
    expect(olga.get_by_text("could not be loaded")).to_have_count(0)


def test_whoever_types_a_sku_that_the_shop_has_not_sent_means_it(olga: Page) -> None:
    olga.goto("/promotions/new")
    product = olga.get_by_role("region", name="Try it on a cart").get_by_role("combobox", name="Product 1")

    product.fill("NOT-SENT-9")
    expect(olga.get_by_role("option", name="Use “NOT-SENT-9”")).to_be_visible()
    product.press("Tab")

    expect(product).to_have_value("NOT-SENT-9")
