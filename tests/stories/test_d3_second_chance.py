"""D3, a second chance: who has departed and orders within 7 days gets 50 points; of the others half get a coupon."""

from __future__ import annotations

from typing import Any

from tests.stories.conftest import Begin, Story
from tests.stories.drawing import counts, drawn, node, path, run, runs_of, tick
from tests.stories.shop import COMPLETE, at, customer, open_shop, order

DEPARTED = {
    "value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 30,
}  # fmt: skip
WEEK = {"amount": 7, "unit": "days"}
PROMOTION: dict[str, Any] = {
    "name": "Come back", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published",
}  # fmt: skip


def begun(begin: Begin) -> tuple[Story, str]:
    """Eva's last completed order was placed on 1 March at 10:00."""
    story = open_shop(begin, "2026-03-02 08:00")
    story.send("order", order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z"))
    story.segment("departed", DEPARTED)
    promotion = story.post("/promotions", PROMOTION)["id"]
    draft = drawn(
        {"kind": "segment_entered", "segment": "departed"},
        node("wait", {"kind": "wait_order", "statuses": ["complete"], "at_most": WEEK}, happened="give", timed_out="split"),
        node("give", {"kind": "award_points", "points": 50}, next="end"),
        node("split", {"kind": "split", "shares": [{"name": "coupon", "percent": "50"}, {"name": "held", "percent": "50", "hold_out": True}]},
             coupon="coupon", held="end"),
        node("coupon", {"kind": "give_coupon", "promotion": promotion, "lifetime": {"amount": 14, "unit": "days"}}, next="end"),
    )  # fmt: skip
    return story, run(story, "Second chance", draft)


def test_who_orders_within_the_week_gets_points(begin: Begin) -> None:
    story, id = begun(begin)
    story.pass_time(at("2026-03-31 09:59"))
    assert runs_of(story, "eva") == []
    story.pass_time(at("2026-03-31 10:00"))
    (waiting,) = runs_of(story, "eva")
    assert (waiting["node"], waiting["due_at"]) == ("wait", "2026-04-07T10:00:00Z")

    tick(story, days=3)
    story.send("order", order("2", "eva", "40.00", "pending", placed_at=story.now.isoformat()))
    assert story.points("eva")["available"] == 0
    story.send("order", order("2", "eva", "40.00", "complete", placed_at=story.now.isoformat()))

    assert story.points("eva")["available"] == 50
    assert path(story, runs_of(story, "eva")[0]) == [("wait", "happened"), ("give", "next"), ("end", None)]
    assert counts(story, id)["wait", "happened"] == 1


def test_of_those_who_do_not_half_get_a_coupon_and_half_are_left_alone(begin: Begin) -> None:
    story, id = begun(begin)
    people = [f"c{n}" for n in range(40)]
    story.send("customer", *(customer(name) for name in people))
    story.send(
        "order", *(order(f"o-{name}", name, "80.00", "complete", placed_at="2026-03-01T12:00:00Z") for name in people)
    )
    story.pass_time(at("2026-03-31 13:00"))

    story.pass_time(at("2026-04-07 13:00"))

    found = counts(story, id)
    assert found["wait", "timed_out"] == 41
    treated, held = found["split", "coupon"], found["split", "held"]
    assert treated + held == 41
    assert 10 < treated < 31
    codes = [story.get("/coupons", customer=name)["data"] for name in people]
    assert {len(theirs) for theirs in codes} == {0, 1}
    assert len({theirs[0]["code"] for theirs in codes if theirs}) == sum(1 for theirs in codes if theirs)
    assert {theirs[0]["ends_at"] for theirs in codes if theirs} == {"2026-04-21T21:00:00Z"}
    assert found["coupon", "next"] == treated


def test_an_order_that_was_complete_before_is_none_that_was_waited_for(begin: Begin) -> None:
    story, _ = begun(begin)
    story.pass_time(at("2026-03-31 10:00"))

    story.send("order", order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z", channel="web"))

    assert runs_of(story, "eva")[0]["node"] == "wait"
