"""Points over HTTP: rules, the programme, the proof, and what a customer has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from tests.web.conftest import Clock, Send
from tests.web.earning import FIVE, made, order

from regulars.books import Books
from regulars.http.scopes import Role
from regulars.points import service
from regulars.points.tables import earning_rule


def test_a_rule_is_made_and_read_again(owner: TestClient) -> None:
    condition = {"value": "order.grand_total", "op": ">=", "to": "20"}

    rule = made(owner, condition=condition, lifetime={"amount": 12, "unit": "months"})

    assert rule["style"] == FIVE
    assert rule["condition"] == condition
    assert rule["grant_status"] == "complete"
    assert rule["sentence"].startswith("1 point for every full $5.00, lasting 12 months: ")
    assert owner.get(f"/v1/earning-rules/{rule['id']}").json() == rule
    assert owner.get("/v1/earning-rules", params={"search": "FIVE"}).json() == {"data": [rule], "next_cursor": None}
    assert owner.get("/v1/earning-rules", params={"search": "ten"}).json()["data"] == []


def test_a_change_says_which_version_it_is_of(owner: TestClient) -> None:
    rule = made(owner, lifetime={"amount": 30, "unit": "days"})
    path = f"/v1/earning-rules/{rule['id']}"

    changed = owner.patch(path, json={"version": 1, "name": "five", "lifetime": None})
    late = owner.patch(path, json={"version": 1, "active": False})

    assert changed.json() | {"updated_at": ""} == rule | {
        "name": "five", "lifetime": None, "version": 2, "updated_at": "",
        "sentence": "1 point for every full $5.00",
    }  # fmt: skip
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (409, "changed", 2)


def test_a_rule_kept_under_a_name_that_is_none_can_be_changed(owner: TestClient, books: Books) -> None:
    rule = made(owner, lifetime={"amount": 30, "unit": "days"})
    with books.transaction() as unit:
        unit.connection.execute(sa.update(earning_rule).values(name=" "))

    changed = owner.patch(f"/v1/earning-rules/{rule['id']}", json={"version": 1, "active": False})

    assert changed.status_code == 200, changed.text
    assert (changed.json()["active"], changed.json()["lifetime"]) == (False, rule["lifetime"])


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"style": {"kind": "per_mile"}}, "/style/kind"),
        ({"style": FIVE | {"points": 0}}, "/style/points"),
        ({"style": FIVE | {"amount": {"amount": "5.001", "currency": "USD"}}}, "/style/amount"),
        ({"style": FIVE | {"amount": {"amount": "0", "currency": "USD"}}}, "/style/amount"),
        ({"condition": {"value": "order.size", "op": "=", "to": 1}}, "/condition/value"),
        ({"lifetime": {"amount": 0, "unit": "days"}}, "/lifetime/amount"),
        ({"awaits": {"action": "event"}}, "/awaits"),
        ({"awaits": {"action": "release", "name": "me"}}, "/awaits"),
        (
            {"awaits": {"action": "event", "name": "survey", "deadline": {"amount": 0, "unit": "days"}}},
            "/awaits/deadline/amount",
        ),
        (
            {
                "awaits": {"action": "release", "lasts_from": "granted"},
                "lifetime": {"amount": 3, "unit": "months", "counted": "inactivity"},
            },
            "/awaits",
        ),
        ({"name": ""}, "/name"),
        ({"starts_at": "2026-03-02T00:00:00Z", "ends_at": "2026-03-01T00:00:00Z"}, "/ends_at"),
    ],
)
def test_what_is_wrong_in_a_rule_is_named(owner: TestClient, given: dict[str, Any], pointer: str) -> None:
    answer = owner.post("/v1/earning-rules", json={"name": "x", "style": FIVE} | given)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_reader_looks_and_changes_nothing(signed_in: Any) -> None:
    reader = signed_in(Role.READER)

    assert reader.get("/v1/earning-rules").status_code == 200
    assert reader.post("/v1/earning-rules", json={"name": "x", "style": FIVE}).status_code == 403
    assert reader.patch("/v1/points/programme", json={"version": 1}).status_code == 403


def test_a_rule_that_is_not_there(owner: TestClient) -> None:
    assert owner.get("/v1/earning-rules/99").status_code == 404
    assert owner.patch("/v1/earning-rules/99", json={"version": 1}).status_code == 404


def test_a_customers_points_by_lot_and_in_history(owner: TestClient, send: Any) -> None:
    made(owner, lifetime={"amount": 1, "unit": "months"})
    for n in range(3):
        send("order", order(f"o{n}", f"{n + 1}0.00"))

    points = owner.get("/v1/customers/1/points", params={"limit": 2}).json()
    rest = owner.get("/v1/customers/1/points", params={"limit": 2, "cursor": points["next_cursor"]}).json()

    assert (points["balance"], points["pending"], points["held"], points["debt"]) == (12, 0, 0, 0)
    assert points["unit"] == {"singular": "point", "plural": "points"}
    assert [lot["points"] for lot in points["lots"]] == [6, 4, 2]
    assert points["lots"][0] | {"id": ""} == {
        "id": "", "points": 6, "remaining": 6, "held": 0, "starts_at": "2026-03-01T12:00:00Z",
        "ends_at": "2026-04-01T21:00:00Z", "state": "open", "source": "o2", "rule": "each five", "legal_entity": "Shop", "waits_for": None,
    }  # fmt: skip
    entries = points["entries"] + rest["entries"]
    assert [(one["kind"], one["points"], one["order"]) for one in entries] == [
        ("earned", 6, "o2"), ("earned", 4, "o1"), ("earned", 2, "o0"),
    ]  # fmt: skip
    assert rest["next_cursor"] is None
    assert owner.get("/v1/customers/1").json()["points"] == 12


def test_a_hold_is_told_until_it_lapses(owner: TestClient, send: Send, books: Books, clock: Clock) -> None:
    made(owner)
    send("order", order("o1", "50.00"))
    with books.transaction() as unit:
        lapses_at = unit.now + timedelta(minutes=15)
        service.hold(unit, 1, 4, key="checkout:9", lapses_at=lapses_at, reason="at the checkout")

    told = owner.get("/v1/customers/1/points").json()
    clock.at = lapses_at
    later = owner.get("/v1/customers/1/points").json()

    assert (told["held"], told["balance"]) == (4, 6)
    assert [(one["key"], one["points"], one["reason"]) for one in told["holds"]] == [
        ("checkout:9", 4, "at the checkout")
    ]
    assert (later["held"], later["balance"], later["holds"]) == (0, 10, [])


def test_nobody_has_points(owner: TestClient) -> None:
    assert owner.get("/v1/customers/7/points").status_code == 404


def test_the_programme_says_where_all_points_are(owner: TestClient, send: Any) -> None:
    made(owner)
    send("order", order("o1", "50.00"))

    programme = owner.get("/v1/points/programme").json()
    changed = owner.patch("/v1/points/programme", json={"version": 1, "plural": "stars", "shortage": "forgive"})

    assert (programme["issued"], programme["available"], programme["active"]) == (10, 10, True)
    assert programme["legal_entities"] == ["Shop"]
    assert (changed.json()["plural"], changed.json()["shortage"], changed.json()["version"]) == ("stars", "forgive", 2)
    assert owner.patch("/v1/points/programme", json={"version": 1, "active": False}).status_code == 409


def test_the_proof_names_what_is_broken(owner: TestClient, send: Any, books: Books) -> None:
    made(owner)
    send("order", order("o1", "50.00"))
    assert owner.post("/v1/points/verify").json()["ok"] is True

    with books.transaction() as unit:
        unit.driver.execute("update points_lot set remaining = remaining + 1")
    proof = owner.post("/v1/points/verify").json()

    assert proof["ok"] is False
    assert {problem["name"] for problem in proof["problems"]} == {
        "a lot's points are remaining, held, used, ended, reversed or adjusted",
        "a lot's columns are what its entries say",
        "a balance is its lots, less what is owed",
    }


def test_a_call_repeated_with_its_key_makes_one_rule(owner: TestClient) -> None:
    body, headers = {"name": "once", "style": FIVE}, {"Idempotency-Key": "k1"}

    first = owner.post("/v1/earning-rules", json=body, headers=headers)
    second = owner.post("/v1/earning-rules", json=body, headers=headers)

    assert first.json() == second.json()
    assert len(owner.get("/v1/earning-rules").json()["data"]) == 1
