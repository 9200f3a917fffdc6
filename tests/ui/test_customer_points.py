"""What a support agent does about one customer's points: gives some, takes it back, reads the referral code."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect
from tests.ui.conftest import Served


def open_customer(page: Page, served: Served, name: str, tab: str) -> None:
    [customer] = [
        one
        for one in served.api.get("/v1/customers", params={"search": name}).json()["data"]
        if one["external_id"] == name
    ]
    page.goto(f"/customers/{customer['id']}?tab={tab}")


def test_points_are_given_by_hand_and_that_is_undone_in_the_history(olga: Page, served: Served) -> None:
    open_customer(olga, served, "c010", "points")
    olga.get_by_role("button", name="Give or take points").click()
    dialog = olga.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Give points")).to_be_disabled()
    dialog.get_by_role("textbox", name="Points").fill("25")
    dialog.get_by_role("textbox", name="Comment").fill("Late parcel")

    dialog.get_by_role("button", name="Give 25 points").click()

    row = olga.get_by_role("table", name="History").get_by_role("row").filter(has_text="Late parcel")
    expect(row).to_contain_text("+25")
    expect(olga.get_by_role("table", name="Lots")).to_contain_text("Given by hand")
    olga.set_viewport_size({"width": 390, "height": 844})
    expect(row.locator("time:visible")).to_have_count(1)
    olga.set_viewport_size({"width": 1440, "height": 900})
    row.get_by_role("button", name="Undo").click()
    question = olga.get_by_role("dialog")
    expect(question.get_by_text("Undo giving 25 points?")).to_be_visible()
    question.get_by_role("textbox", name="Why it is undone").fill("It came after all")
    question.get_by_role("button", name="Undo").click()

    expect(olga.get_by_role("row").filter(has_text="It came after all")).to_contain_text(re.compile("[−-]25"))
    expect(row.get_by_role("button", name="Undo")).to_have_count(0)
    expect(olga.get_by_role("table", name="Lots")).to_contain_text("Taken")


def test_more_than_there_is_can_t_be_taken_unless_that_is_chosen(olga: Page, served: Served) -> None:
    open_customer(olga, served, "c011", "points")
    there = served.api.get(f"{urlsplit(olga.url).path.replace('/customers', '/v1/customers')}/points").json()[
        "available"
    ]
    olga.get_by_role("button", name="Give or take points").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_text("Take", exact=True).click()
    dialog.get_by_role("textbox", name="Points").fill(str(there + 10))
    dialog.get_by_role("textbox", name="Comment").fill("Mistake")

    dialog.get_by_role("button", name=re.compile("^Take .* points$")).click()

    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("radio", name="Let them owe the rest").check()
    dialog.get_by_role("button", name=re.compile("^Take .* points$")).click()
    expect(olga.locator(".figure").filter(has_text="Debt")).to_contain_text("10")


def test_what_the_shop_holds_is_told_with_when_it_lapses_and_released_by_hand(olga: Page, served: Served) -> None:
    served.api.post("/v1/customers/4/points", json={"points": 50, "reason": "a gift", "key": "to be held"})
    customer = served.api.get("/v1/customers/4").json()
    hold = {"customer": "id:4", "points": 30, "key": "cart-9", "reference": "Cart 9", "lasts_seconds": 86_400}
    assert served.api.post("/v1/points/holds", json=hold).status_code == 200
    olga.goto(f"/customers/{customer['id']}?tab=points")
    row = olga.get_by_role("table", name="On hold").get_by_role("row").filter(has_text="Cart 9")
    expect(row).to_contain_text("cart-9 · Shop")
    expect(row.get_by_role("cell").last).to_contain_text("30")

    row.get_by_role("button", name="Release").click()
    question = olga.get_by_role("dialog")
    expect(question.get_by_text("Release 30 points on hold?")).to_be_visible()
    expect(question.get_by_role("button", name="Release")).to_be_disabled()
    question.get_by_role("textbox", name="Why they are released").fill("The till crashed")
    question.get_by_role("button", name="Release").click()

    expect(olga.get_by_text("The points are free again.")).to_be_visible()
    expect(olga.get_by_role("table", name="On hold")).to_have_count(0)


def test_points_go_to_another_customer_and_both_histories_tell_it(olga: Page, served: Served) -> None:
    served.api.post("/v1/customers/6/points", json={"points": 50, "reason": "a gift", "key": "to be passed on"})
    taker = served.api.get("/v1/customers/7").json()
    olga.goto("/customers/6?tab=points")
    olga.get_by_role("button", name="Transfer points").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_role("combobox", name="To whom").fill(taker["external_id"])
    olga.get_by_role("option").filter(has_text=taker["external_id"]).first.click()
    dialog.get_by_role("textbox", name="Points").fill("20")
    dialog.get_by_role("textbox", name="Comment").fill("For the trip")

    dialog.get_by_role("button", name="Transfer 20 points").click()

    row = olga.get_by_role("table", name="History").get_by_role("row").filter(has_text="For the trip")
    expect(row).to_contain_text(re.compile("[−-]20"))
    row.get_by_role("link", name=f"to {taker['external_id']}").click()
    other = olga.get_by_role("table", name="History").get_by_role("row").filter(has_text="For the trip")
    expect(other).to_contain_text("+20")
    other.get_by_role("button", name="Undo").click()
    question = olga.get_by_role("dialog")
    expect(question.get_by_text("Undo the transfer of 20 points?")).to_be_visible()
    question.get_by_role("textbox", name="Why it is undone").fill("The wrong one")
    question.get_by_role("button", name="Undo").click()

    expect(olga.get_by_role("row").filter(has_text="The wrong one")).to_contain_text(re.compile("[−-]20"))
    expect(other.get_by_role("button", name="Undo")).to_have_count(0)


def test_what_a_checkout_holds_is_left_to_it(olga: Page, served: Served) -> None:
    hold = {"key": "checkout:9", "of_shop": False, "points": 30, "reason": "checkout", "lapses_at": "2030-03-01T10:00:00Z", "legal_entity": "Shop"}  # fmt: skip

    def with_hold(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "holds": [hold]})

    olga.route("**/v1/customers/*/points*", with_hold)
    open_customer(olga, served, "anna", "points")

    row = olga.get_by_role("table", name="On hold").get_by_role("row").filter(has_text="checkout:9")
    expect(row).to_contain_text("1 Mar 2030, 12:00")
    expect(row).to_contain_text("Checkout")
    expect(row.get_by_role("cell").last).to_have_text("30")
    expect(row.get_by_role("button", name="Release")).to_have_count(0)


def test_a_referral_code_is_shown_and_who_came_with_it(olga: Page, served: Served) -> None:
    open_customer(olga, served, "boris", "referrals")
    expect(olga.get_by_text("Brought nobody yet")).to_be_visible()

    olga.get_by_role("button", name="Show the code").click()

    expect(olga.locator("code").first).to_have_text(re.compile(r"^\w{6,}$"))
    expect(olga.get_by_role("button", name="Copy")).to_have_count(2)  # the link and the code


def test_referrals_say_which_rule_is_missing(olga: Page, served: Served) -> None:
    olga.goto("/points?tab=referrals")
    expect(olga.get_by_text("Nobody was brought yet")).to_be_visible()

    olga.get_by_role("link", name="make a rule").last.click()

    expect(olga.get_by_role("combobox", name="Kind")).to_have_value("Bringing a customer")
    expect(olga.get_by_role("combobox", name="Who gets them")).to_have_value("who was brought")
    expect(olga.get_by_role("heading", name="Which first orders")).to_be_visible()
    expect(olga.get_by_role("button", name="Which products count")).to_have_count(0)


def test_points_that_wait_are_released_by_hand(olga: Page, served: Served) -> None:
    style = {"kind": "event", "points": 7, "event": "quiz_won", "once": "an event"}
    rule = {"name": "For a quiz", "style": style, "awaits": {"action": "email_confirmed"}}
    assert served.api.post("/v1/earning-rules", json=rule).status_code == 201
    won = {"name": "quiz_won", "customer": "c012", "occurred_at": datetime.now(UTC).isoformat()}
    assert served.api.post("/v1/events", json={"data": [won]}).status_code == 200
    served.settled()
    open_customer(olga, served, "c012", "points")
    lots = olga.get_by_role("table", name="Lots")
    expect(lots).to_contain_text("until the e-mail is confirmed")

    lots.get_by_role("button", name="Release").click()
    olga.get_by_role("dialog").get_by_role("button", name="Release").click()

    expect(lots).not_to_contain_text("until the e-mail is confirmed")
    expect(olga.locator(".figure").filter(has_text="can be spent now")).to_contain_text("7")
