"""Points that paid for an order and are given back after their end: they stay ended, or last for the days of grace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import open_shop, order

from .test_e1_checkout import reserved, stocked


@pytest.fixture
def story(begin: Begin) -> Story:
    """An order that Fedir paid with twenty points, whose end has come since."""
    story = stocked(open_shop(begin))
    points = f"/customers/{story.id_of('fedir')}/points"
    story.post(points, {"points": -20, "reason": "others", "key": "away"})
    story.post(points, {"points": 20, "reason": "a gift", "key": "short", "lifetime": {"amount": 1, "unit": "days"}})
    held = reserved(story, points=20).json()
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "100"})
    story.send("order", order("100", "fedir", "130.00", "pending", placed_at=story.now.isoformat()))
    story.pass_time(story.now + timedelta(days=3))
    return story


def change(story: Story, **said: Any) -> Any:
    version = story.get("/points/programme")["version"]
    return story.client.patch("/v1/points/programme", json={"version": version} | said)


def cancel(story: Story) -> None:
    story.send("order", order("100", "fedir", "130.00", "cancelled", placed_at=story.now.isoformat()))


def test_without_grace_they_stay_ended(story: Story) -> None:
    cancel(story)

    assert story.points("fedir")["balance"] == 0
    assert story.get("/points/programme")["grace_days"] is None


def test_with_grace_they_can_be_spent_until_the_end_of_its_last_day(story: Story) -> None:
    assert change(story, grace_days=5).json()["grace_days"] == 5

    cancel(story)

    (lot,) = [one for one in story.points("fedir")["lots"] if one["state"] == "open"]
    last = story.books.shop().calendar.local_date(story.now) + timedelta(days=5)
    ends_at = story.books.shop().calendar.day_start(last + timedelta(days=1))
    assert (lot["remaining"], lot["ends_at"]) == (20, ends_at.isoformat().replace("+00:00", "Z"))
    story.pass_time(ends_at)
    assert story.points("fedir")["balance"] == 0


def test_grace_is_taken_away_again_and_has_at_least_a_day(story: Story) -> None:
    change(story, grace_days=5)

    assert change(story, grace_days=0).status_code == 422
    assert change(story, singular="star").json()["grace_days"] == 5
    assert change(story, grace_days=None).json()["grace_days"] is None
    cancel(story)
    assert story.points("fedir")["balance"] == 0
