"""What callers give is refused in words where it can't be kept or compared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying

FIVE = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


@pytest.fixture
def owner(signed_in: Any) -> TestClient:
    client: TestClient = signed_in()
    return client


def pointers(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [one["pointer"] for one in answer.json()["errors"]]


def test_a_parameter_that_a_route_does_not_know_is_refused_with_what_it_may_have_been(owner: TestClient) -> None:
    mistyped = owner.get("/v1/points/history?custmer=7&limit=5")
    strange = owner.get("/v1/points/history", params={"from": "2026-02-01", "bogus": "1"})
    none = owner.get("/v1/points/kinds?since=2026-02-01")

    assert pointers(mistyped) == ["/custmer"]
    assert mistyped.json()["detail"] == "there is no parameter 'custmer' here; did you mean customer?"
    assert pointers(strange) == ["/bogus", "/from"]
    assert "cursor, customer, kind, legal_entity, limit, points_kind, rule, since, until" in strange.json()["detail"]
    assert none.json()["detail"] == "there is no parameter 'since' here, nor any other; leave it out"


def test_a_page_may_be_opened_with_parameters_of_others(owner: TestClient) -> None:
    assert owner.get("/panel?key=pk&utm_source=mail").status_code == 200


def test_an_instant_of_a_rule_says_its_offset(owner: TestClient) -> None:
    rule = {"name": "spring", "style": FIVE, "starts_at": "2026-01-01T00:00:00"}

    assert pointers(owner.post("/v1/earning-rules", json=rule)) == ["/starts_at"]


def test_an_instant_that_was_kept_without_an_offset_is_utc() -> None:
    said = Saying(style=PerAmount(points=1, amount=100), starts_at=datetime(2026, 1, 1))

    assert said.starts_at == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", ["segments/preview", "conditions/explain"])
def test_an_instant_to_look_at_says_its_offset(owner: TestClient, path: str) -> None:
    asked = {"condition": FEMALE, "at": "2026-01-01T00:00:00"} | ({"customer": "1"} if "explain" in path else {})

    assert pointers(owner.post(f"/v1/{path}", json=asked)) == ["/at"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_lies_in_years_that_can_be_reckoned_with(owner: TestClient, at: str) -> None:
    assert pointers(owner.post("/v1/segments/preview", json={"condition": FEMALE, "at": at})) == ["/at"]


@pytest.mark.parametrize("name", ["", "  ", "a\0b", None])
def test_a_name_can_be_kept(owner: TestClient, name: str | None) -> None:
    segment = {"name": name, "condition": FEMALE}

    assert pointers(owner.post("/v1/segments", json=segment)) == ["/name"]
    assert pointers(owner.post("/v1/earning-rules", json={"name": name, "style": FIVE})) == ["/name"]


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("records/order", [], "write a JSON object: {…}"),
        ("records/order", {"data": [1] * 1001}, "there may be at most 1,000 entries"),
        ("segments", {"name": "", "condition": FEMALE}, "this can't be empty"),
        ("segments", {"name": "x" * 201, "condition": FEMALE}, "there may be at most 200 characters"),
        (
            "earning-rules",
            {"name": "x", "style": FIVE | {"amount": {"amount": "0", "currency": "USD"}}},
            "this has to be more than 0",
        ),
    ],
)
def test_what_is_wrong_is_told_in_words_of_ours(owner: TestClient, path: str, body: Any, said: str) -> None:
    answer = owner.post(f"/v1/{path}", json=body)

    assert [one["detail"] for one in answer.json()["errors"]] == [said]


@pytest.mark.parametrize("field", ["name", "description", "applies_to"])
def test_what_a_segment_has_is_not_taken_away(owner: TestClient, field: str) -> None:
    made = owner.post("/v1/segments", json={"name": "Women", "condition": FEMALE}).json()

    change = {"version": made["version"], field: None}

    assert pointers(owner.patch(f"/v1/segments/{made['id']}", json=change)) == [f"/{field}"]


def test_a_text_that_cannot_be_kept_is_refused_wherever_it_stands(owner: TestClient) -> None:
    user = {"email": "eva@shop.example", "name": "E\0va", "role": "reader", "password": "three green apples"}
    answers = [
        owner.post("/v1/users", json=user),
        owner.post("/v1/api-keys", json={"name": "k\0y", "scopes": ["segments:read"]}),
        owner.get("/v1/coupons", params={"search": "a\0b"}),
        owner.get("/v1/segments/a%00b"),
    ]

    assert [(answer.status_code, answer.json()["errors"][0]["code"]) for answer in answers] == [(422, "nul")] * 4
