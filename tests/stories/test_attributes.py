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

    declared(story, type="text")
    assert story.get("/segments/outside")["state"] == "broken"
    assert story.members("outside") == {"eva"}, "it keeps its last result"

    declared(story, type="boolean", default=False)
    assert story.get("/segments/outside")["state"] == "active"
