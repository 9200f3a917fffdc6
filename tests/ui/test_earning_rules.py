"""All that an earning rule can say, written on its page and shown again, and what it gives on a sample cart."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose

FIXED = {"name": "seven", "style": {"kind": "fixed", "points": 7, "at_least": {"amount": "0.00", "currency": "USD"}}}


def saved(served: Served, name: str) -> Any:
    rules = served.api.get("/v1/earning-rules", params={"search": name}).json()["data"]
    [made] = [rule for rule in rules if rule["name"] == name]
    return made


def open_section(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_categories_and_limits_are_saved_and_shown_again(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Men only")
    olga.get_by_role("textbox", name="Points").fill("3")
    olga.get_by_role("textbox", name="Amount").fill("10")
    open_section(olga, "Which products count")
    olga.get_by_role("radio", name="Products of categories").check()
    expect(olga.get_by_text("Say which products count first.")).to_be_visible()
    categories = olga.get_by_role("combobox", name="Categories")
    categories.fill("short")
    expect(olga.get_by_role("option")).to_contain_text(["Default", "Men", "Bottoms", "Shorts"])
    olga.get_by_role("option", name="Shorts").click()
    olga.keyboard.press("Escape")
    open_section(olga, "Limits")
    olga.get_by_role("textbox", name="For one order").fill("100")
    olga.get_by_role("textbox", name="To a customer in a month").fill("50")
    expect(olga.get_by_role("alert").filter(has_text="longer span")).to_be_visible()
    olga.get_by_role("textbox", name="To a customer in a month").fill("500")
    choose(olga, "How long the points last", "End with the month, quarter or year")

    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("link", name="Men only")).to_be_visible()
    made = saved(served, "Men only")
    assert made["products"] == {"which": "categories", "attribute": None, "categories": ["19"], "condition": None}
    assert (made["limits"]["per_order"], made["limits"]["per_period"]) == (100, 500)
    assert made["lifetime"] == {"amount": 1, "unit": "years", "counted": "end_of"}
    olga.get_by_role("link", name="Men only").click()
    expect(olga.get_by_role("button", name="Which products count")).to_have_attribute("aria-expanded", "true")
    expect(olga.get_by_role("radio", name="Products of categories")).to_be_checked()
    expect(olga.get_by_text("Shorts", exact=True).first).to_be_visible()
    expect(olga.get_by_role("textbox", name="For one order")).to_have_value("100")
    expect(olga.get_by_role("button", name="Among other rules")).to_have_attribute("aria-expanded", "false")


def test_points_by_product_are_rows_of_the_shops_products(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Tee bonus")
    choose(olga, "Kind", "Points for certain products")
    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()
    olga.get_by_role("combobox", name="Product 1").first.fill("tee")
    olga.get_by_role("option", name="Striped tee").click()
    olga.get_by_role("textbox", name="Points for product 1").fill("30")

    expect(olga.get_by_text("Points for every piece: 30 for TEE-1")).to_be_visible()
    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("link", name="Tee bonus")).to_be_visible()
    assert saved(served, "Tee bonus")["style"] == {"kind": "variant_bonus", "bonuses": {"TEE-1": 30}}


def test_what_customers_do_has_no_orders_products_or_status(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Happy birthday")
    open_section(olga, "Which products count")
    olga.get_by_role("radio", name="Products that an attribute marks").check()
    choose(olga, "Kind", "The birthday")
    olga.get_by_role("textbox", name="Points").fill("100")

    expect(olga.get_by_role("heading", name="Which customers")).to_be_visible()
    expect(olga.get_by_role("button", name="Which products count")).to_have_count(0)
    expect(olga.get_by_role("combobox", name="Granted when")).to_have_count(0)
    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("link", name="Happy birthday")).to_be_visible()
    assert saved(served, "Happy birthday")["products"]["which"] == "all"


def test_a_sample_cart_tells_what_each_rule_gives_and_why_one_does_not(olga: Page, served: Served) -> None:
    far = {
        "name": "Only from abroad",
        "style": {"kind": "fixed", "points": 7},
        "condition": {"value": "customer.country", "op": "=", "to": "FI"},
    }
    assert served.api.post("/v1/earning-rules", json=far).status_code == 201
    [everyday] = [
        rule for rule in served.api.get("/v1/earning-rules").json()["data"] if rule["name"] == "Everyday points"
    ]
    olga.goto(f"/points/rules/{everyday['id']}")
    panel = olga.get_by_role("region", name="On a sample cart")
    expect(panel.get_by_text("Give a product its price")).to_be_visible()

    panel.get_by_role("combobox", name="Customer").fill("anna")
    olga.get_by_role("option", name="Anna Kowalska").click()
    panel.get_by_role("combobox", name="Product 1").fill("TANK")
    olga.get_by_role("option", name="Tank top").click()
    panel.get_by_role("textbox", name="Pieces of product 1").fill("2")
    panel.get_by_role("textbox", name="Price of product 1").fill("34")

    expect(panel.get_by_test_id("estimate-earned")).to_contain_text("Earns")
    expect(panel.get_by_text("counted: $68.00").first).to_be_visible()
    expect(panel.get_by_text("+13", exact=True)).to_be_visible()
    expect(panel.get_by_text("Only from abroad")).to_be_visible()
    expect(panel.get_by_text("does not hold").first).to_be_visible()


def test_a_sample_cart_may_be_of_a_store_where_there_are_stores(olga: Page, served: Served) -> None:
    rule = {"name": "Only in the north", "style": {"kind": "fixed", "points": 9}, "stores": ["north"]}
    made = served.api.post("/v1/earning-rules", json=rule).json()
    stores = {"data": [{"value": "north", "label": "north", "hint": None}]}
    olga.route("**/v1/values?*format=store*", lambda route: route.fulfill(json=stores))
    olga.goto(f"/points/rules/{made['id']}")
    panel = olga.get_by_role("region", name="On a sample cart")
    panel.get_by_role("textbox", name="Pieces of product 1").fill("2")
    panel.get_by_role("textbox", name="Price of product 1").fill("34")
    expect(panel.get_by_text("store is").first).to_be_visible()

    panel.get_by_role("combobox", name="Store").click()
    olga.get_by_role("option", name="north").click()

    expect(panel.get_by_text("+9", exact=True)).to_be_visible()


def test_what_makes_a_rule_differ_is_said_in_words(olga: Page, served: Served) -> None:
    rule = {
        "name": "In the north, for a while", "style": {"kind": "fixed", "points": 9}, "stores": ["north"],
        "limits": {"per_day": 100}, "lifetime": {"amount": 3, "unit": "months", "counted": "inactivity"},
        "awaits": {"action": "event", "name": "quiz", "deadline": {"amount": 14, "unit": "days"}},
    }  # fmt: skip
    made = served.api.post("/v1/earning-rules", json=rule).json()

    olga.goto(f"/points/rules/{made['id']}")

    sentence = olga.get_by_text("In words").locator("xpath=following-sibling::p[1]")
    for words in (
        "north", "100 a day", "they last until 3 months without activity",
        "once the event “quiz” comes · no later than 14 days after they are granted",
    ):  # fmt: skip
        expect(sentence).to_contain_text(words)
    olga.goto("/points")
    expect(
        olga.get_by_text("9 points for the order, in north, at most 100 a day, available once the event quiz")
    ).to_be_visible()


def test_what_is_refused_opens_the_section_of_its_field(olga: Page) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("Backwards")
    olga.get_by_role("textbox", name="Points").fill("1")
    olga.get_by_role("textbox", name="Amount").fill("5")
    fault = {"pointer": "/ends_at", "code": "period", "detail": "the period ends before it starts"}
    refusal = {"status": 422, "code": "invalid", "detail": fault["detail"], "errors": [fault]}
    olga.route(
        "**/v1/earning-rules",
        lambda route: route.fulfill(status=422, json=refusal) if route.request.method == "POST" else route.continue_(),
    )

    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("button", name="Where, for whom")).to_have_attribute("aria-expanded", "true")
    expect(olga.get_by_text(fault["detail"])).to_have_count(1)


def test_what_points_wait_for_is_saved_and_shown_again(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    olga.get_by_label("Name").fill("For an answer")
    olga.get_by_role("textbox", name="Points").fill("1")
    olga.get_by_role("textbox", name="Amount").fill("5")
    open_section(olga, "When the points can be spent")
    choose(olga, "They wait for", "an event")
    expect(olga.get_by_role("button", name="Create rule")).to_be_disabled()
    olga.get_by_role("textbox", name="Event").fill("survey_answered")
    olga.get_by_label("It is awaited for a time only").check()

    olga.get_by_role("button", name="Create rule").click()

    expect(olga.get_by_role("link", name="For an answer")).to_be_visible()
    assert saved(served, "For an answer")["awaits"] == {
        "action": "event", "name": "survey_answered", "deadline": {"amount": 30, "unit": "days"}, "lasts_from": "available",
    }  # fmt: skip
    olga.get_by_role("link", name="For an answer").click()
    section = olga.get_by_role("button", name="When the points can be spent")
    expect(section).to_have_attribute("aria-expanded", "true")
    expect(olga.get_by_role("textbox", name="Event")).to_have_value("survey_answered")
    section.click()
    expect(section).to_contain_text("once the event “survey_answered” comes")


def test_a_rule_is_tried_on_past_orders_before_it_is_saved(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    choose(olga, "Kind", "Points for the order")
    olga.get_by_role("textbox", name="Points").fill("7")
    panel = olga.get_by_role("region", name="On past orders")
    panel.get_by_role("button", name="Try it").click()

    orders = served.api.post("/v1/earning-rules/what-if", json={"rule": FIXED}).json()
    result = served.until(f"/v1/earning-rules/what-if/{orders['id']}", lambda job: job["state"] == "done")["result"]
    assert result["rule"]["points"] == 7 * result["rule"]["orders"] > 0
    expect(panel.get_by_test_id("trial-points")).to_have_text(f"{result['rule']['points']} points")
    olga.get_by_role("textbox", name="Points").fill("8")
    expect(panel).to_contain_text("The rule was changed since")
    assert served.api.get("/v1/earning-rules", params={"search": "…"}).json()["data"] == []


def test_what_somebody_else_changed_meanwhile_can_be_loaded(olga: Page, served: Served) -> None:
    style = {"kind": "fixed", "points": 5}
    rule = served.api.post("/v1/earning-rules", json={"name": "Two tabs", "style": style}).json()
    olga.goto(f"/points/rules/{rule['id']}")
    name = olga.get_by_role("textbox", name="Name", exact=True)
    name.fill("Mine")
    theirs = {"version": rule["version"], "name": "Theirs"}
    assert served.api.patch(f"/v1/earning-rules/{rule['id']}", json=theirs).status_code == 200
    olga.get_by_role("button", name="Save changes").press("Enter")

    olga.get_by_role("button", name="Load what is stored now").click()

    expect(name).to_have_value("Theirs")


def test_a_price_that_is_none_is_said_in_the_sample_cart_and_its_words_fit(olga: Page) -> None:
    olga.set_viewport_size({"width": 1280, "height": 900})
    olga.goto("/points/rules/new")
    cart = olga.locator("section[aria-labelledby=estimate-title]")
    price = olga.get_by_role("textbox", name="Price of product 1")
    for wrong in ("-5", "abc", "9" * 13):
        price.fill(wrong)
        expect(cart.get_by_role("alert")).to_contain_text("not negative")
    price.fill("5")
    expect(cart.get_by_role("alert")).to_have_count(0)

    add = cart.get_by_role("button", name="Add product")
    assert add.locator(".mantine-Button-label").evaluate("label => label.scrollWidth <= label.clientWidth")
    product = cart.get_by_role("combobox", name="Product 1")
    room = "input => { const s = getComputedStyle(input), c = document.createElement('canvas').getContext('2d'); c.font = s.font;"
    room += " return input.clientWidth - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight) - c.measureText(input.placeholder).width }"
    assert product.evaluate(room) >= 0


def test_an_older_version_is_read_and_restored(olga: Page, served: Served) -> None:
    made = served.api.post("/v1/earning-rules", json=FIXED | {"name": "versioned"}).json()
    path = f"/v1/earning-rules/{made['id']}"
    doubled = {"version": 1, "style": FIXED["style"] | {"points": 14}}
    assert served.api.patch(path, json=doubled).status_code == 200
    olga.goto(f"/points/rules/{made['id']}")
    open_section(olga, "Versions")
    latest = olga.get_by_role("article", name="Version 2")
    expect(latest).to_contain_text("now")
    expect(latest.get_by_role("listitem")).to_contain_text(["7 points", "14 points"])
    expect(latest.get_by_role("button", name="Restore")).to_have_count(0)

    olga.get_by_role("article", name="Version 1").get_by_role("button", name="Restore").click()
    question = olga.get_by_role("dialog")
    expect(question.get_by_text("Restore version 1?")).to_be_visible()
    question.get_by_role("button", name="Restore").click()

    expect(olga.get_by_text("Version 1 is restored.")).to_be_visible()
    expect(olga.get_by_role("textbox", name="Points", exact=True)).to_have_value("7")
    open_section(olga, "Versions")
    expect(olga.get_by_role("article", name="Version 3")).to_contain_text("now")
    assert served.api.get(path).json()["version"] == 3


def test_of_two_who_save_a_rule_both_keep_what_only_they_changed(olga: Page, served: Served) -> None:
    made = served.api.post("/v1/earning-rules", json=FIXED | {"name": "for two"}).json()
    path = f"/v1/earning-rules/{made['id']}"
    olga.goto(f"/points/rules/{made['id']}")
    olga.get_by_role("textbox", name="Points", exact=True).fill("9")
    theirs = {"version": 1, "name": "for two, renamed", "limits": {"per_day": 50}}
    assert served.api.patch(path, json=theirs).status_code == 200
    olga.get_by_role("button", name="Save", exact=False).first.click()
    told = olga.get_by_role("alert").filter(has_text="Somebody else has saved meanwhile")
    expect(told.get_by_role("row").filter(has_text="Name").get_by_role("cell")).to_have_text(
        ["for two, renamed", "as before"]
    )

    told.get_by_role("button", name="Save mine on top").click()

    expect(olga.get_by_role("link", name="for two, renamed")).to_be_visible()
    kept = served.api.get(path).json()
    assert (kept["name"], kept["style"]["points"], kept["limits"]["per_day"]) == ("for two, renamed", 9, 50)
