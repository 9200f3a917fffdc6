"""B7, exchange: a coupon of −30.00 for 200 points."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import at, customer

Json = dict[str, Any]


@pytest.fixture
def story(begin: Begin) -> Story:
    story = begin(time_zone="Europe/Warsaw", currency="PLN", now=at("2026-01-31 11:00"))
    story.send("customer", customer("anna"), customer("boris"))
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "PLN"}}
    made = story.post("/promotions", {"name": "Thirty", "benefit": benefit, "coupon": "codes", "state": "published"})
    lifetime = {"amount": 1, "unit": "months"}
    story.post("/rewards", {"name": "coupon −30.00", "promotion": made["id"], "points": 200, "lifetime": lifetime})
    return story


def give(story: Story, who: str, points: int) -> None:
    story.post(f"/customers/{story.id_of(who)}/points", {"points": points, "reason": "a gift"})


def offer(story: Story, who: str) -> Json:
    (found,) = story.get(f"/customers/{story.id_of(who)}/rewards")
    return dict(found)


def take(story: Story, who: str, key: str) -> Any:
    path = f"/v1/customers/{story.id_of(who)}/rewards"
    return story.client.post(path, json={"reward": offer(story, who)["reward"]}, headers={"Idempotency-Key": key})


def test_with_150_it_is_shown_and_cant_be_taken(story: Story) -> None:
    give(story, "anna", 150)

    assert (offer(story, "anna")["to_go"], offer(story, "anna")["reason"]) == (50, "points")
    refused = take(story, "anna", "one")
    assert (refused.status_code, refused.json()["code"]) == (409, "reward.out_of_reach")
    assert "50 to go" in refused.json()["detail"]
    assert story.points("anna")["balance"] == 150


def test_with_230_it_is_taken_for_this_customer_alone_until_the_end_of_february(story: Story) -> None:
    give(story, "anna", 230)

    taken = take(story, "anna", "one")
    assert taken.status_code == 201, taken.text
    assert take(story, "anna", "one").json() == taken.json(), "the second click gives the same coupon"

    assert story.points("anna")["balance"] == 30
    assert taken.json()["ends_at"] == "2026-02-28T23:00:00Z", "local midnight after the 28th"
    posted = story.get(f"/points/history?customer={story.id_of('anna')}")["data"]
    assert [(one["kind"], one["points"], one["reason"]) for one in posted][:1] == [("spent", -200, "coupon −30.00")]
    undone = story.client.post(f"/v1/points/transactions/{posted[0]['key']}/undo", json={"reason": "a mistake"})
    assert undone.status_code in (404, 409), "the coupon is there: points alone can't be taken back"
    cart = {"currency": "PLN", "lines": [{"price": "100.00", "quantity": "1"}], "codes": [taken.json()["code"]]}
    other = story.post("/quotes", {"customer": "boris", "cart": cart})
    assert (other["discount"]["amount"], other["codes"][0]["reason"]) == ("0.00", "other_customer")
    own = story.post("/quotes", {"customer": "anna", "cart": cart})
    assert own["to_pay"]["amount"] == "70.00"

    held = story.post("/checkouts", {"customer": "anna", "cart": cart})
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "1"})
    again = story.post("/quotes", {"customer": "anna", "cart": cart})
    assert again["codes"][0]["reason"] == "used_up"


def test_it_ends_to_the_second(story: Story) -> None:
    give(story, "anna", 200)
    code = take(story, "anna", "one").json()["code"]
    cart = {"currency": "PLN", "lines": [{"price": "100.00", "quantity": "1"}], "codes": [code]}

    story.pass_time(at("2026-02-28 22:59:59"))
    assert story.post("/quotes", {"customer": "anna", "cart": cart})["to_pay"]["amount"] == "70.00"
    story.pass_time(at("2026-02-28 23:00:00"))
    assert story.post("/quotes", {"customer": "anna", "cart": cart})["codes"][0]["reason"] == "over"


def test_two_clicks_at_the_same_instant_are_one_coupon(story: Story) -> None:
    give(story, "anna", 230)
    answers: list[int] = []
    path, body = f"/v1/customers/{story.id_of('anna')}/rewards", {"reward": offer(story, "anna")["reward"]}
    begin = threading.Barrier(8)

    def click(n: int) -> None:
        begin.wait()
        answers.append(story.client.post(path, json=body, headers={"Idempotency-Key": f"k{n}"}).status_code)

    clicks = [threading.Thread(target=click, args=(n,)) for n in range(8)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert sorted(answers) == [201] + [409] * 7
    assert story.points("anna")["balance"] == 30
    assert len(story.get("/coupons", customer="anna")["data"]) == 1
