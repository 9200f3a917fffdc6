"""A11, newsletter: it goes to `female` without those of the Amazon segment, opted in only; C7, who is not opted in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.mail import BODY, have_sent, let_send, newsletter, template, told
from tests.stories.shop import AMAZON, FEMALE, customer, open_shop, subscription

from regulars.messaging.queue import NewMessage


@pytest.fixture
def story(begin: Begin) -> Story:
    """Anna, Eva and Clara are subscribed; so is Boris."""
    story = open_shop(begin)
    story.segment("female", FEMALE)
    story.segment("amazon", AMAZON)
    story.send("subscription", *(subscription(name, "confirmed", story) for name in ("anna", "boris", "clara", "eva")))
    return story


AUDIENCE = {"include": ["female"], "exclude": ["amazon"]}


def test_who_it_would_go_to_is_counted_before(story: Story) -> None:
    count = story.post("/newsletters/audience", AUDIENCE)
    everybody = story.post("/newsletters/audience", {"sends_to": "opted_in"})

    assert (count["count"], count["in_segments"]) == (2, 2), "Clara is not in the audience"
    assert (everybody["count"], everybody["not_opted_in"]) == (4, 1), "Dmytro has subscribed to nothing"


def test_who_leaves_between_queueing_and_sending_is_blocked_and_one_mail_goes_out(story: Story) -> None:
    anna = story.id_of("anna")
    have_sent(
        story, NewMessage("earlier", "newsletter", "earlier", int(template(story, "Earlier")["id"]), 1, int(anna))
    )
    let_send(story)
    [earlier] = story.get("/messages")["data"]
    mail = story.get(f"/messages/{earlier['id']}/mail")
    leave = re.search(r"<http://127.0.0.1:8000(/m/u/[^>]+)>", dict(mail["headers"])["List-Unsubscribe"])
    assert leave is not None

    march = newsletter(story, template(story), **AUDIENCE)
    story.road.run_dry()
    assert told(story, source="newsletter", source_id=march["id"]) == {(None, "queued", None)}
    assert "<button>" in story.client.get(leave[1]).text
    assert story.client.post(leave[1], data={"List-Unsubscribe": "One-Click"}).status_code == 200
    again = story.client.get(leave[1]).text
    assert "You are unsubscribed" in again
    assert "<button>" not in again
    let_send(story)

    assert told(story, source="newsletter", source_id=march["id"]) == {
        ("anna@shop.example", "blocked", "unsubscribed"),
        ("eva@shop.example", "accepted", None),
    }
    after = story.get(f"/newsletters/{march['id']}")
    assert (after["state"], after["total"], after["place"]) == ("sent", 2, 2)
    assert [(one["sent"], one["blocked"]) for one in after["results"]] == [(1, 1)]
    why = story.get("/messages/why", customer=anna, source="newsletter", source_id=march["id"])
    assert (why["status"], why["opted_in"]) == ("left", "unsubscribed")
    assert [(one["state"], one["reason"]) for one in why["messages"]] == [("blocked", "unsubscribed")]
    assert story.post("/newsletters/audience", AUDIENCE)["count"] == 1


def test_subjects_share_the_audience_and_some_get_nothing_for_comparison(story: Story) -> None:
    story.send(
        "customer", *({"external_id": f"c{n}", "email": f"c{n}@shop.example", "gender": "female"} for n in range(60))
    )

    march = newsletter(
        story, template(story), include=["female"], sends_to="all", subjects=["First", "Second"], hold_out_percent=20
    )
    let_send(story)

    after = story.get(f"/newsletters/{march['id']}")
    first, second = after["results"]
    assert (first["subject"], second["subject"]) == ("First", "Second")
    assert first["queued"] + second["queued"] + after["held_out"] == after["total"] == 63
    assert min(first["queued"], second["queued"], after["held_out"]) > 0
    subjects = {
        one["subject"] for one in story.get("/messages", source="newsletter", source_id=march["id"], limit=200)["data"]
    }
    assert subjects == {"First", "Second"}


def test_subjects_are_written_for_each_customer(story: Story) -> None:
    story.send("customer", customer("eva", first_name="Eva"))
    subjects = ["News for {{ customer.first_name }}", "{{ balance.points }} points for {{ customer.first_name }}"]

    march = newsletter(story, template(story), **AUDIENCE, subjects=subjects)
    story.post(f"/newsletters/{march['id']}/test", {"to": "me@shop.example", "customer": story.id_of("eva")})
    let_send(story)

    found = story.get("/messages", source="newsletter", source_id=march["id"])["data"]
    assert {one["source_name"] for one in found} == {"March"}
    assert {one["subject"] for one in found if one["address"] == "eva@shop.example"} <= {
        "News for Eva",
        "0 points for Eva",
    }
    tests = story.get("/messages", source="newsletter", source_id=march["id"], tests=True)["data"]
    assert {one["subject"] for one in tests if one["address"] == "me@shop.example"} == {
        "News for Eva",
        "0 points for Eva",
    }


@pytest.mark.parametrize(
    ("subject", "told"),
    [("{{ customer.frist_name }}", "first_name"), ("{{ customer.first_name", "}}"), ("{{ order.number }}", "order")],
)
def test_a_subject_that_cannot_be_written_is_refused_at_its_field(story: Story, subject: str, told: str) -> None:
    given = {"name": "March", "template": template(story)["id"], "subjects": ["Fine", subject]}

    refused = story.client.post("/v1/newsletters", json=given)

    [fault] = refused.json()["errors"]
    assert (refused.status_code, fault["pointer"]) == (422, "/subjects/1")
    assert told in fault["detail"]


def test_a_paused_newsletter_sends_nothing_until_it_is_resumed_and_a_cancelled_one_never(story: Story) -> None:
    march = newsletter(story, template(story), **AUDIENCE)
    story.road.run_dry()
    story.post(f"/newsletters/{march['id']}/pause", {})
    let_send(story)
    assert {state for _, state, _ in told(story)} == {"queued"}

    story.post(f"/newsletters/{march['id']}/resume", {})
    let_send(story)
    assert {state for _, state, _ in told(story)} == {"accepted"}

    april = newsletter(story, template(story, "April"), **AUDIENCE)
    story.road.run_dry()
    story.post(f"/newsletters/{april['id']}/cancel", {})
    let_send(story)
    assert {reason for _, _, reason in told(story, source="newsletter", source_id=april["id"])} == {"cancelled"}


def test_who_came_in_before_it_was_scheduled_is_in_its_audience(story: Story) -> None:
    """However few entries one step of the worker takes."""
    made = story.post("/newsletters", {"name": "March", "template": template(story)["id"]})
    story.now += timedelta(seconds=1)
    subscriptions = [
        {"updated_at": story.now.isoformat(), **subscription(name, "confirmed", story)} for name in ("dmytro", "gosia")
    ]
    customers = [{"external_id": "gosia", "email": "gosia@shop.example", "updated_at": story.now.isoformat()}]
    story.client.post("/v1/records/customer", json={"data": customers}).raise_for_status()
    story.client.post("/v1/records/subscription", json={"data": subscriptions}).raise_for_status()
    story.now += timedelta(seconds=1)
    story.client.post(f"/v1/newsletters/{made['id']}/schedule", json={"version": 1}).raise_for_status()
    limit, story.road.limit = story.road.limit, 1
    story.road.run_dry()
    story.road.limit = limit

    assert story.get(f"/newsletters/{made['id']}")["total"] == 6


def test_what_the_server_has_not_answered_yet_is_pending_and_not_sent_too(story: Story) -> None:
    march = newsletter(story, template(story), **AUDIENCE)
    let_send(story)
    with story.books.transaction() as unit:
        unit.driver.execute("update message set state = 'handed_over' where id = (select min(id) from message)")

    found = story.get(f"/results/newsletter/{march['id']}")

    assert (found["sent"], found["pending"]) == (1, 1)


def test_batches_leave_one_after_the_other(story: Story) -> None:
    newsletter(story, template(story), **AUDIENCE, batches={"size": 1, "minutes": 30})
    let_send(story)

    assert sorted((one["state"], one["waits_for"]) for one in story.get("/messages")["data"]) == [
        ("accepted", None), ("queued", "batch"),
    ]  # fmt: skip


def test_after_a_pause_the_next_batch_leaves_and_the_others_wait_their_turn(story: Story) -> None:
    others = [{"external_id": f"c{n}", "email": f"c{n}@shop.example", "gender": "female"} for n in range(4)]
    story.send("customer", *others)
    march = newsletter(story, template(story), include=["female"], sends_to="all", batches={"size": 2, "minutes": 30})
    at = f"/newsletters/{march['id']}"

    def gone() -> int:
        let_send(story)
        return sum(one["state"] == "accepted" for one in story.get("/messages")["data"])

    assert gone() == 2
    story.post(f"{at}/pause", {})
    story.pass_time(story.now + timedelta(hours=5))
    assert gone() == 2
    assert story.get(f"/results{at.replace('newsletters', 'newsletter')}")["waiting_for"] == [
        {"waits_for": "paused", "count": 5, "until": None}
    ]

    story.post(f"{at}/resume", {})

    assert gone() == 4
    story.post(f"{at}/pause", {})
    story.post(f"{at}/resume", {})
    assert gone() == 4
    story.pass_time(story.now + timedelta(minutes=27))
    assert gone() == 4
    story.pass_time(story.now + timedelta(minutes=1))
    assert gone() == 6


def test_it_is_not_sent_at_an_instant_that_is_past(story: Story) -> None:
    made = story.post("/newsletters", {"name": "March", "template": template(story)["id"], **AUDIENCE})
    at = f"/v1/newsletters/{made['id']}"

    refused = story.client.post(f"{at}/schedule", json={"version": 1, "at": "2020-01-01T00:00:00Z"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/at")
    assert story.client.get(at).json()["state"] == "draft"
    a_moment_ago = (story.now - timedelta(minutes=2)).isoformat()
    assert story.client.post(f"{at}/schedule", json={"version": 1, "at": a_moment_ago}).status_code == 200


def test_one_in_batches_holds_up_no_other(story: Story) -> None:
    of = template(story)
    slow = newsletter(story, of, sends_to="all", batches={"size": 1, "minutes": 60})
    story.road.run_dry()

    quick = newsletter(story, of, **AUDIENCE)
    let_send(story)

    assert story.get(f"/newsletters/{quick['id']}")["state"] == "sent"
    assert story.get(f"/newsletters/{slow['id']}")["state"] == "sending"


def test_a_template_that_shows_an_order_is_refused_and_so_is_one_that_does_so_by_now(story: Story) -> None:
    order = {"subject": "Order {{ order.number }}", "preview": "Thanks", "body": BODY}
    thanks = story.post("/mail-templates", {"name": "Thanks", "kind": "marketing", "languages": {"en": order}})
    made = story.post("/newsletters", {"name": "March", "template": thanks["id"], **AUDIENCE})
    story.post(f"/mail-templates/{thanks['id']}/publish", {"revision": thanks["revision"]})

    scheduled = story.client.post(f"/v1/newsletters/{made['id']}/schedule", json={"version": 1})
    another = story.client.post("/v1/newsletters", json={"name": "April", "template": thanks["id"]})

    for refused in (scheduled, another):
        [fault] = refused.json()["errors"]
        assert (refused.status_code, fault["pointer"], fault["code"]) == (422, "/template", "template_lacks")
        assert "shows an order, which a newsletter doesn't know" in fault["detail"]


def test_a_template_that_was_never_published_is_not_sent(story: Story) -> None:
    content = {"subject": "Draft", "body": "<mjml><mj-body></mj-body></mjml>"}
    draft = story.post("/mail-templates", {"name": "Draft", "languages": {"en": content}})
    made = story.post("/newsletters", {"name": "March", "template": draft["id"]})

    refused = story.client.post(f"/v1/newsletters/{made['id']}/schedule", json={"version": 1})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/template")


def test_c7_who_is_not_opted_in_gets_no_mail_and_a_row_that_says_why(story: Story) -> None:
    of = int(template(story)["id"])
    dmytro = int(story.id_of("dmytro"))
    have_sent(
        story,
        NewMessage("workflow:1:dmytro", "workflow", "1", of, 1, dmytro, sends_to="opted_in", list="newsletter"),
    )

    let_send(story)

    assert told(story, source="workflow") == {("dmytro@shop.example", "blocked", "not_opted_in")}
    assert not list(story.house.settings.data_dir.glob("mailbox/*/*.eml"))
