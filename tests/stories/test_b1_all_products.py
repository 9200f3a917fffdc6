"""B1, all products: one point for each full 5.00 of completed orders, of the sum over the lines."""

from __future__ import annotations

from typing import Any

from tests.stories.conftest import Begin, Story

LINES = [
    {"id": "1", "sku": "MUG", "quantity": "2", "price": "49.99", "row_total": "99.98"},
    {"id": "2", "sku": "SPOON", "quantity": "1", "price": "20.00", "row_total": "20.00"},
]


def order(status: str) -> dict[str, Any]:
    return {
        "external_id": "1",
        "customer": "jan",
        "placed_at": "2026-03-01T07:00:00Z",
        "status": status,
        "currency": "PLN",
        "subtotal": "119.98",
        "shipping": "15.00",
        "grand_total": "134.98",
        "lines": LINES,
    }


def shop(begin: Begin) -> Story:
    story = begin(time_zone="Europe/Warsaw", currency="PLN")
    story.customer("jan")
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "PLN"}}
    rule = story.post("/earning-rules", {"name": "Each full 5.00", "style": style})
    assert rule["grant_status"] == "complete"
    return story


def test_b1(begin: Begin) -> None:
    story = shop(begin)

    story.send("order", order("pending"))
    assert story.points("jan")["balance"] == 0

    story.send("order", order("complete"))
    points = story.points("jan")
    assert points["balance"] == 23
    assert [(lot["points"], lot["remaining"]) for lot in points["lots"]] == [(23, 23)]
    assert [entry["points"] for entry in points["entries"]] == [23]
    assert story.post("/points/verify", {})["ok"]


def test_b4_reopened_and_completed_again_adds_up(begin: Begin) -> None:
    story = shop(begin)

    balances = []
    for status in ("complete", "processing", "complete", "complete"):
        story.send("order", order(status))
        balances.append(story.points("jan")["balance"])

    assert balances == [23, 0, 23, 23]
    assert [entry["points"] for entry in story.points("jan")["entries"]] == [23, -23, 23]
    assert story.post("/points/verify", {})["ok"]


def test_b9_refunded_pieces_take_their_points_back(begin: Begin) -> None:
    story = shop(begin)
    story.send("order", order("complete"))

    balances = []
    for number in ("r1", "r2"):
        line = {"line": "1", "quantity": "1", "amount": "49.99"}
        story.send(
            "refund",
            {
                "external_id": number,
                "order": "1",
                "refunded_at": story.now.isoformat(),
                "amount": "49.99",
                "lines": [line],
            },
        )
        balances.append(story.points("jan")["balance"])

    assert balances == [13, 4]
    assert story.post("/points/verify", {})["ok"]


def test_who_may_only_read_points_can_make_no_rule(begin: Begin) -> None:
    story = shop(begin)
    story.client.headers.pop("Authorization")

    answer = story.client.post("/v1/earning-rules", json={})

    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("application/problem+json")
