"""Somebody else saves what is being changed: neither's edit is lost, and what they saved is shown beside it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.ui.test_promotions import put

TEN: dict[str, Any] = {"kind": "percent", "percent": "10"}


def stored(page: Page, path: str) -> Any:
    return page.request.get(path).json()


def saved_meanwhile(page: Page, path: str, **changes: Any) -> None:
    """In another window."""
    said = {"version": stored(page, path)["version"], **changes}
    answer = page.request.patch(path, data=said, headers={"X-Regulars": "1"})
    assert answer.ok, answer.text()


def told(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="Somebody else saved this meanwhile")


def test_a_promotion_that_two_change_keeps_what_both_wrote(olga: Page) -> None:
    one = put(olga, "/v1/promotions", {"name": "Shared", "benefit": TEN})
    path = f"/v1/promotions/{one['id']}"
    olga.goto(f"/promotions/{one['id']}")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Mine")
    saved_meanwhile(olga, path, name="Theirs", benefit=TEN | {"percent": "15"})

    olga.get_by_role("button", name="Save changes").press("Enter")

    name = told(olga).get_by_role("row").filter(has_text="Theirs")
    expect(name).to_contain_text("Mine")
    expect(told(olga).get_by_role("row").filter(has_text="15% off")).to_contain_text("not changed by you")
    expect(olga.locator(".head-text")).to_contain_text("15% off")  # what is stored now, and neither's form
    expect(olga.get_by_role("textbox", name="Name", exact=True)).to_have_value("Mine")
    told(olga).get_by_role("button", name="Save mine on top").press("Enter")
    expect(olga.get_by_role("textbox", name="Percent")).to_have_value("15")
    found = stored(olga, path)
    assert (found["name"], found["benefit"]["percent"]) == ("Mine", "15")


def test_that_it_was_published_meanwhile_is_told_with_what_both_give(olga: Page) -> None:
    one = put(olga, "/v1/promotions", {"name": "Published by two", "benefit": TEN})
    olga.goto(f"/promotions/{one['id']}")
    olga.get_by_role("textbox", name="Percent").fill("12")
    saved_meanwhile(olga, f"/v1/promotions/{one['id']}", benefit=TEN | {"percent": "15"}, state="published")

    olga.get_by_role("button", name="Save and publish").press("Enter")

    expect(told(olga).get_by_role("row").filter(has_text="State")).to_contain_text("Active")
    given = told(olga).get_by_role("row").filter(has_text="What is given")
    expect(given).to_contain_text("15% off")
    expect(given).to_contain_text("12% off")
    expect(olga.locator(".head")).to_contain_text("Active")


def test_what_is_stored_is_taken_where_that_is_chosen(olga: Page) -> None:
    one = put(olga, "/v1/promotions", {"name": "Shared too", "benefit": TEN})
    olga.goto(f"/promotions/{one['id']}")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Mine too")
    saved_meanwhile(olga, f"/v1/promotions/{one['id']}", name="Theirs too")
    olga.get_by_role("button", name="Save changes").press("Enter")

    told(olga).get_by_role("button", name="Take what is stored").press("Enter")

    expect(olga.get_by_role("textbox", name="Name", exact=True)).to_have_value("Theirs too")
    expect(olga.get_by_text("Nothing is changed")).to_be_visible()


def test_a_reward_that_two_change_keeps_what_both_wrote(olga: Page) -> None:
    of = put(olga, "/v1/promotions", {"name": "Of a reward", "benefit": TEN, "coupon": "codes"})
    said = {"name": "Reward by two", "promotion": of["id"], "points": 100, "lifetime": {"amount": 1, "unit": "months"}}
    one = put(olga, "/v1/rewards", said)
    olga.goto(f"/promotions/rewards/{one['id']}")
    olga.get_by_role("textbox", name="Name", exact=True).fill("Mine of it")
    saved_meanwhile(olga, f"/v1/rewards/{one['id']}", labels={"en": "theirs"})

    olga.get_by_role("button", name="Save changes").press("Enter")

    expect(told(olga).get_by_role("row").filter(has_text="theirs")).to_contain_text("not changed by you")
    with olga.expect_response(lambda answer: one["id"] in answer.url and answer.request.method != "GET"):
        told(olga).get_by_role("button", name="Save mine on top").press("Enter")
    found = stored(olga, f"/v1/rewards/{one['id']}")
    assert (found["name"], found["labels"]) == ("Mine of it", {"en": "theirs"})
