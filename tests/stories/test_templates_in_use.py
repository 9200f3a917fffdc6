"""A template that something is to send by is not archived, and what that is, is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run
from tests.stories.mail import template
from tests.stories.shop import open_shop


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def archive(story: Story, of: dict[str, Any]) -> Any:
    return story.client.post(f"/v1/mail-templates/{of['id']}/archive")


def test_by_a_campaign_until_it_has_ended(story: Story) -> None:
    of = template(story)
    id = run(story, "Welcome", drawn(
        {"kind": "by_hand"}, node("mail", {"kind": "mail", "template": of["id"]}, next="end"),
    ))  # fmt: skip

    refused = archive(story, of)
    story.post(f"/campaigns/{id}/end", {})

    assert (refused.status_code, refused.json()["code"]) == (409, "mail_template.in_use")
    assert refused.json()["used_by"] == ["the campaign 'Welcome'"]
    assert "the campaign 'Welcome'; change those first" in refused.json()["detail"]
    assert archive(story, of).json()["state"] == "archived"


def test_by_a_newsletter_until_it_is_cancelled(story: Story) -> None:
    of = template(story)
    march = story.post("/newsletters", {"name": "March", "template": of["id"]})
    when = (story.now + timedelta(days=1)).isoformat()
    story.post(f"/newsletters/{march['id']}/schedule", {"version": march["version"], "at": when})

    assert archive(story, of).json()["used_by"] == ["the newsletter 'March'"]
    story.post(f"/newsletters/{march['id']}/unschedule", {})

    assert archive(story, of).status_code == 200


def test_by_a_reward_until_it_is_switched_off(story: Story) -> None:
    of = template(story, kind="transactional")
    promotion = story.post(
        "/promotions",
        {"name": "Ten", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published"},
    )
    made = story.post("/rewards", {"name": "Ten off", "promotion": promotion["id"], "points": 5, "template": of["id"]})

    assert archive(story, of).json()["used_by"] == ["the reward 'Ten off'"]
    story.client.patch(f"/v1/rewards/{made['id']}", json={"version": 1, "active": False}).raise_for_status()

    assert archive(story, of).status_code == 200
