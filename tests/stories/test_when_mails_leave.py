"""When mails of campaigns leave: outside of quiet hours, not too many of them, before it is too late; and what is said of those that
wait or never leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, mails, node, run, runs_of, template, tick
from tests.stories.shop import at, customer, open_shop

LEAVES = """<a href="{{ links.unsubscribe }}">Unsubscribe</a>"""
QUIET = {"since": "21:00", "until": "10:30"}
"""At 10:00 in Kyiv the day's stories begin."""


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def policy(story: Story, **said: Any) -> None:
    story.client.put("/v1/campaign-policy", json={"version": 1, **said}).raise_for_status()


def by_hand(story: Story, kind: str = "marketing", **settings: Any) -> str:
    name = " ".join([kind, *settings])
    said = {"kind": "mail", "template": template(story, name, LEAVES, kind=kind)}
    return run(story, name, drawn({"kind": "by_hand"}, node("mail", said, next="end"), settings=settings))


def waiting(story: Story, campaign: str) -> list[tuple[str, str, str, str | None]]:
    """The mails of a campaign that are held back: to whom, by which node, for what, until when at least."""
    found = story.get(f"/results/campaign/{campaign}/messages", what="pending")["data"]
    return [
        (one["customer"]["external_id"], one["node"], one["waits_for"], one["due_at"])
        for one in found
        if one["waits_for"]
    ]


def test_mails_wait_until_quiet_hours_are_over_and_are_dropped_when_too_late(story: Story) -> None:
    quiet = {"since": "09:00", "until": "18:00"}
    mail = {"kind": "mail", "template": template(story, "Hello")}
    patient = run(story, "Patient", drawn(
        {"kind": "by_hand"}, node("mail", mail, next="end"), settings={"quiet_hours": quiet}
    ))  # fmt: skip
    hasty = run(story, "Hasty", drawn(
        {"kind": "by_hand"}, node("mail", mail, next="end"),
        settings={"quiet_hours": quiet, "too_late": {"amount": 1, "unit": "hours"}},
    ))  # fmt: skip
    story.post(f"/campaigns/{patient}/enter", {"customers": ["anna"]})
    story.post(f"/campaigns/{hasty}/enter", {"customers": ["eva"]})

    assert mails(story) == []
    assert runs_of(story, "anna")[0]["due_at"] == "2026-03-01T16:00:00Z"
    assert waiting(story, patient) == [("anna", "mail", "quiet_hours", "2026-03-01T16:00:00Z")]
    (dropped,) = runs_of(story, "eva")
    assert story.get(f"/campaign-runs/{dropped['id']}")["path"][0]["done"] == {"passed_over": "too_late"}
    why = story.get("/messages/why", customer=story.id_of("eva"), source="campaign", source_id=hasty)
    assert [(one["state"], one["reason"]) for one in why["messages"]] == [("blocked", "too_late")]
    story.pass_time(at("2026-03-01 16:00"))
    assert mails(story) == [("anna", "mail")]
    assert waiting(story, patient) == []


@pytest.mark.parametrize("drops", [True, False])
def test_one_mail_too_many_is_dropped_or_waits(story: Story, drops: bool) -> None:
    policy = {"most_mails": 1, "days": 1, "drops": drops, "version": 1}
    story.client.put("/v1/campaign-policy", json=policy).raise_for_status()
    said = {"kind": "mail", "template": template(story, "Hello", LEAVES, kind="marketing")}
    id = run(story, "Twice", drawn(
        {"kind": "by_hand"}, node("first", said, next="second"), node("second", said, next="end")
    ))  # fmt: skip
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    assert mails(story) == [("anna", "first")]
    assert (runs_of(story, "anna")[0]["ended_by"] == "end") is drops
    [first] = [one for one in story.get("/messages", source="campaign", source_id=id)["data"] if one["node"] == "first"]
    room_at = datetime.fromisoformat(first["sent_at"] or first["queued_at"]) + timedelta(days=1)
    waits = [("anna", "second", "cap", f"{room_at:%Y-%m-%dT%H:%M:%SZ}")] * (not drops)
    assert waiting(story, id) == waits
    for to in (room_at - timedelta(hours=20), room_at - timedelta(seconds=1)):
        story.pass_time(to)
        assert waiting(story, id) == waits
    assert mails(story) == [("anna", "first")]

    story.pass_time(room_at)

    assert mails(story) == [("anna", "first")] + ([] if drops else [("anna", "second")])
    told = story.get("/messages", source="campaign", source_id=id)["data"]
    assert [(one["node"], one["reason"]) for one in told if one["state"] == "blocked"] == [("second", "cap")] * drops


def test_what_is_held_back_is_pending_and_counted_by_what_it_waits_for(story: Story) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story)

    story.post(f"/campaigns/{id}/enter", {"customers": ["anna", "eva"]})

    found = story.get(f"/results/campaign/{id}")
    assert (found["pending"], found["sent"]) == (2, 0)
    assert found["waiting_for"] == [{"waits_for": "quiet_hours", "count": 2, "until": "2026-03-01T08:30:00Z"}]
    why = story.get("/messages/why", customer=story.id_of("anna"), source="campaign", source_id=id)
    assert [(one["state"], one["waits_for"]) for one in why["messages"]] == [("queued", "quiet_hours")]


def test_what_could_leave_but_for_its_paused_campaign_says_so_until_that_goes_on(story: Story) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story)
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    story.post(f"/campaigns/{id}/pause", {})
    story.pass_time(at("2026-03-01 08:32"))

    assert waiting(story, id) == [("anna", "mail", "paused", None)]
    assert story.get(f"/results/campaign/{id}")["waiting_for"] == [{"waits_for": "paused", "count": 1, "until": None}]

    story.post(f"/campaigns/{id}/resume", {})
    tick(story, minutes=1)
    assert waiting(story, id) == []
    assert mails(story) == [("anna", "mail")]


def test_what_waits_for_later_says_that_its_campaign_is_paused_while_it_is(story: Story) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story)
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    story.post(f"/campaigns/{id}/pause", {})
    tick(story, minutes=2)
    assert waiting(story, id) == [("anna", "mail", "paused", None)]

    story.post(f"/campaigns/{id}/resume", {})
    tick(story, minutes=2)

    assert waiting(story, id) == [("anna", "mail", "quiet_hours", "2026-03-01T08:30:00Z")]


def test_what_was_held_back_when_the_run_ended_says_that_it_never_left(story: Story) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story)
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    story.post(f"/campaigns/{id}/end", {})
    tick(story, minutes=2)

    told = story.get("/messages", source="campaign", source_id=id)["data"]
    assert [(one["state"], one["reason"], one["due_at"]) for one in told] == [("blocked", "run_ended", None)]


def test_what_was_held_back_leaves_nothing_behind_where_the_run_is_moved_past_it(story: Story) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story)
    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})
    kept = story.get(f"/campaigns/{id}")
    longer = drawn(
        {"kind": "by_hand"}, node("wait", {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}, next="end")
    )
    changed = story.client.put(
        f"/v1/campaigns/{id}/draft", json={"name": kept["name"], "draft": longer, "revision": kept["revision"]}
    ).json()
    story.post(f"/campaigns/{id}/publish", {"revision": changed["revision"]})

    story.post(f"/campaigns/{id}/move", {"of": 1, "to": 2, "mapping": {"mail": "wait"}})
    tick(story, minutes=2)

    assert story.get("/messages", source="campaign", source_id=id)["data"] == []


@pytest.mark.parametrize(
    ("settings", "sent_at"),
    [
        ({}, "08:30"),
        ({"quiet_hours": {"since": "21:00", "until": "12:00"}}, "10:00"),
        ({"never_quiet": True}, "08:00"),
    ],
)
def test_quiet_hours_of_all_campaigns_hold_where_one_says_nothing_else(
    story: Story, settings: dict[str, Any], sent_at: str
) -> None:
    policy(story, quiet_hours=QUIET)
    id = by_hand(story, **settings)

    story.post(f"/campaigns/{id}/enter", {"customers": ["anna"]})

    waits = sent_at != "08:00"
    assert (mails(story) == []) is waits
    if waits:
        assert runs_of(story, "anna")[0]["due_at"] == f"2026-03-01T{sent_at}:00Z"
        story.pass_time(at(f"2026-03-01 {sent_at}"))
        assert mails(story) == [("anna", "mail")]


def test_what_a_customer_waits_for_is_held_back_by_no_policy(story: Story) -> None:
    policy(story, quiet_hours=QUIET, too_late={"amount": 1, "unit": "minutes"}, most_mails=1, days=30)
    first, second = by_hand(story, "marketing", never_quiet=True), by_hand(story, "transactional")
    story.post(f"/campaigns/{first}/enter", {"customers": ["anna"]})

    story.post(f"/campaigns/{second}/enter", {"customers": ["anna"]})

    assert mails(story) == [("anna", "mail"), ("anna", "mail")]


def test_quiet_hours_go_by_the_time_zone_of_the_customer(story: Story) -> None:
    story.client.put("/v1/attributes/customer/zone", json={"type": "text", "label": "Zone"}).raise_for_status()
    story.send("customer", customer("anna", attributes={"zone": "America/New_York"}))
    policy(story, quiet_hours=QUIET, time_zone_of="zone")
    id = by_hand(story)

    story.post(f"/campaigns/{id}/enter", {"customers": ["anna", "eva"]})

    due = [runs_of(story, name)[0]["due_at"] for name in ("anna", "eva")]
    assert due == ["2026-03-01T15:30:00Z", "2026-03-01T08:30:00Z"]


def test_a_time_zone_that_no_attribute_holds_is_refused(story: Story) -> None:
    answer = story.client.put("/v1/campaign-policy", json={"version": 1, "time_zone_of": "zone"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/time_zone_of")


def test_what_is_late_for_all_campaigns_is_dropped(story: Story) -> None:
    policy(story, quiet_hours=QUIET, too_late={"amount": 15, "unit": "minutes"})
    dropped, patient = by_hand(story), by_hand(story, "marketing", never_too_late=True)

    story.post(f"/campaigns/{dropped}/enter", {"customers": ["anna"]})
    story.post(f"/campaigns/{patient}/enter", {"customers": ["eva"]})

    (of_anna,) = runs_of(story, "anna")
    assert story.get(f"/campaign-runs/{of_anna['id']}")["path"][0]["done"] == {"passed_over": "too_late"}
    assert runs_of(story, "eva")[0]["due_at"] == "2026-03-01T08:30:00Z"
