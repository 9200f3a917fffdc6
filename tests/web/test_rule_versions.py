"""Versions of rules over HTTP: what each said, who had it say so, what that changed, and an older one restored."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn
from tests.web.earning import FIVE, made, order

from regulars.http.scopes import Role

USD = {"currency": "USD"}
TENTH = {"points": 10, "amount": {"amount": "1.00", **USD}}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
EARNING, SPENDING = "/v1/earning-rules/1", "/v1/spending-rules/1"


def changed(client: TestClient, path: str, version: int, **said: Any) -> Any:
    answer = client.patch(path, json={"version": version} | said)
    assert answer.status_code == 200, answer.text
    return answer.json()


def versions(client: TestClient, path: str = EARNING, **asked: Any) -> list[Any]:
    found: list[Any] = client.get(f"{path}/versions", params=asked).json()["data"]
    return found


def restored(client: TestClient, path: str, version: int, old: int) -> Any:
    return client.post(f"{path}/restore", json={"version": version, "restored": old})


@pytest.fixture
def rule(owner: TestClient) -> TestClient:
    """An earning rule that was changed twice, and then renamed and switched off."""
    made(owner)
    changed(owner, EARNING, 1, style=FIVE | {"points": 2}, limits={"per_day": 100})
    changed(owner, EARNING, 2, condition=FEMALE, legal_entity="Retail")
    changed(owner, EARNING, 3, name="each five, doubled", active=False)
    return owner


def test_each_version_says_what_it_changed(rule: TestClient) -> None:
    told = versions(rule)

    assert [(one["version"], one["added"], one["removed"]) for one in told] == [
        (4, [], []),
        (3, ["owed by Retail", "gender is female"], []),
        (2, ["2 points for every full $5.00", "at most 100 a day"], ["1 point for every full $5.00"]),
        (1, [], []),
    ]
    assert [(one["renamed_from"], one["switched"]) for one in told] == [
        ("each five", True), (None, False), (None, False), (None, False),
    ]  # fmt: skip
    assert [one["differs"] for one in told] == [False, False, True, True]
    assert {(one["actor"], one["actor_name"]) for one in told} == {("user:1", "Owner")}


def test_an_older_version_is_said_again_by_a_new_one(rule: TestClient) -> None:
    answer = restored(rule, EARNING, 4, 1)

    assert answer.status_code == 200, answer.text
    now = answer.json()
    assert (now["version"], now["style"]["points"], now["condition"], now["legal_entity"]) == (5, 1, None, "Shop")
    assert (now["name"], now["active"]) == ("each five, doubled", False), "these stay as they are"
    assert versions(rule)[0]["removed"] == [
        "2 points for every full $5.00", "at most 100 a day", "owed by Retail", "gender is female",
    ]  # fmt: skip
    assert [one["version"] for one in versions(rule)] == [5, 4, 3, 2, 1]


def test_what_is_said_already_is_not_restored(rule: TestClient) -> None:
    refused = restored(rule, EARNING, 4, 3)

    assert (refused.status_code, refused.json()["code"]) == (409, "points.says_so_already")
    assert len(versions(rule)) == 4


def test_a_version_that_is_not_there_or_is_not_the_present_one_is_refused(rule: TestClient) -> None:
    assert restored(rule, EARNING, 4, 9).status_code == 404
    assert (restored(rule, EARNING, 3, 1).status_code, restored(rule, EARNING, 3, 1).json()["code"]) == (409, "changed")


def test_pages_of_versions_join(rule: TestClient) -> None:
    first = rule.get(f"{EARNING}/versions", params={"limit": 3}).json()
    rest = rule.get(f"{EARNING}/versions", params={"limit": 3, "cursor": first["next_cursor"]}).json()

    assert [one["version"] for one in first["data"] + rest["data"]] == [4, 3, 2, 1]
    assert first["data"][2]["added"] == ["2 points for every full $5.00", "at most 100 a day"]


def test_spending_rules_have_versions_too(owner: TestClient) -> None:
    owner.post("/v1/spending-rules", json={"name": "tenth", "exchange": TENTH}).raise_for_status()
    changed(owner, SPENDING, 1, exchange=TENTH | {"least": 50}, stores=["North"])

    told = versions(owner, SPENDING)
    answer = restored(owner, SPENDING, 2, 1)

    assert [(one["version"], one["added"], one["removed"]) for one in told] == [
        (2, ["at least 50 points", "in North"], []), (1, [], []),
    ]  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert (answer.json()["version"], answer.json()["stores"]) == (3, [])
    assert restored(owner, SPENDING, 3, 1).json()["code"] == "points.says_so_already"


def test_a_condition_that_names_what_is_gone_is_refused_where_it_lies(owner: TestClient) -> None:
    owner.post("/v1/segments", json={"id": "girls", "name": "Girls", "condition": FEMALE}).raise_for_status()
    made(owner, condition={"value": "customer.segments", "op": "has_any", "to": ["girls"]})
    changed(owner, EARNING, 1, condition=None)
    assert owner.post("/v1/segments/girls/archive").status_code == 200

    refused = restored(owner, EARNING, 2, 1)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"][:10]) == (422, "/condition")


def test_a_posting_of_an_order_names_the_version_that_it_earned_by(owner: TestClient, send: Send, clock: Clock) -> None:
    made(owner)
    send("order", order("o1", "50.00"))
    clock.at = NOON.replace(hour=13)
    changed(owner, EARNING, 1, style=FIVE | {"points": 2})
    clock.at = NOON.replace(hour=14)
    send("order", order("o2", "50.00") | {"placed_at": "2026-03-01T13:30:00Z", "updated_at": "2026-03-01T13:30:00Z"})

    entries = owner.get("/v1/customers/1/points").json()["entries"]
    postings = owner.get("/v1/points/history").json()["data"]

    assert [(one["order"], one["points"], one["rule_version"]) for one in entries] == [("o2", 20, 2), ("o1", 10, 1)]
    assert [(one["order"], one["rule_version"]) for one in postings] == [("o2", 2), ("o1", 1)]


def test_a_reader_sees_versions_and_restores_none(signed_in: SignIn, rule: TestClient) -> None:
    reader = signed_in(Role.READER)

    assert len(versions(reader)) == 4
    assert restored(reader, EARNING, 4, 1).status_code == 403
