"""An attribute that is read differently from now on changes who is in."""

from __future__ import annotations

from tests.stories.conftest import Begin, Json, Story


def declared(story: Story, **said: object) -> None:
    answer = story.client.put("/v1/attributes/customer/club", json={"label": "Club"} | said)
    assert answer.status_code == 200, answer.text
    story.road.run_dry()


def segment(story: Story, condition: Json) -> None:
    story.post("/segments", {"id": "outside", "name": "Outside", "condition": condition})


def test_a_default_counts_for_those_who_were_there_before(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean")
    story.customer("eva")
    segment(story, {"value": "customer.attributes.club", "op": "=", "to": False})
    assert story.members("outside") == set()

    declared(story, type="boolean", default=False)

    story.customer("boris")
    assert story.members("outside") == {"eva", "boris"}


def test_a_condition_that_no_longer_fits_the_type_breaks_its_segment_until_it_does(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean", default=False)
    story.customer("eva")
    segment(story, {"value": "customer.attributes.club", "op": "=", "to": False})

    declared(story, type="text", anyway=True)
    broken = story.get("/segments/outside")
    assert broken["state"] == "broken"
    assert "the attribute 'Club' (customer.attributes.club) no longer fits as text" in broken["broken_reason"]
    assert story.members("outside") == {"eva"}, "it keeps its last result"

    declared(story, type="boolean", default=False)
    assert story.get("/segments/outside")["state"] == "active"


def test_another_type_is_refused_while_conditions_ask_for_it_with_what_would_break(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean")
    club = {"value": "customer.attributes.club", "op": "=", "to": True}
    segment(story, {"value": "customer.email", "op": "exists"})
    story.client.patch("/v1/segments/outside", json={"version": 1, "exclude": club})
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    story.post("/earning-rules", {"name": "For the club", "style": style, "condition": club})

    refused = story.client.put("/v1/attributes/customer/club", json={"label": "Club", "type": "text"})

    assert refused.status_code == 409
    told = refused.json()
    assert told["code"] == "attribute.in_use"
    assert [(use["kind"], use["name"], use["where"], use["pointer"]) for use in told["used_by"]] == [
        ("segment", "Outside", "exclude", "/value"),
        ("earning_rule", "For the club", "condition", "/value"),
    ]
    assert all("no longer fits as text" in use["breaks"] for use in told["used_by"])
    assert story.get("/segments/outside")["state"] != "broken"
    declared(story, type="boolean", default=True)


def test_one_that_is_left_out_by_an_attribute_is_computed_again_when_it_is_read_otherwise(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean")
    story.customer("eva")
    segment(story, {"value": "customer.external_id", "op": "exists"})
    club = {"value": "customer.attributes.club", "op": "=", "to": True}
    story.client.patch("/v1/segments/outside", json={"version": 1, "exclude": club})
    story.road.run_dry()
    assert story.members("outside") == {"eva"}

    declared(story, type="boolean", default=True)

    assert story.members("outside") == set()
