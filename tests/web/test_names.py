"""Two things of one kind that bear one name can't be told apart in a list, so the second is refused."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from .conftest import SignIn

CONDITION = {"value": "customer.country", "op": "=", "to": "PL"}
STYLE = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
USER = {"email": "eva@shop.example", "role": "reader", "password": "three green apples"}

NAMED: list[tuple[str, dict[str, Any]]] = [
    ("/v1/segments", {"condition": CONDITION}),
    ("/v1/earning-rules", {"style": STYLE}),
    ("/v1/api-keys", {"scopes": ["records:write"]}),
]


@pytest.fixture
def owner(signed_in: SignIn) -> TestClient:
    return signed_in()


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]


@pytest.mark.parametrize(("path", "rest"), NAMED)
def test_a_name_that_is_taken_is_refused_at_its_field(owner: TestClient, path: str, rest: dict[str, Any]) -> None:
    assert owner.post(path, json={"name": "Regulars"} | rest).status_code == 201

    again = owner.post(path, json={"name": " REGULARS"} | rest)

    assert (again.status_code, again.json()["code"]) == (422, "name_taken")
    assert faults(again) == [("/name", "name_taken")]
    assert "'Regulars' already" in again.json()["detail"]


@pytest.mark.parametrize(("path", "rest"), [*NAMED, ("/v1/users", USER)])
@pytest.mark.parametrize("name", ["", "  "])
def test_nothing_is_called_by_spaces(owner: TestClient, path: str, rest: dict[str, Any], name: str) -> None:
    refused = owner.post(path, json={"name": name} | rest)

    assert refused.status_code == 422
    assert [pointer for pointer, _ in faults(refused)] == ["/name"]


@pytest.mark.parametrize("path", ["/v1/segments", "/v1/earning-rules"])
def test_what_is_there_can_not_take_the_name_of_another(owner: TestClient, path: str) -> None:
    rest = dict(NAMED)[path]
    owner.post(path, json={"name": "One"} | rest)
    two = owner.post(path, json={"name": "Two"} | rest).json()

    refused = owner.patch(f"{path}/{two['id']}", json={"version": two["version"], "name": "one"})
    kept = owner.patch(f"{path}/{two['id']}", json={"version": two["version"], "name": "TWO"})

    assert faults(refused) == [("/name", "name_taken")]
    assert kept.json()["name"] == "TWO"


def test_the_name_of_what_is_archived_or_revoked_is_free(owner: TestClient) -> None:
    segment = owner.post("/v1/segments", json={"name": "VIP", "condition": CONDITION}).json()
    key = owner.post("/v1/api-keys", json={"name": "shop", "publishable": True}).json()
    owner.post(f"/v1/segments/{segment['id']}/archive")
    owner.delete(f"/v1/api-keys/{key['id']}")

    assert owner.post("/v1/segments", json={"name": "VIP", "condition": CONDITION}).status_code == 201
    assert owner.post("/v1/api-keys", json={"name": "shop", "publishable": True}).status_code == 201


def test_a_user_keeps_a_name_that_is_one(owner: TestClient) -> None:
    user = owner.post("/v1/users", json={"name": "Eva"} | USER).json()

    assert faults(owner.patch(f"/v1/users/{user['id']}", json={"name": " "})) == [("/name", "blank")]
