"""Every step of campaigns does what it says, in a shop."""

from __future__ import annotations

import pytest
from tests.stories.campaigning import ONE, event, grant
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, path, run, runs_of, tick
from tests.stories.shop import FEMALE, at, customer, open_shop


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_waits_go_by_the_clock_and_by_dates(story: Story) -> None:
    story.client.put("/v1/attributes/customer/due", json={"type": "date", "label": "Due"}).raise_for_status()
    story.send("customer", customer("anna", attributes={"due": "2026-03-10"}))
    id = run(story, "Waits", drawn(
        {"kind": "by_hand"},
        node("clock", {"kind": "wait_time", "at": "09:00", "weekdays": [2]}, next="date"),
        node("date", {"kind": "wait_date", "field": "customer.attributes.due", "days": -1, "at": "12:00"}, next="end"),
    ))  # fmt: skip
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna", "eva"]})

    def due(name: str) -> str:
        return str(runs_of(story, name)[0]["due_at"])

    assert due("anna") == "2026-03-03T07:00:00Z"
    story.pass_time(at("2026-03-03 07:00"))
    assert due("anna") == "2026-03-09T10:00:00Z"
    assert runs_of(story, "eva")[0]["ended_by"] == "end"
    story.pass_time(at("2026-03-09 10:00"))
    assert runs_of(story, "anna")[0]["ended_by"] == "end"


def test_waiting_for_an_event_and_for_a_condition_ends_with_it_or_with_time(story: Story) -> None:
    day = {"amount": 1, "unit": "days"}
    rich = {"value": {"sum": "points_entry.points"}, "op": ">=", "to": 10}
    id = run(story, "Waits", drawn(
        {"kind": "by_hand"},
        node("event", {"kind": "wait_event", "name": "ping", "at_most": day}, happened="rich", timed_out="end"),
        node("rich", {"kind": "wait_condition", "condition": rich, "at_most": day}, happened="one", timed_out="end"),
        node("one", ONE, next="end"),
    ))  # fmt: skip
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna", "eva"]})

    tick(story, hours=1)
    event(story, "ping")
    assert runs_of(story, "anna")[0]["node"] == "rich"
    grant(story, 10)
    tick(story, hours=23)

    assert path(story, runs_of(story, "anna")[0]) == [
        ("event", "happened"), ("rich", "happened"), ("one", "next"), ("end", None),
    ]  # fmt: skip
    assert path(story, runs_of(story, "eva")[0]) == [("event", "timed_out"), ("end", None)]


def test_a_condition_after_a_deed_sees_what_was_done(story: Story) -> None:
    rich = {"value": {"sum": "points_entry.points"}, "op": ">=", "to": 1}
    tagged = {"value": "customer.tags", "op": "has_any", "to": ["birthday"]}
    id = run(story, "Sees", drawn(
        {"kind": "by_hand"},
        node("one", ONE, next="rich"),
        node("rich", {"kind": "condition", "condition": rich}, yes="tag", no="end"),
        node("tag", {"kind": "tags", "add": ["birthday"]}, next="fits"),
        node("fits", {"kind": "first_fit", "fits": [{"name": "tagged", "condition": tagged}]}, tagged="take", otherwise="end"),
        node("take", {"kind": "deduct_points", "points": 5, "shortage": "owe"}, next="end"),
    ))  # fmt: skip
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    assert [node for node, _ in path(story, runs_of(story, "anna")[0])] == ["one", "rich", "tag", "fits", "take", "end"]
    assert story.get(f"/customers/{story.id_of('anna')}")["tags"] == ["birthday"]
    assert story.points("anna")["debt"] == 4
    assert story.post("/points/verify", {})["problems"] == []


def test_a_segment_asked_about_after_a_deed_has_whom_the_deed_brought(story: Story) -> None:
    story.segment("rich", {"value": {"sum": "points_entry.points"}, "op": ">=", "to": 1})
    story.segment("tagged", {"value": "customer.tags", "op": "has_any", "to": ["rich"]})
    id = run(story, "Sees", drawn(
        {"kind": "by_hand"},
        node("one", ONE, next="rich"),
        node("rich", {"kind": "select", "segment": "rich"}, yes="tag", no="end"),
        node("tag", {"kind": "tags", "add": ["rich"]}, next="tagged"),
        node("tagged", {"kind": "select", "segment": "tagged"}, yes="take", no="end"),
        node("take", {"kind": "deduct_points", "points": 1}, next="gone"),
        node("gone", {"kind": "select", "segment": "rich"}, yes="end", no="end"),
    ))  # fmt: skip
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    assert path(story, runs_of(story, "anna")[0]) == [
        ("one", "next"), ("rich", "yes"), ("tag", "next"), ("tagged", "yes"), ("take", "next"), ("gone", "no"), ("end", None),
    ]  # fmt: skip


def test_one_campaign_enters_another_and_ends_it(story: Story) -> None:
    wait = {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}
    other = run(story, "Other", drawn({"kind": "by_hand"}, node("wait", wait, next="end")))
    enters = run(story, "Enters", drawn(
        {"kind": "by_hand"}, node("go", {"kind": "enter_campaign", "campaign": other}, next="end")
    ))  # fmt: skip
    ends = run(story, "Ends", drawn(
        {"kind": "by_hand"}, node("stop", {"kind": "end_campaign", "campaign": other}, next="end")
    ))  # fmt: skip

    story.post(f"/campaigns/{enters}/enter", {"customers": ["anna"]})
    assert next((one["campaign"], one["ended_at"]) for one in runs_of(story, "anna")) == (other, None)
    story.post(f"/campaigns/{ends}/enter", {"customers": ["anna"]})

    assert {one["campaign"]: one["ended_by"] for one in runs_of(story, "anna")} == {
        other: "campaign", enters: "end", ends: "end",
    }  # fmt: skip


def test_a_goal_ends_a_run_where_it_says_so_and_so_does_leaving_the_segment(story: Story) -> None:
    wait = {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}
    story.segment("women", FEMALE)
    goal = run(story, "Goal", drawn(
        {"kind": "by_hand"}, node("goal", {"kind": "goal"}, next="wait"), node("wait", wait, next="end"),
        settings={"ends_on": {"goal": True}},
    ))  # fmt: skip
    stays = run(story, "Stays", drawn(
        {"kind": "by_hand"}, node("wait", wait, next="end"), settings={"ends_on": {"left_segment": "women"}}
    ))  # fmt: skip
    for id in (goal, stays):
        story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    story.send("customer", customer("anna", gender="male"))

    found = {one["campaign"]: one for one in runs_of(story, "anna")}
    assert (found[goal]["ended_by"], found[stays]["ended_by"]) == ("goal", "left")
    assert found[goal]["goal_at"] is not None


# What they go by


def test_a_segment_that_a_campaign_goes_by_is_not_archived(story: Story) -> None:
    story.segment("women", FEMALE)
    in_women = {"value": "customer.segments", "op": "has_any", "to": ["women"]}
    id = run(story, "Women", drawn(
        {"kind": "segment_entered", "segment": "women"},
        node("asked", {"kind": "condition", "condition": in_women}, yes="end", no="end"),
    ))  # fmt: skip

    refused = story.client.post("/v1/segments/women/archive")

    assert refused.status_code == 409
    assert "the campaign 'Women'" in refused.json()["detail"]
    story.post(f"/campaigns/{id}/end", {})
    assert story.post("/segments/women/archive", {})["state"] == "archived"


def test_who_is_moved_to_a_group_is_in_it_while_no_segment_says_another(story: Story) -> None:
    id = run(story, "Target", drawn(
        {"kind": "by_hand"}, node("group", {"kind": "group", "to": "Recommendation Target"}, next="end")
    ))  # fmt: skip
    story.segment("men", {"value": "customer.gender", "op": "=", "to": "male"}, actions={"group": "VIP"})

    story.post(f"/campaigns/{id}/enter", {"customers": ["anna", "boris"]})
    assert (story.group("anna"), story.group("boris")) == ("Recommendation Target", "VIP")

    story.send("customer", customer("boris", gender="female"), customer("anna", gender="male"))
    assert (story.group("anna"), story.group("boris")) == ("VIP", "Recommendation Target")
    story.send("customer", customer("anna"))
    assert story.group("anna") == "Recommendation Target"
