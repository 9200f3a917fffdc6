"""Campaigns over HTTP: drawn, checked, published, paused, ended, put away."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.flows.road import Road

from .conftest import Send, SignIn

WOMEN = {"value": "customer.gender", "op": "=", "to": "female"}
DRAFT: dict[str, Any] = {
    "trigger": {"kind": "registered"},
    "first": "women",
    "nodes": [
        {"id": "women", "step": {"kind": "condition", "condition": WOMEN}, "next": {"yes": "give", "no": "end"}},
        {"id": "give", "step": {"kind": "award_points", "points": 500}, "next": {"next": "end"}, "at": [10, 20]},
        {"id": "end", "step": {"kind": "end"}},
    ],
}


@pytest.fixture
def client(signed_in: SignIn) -> TestClient:
    return signed_in()


def made(client: TestClient, name: str = "Welcome", draft: Any = DRAFT) -> dict[str, Any]:
    answer = client.post("/v1/campaigns", json={"name": name, "draft": draft})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_draft_reads_as_sentences_with_its_branches(client: TestClient) -> None:
    told = made(client)

    assert (told["state"], told["revision"], told["version"], told["entered"]) == ("draft", 1, None, 0)
    assert told["reading"] == {
        "errors": [],
        "warnings": [],
        "trigger_sentence": "when a customer registers",
        "sentences": {"women": "gender is female?", "give": "give 500 points", "end": "end"},
        "branches": {"women": ["yes", "no"], "give": ["next"], "end": []},
    }
    assert told["draft"]["nodes"][1]["at"] == [10, 20]


def test_a_draft_calls_segments_and_promotions_by_their_names(client: TestClient, road: Road) -> None:
    condition = {"value": "customer.gender", "op": "=", "to": "female"}
    client.post("/v1/segments", json={"id": "her", "name": "Women", "condition": condition}).raise_for_status()
    benefit = {"kind": "percent_of_cart", "percent": "10"}
    said = {"name": "A tenth off", "benefit": benefit, "coupon": "codes", "state": "published"}
    promotion = client.post("/v1/promotions", json=said).json()["id"]
    road.run_dry()
    node = {"id": "give", "step": {"kind": "give_coupon", "promotion": promotion}}

    told = made(client, draft={"trigger": {"kind": "segment_entered", "segment": "her"}, "nodes": [node]})["reading"]

    assert told["trigger_sentence"] == "when a customer enters Women"
    assert told["sentences"] == {"give": "give a coupon of A tenth off"}


def test_what_a_draft_probably_does_not_mean_is_told_and_can_be_published(client: TestClient) -> None:
    condition = {"value": "customer.gender", "op": "=", "to": "female"}
    client.post("/v1/segments", json={"id": "her", "name": "Women", "condition": condition}).raise_for_status()
    halves = [{"name": "treated", "percent": "50"}, {"name": "left", "percent": "50", "hold_out": True}]
    over = {"kind": "schedule", "recurs": "FREQ=DAILY;UNTIL=20260201T000000", "since": "2026-01-01", "segment": "her"}
    draft = {
        "trigger": over, "first": "halves",
        "nodes": [
            {"id": "halves", "step": {"kind": "split", "shares": halves}, "next": {"treated": "give", "left": "give"}},
            {"id": "give", "step": {"kind": "award_points", "points": 5}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}},
        ],
    }  # fmt: skip

    told = made(client, draft=draft)

    assert told["reading"]["errors"] == []
    assert [(one["pointer"], one["code"]) for one in told["reading"]["warnings"]] == [
        ("/trigger/recurs", "never_again"), ("/nodes/1", "held_out_gift"),
    ]  # fmt: skip
    assert client.post(f"/v1/campaigns/{told['id']}/publish", json={"revision": 1}).status_code == 200
    past_it = {"nodes": [draft["nodes"][0] | {"next": {"treated": "give", "left": "end"}}, *draft["nodes"][1:]]}
    weekly = over | {"recurs": "FREQ=WEEKLY;BYDAY=MO"}
    checked = client.post("/v1/campaigns/check", json={"draft": draft | past_it | {"trigger": weekly}}).json()
    assert checked["warnings"] == []


def test_what_is_wrong_is_saved_and_told_but_not_published(client: TestClient) -> None:
    draft = DRAFT | {"nodes": [*DRAFT["nodes"][:2], {"id": "lost", "step": {"kind": "wait"}}]}

    told = made(client, draft=draft)

    pointers = [error["pointer"] for error in told["reading"]["errors"]]
    assert pointers == ["/nodes/2/step/length", "/nodes/0/next/no", "/nodes/1/next/next", "/nodes/2"]
    refused = client.post(f"/v1/campaigns/{told['id']}/publish", json={"revision": 1})
    assert (refused.status_code, refused.json()["code"]) == (422, "campaign.invalid")
    assert [error["pointer"] for error in refused.json()["errors"]] == pointers
    assert client.post("/v1/campaigns/check", json={"draft": draft}).json() == told["reading"]


def test_two_who_draw_at_once_are_told_apart(client: TestClient) -> None:
    id = made(client)["id"]

    saved = client.put(f"/v1/campaigns/{id}/draft", json={"revision": 1, "draft": {}, "name": "Hello"}).json()
    late = client.put(f"/v1/campaigns/{id}/draft", json={"revision": 1, "draft": DRAFT})

    assert (saved["revision"], saved["name"], saved["draft"]["nodes"]) == (2, "Hello", [])
    assert (late.status_code, late.json()["code"], late.json()["revision"]) == (409, "changed", 2)


def test_of_two_who_rename_at_once_the_second_is_told(client: TestClient) -> None:
    id = made(client)["id"]

    first = client.put(f"/v1/campaigns/{id}/draft", json={"revision": 1, "name": "Hello"})
    second = client.put(f"/v1/campaigns/{id}/draft", json={"revision": 1, "name": "Good day"})

    assert (first.json()["revision"], first.json()["changed"]) == (2, False)
    assert second.status_code == 409


def test_a_name_is_taken_once(client: TestClient) -> None:
    made(client)

    again = client.post("/v1/campaigns", json={"name": "welcome "})

    assert (again.status_code, again.json()["code"]) == (422, "name_taken")


def test_a_campaign_lives(client: TestClient) -> None:
    id = made(client)["id"]
    path = f"/v1/campaigns/{id}"

    tested = client.post(f"{path}/publish", json={"revision": 1, "test_address": "me@shop.example"}).json()
    assert (tested["state"], tested["version"], tested["test_address"]) == ("test", 1, "me@shop.example")
    client.put(f"{path}/draft", json={"revision": 1, "draft": DRAFT | {"settings": {"ends_on": {"goal": True}}}})
    assert client.get(path).json()["changed"] is True
    running = client.post(f"{path}/publish", json={"revision": 2}).json()
    assert (running["state"], running["version"], running["changed"]) == ("running", 2, False)
    states = [
        client.post(f"{path}/{deed}").json()["state"] for deed in ("pause", "resume", "end", "archive", "restore")
    ]
    assert states == ["paused", "running", "ended", "archived", "ended"]
    refused = client.post(f"{path}/pause")
    assert (refused.status_code, refused.json()["code"]) == (409, "campaign.state")
    versions = client.get(f"{path}/versions").json()["data"]
    assert [(one["version"], one["draft"]["settings"]) for one in versions] == [
        (2, {"ends_on": {"goal": True}}),
        (1, {}),
    ]
    assert {one["published_by_name"] for one in versions} == {"Owner"}


def test_archived_campaigns_are_listed_when_asked_for(client: TestClient) -> None:
    id = made(client)["id"]
    client.post(f"/v1/campaigns/{id}/archive")

    assert client.get("/v1/campaigns").json()["data"] == []
    assert [one["id"] for one in client.get("/v1/campaigns?state=archived").json()["data"]] == [id]


def test_who_enters_by_hand_is_named_or_in_a_segment(client: TestClient, send: Send) -> None:
    send("customer", {"external_id": "anna", "updated_at": "2026-02-01T00:00:00Z"})
    id = made(client)["id"]
    path = f"/v1/campaigns/{id}/enter"

    assert client.post(path, json={"customers": ["anna"]}).json()["code"] == "campaign.state"
    client.post(f"/v1/campaigns/{id}/publish", json={"revision": 1})
    nobody = client.post(path, json={})
    unknown = client.post(path, json={"customers": ["anna", "bert"]})
    assert [one.json()["errors"][0]["pointer"] for one in (nobody, unknown)] == ["/customers", "/customers/1"]
    assert client.post(path, json={"segment": "none"}).json()["errors"][0]["code"] == "unknown_segment"
    assert client.post(path, json={"customers": ["anna"]}).json() == {"customers": 1}


def test_moving_runs_needs_another_version(client: TestClient) -> None:
    id = made(client)["id"]
    client.post(f"/v1/campaigns/{id}/publish", json={"revision": 1})

    refused = client.post(f"/v1/campaigns/{id}/move/preview", json={"of": 1, "to": 1})
    unknown = client.post(f"/v1/campaigns/{id}/move/preview", json={"of": 1, "to": 2})

    assert (refused.status_code, unknown.status_code) == (422, 404)


@pytest.mark.parametrize("unit", ["minutes", "hours", "days", "weeks", "months"])
def test_nothing_is_too_late_after_more_than_ten_years(client: TestClient, unit: str) -> None:
    far = {"unit": unit, "amount": 99_999_999}
    refused = client.put("/v1/campaign-policy", json={"too_late": far, "version": 1})

    assert refused.status_code == 422
    [fault] = refused.json()["errors"]
    assert fault["pointer"] == "/too_late/amount"
    assert fault["detail"].startswith("at most ten years")


def test_the_most_mails_are_kept_with_a_version(client: TestClient) -> None:
    assert client.get("/v1/campaign-policy").json()["most_mails"] is None

    changed = client.put("/v1/campaign-policy", json={"most_mails": 3, "days": 7, "drops": True, "version": 1}).json()
    late = client.put("/v1/campaign-policy", json={"most_mails": 4, "version": 1})

    assert (changed["most_mails"], changed["drops"], changed["version"]) == (3, True, 2)
    assert (late.status_code, late.json()["code"]) == (409, "changed")


def test_kinds_tell_branches_and_what_triggers_give(client: TestClient) -> None:
    kinds = client.get("/v1/kinds").json()

    steps = {one["kind"]: one for one in kinds["step"]}
    assert (steps["select"]["branches"], steps["split"]["branches"], steps["wait"]["waits"]) == (
        ["yes", "no"],
        None,
        True,
    )
    assert {one["kind"]: one["gives"] for one in kinds["trigger"]}["order"] == ["order"]


def test_publishing_what_is_published_already_makes_no_other_version(client: TestClient) -> None:
    path = f"/v1/campaigns/{made(client)['id']}"

    published = [client.post(f"{path}/publish", json={"revision": 1}).json() for _ in range(2)]

    assert [(one["state"], one["version"], one["changed"]) for one in published] == [("running", 1, False)] * 2
    assert len(client.get(f"{path}/versions").json()["data"]) == 1
