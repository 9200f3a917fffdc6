"""Reports of promotions, coupons and mails in the browser: what the API tells stands on the page, beside the period before."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.test_mail_sent import template
from tests.ui.test_results import sent
from tests.ui.test_rewards import put


def bought(page: Page, served: Served, number: str, **cart: Any) -> None:
    """A checkout that was confirmed; the shop sends its order."""
    lines = [{"id": "1", "sku": "24-MB01", "price": "40.00", "quantity": "1"}]
    said = {"email": "till@shop.example", "cart": {"currency": "USD", "lines": lines} | cart}
    headers = {"X-Regulars": "1", "Idempotency-Key": number}
    held = page.request.post("/v1/checkouts", data=said, headers=headers)
    assert held.ok, held.text()
    put(page, f"/v1/checkouts/{held.json()['id']}/confirm", {"order": number})
    served.settled()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name="Every figure").get_by_role("row").filter(has_text=name)


def test_what_a_promotion_was_used_for_is_told_with_its_csv(olga: Page, served: Served) -> None:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "4.00", "currency": "USD"}}
    said = {"name": "Four off", "benefit": benefit, "coupon": "code", "code": "FOUROFF", "state": "published"}
    put(olga, "/v1/promotions", said)
    bought(olga, served, "used-1", codes=["FOUROFF"])

    olga.goto("/reports?tab=promotions")

    expect(olga.get_by_role("heading", name="Which took off most?")).to_be_visible()
    cells = row(olga, "Four off").get_by_role("cell")
    expect(cells.nth(1)).to_have_text("1")
    expect(cells.nth(3)).to_have_text("1")  # the shop hasn't sent the order
    expect(cells.nth(6)).to_contain_text("4.00")
    with olga.expect_download() as file:
        olga.get_by_role("table", name="Every figure").locator("xpath=ancestor::*[3]").get_by_role(
            "button", name="CSV"
        ).click()
    assert "Four off (Active),1,0,1" in file.value.path().read_text("utf-8-sig")


def test_coupons_are_told_by_batch_and_the_code_for_everybody(olga: Page, served: Served) -> None:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "3.00", "currency": "USD"}}
    made = put(
        olga, "/v1/promotions", {"name": "Three off", "benefit": benefit, "coupon": "codes", "state": "published"}
    )
    put(olga, f"/v1/promotions/{made['id']}/coupon-batches", {"name": "Fair", "codes": ["FAIR-1", "FAIR-2"]})
    bought(olga, served, "used-2", codes=["FAIR-1"])

    olga.goto("/reports?tab=promotions")
    olga.get_by_role("tab", name="Coupons").press("Enter")

    cells = row(olga, "Fair").get_by_role("cell")
    expect(cells.nth(0)).to_contain_text("Three off")
    expect(cells.nth(1)).to_have_text("2")
    expect(cells.nth(2)).to_have_text("1")
    expect(cells.nth(6)).to_have_text("50.0%")
    expect(olga).to_have_url(re.compile("tab=coupons"))


def test_a_report_of_nothing_says_what_would_stand_there(olga: Page, served: Served) -> None:
    olga.goto("/reports?tab=promotions&from=2001-01-01&to=2001-01-31")
    expect(olga.get_by_text("No promotion was used in these periods")).to_be_visible()

    olga.get_by_role("tab", name="Coupons").press("Enter")

    expect(olga.get_by_text("No coupon was issued or used in these periods")).to_be_visible()


def test_what_newsletters_sent_is_told_and_leads_to_their_results(olga: Page, served: Served) -> None:
    id = sent(olga, served, "In the report")
    served.settled()
    told = olga.request.get("/v1/reports/messages").json()
    [mine] = [one for one in told["sources"] if one["id"] == id and one["source"] == "newsletter"]
    assert mine["periods"][0]["sent"] > 0

    olga.goto("/reports?tab=messages")

    expect(row(olga, "In the report").get_by_role("cell").nth(1)).to_have_text(str(mine["periods"][0]["sent"]))
    row(olga, "In the report").get_by_role("link", name="In the report").click()
    expect(olga).to_have_url(re.compile(f"/messages/newsletters/{id}$"))
    olga.goto("/reports?tab=messages&from=2001-01-01&to=2001-01-31")
    expect(olga.get_by_text("Nothing was sent in these periods")).to_be_visible()


def test_the_results_of_a_campaign_are_told_step_by_step(olga: Page, served: Served) -> None:
    nodes = [
        {"id": "write", "step": {"kind": "mail", "template": template(served, "By a step")}, "next": {"next": "end"}},
        {"id": "end", "step": {"kind": "end"}, "next": {}},
    ]
    draft = {"trigger": {"kind": "by_hand"}, "first": "write", "nodes": nodes}
    id = put(olga, "/v1/campaigns", {"name": "Writes once", "draft": draft})["id"]
    olga.goto(f"/campaigns/{id}?tab=results")
    expect(olga.get_by_text("Nothing was sent yet").first).to_be_visible()
    olga.get_by_role("button", name="Publish").click()
    olga.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(olga.get_by_text("Running", exact=True)).to_be_visible()

    customer = olga.request.get("/v1/customers", params={"search": "clara"}).json()["data"][0]["external_id"]
    put(olga, f"/v1/campaigns/{id}/enter", {"customers": [customer]})
    told = served.until(f"/v1/results/campaign/{id}", lambda one: one["sent"] + one["blocked"] > 0)
    olga.reload()

    cells = (
        olga.get_by_role("table", name="Mail by mail").get_by_role("row").filter(has_text="(write)").get_by_role("cell")
    )
    expect(cells.filter(has_text=re.compile(f"^{told['sent'] or told['blocked']}$")).first).to_be_visible()


def test_uses_of_a_segment_are_read_in_two_ways(olga: Page, served: Served) -> None:
    olga.goto("/reports?tab=promotions")
    expect(olga.get_by_role("radio", name="Members then")).to_have_count(0)
    olga.goto("/reports?tab=promotions&segment=vip")

    olga.get_by_text("Members then", exact=True).click()

    expect(olga).to_have_url(re.compile("reading=then"))
    expect(olga.get_by_text("when the checkout was confirmed")).to_be_visible()
    olga.get_by_role("tab", name="Coupons").press("Enter")
    expect(olga.get_by_role("radio", name="Members then")).to_be_checked()
