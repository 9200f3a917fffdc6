"""Promotions: story A1 written in the editor, published and tried on carts; codes made by the batch; the settings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose, made
from tests.ui.routes import at_rest

MAN = {"value": "customer.gender", "op": "=", "to": "male"}
OF_SHORTS = {"value": "product.categories", "op": "has_any", "to": ["19"]}
HAS_SHORTS = {"value": {"count": "line", "where": OF_SHORTS}, "op": ">=", "to": 1}


@pytest.fixture(scope="module")
def male(served: Served) -> None:
    made(served, "male", condition=MAN)


def saved(page: Page, name: str) -> Any:
    """A promotion as it is stored."""
    found = page.request.get("/v1/promotions", params={"search": name}).json()["data"]
    [one] = [promotion for promotion in found if promotion["name"] == name]
    return one


def put(page: Page, path: str, body: Any) -> Any:
    """Something made over REST, in Olga's name."""
    answer = page.request.post(path, data=body, headers={"X-Regulars": "1"})
    assert answer.ok, answer.text()
    return answer.json()


def paste(page: Page, tree: str, condition: Any) -> None:
    """A condition into the editor of that name."""
    editor = page.locator("[data-field]").filter(has=page.get_by_role("group", name=tree))
    editor.get_by_role("button", name="More actions").last.click()
    page.get_by_role("menuitem", name="Paste JSON").click()
    page.get_by_label("A condition as JSON").fill(json.dumps(condition))
    page.get_by_role("button", name="Paste", exact=True).click()


def cart(page: Page) -> Locator:
    return page.get_by_role("region", name="Try it on a cart")


def put_in_cart(page: Page, number: int, sku: str, pieces: str, price: str) -> None:
    product = cart(page).get_by_role("combobox", name=f"Product {number}")
    product.fill(sku)
    page.get_by_role("option", name=sku).click()
    cart(page).get_by_role("textbox", name=f"Pieces of product {number}").fill(pieces)
    cart(page).get_by_role("textbox", name=f"Price of product {number}").fill(price)


def is_of(page: Page, customer: str) -> None:
    cart(page).get_by_role("combobox", name="Customer").fill(customer.split(maxsplit=1)[0].lower())
    page.get_by_role("option", name=customer).click()


def to_pay(page: Page) -> Locator:
    return page.get_by_test_id("quote-to-pay")


def without(page: Page) -> Locator:
    return page.get_by_test_id("quote-as-it-is")


def test_shorts_for_men_is_written_published_and_tried(olga: Page, male: None) -> None:
    olga.goto("/promotions")
    olga.get_by_role("link", name="New promotion").first.click()
    expect(olga.get_by_text("Give it a name first.")).to_be_visible()
    olga.get_by_role("textbox", name="Name", exact=True).fill("Shorts for men")
    olga.get_by_role("textbox", name="Percent").fill("20")
    expect(olga.get_by_text("20% off the price of products")).to_be_visible()
    paste(olga, "Which carts", {"all": [{"value": "customer.segments", "op": "has_any", "to": ["male"]}, HAS_SHORTS]})
    expect(olga.get_by_text("For carts where")).to_be_visible()

    olga.get_by_role("button", name="Create draft").press("Enter")

    expect(olga.get_by_role("heading", name="Shorts for men")).to_be_visible()
    assert saved(olga, "Shorts for men")["state"] == "draft"
    is_of(olga, "Boris Nowak")
    put_in_cart(olga, 1, "SHORT-1", "1", "40")
    cart(olga).get_by_role("button", name="Add product").click()
    put_in_cart(olga, 2, "TEE-1", "2", "29")
    expect(to_pay(olga)).to_have_text("$78.40")  # as a draft
    expect(without(olga)).to_have_text("Without it$98.00")

    olga.get_by_role("button", name="Publish").press("Enter")

    expect(without(olga)).to_have_text("As it is stored$78.40")
    expect(olga.get_by_test_id("off-TEE-1")).to_have_text("−$11.60")
    expect(olga.get_by_role("region", name="What the cart comes to")).to_contain_text("2 × Striped tee TEE-1")
    expect(olga.get_by_test_id("applied")).to_contain_text("Shorts for men")
    olga.get_by_role("button", name="Which lines").press("Enter")
    paste(olga, "Condition on the lines", OF_SHORTS)
    expect(olga.get_by_text("On lines where")).to_be_visible()
    expect(to_pay(olga)).to_have_text("$90.00")  # before it is saved
    expect(without(olga)).to_have_text("As it is stored$78.40")
    olga.get_by_role("button", name="Save changes").press("Enter")
    expect(without(olga)).to_have_text("As it is stored$90.00")
    expect(olga.get_by_test_id("off-TEE-1")).to_be_hidden()


def test_another_cart_is_told_the_condition_that_failed(olga: Page, male: None) -> None:
    condition = {"all": [{"value": "customer.segments", "op": "has_any", "to": ["male"]}, HAS_SHORTS]}
    benefit = {"kind": "percent", "percent": "20"}
    one = put(
        olga, "/v1/promotions", {"name": "Told why", "benefit": benefit, "condition": condition, "state": "published"}
    )
    olga.goto(f"/promotions/{one['id']}")
    is_of(olga, "Boris Nowak")
    put_in_cart(olga, 1, "TEE-1", "2", "29")

    why = olga.get_by_test_id("not-applied").filter(has_text="Told why")

    expect(why).to_contain_text("Does not hold:")
    expect(why).to_contain_text("Shorts")
    expect(to_pay(olga)).to_have_text("$58.00")
    is_of(olga, "Anna Kowalska")
    expect(why).to_contain_text("segment")


def test_what_is_missing_to_a_condition_is_told_to_the_cent(olga: Page) -> None:
    condition = {"value": "cart.subtotal", "op": ">=", "to": "100"}
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "100.00", "currency": "USD"}}
    one = put(
        olga, "/v1/promotions", {"name": "From 100", "benefit": benefit, "condition": condition, "state": "published"}
    )
    olga.goto(f"/promotions/{one['id']}")
    put_in_cart(olga, 1, "TANK-1", "1", "99.99")
    expect(olga.get_by_test_id("not-applied").filter(has_text="From 100")).to_contain_text("$0.01 to go")

    cart(olga).get_by_role("textbox", name="Price of product 1").fill("100")

    expect(to_pay(olga)).to_have_text("$0.00")


def test_what_a_cart_holds_too_little_of_is_told_to_the_piece_and_the_cent(olga: Page) -> None:
    usd = {"currency": "USD"}
    step = {"kind": "each_amount", "step": {"amount": "50.00"} | usd, "off": {"amount": "5.00"} | usd}
    three = {"kind": "buy_get", "buy": 2, "get": 1, "percent": "100", "over": "cart"}
    one = put(olga, "/v1/promotions", {"name": "Each full 50", "benefit": step, "state": "published"})
    put(olga, "/v1/promotions", {"name": "Two and one", "benefit": three, "state": "published"})
    olga.goto(f"/promotions/{one['id']}")
    put_in_cart(olga, 1, "TANK-1", "1", "37.50")

    passed = olga.get_by_test_id("not-applied")

    expect(passed.filter(has_text="Each full 50")).to_contain_text("$12.50 to go")
    expect(passed.filter(has_text="Each full 50")).to_contain_text("What it is for costs too little together.")
    expect(passed.filter(has_text="Two and one")).to_contain_text("2 pieces to go")
    olga.get_by_role("button", name="More actions").first.press("Enter")
    olga.get_by_role("menuitem", name="Pause").press("Enter")
    put_in_cart(olga, 1, "TANK-1", "1", "50")
    expect(to_pay(olga)).to_have_text("$45.00")
    expect(without(olga)).to_have_text("Without it$50.00")


def test_what_is_being_written_is_tried_as_it_is_typed(olga: Page) -> None:
    olga.goto("/promotions/new")
    put_in_cart(olga, 1, "TANK-1", "1", "40")
    expect(olga.get_by_text("This one takes part once its form is whole.")).to_be_visible()
    expect(without(olga)).to_be_hidden()

    olga.get_by_role("textbox", name="Percent").fill("25")

    expect(without(olga)).to_contain_text("Without it")
    expect(olga.get_by_test_id("applied").filter(has_text="25% off the price of products")).to_be_visible()
    olga.get_by_role("textbox", name="Percent").fill("")
    expect(without(olga)).to_be_hidden()


def test_the_server_s_fault_stands_at_its_field(olga: Page) -> None:
    benefit = {"kind": "percent", "percent": "5"}
    put(olga, "/v1/promotions", {"name": "First come", "benefit": benefit, "coupon": "code", "code": "TAKEN"})
    olga.goto("/promotions/new")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Late")
    olga.get_by_role("textbox", name="Percent").fill("5")
    olga.get_by_role("button", name="Coupon").press("Enter")
    olga.get_by_role("radio", name="One code for everybody").check()
    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()
    olga.get_by_role("textbox", name="Code", exact=True).fill("ta-ken")

    olga.get_by_role("button", name="Create draft").press("Enter")

    expect(olga.get_by_text("This was not saved")).to_be_visible()
    expect(olga.get_by_role("textbox", name="Code", exact=True)).to_have_attribute("aria-invalid", "true")


def test_tiers_are_written_row_by_row_and_must_grow(olga: Page) -> None:
    olga.goto("/promotions/new")
    olga.get_by_role("textbox", name="Name", exact=True).fill("The more")
    choose(olga, "Kind", "Tiers by amount")
    olga.get_by_role("textbox", name="Tier 1 begins at").fill("100")
    olga.get_by_role("textbox", name="What tier 1 takes off").fill("5")
    olga.get_by_role("button", name="Add tier").press("Enter")
    olga.get_by_role("textbox", name="Tier 2 begins at").fill("50")
    olga.get_by_role("textbox", name="What tier 2 takes off").fill("10")
    expect(olga.get_by_text("Begin higher than the tier before.")).to_be_visible()
    olga.get_by_role("textbox", name="Tier 2 begins at").fill("200")

    olga.get_by_role("button", name="Create draft").press("Enter")

    expect(olga.get_by_role("heading", name="The more")).to_be_visible()
    usd = {"currency": "USD"}
    assert saved(olga, "The more")["benefit"]["tiers"] == [
        {"at_least": {"amount": "100.00", **usd}, "percent": "5"},
        {"at_least": {"amount": "200.00", **usd}, "percent": "10"},
    ]


def test_codes_are_made_found_and_withdrawn(olga: Page) -> None:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "USD"}}
    one = put(olga, "/v1/promotions", {"name": "By letter", "benefit": benefit, "coupon": "codes"})
    olga.goto(f"/promotions/{one['id']}")
    olga.get_by_role("tab", name="Coupons").press("Enter")
    olga.get_by_role("button", name="Make codes").press("Enter")
    dialog = olga.get_by_role("dialog", name="Make codes")
    dialog.get_by_role("textbox", name="Name of the batch").fill("Spring letter")
    dialog.get_by_role("textbox", name="Before them").fill("SPRING-")
    dialog.get_by_role("textbox", name="Random characters").fill("3")
    expect(dialog.get_by_role("alert")).to_contain_text("make the random part longer")
    make = dialog.get_by_role("button", name="Make 100 codes")
    expect(make).to_have_attribute("aria-disabled", "true")
    make.press("Enter")
    dialog.get_by_role("textbox", name="Random characters").fill("10")
    expect(dialog.get_by_test_id("code-example")).to_have_text("SPRING-XXXXX-XXXXX")

    make.press("Enter")

    expect(olga.get_by_role("row").filter(has_text="Spring letter")).to_contain_text("100")
    codes = olga.get_by_role("table", name="All codes")
    first = codes.get_by_role("row").nth(1)
    expect(first).to_contain_text("SPRING-")
    code = (first.get_by_text("SPRING-").text_content() or "").strip()
    olga.get_by_role("searchbox", name="How the code begins").fill(code)
    expect(codes.get_by_role("row")).to_have_count(2)
    codes.get_by_role("button", name=f"Withdraw {code}").press("Enter")
    olga.get_by_role("dialog").get_by_role("button", name="Withdraw").press("Enter")
    expect(codes.get_by_role("row").nth(1)).to_contain_text("Withdrawn")
    file = olga.request.get(f"/v1/coupon-batches/{_batch(olga, one['id'])}/codes.csv")
    assert file.text().startswith("code,used,")
    assert code in file.text()


def _batch(page: Page, promotion: str) -> str:
    [batch] = page.request.get(f"/v1/promotions/{promotion}/coupon-batches").json()
    return str(batch["id"])


def test_pasted_codes_are_all_taken_or_none(olga: Page) -> None:
    benefit = {"kind": "percent_of_cart", "percent": "10"}
    one = put(olga, "/v1/promotions", {"name": "Partners", "benefit": benefit, "coupon": "codes"})
    olga.goto(f"/promotions/{one['id']}?tab=coupons")
    olga.get_by_role("button", name="Make codes").press("Enter")
    dialog = olga.get_by_role("dialog", name="Make codes")
    dialog.get_by_role("textbox", name="Name of the batch").fill("Cards")
    dialog.get_by_text("Paste codes", exact=True).click()
    dialog.get_by_role("textbox", name="Codes").fill("CARD-2A\ncard2a")
    dialog.get_by_role("button", name="Bring in 2 codes").press("Enter")
    expect(dialog.get_by_text("is the same code as")).to_be_visible()

    dialog.get_by_role("textbox", name="Codes").fill("CARD-2A\nCARD-2B")
    dialog.get_by_role("button", name="Bring in 2 codes").press("Enter")

    expect(olga.get_by_role("row").filter(has_text="Cards")).to_contain_text("brought in")
    expect(dialog).to_have_count(0)
    olga.get_by_role("button", name="Make codes").press("Enter")
    dialog.get_by_role("textbox", name="Name of the batch").fill("More cards")
    dialog.get_by_text("Paste codes", exact=True).click()
    file = {"name": "codes.csv", "mimeType": "text/csv", "buffer": b"\xef\xbb\xbfCode;Used\nCARD-2A;0\nCARD-2C;0\n"}
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Bring in 2 codes").press("Enter")
    dialog.get_by_role("button", name="Leave out the one").press("Enter")
    expect(olga.get_by_role("row").filter(has_text="More cards")).to_contain_text("1")
    found = olga.request.get(f"/v1/promotions/{one['id']}/coupon-batches").json()
    assert [batch["size"] for batch in found] == [1, 2]


def test_the_row_s_menu_publishes_and_ends(olga: Page) -> None:
    put(olga, "/v1/promotions", {"name": "From the list", "benefit": {"kind": "percent", "percent": "1"}})
    olga.goto("/promotions?search=From%20the%20list")
    row = olga.get_by_role("row").filter(has_text="From the list")
    expect(row).to_contain_text("Draft")

    row.get_by_role("button", name="Actions for From the list").press("Enter")
    olga.get_by_role("menuitem", name="Publish").press("Enter")
    expect(row).to_contain_text("Active")
    at_rest(olga)  # rows that are read again take an open menu with them
    row.get_by_role("button", name="Actions for From the list").press("Enter")
    olga.get_by_role("menuitem", name="End").press("Enter")
    olga.get_by_role("dialog").get_by_role("button", name="End").press("Enter")

    expect(row).to_contain_text("Ended")


def test_lanes_and_caps_are_settled(olga: Page) -> None:
    olga.goto("/promotions?tab=settings")
    olga.get_by_role("button", name="Add lane").press("Enter")
    olga.get_by_role("textbox", name="Name of lane 2").fill("Shipping")
    choose(olga, "How promotions of Shipping work together", "only the best for the customer")
    olga.get_by_role("textbox", name="Part of the cart").fill("50")
    choose(olga, "Amount of the product", "Cost")

    olga.get_by_role("button", name="Save changes").press("Enter")

    expect(olga.get_by_text("The settings of promotions are saved.")).to_be_visible()
    policy = olga.request.get("/v1/promotion-policy").json()
    assert [lane["together"] for lane in policy["lanes"]][-1] == "best"
    assert (policy["most_percent"], policy["floor"]) == ("50", "product.cost")
    olga.get_by_role("textbox", name="Part of the cart").fill("")
    olga.get_by_role("button", name="Remove Shipping").press("Enter")
    olga.get_by_role("button", name="Save changes").press("Enter")
    expect(olga.get_by_text("Nothing is changed.")).to_be_visible()
    assert olga.request.get("/v1/promotion-policy").json()["most_percent"] is None
