"""Campaigns of a step or two, what lets customers enter them, and what they have had of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.stories.conftest import Story
from tests.stories.drawing import drawn, node

Json = dict[str, Any]
TAG: Json = {"kind": "tags", "add": ["seen"]}
ONE: Json = {"kind": "award_points", "points": 1}


def gives_one(trigger: Json, **said: Any) -> Json:
    return drawn(trigger, node("one", ONE, next="end"), **said)


def event(story: Story, name: str, **said: Any) -> None:
    story.now += timedelta(seconds=1)
    story.post("/events", {"data": [{"name": name, "customer": "anna", "occurred_at": story.now.isoformat()} | said]})


def has(story: Story, name: str = "anna") -> int:
    found: int = story.points(name)["available"]
    return found


def grant(story: Story, points: int, name: str = "anna") -> None:
    story.now += timedelta(seconds=1)
    story.post(f"/customers/{story.id_of(name)}/points", {"points": points, "reason": "a present"})
