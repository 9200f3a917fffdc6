"""A11, newsletter: to `female` without those of the Amazon segment, opted in only."""

from __future__ import annotations

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.shop import AMAZON, FEMALE, open_shop, subscription

CONFIRMED = {"value": {"count": "subscription", "where": {"all": [
    {"value": "subscription.list", "op": "=", "to": "newsletter"},
    {"value": "subscription.status", "op": "=", "to": "confirmed"},
]}}, "op": ">=", "to": 1}  # fmt: skip


def inside(segment: str) -> Json:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


AUDIENCE = {"all": [inside("female"), CONFIRMED]}


@pytest.fixture
def story(begin: Begin) -> Story:
    """Anna, Eva and Clara are subscribed; so is Boris."""
    story = open_shop(begin)
    story.segment("female", FEMALE)
    story.segment("amazon", AMAZON)
    story.send("subscription", *(subscription(name, "confirmed", story) for name in ("anna", "boris", "clara", "eva")))
    story.segment("newsletter", AUDIENCE, exclude=inside("amazon"))
    return story


def test_who_is_subscribed_is_in_without_those_who_are_left_out(story: Story) -> None:
    assert story.members("newsletter") == {"anna", "eva"}
    assert story.previewed(AUDIENCE, exclude=inside("amazon")) == {"anna", "eva"}
    assert story.previewed(AUDIENCE) == {"anna", "clara", "eva"}
    assert story.why("newsletter", "clara")["member"] is False


def test_who_unsubscribes_leaves_at_once(story: Story) -> None:
    story.send("subscription", subscription("anna", "left", story))

    assert story.members("newsletter") == {"eva"}
    assert story.get("/segments/newsletter")["left_7d"] == 1
    why = story.why("newsletter", "anna")
    assert why["member"] is False


def test_who_has_not_confirmed_yet_is_not_opted_in(story: Story) -> None:
    story.send("subscription", subscription("anna", "pending", story))
    assert story.members("newsletter") == {"eva"}

    story.send("subscription", subscription("anna", "confirmed", story))
    assert story.members("newsletter") == {"anna", "eva"}


def test_who_is_no_longer_left_out_comes_in(story: Story) -> None:
    before = story.get("/segments/newsletter")
    asked = {"condition": AUDIENCE}
    difference = story.post("/segments/newsletter/difference", asked)
    assert (difference["entering"], difference["leaving"]) == (1, 0)

    answer = story.client.patch("/v1/segments/newsletter", json={"version": before["version"], "exclude": None})
    assert answer.status_code == 200, answer.text
    story.road.run_dry()

    assert story.members("newsletter") == {"anna", "clara", "eva"}
