"""Rewards: a coupon for points, written in its form, switched off, and taken for a customer."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.making import choose


def put(page: Page, path: str, body: Any) -> Any:
    """Something made over REST, in Olga's name."""
    answer = page.request.post(path, data=body, headers={"X-Regulars": "1"})
    assert answer.ok, answer.text()
    return answer.json()


def with_codes(page: Page, name: str) -> str:
    """A published promotion whose codes are made for it."""
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "USD"}}
    said = {"name": name, "benefit": benefit, "coupon": "codes", "state": "published"}
    return str(put(page, "/v1/promotions", said)["id"])


def customer(page: Page, name: str) -> str:
    return str(page.request.get("/v1/customers", params={"search": name}).json()["data"][0]["id"])


def test_a_reward_is_written_and_switched_off(olga: Page) -> None:
    with_codes(olga, "Coupon for rewards")
    olga.goto("/promotions?tab=rewards")
    olga.get_by_role("link", name="New reward").first.click()
    olga.get_by_role("textbox", name="Name", exact=True).fill("30 off")
    choose(olga, "Coupon of the promotion", "Coupon for rewards")
    olga.get_by_role("textbox", name="Price in points").fill("200")
    expect(olga.get_by_text("200 points for a coupon of “Coupon for rewards”")).to_be_visible()

    olga.get_by_role("button", name="Create reward").press("Enter")

    row = olga.get_by_role("row").filter(has_text="30 off")
    expect(row).to_contain_text("for 1 month")
    row.get_by_role("switch", name="30 off: on or off").press("Space")
    expect(row).to_contain_text("Off")
    [stored] = [one for one in olga.request.get("/v1/rewards").json()["data"] if one["name"] == "30 off"]
    assert (stored["active"], stored["points"], stored["lifetime"]) == (
        False, 200, {"amount": 1, "unit": "months", "counted": "after"},
    )  # fmt: skip


def test_a_reward_is_taken_for_a_customer_who_has_the_points(olga: Page) -> None:
    promotion = with_codes(olga, "Taken at once")
    put(olga, "/v1/rewards", {"name": "Within reach", "promotion": promotion, "points": 200})
    put(olga, "/v1/rewards", {"name": "Out of reach", "promotion": promotion, "points": 5_000})
    boris = customer(olga, "boris")
    put(olga, f"/v1/customers/{boris}/points", {"points": 230, "reason": "Thank you"})
    before = olga.request.get(f"/v1/customers/{boris}/points").json()["balance"]
    olga.goto(f"/customers/{boris}?tab=rewards")
    far = olga.get_by_role("article", name="Out of reach")
    expect(far).to_contain_text(f"{5_000 - before:,} points to go")
    expect(far.get_by_role("button", name="Take")).to_be_disabled()

    olga.get_by_role("article", name="Within reach").get_by_role("button", name="Take").press("Enter")
    dialog = olga.get_by_role("dialog")
    expect(dialog).to_contain_text(f"200 points are taken, {before - 200} are left.")
    dialog.get_by_role("button", name="Exchange 200 points").press("Enter")

    expect(olga.get_by_role("dialog")).to_contain_text("200 points were exchanged for this code:")
    olga.get_by_role("dialog").get_by_role("button", name="Close").last.press("Enter")
    expect(olga.get_by_role("table", name="Coupons").get_by_role("row")).to_have_count(2)
    assert olga.request.get(f"/v1/customers/{boris}/points").json()["balance"] == before - 200


def test_a_reward_needs_a_promotion_that_asks_for_codes(olga: Page) -> None:
    olga.goto("/promotions/rewards/new")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Nothing for it")

    olga.get_by_role("button", name="Create reward").press("Enter")

    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()


def test_a_reward_whose_promotion_is_not_on_cannot_be_taken(olga: Page) -> None:
    benefit = {"kind": "percent", "percent": "10"}
    of = put(olga, "/v1/promotions", {"name": "A tenth in draft", "benefit": benefit, "coupon": "codes"})
    put(olga, "/v1/rewards", {"name": "For nobody yet", "promotion": of["id"], "points": 100})

    olga.goto("/promotions?tab=rewards")

    row = olga.get_by_role("row").filter(has_text="For nobody yet")
    expect(row).to_contain_text("Can’t be taken")
    expect(row).to_contain_text("A tenth in draft (its state: Draft)")
