"""D4, edited while running: those under way finish in their version; moving them is a deed of its own."""

from __future__ import annotations

from typing import Any

from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of, tick
from tests.stories.shop import customer, open_shop

HOUR = {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}
PEOPLE = [f"c{n:03}" for n in range(100)]


def draft(points: int, wait: str = "wait") -> dict[str, Any]:
    return drawn(
        {"kind": "by_hand"},
        node(wait, HOUR, next="give"),
        node("give", {"kind": "award_points", "points": points}, next="end"),
    )


def begun(begin: Begin) -> tuple[Story, str]:
    """A hundred customers wait in version 1, then version 2 is published."""
    story = open_shop(begin)
    story.send("customer", *(customer(name) for name in PEOPLE))
    id = run(story, "Gift", draft(10))
    story.post(f"/campaigns/{id}/enter", {"customers": PEOPLE})
    return story, id


def publish(story: Story, id: str, what: dict[str, Any]) -> None:
    revision = story.get(f"/campaigns/{id}")["revision"]
    story.client.put(f"/v1/campaigns/{id}/draft", json={"revision": revision, "draft": what}).raise_for_status()
    story.post(f"/campaigns/{id}/publish", {"revision": revision + 1})


def test_those_under_way_finish_in_their_version_and_new_ones_begin_in_the_next(begin: Begin) -> None:
    story, id = begun(begin)
    publish(story, id, draft(20))
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    assert [(one["version"], one["under_way"]) for one in story.get(f"/campaigns/{id}/versions")["data"]] == [
        (2, 1),
        (1, 100),
    ]

    tick(story, hours=1)

    assert {story.points(name)["available"] for name in PEOPLE[::10]} == {10}
    assert story.points("anna")["available"] == 20


def test_moving_the_waiting_ones_is_shown_and_then_done(begin: Begin) -> None:
    story, id = begun(begin)
    publish(story, id, draft(20))
    due = runs_of(story, PEOPLE[0])[0]["due_at"]

    shown = story.post(f"/campaigns/{id}/move/preview", {"of": 1, "to": 2})
    assert shown["moves"] == [{"node": "wait", "to": "wait", "runs": 100, "waits_on": True}]
    assert runs_of(story, PEOPLE[0])[0]["version"] == 1
    assert story.post(f"/campaigns/{id}/move", {"of": 1, "to": 2}) == shown

    moved = runs_of(story, PEOPLE[0])[0]
    assert (moved["version"], moved["due_at"]) == (2, due)
    tick(story, hours=1)
    assert {story.points(name)["available"] for name in PEOPLE[::10]} == {20}


def test_who_comes_to_another_step_takes_it_at_once_and_who_has_none_is_refused(begin: Begin) -> None:
    story, id = begun(begin)
    publish(story, id, draft(20, wait="pause"))

    refused = story.client.post(f"/v1/campaigns/{id}/move", json={"of": 1, "to": 2}).json()
    assert [(one["pointer"], one["code"]) for one in refused["errors"]] == [("/mapping/wait", "unmapped")]
    story.post(f"/campaigns/{id}/move", {"of": 1, "to": 2, "mapping": {"wait": "give"}})

    assert {story.points(name)["available"] for name in PEOPLE[::10]} == {20}


def test_who_is_mapped_to_nothing_ends(begin: Begin) -> None:
    story, id = begun(begin)
    publish(story, id, draft(20))

    story.post(f"/campaigns/{id}/move", {"of": 1, "to": 2, "mapping": {"wait": None}})

    assert {runs_of(story, name)[0]["ended_by"] for name in PEOPLE[::10]} == {"moved"}


def test_nothing_goes_on_while_it_is_paused_and_an_end_ends_all(begin: Begin) -> None:
    story, id = begun(begin)
    story.post(f"/campaigns/{id}/pause", {})
    tick(story, hours=2)
    assert story.points(PEOPLE[0])["available"] == 0

    story.post(f"/campaigns/{id}/resume", {})
    assert story.points(PEOPLE[0])["available"] == 10
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    story.post(f"/campaigns/{id}/end", {})
    tick(story, seconds=2)

    assert runs_of(story, "anna")[0]["ended_by"] == "campaign"
