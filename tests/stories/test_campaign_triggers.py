"""Every trigger of campaigns lets in whom it says, in a shop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.campaigning import ONE, TAG, Json, event, gives_one, grant, has
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of, tick
from tests.stories.shop import FEMALE, at, customer, open_shop, subscription, wish
from tests.stories.test_simulation import simulated


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_an_event_of_that_name_for_which_a_condition_holds(story: Story) -> None:
    story.client.put("/v1/attributes/event/score", json={"type": "number", "label": "Score"}).raise_for_status()
    condition = {"value": "event.properties.score", "op": ">=", "to": 8}
    run(story, "Quiz", gives_one({"kind": "event", "name": "quiz", "condition": condition}))

    event(story, "quiz", properties={"score": 7})
    event(story, "other", properties={"score": 9})
    assert has(story) == 0
    event(story, "Quiz", properties={"score": 8})

    assert has(story) == 1
    assert runs_of(story, "anna")[0]["about"]["event"] == {"score": 8}


def test_who_registers_enters_and_who_is_edited_does_not(story: Story) -> None:
    run(story, "Welcome", gives_one({"kind": "registered"}))

    story.send("customer", customer("fedir", registered_at=(story.now + timedelta(seconds=1)).isoformat()))
    story.send("customer", customer("anna", first_name="Anna"))

    assert (has(story, "fedir"), has(story)) == (1, 0)


def test_a_login_a_wish_a_review_and_a_confirmed_subscription(story: Story) -> None:
    triggers = [
        {"kind": "logged_in"}, {"kind": "wishlist"}, {"kind": "review", "status": "approved"},
        {"kind": "newsletter", "list": "newsletter", "status": "confirmed"},
    ]  # fmt: skip
    for trigger in triggers:
        run(story, str(trigger["kind"]), gives_one(trigger))

    story.now += timedelta(minutes=1)
    now = story.now.isoformat()
    story.send("login", {"external_id": "l1", "customer": "anna", "logged_in_at": now})
    story.send("wishlist_item", wish("anna", "TEE-1", added_at=now))
    review = {"external_id": "r1", "customer": "anna", "sku": "TEE-1", "written_at": now}
    story.send("review", review | {"status": "pending"})
    assert has(story) == 2
    story.send("review", review | {"status": "approved"})
    story.send("subscription", subscription("anna", "pending", story))
    assert has(story) == 3
    story.send("subscription", subscription("anna", "confirmed", story))

    assert has(story) == 4


def test_who_enters_a_segment_and_who_leaves_it(story: Story) -> None:
    story.segment("women", FEMALE)
    run(story, "Came", gives_one({"kind": "segment_entered", "segment": "women"}))
    run(story, "Went", gives_one({"kind": "segment_left", "segment": "women"}))
    assert (has(story), has(story, "eva")) == (0, 0)

    story.send("customer", customer("boris", gender="female"))
    story.send("customer", customer("anna", gender=None))

    assert (has(story), has(story, "boris"), has(story, "eva")) == (1, 1, 0)


def test_points_that_are_granted_bring_more_but_not_by_themselves(story: Story) -> None:
    run(story, "More", gives_one({"kind": "points_granted", "at_least": 1}))

    grant(story, 10)

    assert has(story) == 11
    assert len(runs_of(story, "anna")) == 1


def test_two_campaigns_do_not_set_each_other_off_for_ever(story: Story) -> None:
    run(story, "Ping", gives_one({"kind": "points_granted"}))
    run(story, "Pong", gives_one({"kind": "points_granted"}))

    grant(story, 10)

    assert has(story) == 10 + 4  # each by the gift, and each once by the other
    assert len(runs_of(story, "anna")) == 4


def test_a_balance_that_is_reached_from_below(story: Story) -> None:
    run(story, "Hundred", gives_one({"kind": "balance_reached", "points": 100}))

    grant(story, 99)
    assert has(story) == 99
    grant(story, 1)
    assert has(story) == 101
    grant(story, 50)

    assert has(story) == 151


def test_a_balance_is_reached_by_the_posting_that_crosses_it(story: Story) -> None:
    """However many postings are heard of at once, and whatever was spent before they were."""
    run(
        story,
        "Two hundred",
        drawn(
            {"kind": "balance_reached", "points": 200},
            node("tag", TAG, next="end"),
            settings={"entry": {"again": "each_time"}},
        ),
    )
    anna = f"/v1/customers/{story.id_of('anna')}/points"

    def at_once(*points: int) -> int:
        for many in points:
            answer = story.client.post(anna, json={"points": many, "reason": "a test"})
            assert answer.status_code < 300, answer.text
        story.pass_time(story.now + timedelta(seconds=2))
        return len(runs_of(story, "anna"))

    assert at_once(150, 60) == 1
    assert at_once(-110) == 1
    assert at_once(50, 100, 100) == 2
    assert at_once(-300, 250, -250) == 3, "it was reached, though nothing is left of it"


def test_a_balance_is_reached_when_points_begin_to_count(story: Story) -> None:
    run(
        story,
        "Ten",
        drawn(
            {"kind": "balance_reached", "points": 10},
            node("tag", TAG, next="end"),
            settings={"entry": {"again": "each_time"}},
        ),
    )
    rule = {"name": "Visit", "style": {"kind": "event", "event": "visit", "points": 10, "once": "an event"}}
    story.post("/earning-rules", rule | {"delay": {"amount": 2, "unit": "days"}})
    story.post("/events", {"data": [{"id": "v", "name": "visit", "customer": "anna"}]})
    story.pass_time(story.now + timedelta(hours=1))
    assert runs_of(story, "anna") == []

    story.pass_time(story.now + timedelta(days=3))

    [run_] = runs_of(story, "anna")
    assert run_["about"]["award"] == {"points": 10}


def test_points_and_coupons_that_will_end(story: Story) -> None:
    promotion = story.post(
        "/promotions",
        {"name": "Ten", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published"},
    )["id"]
    lasting = {"amount": 10, "unit": "days"}
    id = run(story, "Gifts", drawn(
        {"kind": "by_hand"},
        node("points", ONE | {"lifetime": lasting}, next="coupon"),
        node("coupon", {"kind": "give_coupon", "promotion": promotion, "lifetime": lasting}, next="end"),
    ))  # fmt: skip
    run(story, "Points end", gives_one({"kind": "points_ending", "days": 7}))
    run(story, "Coupon ends", gives_one({"kind": "coupon_ending", "days": 3}))
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    story.pass_time(at("2026-03-04 21:59"))
    assert has(story) == 1
    story.pass_time(at("2026-03-04 22:00"))
    assert has(story) == 2
    story.pass_time(at("2026-03-08 22:00"))
    assert has(story) == 3
    story.pass_time(at("2026-03-20 22:00"))
    assert has(story) == 2


def test_at_a_time_of_day_days_are_counted_to_the_last_day(story: Story) -> None:
    promotion = story.post(
        "/promotions",
        {"name": "Ten", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published",
         "ends_at": "2026-03-10T12:00:00Z"},
    )["id"]  # fmt: skip
    id = run(story, "Gifts", drawn(
        {"kind": "by_hand"},
        node("points", ONE | {"lifetime": {"amount": 10, "unit": "days"}}, next="coupon"),
        node("coupon", {"kind": "give_coupon", "promotion": promotion}, next="end"),
    ))  # fmt: skip
    points = gives_one({"kind": "points_ending", "days": 7, "at": "09:00"})
    run(story, "Points end", points)
    run(story, "Coupon ends", gives_one({"kind": "coupon_ending", "days": 3, "at": "09:00"}))
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    story.pass_time(at("2026-03-04 06:59"))
    assert has(story) == 1
    story.pass_time(at("2026-03-04 07:00"))
    assert has(story) == 2, "the 11th is the last day of the points"
    story.pass_time(at("2026-03-07 06:59"))
    assert has(story) == 2
    story.pass_time(at("2026-03-07 07:00"))
    assert has(story) == 3, "the 10th is the last day of the coupon"
    told = simulated(story, points, days=10)
    assert told["entered"] == 1


def test_a_coupon_without_an_end_of_its_own_ends_with_its_promotion(story: Story) -> None:
    said = {"name": "Ten", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published"}
    promotion = story.post("/promotions", said | {"ends_at": "2026-03-10T12:00:00Z"})["id"]
    id = run(story, "Gifts", drawn(
        {"kind": "by_hand"}, node("coupon", {"kind": "give_coupon", "promotion": promotion}, next="end")
    ))  # fmt: skip
    run(story, "Coupon ends", gives_one({"kind": "coupon_ending", "days": 3}))
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    story.pass_time(at("2026-03-07 11:59"))
    assert has(story) == 0
    story.pass_time(at("2026-03-07 12:00"))
    assert has(story) == 1
    story.pass_time(at("2026-03-10 12:00"))
    assert has(story) == 1


def test_a_coupon_of_a_promotion_that_was_ended_by_hand_is_no_occasion(story: Story) -> None:
    said = {"name": "Ten", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published"}
    promotion = story.post("/promotions", said | {"ends_at": "2026-03-10T12:00:00Z"})
    gives: Json = {"kind": "give_coupon", "promotion": promotion["id"]}
    id = run(story, "Gifts", drawn(
        {"kind": "by_hand"},
        node("own", gives | {"lifetime": {"amount": 5, "unit": "days"}}, next="coupon"),
        node("coupon", gives, next="end"),
    ))  # fmt: skip
    run(story, "Coupon ends", gives_one({"kind": "coupon_ending", "days": 3}))
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    ended = {"state": "ended", "version": promotion["version"]}
    story.client.patch(f"/v1/promotions/{promotion['id']}", json=ended).raise_for_status()
    story.pass_time(at("2026-03-09 12:00"))

    assert has(story) == 0


def test_a_schedule_lets_everybody_in_a_segment_enter_each_time(story: Story) -> None:
    story.segment("women", FEMALE)
    rule = {
        "kind": "schedule",
        "recurs": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0",
        "since": "2026-01-05",
        "segment": "women",
    }
    run(story, "Mondays", gives_one(rule))

    story.pass_time(at("2026-03-02 06:59"))
    assert has(story) == 0
    story.pass_time(at("2026-03-02 07:00"))
    assert (has(story), has(story, "boris")) == (1, 0)
    story.pass_time(at("2026-03-09 07:00"))

    assert (has(story), has(story, "eva")) == (2, 2)


# Who enters again


@pytest.mark.parametrize(
    ("entry", "times"),
    [
        ({"again": "each_time"}, 3),
        ({"again": "once_ever"}, 1),
        ({"again": "once_a_period", "period": {"amount": 1, "unit": "days"}}, 2),
        ({"again": "after_leaving"}, 2),
    ],
)
def test_entering_again(story: Story, entry: Json, times: int) -> None:
    wait = {"kind": "wait", "length": {"amount": 3, "unit": "hours"}}
    run(story, "Again", drawn(
        {"kind": "event", "name": "ping"}, node("wait", wait, next="end"), settings={"entry": entry}
    ))  # fmt: skip

    event(story, "ping")
    tick(story, hours=1)
    event(story, "ping")
    tick(story, hours=24)
    event(story, "ping")

    assert len(runs_of(story, "anna")) == times
