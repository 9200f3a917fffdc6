"""What a page says with the key that everybody can read is known, and nothing of worth is given for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http import access

from .conftest import Begin, Story

ONE = {"kind": "end"}


@pytest.fixture
def story(begin: Begin) -> Story:
    told = begin(time_zone="Europe/Kyiv", currency="USD")
    told.customer("anna", email="anna@shop.example")
    return told


@pytest.fixture
def page(story: Story) -> TestClient:
    """A page of the shop, and whoever reads its key."""
    with story.books.transaction("user:1") as unit:
        _, key = access.create_key(unit, name="pages", publishable=True, scopes=frozenset())
    return TestClient(story.client.app, headers={"Authorization": f"Bearer {key}"})


def told_by(client: TestClient, story: Story, id: str, name: str = "quiz") -> None:
    answer = client.post("/v1/events", json={"data": [{"id": id, "name": name, "customer": "anna"}]})
    assert answer.json()["data"][0]["status"] == "accepted", answer.text
    story.pass_time(story.now + timedelta(seconds=2))


def campaign(story: Story, step: dict[str, Any], **trigger: Any) -> str:
    nodes = [{"id": "only", "step": step, "next": {"next": "end"}}, {"id": "end", "step": ONE}]
    draft = {"trigger": {"kind": "event", "name": "quiz"} | trigger, "first": "only", "nodes": nodes}
    made = story.post("/campaigns", {"name": step["kind"], "draft": draft})
    story.post(f"/campaigns/{made['id']}/publish", {"revision": made["revision"]})
    return str(made["id"])


def entered(story: Story, id: str) -> int:
    found: int = story.get(f"/campaigns/{id}")["entered"]
    return found


def test_an_earning_rule_heeds_the_servers_events_alone(story: Story, page: TestClient) -> None:
    story.post(
        "/earning-rules",
        {"name": "Quiz", "style": {"kind": "event", "event": "quiz", "points": 10, "once": "an event"}},
    )

    for n in range(5):
        told_by(page, story, f"page-{n}")
    assert story.points("anna")["balance"] == 0

    told_by(story.client, story, "server-1")
    assert story.points("anna")["balance"] == 10


def test_a_campaign_that_gives_is_entered_by_the_servers_events_alone(story: Story, page: TestClient) -> None:
    gives, asks = (
        campaign(story, {"kind": "award_points", "points": 50}),
        campaign(story, {"kind": "tags", "add": ["quiz"]}),
    )

    told_by(page, story, "page-1")
    assert (entered(story, gives), entered(story, asks)) == (0, 1)
    assert story.points("anna")["balance"] == 0

    told_by(story.client, story, "server-1")
    assert entered(story, gives) == 1
    assert story.points("anna")["balance"] == 50


def test_who_waits_in_a_campaign_that_gives_goes_on_by_the_servers_events_alone(story: Story, page: TestClient) -> None:
    wait = {"kind": "wait_event", "name": "quiz", "at_most": {"amount": 7, "unit": "days"}}
    nodes = [
        {"id": "wait", "step": wait, "next": {"happened": "give", "timed_out": "end"}},
        {"id": "give", "step": {"kind": "award_points", "points": 50}, "next": {"next": "end"}},
        {"id": "end", "step": ONE},
    ]
    made = story.post(
        "/campaigns", {"name": "Quiz", "draft": {"trigger": {"kind": "by_hand"}, "first": "wait", "nodes": nodes}}
    )
    story.post(f"/campaigns/{made['id']}/publish", {"revision": made["revision"]})
    story.post(f"/campaigns/{made['id']}/enter", {"customers": ["anna"]})
    story.pass_time(story.now + timedelta(seconds=2))

    told_by(page, story, "page-1")
    assert story.points("anna")["balance"] == 0

    told_by(story.client, story, "server-1")
    assert story.points("anna")["balance"] == 50


def test_points_that_wait_for_an_event_wait_for_the_servers(story: Story, page: TestClient) -> None:
    rule = {"name": "Visit", "style": {"kind": "event", "event": "visit", "points": 10, "once": "an event"}}
    story.post("/earning-rules", rule | {"awaits": {"action": "event", "name": "quiz"}})
    told_by(story.client, story, "server-1", "visit")

    told_by(page, story, "page-1")
    assert (story.points("anna")["available"], story.points("anna")["pending"]) == (0, 10)

    told_by(story.client, story, "server-2", "QUIZ")  # case makes no difference, as in rules
    assert (story.points("anna")["available"], story.points("anna")["pending"]) == (10, 0)


def test_conditions_see_what_pages_say(story: Story, page: TestClient) -> None:
    quiz = {"value": "event.name", "op": "=", "to": "quiz"}
    story.segment("quizzed", {"value": {"count": "event", "where": quiz}, "op": ">=", "to": 1})

    told_by(page, story, "page-1")

    assert story.members("quizzed") == {"anna"}
