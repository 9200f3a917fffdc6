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


def test_one_that_conditions_ask_for_is_removed_only_when_that_is_said_and_they_tell_why_they_broke(
    begin: Begin,
) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean")
    story.customer("eva", attributes={"club": True})
    segment(story, {"value": "customer.attributes.club", "op": "=", "to": True})
    story.road.run_dry()

    refused = story.client.delete("/v1/attributes/customer/club")
    gone = story.client.delete("/v1/attributes/customer/club", params={"anyway": True})
    story.road.run_dry()
    story.customer("boris", attributes={"club": True})

    assert (refused.status_code, refused.json()["code"]) == (409, "attribute.in_use")
    assert [(use["kind"], use["name"]) for use in refused.json()["used_by"]] == [("segment", "Outside")]
    assert "there is no field" in refused.json()["used_by"][0]["breaks"]
    assert "remove it all the same" in refused.json()["detail"]
    assert gone.status_code == 204
    assert story.client.delete("/v1/attributes/customer/club").status_code == 404
    assert "customer.attributes.club" in story.get("/segments/outside")["broken_reason"]
    assert story.members("outside") == {"eva"}, "it keeps its last result"

    declared(story, type="boolean")
    assert story.get("/segments/outside")["state"] == "active"
    assert story.members("outside") == {"eva", "boris"}, "what was sent meanwhile is read too"


def test_a_broken_segment_answers_with_what_broke_where_it_knows_nobody(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="boolean")
    story.customer("eva")
    segment(story, {"value": "customer.attributes.club", "op": "=", "to": True})
    story.road.run_dry()
    story.client.delete("/v1/attributes/customer/club", params={"anyway": True})
    story.road.run_dry()

    for path in ("members", "members/export", "explain/eva", "coming"):
        refused = story.client.get(f"/v1/segments/outside/{path}")

        assert (refused.status_code, refused.json()["code"]) == (409, "segment.broken"), path
        assert 'no field "customer.attributes.club"' in refused.json()["detail"]


def test_what_is_refreshed_by_hand_stays_as_it_was_shown_when_only_words_change(begin: Begin) -> None:
    story = begin(time_zone="Europe/Kyiv", currency="USD")
    declared(story, type="text")
    story.customer("eva", attributes={"club": "silver"})
    club = {"value": "customer.attributes.club", "op": "=", "to": "silver"}
    story.segment("shown", club, refresh={"kind": "by_hand"})
    story.segment("now", club)
    story.customer("boris", attributes={"club": "silver"})
    assert (story.members("shown"), story.members("now")) == ({"eva"}, {"eva", "boris"})

    declared(story, type="text", label="The club", description="What card they have")
    assert story.members("shown") == {"eva"}

    declared(story, type="text", default="silver")
    assert story.members("shown") == {"eva", "boris"}, "what was shown was about something else"
