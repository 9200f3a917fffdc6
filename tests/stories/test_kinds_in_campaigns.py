"""Campaigns give, take and heed every kind of points, the first where none is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of
from tests.stories.shop import open_shop
from tests.stories.test_simulation import simulated

Json = dict[str, Any]
STOP = node("stop", {"kind": "goal"}, next="end")


@pytest.fixture
def story(begin: Begin) -> Story:
    story = open_shop(begin)
    story.post("/points/kinds", {"id": "stars", "singular": "star", "plural": "stars"})
    return story


def happens(story: Story) -> None:
    story.now += timedelta(seconds=1)
    story.post("/events", {"data": [{"name": "joins", "customer": "anna", "occurred_at": story.now.isoformat()}]})


def grant(story: Story, points: int, **said: Any) -> None:
    story.now += timedelta(seconds=1)
    story.post(f"/customers/{story.id_of('anna')}/points", {"points": points, "reason": "a present"} | said)


def have(story: Story, kind: str) -> int:
    found: int = story.get(f"/customers/{story.id_of('anna')}/points", points_kind=kind)["available"]
    return found


def test_stars_are_given_and_taken_and_points_stay_as_they_are(story: Story) -> None:
    grant(story, 100)
    run(story, "Stars", drawn({"kind": "event", "name": "joins"},
        node("give", {"kind": "award_points", "points": 5, "points_kind": "stars"}, next="more"),
        node("more", {"kind": "award_points", "points": {"of": "balance"}, "points_kind": "stars"}, next="take"),
        node("take", {"kind": "deduct_points", "points": 3, "points_kind": "stars"}, next="end"),
    ))  # fmt: skip

    happens(story)

    assert (have(story, "stars"), have(story, "points")) == (7, 100)


@pytest.mark.parametrize(
    "trigger",
    [
        {"kind": "points_granted", "points_kind": "stars", "at_least": 5},
        {"kind": "balance_reached", "points_kind": "stars", "points": 5},
        {"kind": "points_ending", "points_kind": "stars", "days": 20},
    ],
)
def test_a_trigger_heeds_stars_and_no_points(story: Story, trigger: Json) -> None:
    ends = {"ends_at": (story.now + timedelta(days=20, minutes=3)).isoformat()}
    run(story, "Heeding", drawn(trigger, STOP))

    grant(story, 7, **ends)
    story.pass_time(story.now + timedelta(minutes=5))
    assert runs_of(story, "anna") == []
    ends = {"ends_at": (story.now + timedelta(days=20, minutes=3)).isoformat()}
    grant(story, 7, points_kind="stars", **ends)
    story.pass_time(story.now + timedelta(minutes=5))

    assert len(runs_of(story, "anna")) == 1
    assert simulated(story, drawn(trigger, STOP), days=5)["entered"] == 1


def test_a_kind_that_a_campaign_gives_is_in_use(story: Story) -> None:
    give = node("give", {"kind": "award_points", "points": 5, "points_kind": "stars"}, next="end")
    run(story, "Stars", drawn({"kind": "event", "name": "joins"}, give))

    refused = story.client.post("/v1/points/kinds/stars/archive", json={})

    assert refused.status_code == 409
    assert "the campaign 'Stars'" in refused.json()["detail"]
