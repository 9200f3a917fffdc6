"""D2, an abandoned cart: after an hour a mail, a day later another with a coupon; an order in between ends it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, mails, node, path, run, runs_of, template, tick
from tests.stories.shop import open_shop, order

HOUR, DAY = ({"amount": many, "unit": "hours"} for many in (1, 24))
PROMOTION: dict[str, Any] = {
    "name": "Ten off", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published",
}  # fmt: skip


def cart(story: Story, status: str = "open", **said: Any) -> None:
    line = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}
    story.send("cart", {"external_id": "c1", "customer": "anna", "status": status, "lines": [line]} | said)


@pytest.fixture
def story(begin: Begin) -> Story:
    story = open_shop(begin)
    promotion = story.post("/promotions", PROMOTION)["id"]
    coupon = {"kind": "give_coupon", "promotion": promotion, "lifetime": {"amount": 3, "unit": "days"}}
    draft = drawn(
        {"kind": "cart_abandoned", "after": HOUR},
        node("first", {"kind": "mail", "template": template(story, "Left behind")}, next="wait"),
        node("wait", {"kind": "wait", "length": DAY}, next="coupon"),
        node("coupon", coupon, next="second"),
        node("second", {"kind": "mail", "template": template(story, "Ten off", "{{ coupon.code }}")}, next="end"),
        settings={"entry": {"again": "after_leaving"}, "ends_on": {"order": True}},
    )
    run(story, "Abandoned cart", draft)
    return story


def test_an_hour_and_a_day_bring_two_mails_and_a_coupon_for_three_days(story: Story) -> None:
    cart(story)
    left = story.now
    tick(story, minutes=59)
    assert mails(story) == []
    tick(story, minutes=1)
    assert mails(story) == [("anna", "first")]
    tick(story, hours=24)

    assert mails(story) == [("anna", "first"), ("anna", "second")]
    (coupon,) = story.get("/coupons", customer="anna")["data"]
    assert (coupon["ends_at"], left.day) == ("2026-03-05T22:00:00Z", 1)
    (only,) = runs_of(story, "anna")
    assert path(story, only) == [
        ("first", "next"),
        ("wait", "next"),
        ("coupon", "next"),
        ("second", "next"),
        ("end", None),
    ]


def test_each_change_of_the_cart_begins_the_hour_anew(story: Story) -> None:
    cart(story)
    tick(story, minutes=40)
    cart(story)
    tick(story, minutes=40)
    assert mails(story) == []
    tick(story, minutes=20)

    assert mails(story) == [("anna", "first")]


def test_an_order_in_between_ends_it_and_no_coupon_is_made(story: Story) -> None:
    cart(story)
    tick(story, hours=2)
    story.send("order", order("1", "anna", "29.00", "pending", placed_at=story.now.isoformat()))
    tick(story, hours=30)

    assert mails(story) == [("anna", "first")]
    assert story.get("/coupons", customer="anna")["data"] == []
    assert runs_of(story, "anna")[0]["ended_by"] == "order"


@pytest.mark.parametrize("how", ["ordered", "emptied", "order"])
def test_a_cart_that_is_ordered_or_emptied_in_the_hour_is_not_left_alone(story: Story, how: str) -> None:
    cart(story)
    tick(story, minutes=30)
    if how == "order":
        story.send("order", order("1", "anna", "29.00", "pending", placed_at=story.now.isoformat()))
    else:
        cart(story, "ordered" if how == "ordered" else "open", **({"lines": []} if how == "emptied" else {}))
    tick(story, hours=3)

    assert mails(story) == []


def test_history_that_is_imported_triggers_nothing(story: Story) -> None:
    line = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}
    old = {
        "external_id": "c2",
        "customer": "anna",
        "status": "open",
        "lines": [line],
        "updated_at": "2026-02-01T00:00:00Z",
    }
    story.send("cart", old)
    tick(story, hours=3)

    assert mails(story) == []
