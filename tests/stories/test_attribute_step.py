"""A step of a campaign sets an attribute: conditions see it, the shop hears of it, and it holds whatever the shop sends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, path, run, runs_of
from tests.stories.shop import customer, open_shop
from tests.stories.test_simulation import simulated

from regulars import app as rooms
from regulars.facts.declaring import put_in
from regulars.facts.store import Facts

Json = dict[str, Any]
GOLD = {"value": "customer.attributes.level", "op": "=", "to": "gold"}


@pytest.fixture
def story(begin: Begin) -> Story:
    story = open_shop(begin)
    declared = {"type": "text", "label": "Level", "history": True}
    story.client.put("/v1/attributes/customer/level", json=declared).raise_for_status()
    return story


def setting(value: Any) -> Json:
    return {"kind": "attribute", "attribute": "level", "value": value}


def happens(story: Story, name: str, whose: str = "anna") -> None:
    story.now += timedelta(seconds=1)
    said = {"name": name, "customer": whose, "occurred_at": story.now.isoformat()}
    story.post("/events", {"data": [said]})


def level(story: Story, whose: str = "anna") -> Any:
    """What conditions read."""
    found = story.facts.ask(
        'select "attributes.level" as level from customer where external_id = (select name from asked)',
        {"asked": pa.table({"name": [whose]})},
    )
    return found.column("level").to_pylist()[0]


def test_what_comes_after_it_sees_the_value_and_so_does_a_segment(story: Story) -> None:
    story.segment("gold", GOLD)
    id = run(story, "Club", drawn({"kind": "event", "name": "joins"},
        node("set", setting("gold"), next="ask"),
        node("ask", {"kind": "condition", "condition": GOLD}, yes="end", no="other"),
        node("other", {"kind": "award_points", "points": 1}, next="end"),
    ))  # fmt: skip
    assert id

    happens(story, "joins")

    assert story.members("gold") == {"anna"}
    [only] = runs_of(story, "anna")
    assert path(story, only) == [("set", "next"), ("ask", "yes"), ("end", None)]
    assert story.get(f"/campaign-runs/{only['id']}")["path"][0]["done"] == {"attribute": "level", "value": "gold"}


def test_it_holds_whatever_the_shop_sends_until_it_is_taken_back(story: Story) -> None:
    run(story, "Club", drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")))
    run(story, "Leaves", drawn({"kind": "event", "name": "leaves"}, node("set", setting(None), next="end")))
    story.send("customer", customer("anna", attributes={"level": "silver"}))
    assert level(story) == "silver"

    happens(story, "joins")
    assert level(story) == "gold"
    story.send("customer", customer("anna", attributes={"level": "bronze"}))
    assert level(story) == "gold"
    happens(story, "leaves")

    assert level(story) == "bronze"


def test_an_attribute_that_is_declared_later_reads_what_was_set(story: Story) -> None:
    run(story, "Club", drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")))
    happens(story, "joins")

    declared = {"type": "set", "label": "Level", "anyway": True}
    story.client.put("/v1/attributes/customer/level", json=declared).raise_for_status()
    assert level(story) is None, "a text is no list"
    declared = {"type": "text", "label": "Level", "anyway": True}
    story.client.put("/v1/attributes/customer/level", json=declared).raise_for_status()

    assert level(story) == "gold"


def test_the_facts_come_out_the_same_when_the_journal_is_read_again(story: Story) -> None:
    run(story, "Club", drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")))
    story.send("customer", customer("anna", attributes={"level": "silver"}))
    happens(story, "joins")
    shop = story.books.shop()
    with Facts(":memory:", calendar=shop.calendar, currency=shop.currency) as again:
        other = rooms.road_of(story.books, again)
        put_in(again, story.books)
        other.begin()
        other.run_dry()

        columns = (
            'select customer_id, own_attributes, "attributes.level", "attributes.level_since" from customer order by 1'
        )
        assert again.ask(columns).to_pylist() == story.facts.ask(columns).to_pylist()


def test_the_shop_is_told(story: Story) -> None:
    story.post("/webhooks", {"url": "https://shop.example/hooks", "types": ["customer.attribute_set"]})
    run(story, "Club", drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")))

    happens(story, "joins")

    with story.books.transaction() as unit:
        [(payload,)] = unit.driver.execute("select payload from outbox where topic = 'announcement'").fetchall()
    told = payload["data"]
    assert (payload["type"], told["customer"]["external_id"]) == ("customer.attribute_set", "anna")
    assert (told["attribute"], told["value"], told["campaign"]["name"]) == ("level", "gold", "Club")


def test_an_attribute_that_a_campaign_sets_is_in_use(story: Story) -> None:
    run(story, "Club", drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")))

    refused = story.client.delete("/v1/attributes/customer/level")

    assert (refused.status_code, refused.json()["code"]) == (409, "attribute.in_use")
    [use] = refused.json()["used_by"]
    assert (use["kind"], use["name"], use["where"]) == ("campaign", "Club", "set")


def test_simulated_it_is_counted_and_nothing_is_set(story: Story) -> None:
    happens(story, "joins")
    found = simulated(
        story, drawn({"kind": "event", "name": "joins"}, node("set", setting("gold"), next="end")), days=5
    )

    [step] = [one for one in found["nodes"] if one["node"] == "set"]
    assert (step["done"], level(story)) == ({"attribute": 1}, None)
