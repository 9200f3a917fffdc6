"""B1 with its variant, B2, B3, B4 and B5, and A14: which products take part, what is given once, and a programme that is off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Json, Story

LINES = [
    {"id": "1", "sku": "TEE-1", "quantity": "2", "price": "49.99", "row_total": "99.98"},
    {"id": "2", "sku": "MUG-XL", "quantity": "1", "price": "20.00", "row_total": "20.00"},
]
MUG_XL = {"kind": "variant_bonus", "bonuses": {"MUG-XL": 30}}
FIVE = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "PLN"}}


@pytest.fixture
def story(begin: Begin) -> Story:
    story = begin(time_zone="Europe/Warsaw", currency="PLN")
    answer = story.client.put("/v1/attributes/product/takes_part", json={"type": "boolean", "label": "Takes part"})
    assert answer.status_code < 300, answer.text
    story.send("category", {"external_id": "clothes"}, {"external_id": "tees", "parent": "clothes"})
    story.send(
        "product",
        {"external_id": "TEE-1", "categories": ["tees"]},
        {"external_id": "MUG", "attributes": {"takes_part": True}, "variants": [{"external_id": "MUG-XL"}]},
    )
    story.customer("jan", email="jan@shop.example")
    return story


def rules(story: Story, **said: Any) -> None:
    story.post("/earning-rules", {"name": "each full 5.00", "style": FIVE} | said)
    story.post("/earning-rules", {"name": "MUG-XL", "style": MUG_XL} | said)


def order(number: str = "1", status: str = "complete", customer: str = "jan", lines: list[Json] = LINES) -> Json:
    total = f"{sum(float(line['row_total']) for line in lines):.2f}"
    return {
        "external_id": number, "customer": customer, "placed_at": "2026-03-01T07:00:00Z", "status": status,
        "currency": "PLN", "subtotal": total, "shipping": "15.00", "grand_total": f"{float(total) + 15:.2f}",
        "lines": lines,
    }  # fmt: skip


def balance(story: Story, who: str = "jan") -> int:
    return int(story.points(who)["balance"])


def test_b1_a_variant_has_its_bonus_for_each_piece(story: Story) -> None:
    rules(story)

    story.send("order", order())
    assert balance(story) == 53

    two = [{"sku": "MUG-XL", "quantity": "2", "price": "20.00", "row_total": "40.00"}]
    story.send("order", order("2", lines=two))
    assert balance(story) == 53 + 68


def test_b2_only_products_that_take_part(story: Story) -> None:
    rules(story, products={"which": "marked", "attribute": "takes_part"})

    story.send("order", order())

    assert balance(story) == 4 + 30


def test_b3_only_a_marked_category_with_what_is_below_it(story: Story) -> None:
    rules(story, products={"which": "categories", "categories": ["clothes"]})

    story.send("order", order())

    assert balance(story) == 19


def test_b4_a_review_and_a_newsletter_count_once(story: Story) -> None:
    story.post("/earning-rules", {"name": "review", "style": {"kind": "review_approved", "points": 15}})
    newsletter = {"kind": "newsletter_confirmed", "points": 10, "list": "newsletter"}
    story.post("/earning-rules", {"name": "newsletter", "style": newsletter})

    balances = []
    for status in ("pending", "approved", "withdrawn", "approved"):
        at = story.now.isoformat()
        story.send("review", {"external_id": "r1", "customer": "jan", "sku": "MUG", "status": status, "written_at": at})
        balances.append(balance(story))
    for status in ("confirmed", "left", "confirmed"):
        at = story.now.isoformat()
        said = {"external_id": "s1", "customer": "jan", "list": "newsletter", "status": status, "changed_at": at}
        story.send("subscription", said)
        balances.append(balance(story))

    assert balances == [0, 15, 15, 15, 25, 25, 25]


def switch(story: Story, *, on: bool) -> None:
    """The programme on or off, a minute after what was before."""
    story.pass_time(story.now + timedelta(minutes=1))
    version = story.get("/points/programme")["version"]
    answer = story.client.patch("/v1/points/programme", json={"version": version, "active": on})
    assert answer.status_code == 200, answer.text


def test_b5_while_it_is_off_nothing_is_earned_and_refunds_go_on(story: Story) -> None:
    rules(story)
    story.send("order", order("1"))
    switch(story, on=False)

    story.send("order", order("2"))
    back = {"line": "2", "quantity": "1", "amount": "20.00"}
    refunded = {"order": "1", "amount": "20.00", "refunded_at": story.now.isoformat(), "lines": [back]}
    story.send("refund", {"external_id": "r1"} | refunded)
    assert balance(story) == 19

    switch(story, on=True)
    story.send("order", order("2"))
    assert balance(story) == 19, "what was completed meanwhile never earns"


@pytest.mark.parametrize("between", ["pending", "cancelled", "closed"])
def test_b5_what_was_completed_while_it_was_off_never_earns_whatever_its_status_does_later(
    story: Story, between: str
) -> None:
    rules(story)
    story.post("/points/kinds", {"id": "stars", "singular": "star", "plural": "stars"})
    story.post("/earning-rules", {"name": "Stars", "style": {"kind": "fixed", "points": 3}, "points_kind": "stars"})
    switch(story, on=False)
    story.now += timedelta(minutes=1)
    story.send("order", order("1") | {"updated_at": story.now.isoformat()})
    story.now += timedelta(minutes=1)
    switch(story, on=True)

    for status in (between, "complete"):
        story.now += timedelta(minutes=1)
        story.send("order", order("1", status) | {"updated_at": story.now.isoformat()})

    assert story.points("jan")["available"] == 0
    assert {kind["points_kind"]: kind["available"] for kind in story.points("jan")["kinds"]} == {
        "points": 0,
        "stars": 3,
    }


def test_a14_whoever_is_brought_brings_points_to_both(story: Story) -> None:
    for points, whose in ((100, "referrer"), (50, "referred")):
        least = {"amount": "20.00", "currency": "PLN"}
        style = {"kind": "referral", "points": points, "whose": whose, "at_least": least}
        story.post("/earning-rules", {"name": whose, "style": style})
    code = story.post(f"/customers/{story.id_of('jan')}/referral-code", {})["code"]
    story.customer("fedir", email="fedir@shop.example", referred_by=code)
    story.customer("cheat", email="Jan@shop.example", referred_by=code)

    for number, who in (("1", "fedir"), ("2", "fedir"), ("3", "cheat")):
        story.send("order", order(number, customer=who))

    assert [balance(story, who) for who in ("jan", "fedir", "cheat")] == [100, 50, 0]
    logged = {one["referred"]["external_id"]: one["refused"] for one in story.get("/referrals")["data"]}
    assert logged == {"fedir": None, "cheat": "has the e-mail address of whoever brought them"}

    pieces = [{"line": "1", "quantity": "2", "amount": "99.98"}, {"line": "2", "quantity": "1", "amount": "20.00"}]
    refunded = {"order": "1", "amount": "119.98", "refunded_at": story.now.isoformat(), "lines": pieces}
    story.send("refund", {"external_id": "r1"} | refunded)
    assert [balance(story, who) for who in ("jan", "fedir")] == [0, 0]
