"""Steps give and take as many points as a value comes to: of the order, of the balance, of what is known of the customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of
from tests.stories.shop import open_shop, order
from tests.stories.test_simulation import simulated

Json = dict[str, Any]
COMPLETED: Json = {"kind": "order", "statuses": ["complete"]}
JOINS: Json = {"kind": "event", "name": "joins"}


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def give(of: Any, **said: Any) -> Json:
    return node("give", {"kind": "award_points", "points": {"of": of} | said}, next="end")


def take(of: Any, **said: Any) -> Json:
    return node("take", {"kind": "deduct_points", "points": {"of": of} | said}, next="end")


def completed(story: Story, number: str, total: str, name: str = "anna", **said: Any) -> None:
    story.now += timedelta(seconds=1)
    at = story.now.isoformat()
    history = [{"at": at, "status": "complete"}]
    story.send("order", order(number, name, total, "complete", placed_at=at, status_history=history, **said))


def happens(story: Story) -> None:
    story.now += timedelta(seconds=1)
    said = {"name": "joins", "customer": "anna", "occurred_at": story.now.isoformat()}
    story.post("/events", {"data": [said]})


def declare(story: Story, name: str) -> None:
    story.client.put(f"/v1/attributes/{name}", json={"type": "number", "label": name}).raise_for_status()
    story.road.run_dry()


def grant(story: Story, points: int) -> None:
    story.now += timedelta(seconds=1)
    story.post(f"/customers/{story.id_of('anna')}/points", {"points": points, "reason": "a present"})


def has(story: Story, name: str = "anna") -> int:
    return int(story.points(name)["available"])


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ({"times": "0.2"}, 23),
        ({"times": "0.2", "rounding": "half_up"}, 24),
        ({"times": "0.2", "rounding": "up"}, 24),
        ({"times": "0.2", "at_most": 20}, 20),
        ({}, 119),
    ],
)
def test_so_many_times_the_order_that_let_the_customer_enter(story: Story, said: Json, points: int) -> None:
    run(story, "A fifth", drawn(COMPLETED, give("order.grand_total", **said)))

    completed(story, "1", "119.98")

    assert has(story) == points


def test_of_two_orders_each_brings_its_own(story: Story) -> None:
    run(story, "Back", drawn(COMPLETED, give("order.grand_total", times="0.1")))

    completed(story, "1", "100.00")
    completed(story, "2", "30.00")

    assert has(story) == 13


def test_money_counts_in_the_base_currency(story: Story) -> None:
    run(story, "Back", drawn(COMPLETED, give("order.grand_total")))

    completed(story, "1", "10.00", currency="EUR", rate="2")

    assert has(story) == 20


def test_what_comes_to_less_than_a_point_is_none_and_the_run_says_so(story: Story) -> None:
    run(story, "Back", drawn(COMPLETED, give("order.grand_total", times="0.1")))

    completed(story, "1", "9.99")

    assert has(story) == 0
    [only] = runs_of(story, "anna")
    assert story.get(f"/campaign-runs/{only['id']}")["path"][0]["done"] == {"passed_over": "no_amount"}


def test_a_tenth_of_the_balance_and_half_of_it_again(story: Story) -> None:
    grant(story, 55)
    run(story, "More", drawn(JOINS,
        node("give", {"kind": "award_points", "points": {"of": "balance", "times": "0.1"}}, next="take"),
        take("balance", times="0.5", rounding="up"),
    ))  # fmt: skip

    happens(story)

    assert has(story) == 60 - 30, "what was given counts when it is taken"


def test_any_number_of_the_language(story: Story) -> None:
    spent = {"sum": "order.grand_total", "where": {"value": "order.status", "op": "=", "to": "complete"}}
    run(story, "Loyal", drawn(JOINS, give(spent, times="0.01")))
    completed(story, "1", "1250.00")
    completed(story, "2", "250.50")

    happens(story)

    assert has(story) == 15


def test_a_formula_of_the_order_less_its_shipping(story: Story) -> None:
    left = {"subtract": ["order.grand_total", "order.shipping"]}
    run(story, "A tenth", drawn(COMPLETED, give({"multiply": [left, {"number": "0.1"}]})))

    completed(story, "1", "119.98", shipping="15.00")

    assert has(story) == 10


def test_a_formula_with_what_is_known_of_the_customer(story: Story) -> None:
    grant(story, 100)
    tenth = {"divide": ["balance", {"number": 10}]}
    run(story, "More", drawn(JOINS, give({"least": [{"add": [tenth, {"count": "order"}]}, {"number": "11.4"}]})))
    completed(story, "1", "10.00")
    completed(story, "2", "10.00")

    happens(story)

    assert has(story) == 111, "a tenth of 100 and two orders, but at most 11.4"


def test_what_is_reckoned_with_a_missing_value_is_none_and_the_greatest_passes_over_it(story: Story) -> None:
    declare(story, "customer/size")
    run(story, "None", drawn(JOINS, give({"add": ["customer.attributes.size", {"number": "5"}]})))
    run(story, "Seven", drawn(JOINS, give({"greatest": ["customer.attributes.size", {"number": "7"}]})))

    happens(story)

    assert has(story) == 7


def test_an_attribute_that_points_are_counted_by_is_not_made_a_text(story: Story) -> None:
    declare(story, "customer/size")
    run(story, "Size", drawn(JOINS, give({"add": ["customer.attributes.size", {"number": "5"}]})))

    text = story.client.put("/v1/attributes/customer/size", json={"type": "text", "label": "Size"})
    gone = story.client.delete("/v1/attributes/customer/size")

    assert [(answer.status_code, answer.json()["used_by"][0]["where"]) for answer in (text, gone)] == [
        (409, "give")
    ] * 2


def test_by_a_property_of_the_event_that_let_the_customer_enter(story: Story) -> None:
    declare(story, "event/score")
    run(story, "Quiz", drawn(JOINS, give({"multiply": ["event.properties.score", {"number": "2"}]})))
    for score in ("12.5", 4, "many"):
        story.now += timedelta(seconds=1)
        said = {
            "name": "joins",
            "customer": "anna",
            "occurred_at": story.now.isoformat(),
            "properties": {"score": score},
        }
        story.post("/events", {"data": [said]})

    assert has(story) == 25 + 8


def test_what_comes_to_more_than_is_allowed_says_so(story: Story) -> None:
    grant(story, 5_000)
    run(story, "Much", drawn(JOINS, give("balance", times="1000000")))

    happens(story)

    [only] = runs_of(story, "anna")
    done = story.get(f"/campaign-runs/{only['id']}")["path"][0]["done"]
    assert done == {"points": 1_000_000_000, "limited": True}


def test_simulated_it_gives_as_many(story: Story) -> None:
    completed(story, "1", "119.98")
    completed(story, "2", "20.00", name="eva")
    completed(story, "3", "2.00", name="eva")

    found = simulated(story, drawn(COMPLETED, give("order.grand_total", times="0.2")), days=5)

    assert found["points"] == 23 + 4
    assert found["not_done"] == [{"what": "points", "why": "no_amount", "times": 1}]


def test_simulated_a_balance_is_what_was_posted_by_then(story: Story) -> None:
    grant(story, 50)
    happens(story)
    grant(story, 100)

    found = simulated(story, drawn(JOINS, give("balance", times="0.1")), days=5)

    assert found["points"] == 5
