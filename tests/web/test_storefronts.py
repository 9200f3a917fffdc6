"""Pages of other origins send events, and reach nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.journal import read, stamp

from .conftest import NOON, Clock, SignIn

SHOP = "https://shop.example"
EVENT = {"name": "quiz", "customer": "anna", "occurred_at": "2026-03-01T12:00:00Z"}


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


def tell(client: TestClient, **event: Any) -> dict[str, Any]:
    """What becomes of one event."""
    [told] = client.post("/v1/events", json={"data": [{"name": "quiz", "customer": "anna"} | event]}).json()["data"]
    assert isinstance(told, dict)
    return told


def places(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in told["errors"]]


@pytest.mark.parametrize("at", ["2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z", "2026-03-01T12:10:00.000001Z"])
def test_a_page_can_not_write_a_past_or_a_future(with_key: SignIn, at: str) -> None:
    told = tell(with_key(), id="1", occurred_at=at)

    assert (told["status"], places(told)) == ("refused", [("/occurred_at", "just_now")])
    assert "leave occurred_at out" in told["errors"][0]["detail"]


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_pages_clock_may_be_ten_minutes_off(with_key: SignIn, minutes: int) -> None:
    at = NOON + timedelta(minutes=minutes)

    assert tell(with_key(), occurred_at=at.isoformat())["status"] == "accepted"


def test_a_server_tells_of_what_was(with_key: SignIn) -> None:
    assert tell(with_key(Scope.RECORDS_WRITE), occurred_at="2020-01-01T00:00:00Z")["status"] == "accepted"


def test_an_event_that_does_not_say_when_happened_when_it_came_and_is_one(
    with_key: SignIn, books: Books, clock: Clock
) -> None:
    client = with_key()

    first = tell(client, id="q1")
    clock.at += timedelta(hours=1)
    again = tell(client, id="q1")

    stamp(books)
    [entry] = read(books, 0).entries
    assert (first["status"], again["status"]) == ("accepted", "repeated")
    assert (entry.updated_at, orjson.loads(entry.body)["occurred_at"]) == (NOON, "2026-03-01T12:00:00Z")


def test_an_event_that_says_neither_when_nor_which_could_not_be_known_again(with_key: SignIn) -> None:
    told = tell(with_key())

    assert (told["status"], places(told)) == ("refused", [("/id", "missing")])


def test_history_says_when_it_happened(with_key: SignIn) -> None:
    event = {"id": "1", "name": "quiz"}

    answer = with_key(Scope.RECORDS_WRITE).post("/v1/events", json={"data": [event], "live": False}).json()

    assert places(answer["data"][0]) == [("/occurred_at", "missing")]
