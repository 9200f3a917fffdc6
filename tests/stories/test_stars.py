"""A shop with points and stars: one order earns both, points are spent, and stars say who is a regular."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import customer, open_shop, order, refund

CART = {"currency": "USD", "lines": [{"id": "1", "sku": "24-MB01", "price": "100.00", "quantity": "1"}]}
FOUR_STARS = {
    "value": {
        "sum": "other_points_entry.points",
        "where": {"value": "other_points_entry.points_kind", "op": "=", "to": "stars"},
    },
    "op": ">=",
    "to": 4,
}
TWENTY_FOUR_POINTS = {"value": {"sum": "points_entry.points"}, "op": ">=", "to": 24}


@pytest.fixture
def story(begin: Begin) -> Story:
    """One point for each full 10.00, one star for each full 50.00; a point takes 1.00 off."""
    story = open_shop(begin)
    names = {"pl": {"singular": "gwiazdka", "few": "gwiazdki", "plural": "gwiazdek"}}
    story.post(
        "/points/kinds", {"id": "stars", "singular": "star", "plural": "stars", "spendable": False, "names": names}
    )
    for kind, amount in (("points", "10.00"), ("stars", "50.00")):
        style = {"kind": "per_amount", "points": 1, "amount": {"amount": amount, "currency": "USD"}}
        story.post("/earning-rules", {"name": f"rule of {kind}", "style": style, "points_kind": kind})
    story.post(
        "/spending-rules",
        {"name": "points", "exchange": {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}},
    )
    story.post("/segments", {"id": "starred", "name": "Starred", "condition": FOUR_STARS})
    story.post("/segments", {"id": "collecting", "name": "Collecting", "condition": TWENTY_FOUR_POINTS})
    story.send("customer", customer("fedir"))
    return story


def has(story: Story) -> tuple[int, int]:
    """How many points and stars Fedir has; the books are right."""
    verified = story.post("/points/verify", {})
    assert verified["ok"], verified["problems"]
    points, stars = story.points("fedir")["kinds"]
    assert (points["points_kind"], stars["points_kind"]) == ("points", "stars")
    return points["balance"], stars["balance"]


def members(story: Story, segment: str) -> int:
    size: int = story.get(f"/segments/{segment}")["size"]
    return size


def bought(number: str, total: str, status: str = "complete", **said: Any) -> dict[str, Any]:
    return order(number, "fedir", total, status, **said)


def test_one_order_earns_both_and_a_refund_takes_both_back(story: Story) -> None:
    quote = story.post("/quotes", {"customer": "fedir", "cart": CART})["points"]
    assert [(kind["points_kind"], kind["earned"]) for kind in quote["kinds"]] == [("points", 10), ("stars", 2)]

    story.send("order", bought("1", "200.00", placed_at=story.now.isoformat()))
    assert has(story) == (20, 4)
    assert (members(story, "starred"), members(story, "collecting")) == (1, 0)

    story.send("refund", refund("r1", "1", "100.00", story))
    assert has(story) == (10, 2)
    assert members(story, "starred") == 0

    story.send("order", bought("1", "200.00", "cancelled", placed_at=story.now.isoformat()))
    assert has(story) == (0, 0)


def test_points_are_spent_and_stars_stay(story: Story) -> None:
    story.send("order", bought("1", "200.00", placed_at=story.now.isoformat()))
    refused = story.client.post(
        "/v1/checkouts",
        json={"customer": "fedir", "cart": CART, "points": 2, "points_kind": "stars"},
        headers={"Idempotency-Key": "stars"},
    )
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/points_kind")

    held = story.client.post(
        "/v1/checkouts", json={"customer": "fedir", "cart": CART, "points": 15}, headers={"Idempotency-Key": "points"}
    )
    assert held.status_code == 201, held.text
    story.post(f"/checkouts/{held.json()['id']}/confirm", {"order": "2"})

    assert has(story) == (5, 4)
    assert members(story, "starred") == 1
    stars = story.get(f"/customers/{story.id_of('fedir')}/points", points_kind="stars")
    assert [(entry["kind"], entry["points"]) for entry in stars["entries"]] == [("earned", 4)]


def test_stars_are_not_counted_among_points(story: Story) -> None:
    story.send("order", bought("1", "200.00", placed_at=story.now.isoformat()))

    assert has(story) == (20, 4)
    assert members(story, "collecting") == 0, "twenty points and four stars aren't twenty-four points"


def test_a_promotion_is_for_those_who_have_enough_stars_and_takes_none(story: Story) -> None:
    tenth = {
        "name": "Starred tenth", "benefit": {"kind": "percent", "percent": "10"}, "state": "published",
        "least_points": 4, "least_points_kind": "stars",
    }  # fmt: skip
    story.post("/promotions", tenth)
    asked = {"customer": "fedir", "cart": CART, "explain": True}
    story.send("order", bought("1", "150.00", placed_at=story.now.isoformat()))
    assert has(story) == (15, 3), "points don't stand in for stars"

    before = story.post("/quotes", asked | {"language": "en"})
    [passed] = before["not_applied"]
    assert (passed["reason"], passed["short"]) == ("points", "1")
    assert passed["told"] == "1 star to go: it is for customers with enough stars"
    polish = story.post("/quotes", asked | {"language": "pl"})
    assert polish["not_applied"][0]["told"] == "brakuje: 1 gwiazdka; jest dla klientów, którzy mają dość gwiazdek"

    story.send("order", bought("2", "50.00", placed_at=story.now.isoformat()))
    assert story.post("/quotes", asked)["discount"]["amount"] == "10.00"
    assert has(story) == (20, 4)
    used = story.client.post("/v1/points/kinds/stars/archive", json={})
    assert used.status_code == 409
    assert "the promotion 'Starred tenth'" in used.json()["detail"]


def test_a_promotion_asks_for_no_kind_of_points_that_there_is_not(story: Story) -> None:
    body = {
        "name": "x",
        "benefit": {"kind": "percent", "percent": "10"},
        "least_points": 4,
        "least_points_kind": "miles",
    }

    answer = story.client.post("/v1/promotions", json=body)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/least_points_kind"]
