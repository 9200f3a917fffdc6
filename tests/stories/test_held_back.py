"""A segment that holds back what it does holds back campaigns too, never who is in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of
from tests.stories.shop import customer, open_shop

Json = dict[str, Any]
FRENCH = {"value": "customer.language", "op": "=", "to": "fr"}
STOP = node("stop", {"kind": "goal"}, next="end")
TAGGED: Json = {"on_entry": {"add": ["french"]}}


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def speak(story: Story, language: str, *names: str) -> None:
    story.send("customer", *(customer(name, language=language) for name in names))


def keys(story: Story, name: str) -> list[str]:
    return [one["key"] for one in runs_of(story, name)]


def cooling(story: Story, trigger: str) -> None:
    """A segment that does nothing more about anybody for a day, and a campaign by who comes or goes."""
    actions = TAGGED | {"cool_down": {"amount": 1, "unit": "days"}}
    story.segment("french", FRENCH, actions=actions)
    run(story, "Bonjour", drawn({"kind": trigger, "segment": "french"}, STOP))


def test_who_leaves_during_a_cool_down_is_let_through_when_it_is_over(story: Story) -> None:
    cooling(story, "segment_left")
    speak(story, "fr", "anna")
    story.pass_time(story.now + timedelta(hours=1))
    speak(story, "en", "anna")
    left = story.now

    assert (story.members("french"), keys(story, "anna")) == (set(), [])
    story.pass_time(story.now + timedelta(hours=22))
    assert keys(story, "anna") == []
    story.pass_time(story.now + timedelta(hours=2))

    assert keys(story, "anna") == [f"stay:french:{left.isoformat()}"]


def test_who_comes_and_goes_during_a_cool_down_is_never_let_through(story: Story) -> None:
    cooling(story, "segment_entered")
    speak(story, "fr", "anna")
    first = keys(story, "anna")
    assert len(first) == 1
    for language in ("en", "fr"):
        story.pass_time(story.now + timedelta(hours=1))
        speak(story, language, "anna")

    story.pass_time(story.now + timedelta(days=3))

    assert keys(story, "anna") == first


def test_a_jump_lets_nobody_enter_before_it_is_approved(story: Story) -> None:
    story.segment("french", FRENCH, actions=TAGGED, hold_jumps=True)
    run(story, "Bonjour", drawn({"kind": "segment_entered", "segment": "french"}, STOP))
    crowd = [f"c{n}" for n in range(20)]
    speak(story, "fr", *crowd[:1])
    assert len(keys(story, "c0")) == 1, "the first are no jump"
    speak(story, "fr", *crowd[1:])
    came = story.now
    speak(story, "en", "c19")

    assert len(story.members("french")) == 19
    assert keys(story, "c1") == keys(story, "c19") == []
    story.client.post("/v1/segments/french/approve", json={}).raise_for_status()
    story.pass_time(story.now + timedelta(minutes=1))

    assert (len(keys(story, "c1")), keys(story, "c19")) == (1, [])
    assert keys(story, "c1") == [f"stay:french:{came.isoformat()}"]
    story.pass_time(story.now + timedelta(days=1))
    assert [len(keys(story, name)) for name in crowd] == [1] * 19 + [0]


def test_what_came_before_the_campaign_began_lets_nobody_enter_though_it_is_approved_after(story: Story) -> None:
    story.segment("french", FRENCH, actions=TAGGED, hold_jumps=True)
    speak(story, "fr", "c0")
    speak(story, "fr", *(f"c{n}" for n in range(1, 20)))
    story.pass_time(story.now + timedelta(minutes=1))
    run(story, "Bonjour", drawn({"kind": "segment_entered", "segment": "french"}, STOP))

    story.client.post("/v1/segments/french/approve", json={}).raise_for_status()
    story.pass_time(story.now + timedelta(minutes=1))

    assert keys(story, "c1") == []
