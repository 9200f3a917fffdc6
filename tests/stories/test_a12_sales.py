"""A12, sales by segment: A2's shop after the refund, by today's members and by those of the time of each order."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import Begin, Story
from tests.stories.shop import MALE, SPENT_2000, Json, open_shop, order, refund

TODAY = {"from": "2026-03-01", "to": "2026-03-01"}


def a2(begin: Begin) -> Story:
    """Dmytro's three completed orders, of which the last makes him VIP and is refunded an hour later."""
    story = open_shop(begin)
    story.segment("vip", SPENT_2000, actions={"group": "VIP"})
    story.segment("male", MALE)
    for number, total in (("1", "900.00"), ("2", "1099.99")):
        story.send("order", order(number, "dmytro", total, "complete"))
    story.send("order", order("3", "dmytro", "500.00", "pending"))
    story.send("order", order("3", "dmytro", "500.00", "complete"))
    assert story.members("vip") == {"dmytro"}
    story.pass_time(story.now + timedelta(hours=1))
    story.send("refund", refund("r", "3", "500.00", story))
    assert story.members("vip") == set()
    return story


def sales(story: Story, **asked: str) -> dict[str, Json]:
    """By segment; the shop as a whole has no name."""
    told = story.get("/reports/sales", **(TODAY | asked))
    return {one["id"]: one for one in told["segments"]} | {"": told["shop"]}


def figures(bought: Json, period: int = 0) -> tuple[int, str, str, str]:
    sold = bought["sales"][period]
    return sold["orders"], sold["total"]["amount"], sold["refunds"]["amount"], sold["net"]["amount"]


def test_by_todays_members(begin: Begin) -> None:
    told = sales(a2(begin))

    assert (told["vip"]["customers"], figures(told["vip"])) == (0, (0, "0.00", "0.00", "0.00"))
    assert (told["male"]["registered"], told["male"]["share"]) == (2, 2 / 5)
    assert figures(told["male"]) == (3, "2499.99", "500.00", "1999.99")
    assert figures(told["male"], period=1) == (0, "0.00", "0.00", "0.00")
    assert figures(told[""]) == figures(told["male"])


def test_by_members_when_the_order_was_completed(begin: Begin) -> None:
    told = sales(a2(begin), reading="then")

    assert told["vip"]["customers"] == 0, "he has left since"
    assert figures(told["vip"])[:2] == (1, "500.00")
    assert figures(told["male"]) == (3, "2499.99", "500.00", "1999.99")


def test_what_was_sold_on_another_day_is_what_it_is_compared_with(begin: Begin) -> None:
    story = a2(begin)
    story.pass_time(story.now + timedelta(days=1))
    story.send("order", order("4", "boris", "10.00", "complete"))

    told = sales(story, **{"from": "2026-03-02", "to": "2026-03-02"})

    assert (figures(told["male"])[0], figures(told["male"], period=1)[0]) == (1, 3)
    report = story.get("/reports/sales", **{"from": "2026-03-02", "to": "2026-03-02"})
    assert [period["first_day"] for period in report["periods"]] == ["2026-03-02", "2026-03-01", "2025-03-02"]
    [point] = report["points"]
    assert [net["amount"] for net in point["net"]] == ["10.00", "1999.99", "0.00"]


def test_of_the_members_of_one_segment_alone(begin: Begin) -> None:
    story = a2(begin)
    story.send("order", order("5", "anna", "70.00", "complete"))

    told = sales(story, segment="male")

    assert told[""]["registered"] == 2
    assert figures(told[""]) == figures(told["male"])
    assert story.client.get("/v1/reports/sales", params={"segment": "nobody's"}).status_code == 404


def test_what_was_sold_stays_sold_when_the_order_is_closed(begin: Begin) -> None:
    story = a2(begin)
    sold, by_time = sales(story), sales(story, reading="then")
    home = story.get("/home")["weeks"]
    dmytro = story.get("/customers", search="dmytro")["data"]

    for number, total in (("1", "900.00"), ("3", "500.00")):
        story.send("order", order(number, "dmytro", total, "closed"))
    story.send("order", order("6", "boris", "80.00", "closed"))  # it never was complete

    assert sales(story) == sold
    assert sales(story, reading="then") == by_time
    assert story.get("/home")["weeks"] == home
    assert story.get("/customers", search="dmytro")["data"] == dmytro
