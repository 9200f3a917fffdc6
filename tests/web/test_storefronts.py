"""Pages of other origins send events, and reach nothing else."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Scope

from .conftest import SignIn

SHOP = "https://shop.example"
EVENT = {"name": "quiz", "customer": "anna", "occurred_at": "2026-02-01T10:00:00Z"}


def ask(client: TestClient, path: str, headers: str = "authorization,content-type") -> dict[str, str]:
    """What a browser is told that asks before it sends."""
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": headers}
    answer = client.options(path, headers=asked)
    told = {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}
    return told if answer.status_code == 200 else {}


def test_a_browser_may_send_events_with_a_key(visitor: TestClient) -> None:
    told = ask(visitor, "/v1/events")

    assert told["access-control-allow-origin"] == "*"
    assert {"Authorization", "Content-Type"} <= set(told["access-control-allow-headers"].split(", "))


def test_the_page_can_read_the_answer(with_key: SignIn) -> None:
    answer = with_key().post("/v1/events", json={"data": [EVENT]}, headers={"Origin": SHOP})

    assert (answer.json()["accepted"], answer.headers["access-control-allow-origin"]) == (1, "*")


def test_the_page_can_read_what_is_wrong(visitor: TestClient) -> None:
    answer = visitor.post("/v1/events", json={"data": [EVENT]}, headers={"Origin": SHOP})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (401, "*")


def test_a_session_does_not_count_on_another_page(visitor: TestClient) -> None:
    assert "access-control-allow-credentials" not in ask(visitor, "/v1/events")
    assert ask(visitor, "/v1/events", "x-regulars") == {}


@pytest.mark.parametrize("path", ["/v1/records/order", "/v1/events/", "/v1/session", "/v1/customers"])
def test_nothing_else_is_open_to_other_pages(with_key: SignIn, path: str) -> None:
    client = with_key(Scope.RECORDS_WRITE)

    assert ask(client, path) == {}
    assert "access-control-allow-origin" not in client.post(path, json={}, headers={"Origin": SHOP}).headers
