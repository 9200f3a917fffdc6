"""A wait for an event or an order counts what happened while its customer was on the way to it, each thing once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import Json, drawn, node, path, run, runs_of, tick
from tests.stories.shop import open_shop, order

DAY = {"amount": 1, "unit": "days"}
START = {"kind": "event", "name": "start"}


def waits(name: str) -> Json:
    return {"kind": "wait_event", "name": name, "at_most": DAY}


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def events(story: Story, *names: str) -> None:
    """All in one moment, a second after one another."""
    story.now += timedelta(minutes=1)
    sent = [
        {"name": name, "customer": "anna", "occurred_at": (story.now - timedelta(seconds=len(names) - n)).isoformat()}
        for n, name in enumerate(names)
    ]
    story.post("/events", {"data": sent})
    story.road.run_dry()


def test_what_happens_in_the_moment_of_entering_counts_and_what_came_before_does_not(story: Story) -> None:
    run(story, "Waits", drawn(START, node("first", waits("ping"), happened="again", timed_out="end"),
        node("again", waits("ping"), happened="end", timed_out="end")))  # fmt: skip

    events(story, "ping", "start")
    assert path(story, runs_of(story, "anna")[0]) == []

    events(story, "start", "ping")
    assert path(story, runs_of(story, "anna")[0]) == [("first", "happened")], "the second wait is for another one"

    tick(story, hours=1)
    events(story, "ping")
    assert path(story, runs_of(story, "anna")[0])[-2:] == [("again", "happened"), ("end", None)]


def test_a_wait_for_the_event_that_let_somebody_enter_is_for_the_next(story: Story) -> None:
    run(story, "Waits", drawn(START, node("again", waits("start"), happened="end", timed_out="end")))

    events(story, "start")

    assert path(story, runs_of(story, "anna")[0]) == []


def test_an_order_that_comes_in_with_the_occasion_counts(story: Story) -> None:
    wait = {"kind": "wait_order", "statuses": ["complete"], "at_most": DAY}
    run(story, "Waits", drawn(START, node("order", wait, happened="end", timed_out="end")))
    story.now += timedelta(minutes=1)

    placed = (story.now - timedelta(seconds=1)).isoformat()
    occurred = (story.now - timedelta(seconds=2)).isoformat()
    story.client.post("/v1/events", json={"data": [{"name": "start", "customer": "anna", "occurred_at": occurred}]})
    story.send("order", order("1", "anna", "10.00", "complete", placed_at=placed))

    assert path(story, runs_of(story, "anna")[0])[0] == ("order", "happened")
