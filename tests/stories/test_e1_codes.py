"""E1: what is told of codes, and how many may be tried that nobody has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import customer, open_shop

Json = dict[str, Any]
LINES = [{"id": "1", "sku": "24-MB01", "price": "50.00", "quantity": "2"}]


@pytest.fixture
def story(begin: Begin) -> Story:
    told = open_shop(begin)
    for name, code, off in (("Ten", "TEN", "10"), ("Five", "FIVE", "5")):
        told.post(
            "/promotions",
            {"name": name, "benefit": {"kind": "percent", "percent": off}, "coupon": "code", "code": code, "state": "published"},
        )  # fmt: skip
    return told


def asked(story: Story, *codes: str, **whose: Any) -> Json:
    cart = {"currency": "USD", "lines": LINES, "codes": list(codes)}
    answer: Json = story.post("/quotes", {"cart": cart} | whose)
    return answer


def reasons(answer: Json) -> list[str | None]:
    return [code["reason"] for code in answer["codes"]]


def test_who_tried_too_many_is_told_nothing_of_right_ones_either_and_the_cart_is_priced(story: Story) -> None:
    story.send("customer", customer("fedir"))
    for n in range(20):
        assert reasons(asked(story, f"X{n}", customer="fedir")) == ["unknown"]

    late = asked(story, "X3", "X20", "TEN", customer="fedir")

    assert reasons(late) == ["unknown", "too_many", "too_many"], "what was tried is told again"
    assert (late["discount"]["amount"], late["to_pay"]["amount"]) == ("0.00", "100.00")
    assert asked(story, "TEN", customer="boris")["discount"]["amount"] == "10.00"
    story.pass_time(story.now + timedelta(minutes=6))
    assert asked(story, "TEN", customer="fedir")["discount"]["amount"] == "10.00"


def test_one_mistyped_code_is_one_however_often_the_cart_changes(story: Story) -> None:
    for _ in range(30):
        assert reasons(asked(story, "T3N ", customer="fedir")) == ["unknown"]

    assert asked(story, "TEN", customer="fedir")["codes"][0]["applied"] is True


def test_guests_who_are_somebody_else_each_time_are_limited_together(story: Story) -> None:
    for n in range(15):
        tried = [f"G{n}A{i}" for i in range(20)]
        assert set(reasons(asked(story, *tried, email=f"g{n}@shop.example"))) == {"unknown"}

    assert reasons(asked(story, "TEN", email="new@shop.example")) == ["too_many"]
    assert reasons(asked(story, "TEN")) == ["too_many"]
    assert reasons(asked(story, "TEN", customer="boris")) == [None]


def test_of_two_codes_of_one_promotion_one_is_used(story: Story) -> None:
    answer = asked(story, "ten", "T-E-N", "FIVE", customer="boris")

    assert [(one["applied"], one["reason"]) for one in answer["codes"]] == [
        (True, None), (False, "twice"), (True, None),
    ]  # fmt: skip
    assert [one["coupon"] for one in answer["applied"]] == ["TEN", "FIVE"]
