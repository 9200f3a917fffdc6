"""A2, VIP: who bought for 2,000 or more in completed orders, net of refunds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.conftest import Begin, Story

VIP = {
    "value": {
        "sum": "order.net_total",
        "where": {"value": "order.status", "op": "in", "to": ["complete"]},
    },
    "op": ">=",
    "to": "2000",
}


def order(number: str, total: str, status: str) -> dict[str, Any]:
    return {
        "external_id": number,
        "customer": "dmytro",
        "placed_at": "2026-02-20T10:00:00Z",
        "status": status,
        "currency": "USD",
        "subtotal": total,
        "grand_total": total,
        "lines": [{"id": "1", "sku": "SHORT-1", "quantity": "1", "price": total, "row_total": total}],
    }


def profile(story: Story) -> tuple[set[str], str | None]:
    """Who is in, and Dmytro's group."""
    return story.members("vip"), story.group("dmytro")


def vip(story: Story) -> dict[str, Any]:
    found: dict[str, Any] = story.get("/segments/vip")
    return found


def test_a2(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    for name, gender, country in (("anna", "female", "UA"), ("boris", "male", "PL"), ("dmytro", "male", "UA")):
        story.customer(name, gender=gender, country=country, group="General")
    preview = story.post("/segments/preview", {"condition": VIP})
    assert (preview["count"], preview["candidates"]) == (0, 3)
    made = story.post("/segments", {"id": "vip", "name": "VIP", "condition": VIP, "actions": {"group": "VIP"}})
    assert made["state"] == "computing"

    story.send("order", order("1", "900.00", "complete"))
    story.send("order", order("2", "1099.99", "complete"))
    story.send("order", order("3", "500.00", "pending"))
    assert profile(story) == (set(), "General")
    why = story.get(f"/segments/vip/explain/{story.id_of('dmytro')}")
    assert why["held"] is False
    assert (why["value"]["amount"], why["threshold"]["amount"], why["distance"]["amount"]) == (
        "1999.99",
        "2000.00",
        "0.01",
    )

    story.send("order", order("3", "500.00", "complete"))
    entered_at = story.now
    assert profile(story) == ({"dmytro"}, "VIP")
    assert [story.group(name) for name in ("anna", "boris")] == ["General", "General"]
    assert vip(story)["size"] == 1
    (member,) = story.get("/segments/vip/members")["data"]
    assert member["entered_at"].startswith(entered_at.isoformat()[:19])
    assert member["net_total"] == {"amount": "2499.99", "currency": "USD"}

    story.pass_time(story.now + timedelta(hours=1))
    story.send(
        "refund",
        {"external_id": "r1", "order": "3", "refunded_at": story.now.isoformat(), "amount": "500.00", "lines": []},
    )
    assert profile(story) == (set(), "General")
    assert [(day["entered"], day["left"]) for day in story.get("/segments/vip/history", days=1)] == [(1, 1)]


def test_the_group_is_restored_to_what_the_shop_says_meanwhile(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    story.customer("dmytro", group="General")
    story.segment("vip", VIP, actions={"group": "VIP"})
    story.send("order", order("1", "2000.00", "complete"))
    story.customer("dmytro", group="Wholesale")
    assert profile(story) == ({"dmytro"}, "VIP")

    story.send("order", order("1", "2000.00", "cancelled"))

    assert profile(story) == (set(), "Wholesale")


def test_the_same_status_twice_and_a_late_older_order_change_nothing(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    story.customer("dmytro")
    story.post("/segments", {"id": "vip", "name": "VIP", "condition": VIP})
    sent = order("1", "2000.00", "complete") | {"updated_at": "2026-02-28T10:00:00Z"}

    assert story.send("order", sent)["data"][0]["status"] == "accepted"
    assert story.send("order", sent)["data"][0]["status"] == "repeated"
    story.send("order", order("1", "10.00", "pending") | {"updated_at": "2026-02-27T10:00:00Z"})

    assert story.members("vip") == {"dmytro"}
    assert vip(story)["entered_7d"] == 1
