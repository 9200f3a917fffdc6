"""A rule is tried on past orders by a job, and tells what came of it."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars import app as rooms
from regulars.books import Books
from regulars.books.jobs import Jobs
from regulars.facts.store import Facts
from regulars.http.scopes import Role, Scope

from .conftest import Clock, Send, SignIn

PATH = "/v1/earning-rules/what-if"
RULE: dict[str, Any] = {
    "name": "twice",
    "style": {"kind": "per_amount", "points": 2, "amount": {"amount": "5.00", "currency": "USD"}},
}


def order(number: str, at: datetime, total: str) -> dict[str, Any]:
    return {
        "external_id": number,
        "updated_at": at.isoformat(),
        "placed_at": at.isoformat(),
        "customer": "anna",
        "status": "complete",
        "currency": "USD",
        "subtotal": total,
        "grand_total": total,
    }


@pytest.fixture
def client(signed_in: SignIn, send: Send, clock: Clock) -> TestClient:
    with send.at_once():
        send("customer", {"external_id": "anna", "updated_at": clock.at.isoformat()})
        send("order", *(order(f"o{days}", clock.at - timedelta(days=days), "20.00") for days in (3, 40, 400)))
    return signed_in(Role.MARKETER)


def tried(client: TestClient, books: Books, facts: Facts, **said: Any) -> dict[str, Any]:
    """The answer once the worker has done the job."""
    answer = client.post(PATH, json={"rule": RULE} | said)
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] == "waiting"
    Jobs(books, rooms.job_handlers(facts)).work(threading.Event(), until_idle=True)
    done: dict[str, Any] = client.get(f"{PATH}/{answer.json()['id']}").json()
    assert done["state"] == "done", done
    return done


def test_a_new_rule_is_tried_on_the_orders_of_the_last_year(client: TestClient, books: Books, facts: Facts) -> None:
    done = tried(client, books, facts)

    assert (done["done"], done["total"]) == (2, 2)
    assert done["result"]["rule"] == {"points": 16, "orders": 2, "customers": 1, "cost": None}
    assert done["result"]["in_force"] is None


def test_a_rule_that_is_there_is_told_beside_what_it_would_be(
    client: TestClient, books: Books, facts: Facts, clock: Clock
) -> None:
    once = RULE | {"style": RULE["style"] | {"points": 1}}
    made = client.post("/v1/earning-rules", json=once).json()
    segment = {"id": "all", "name": "All", "condition": {"value": "customer.external_id", "op": "exists"}}
    client.post("/v1/segments", json=segment)

    since = (clock.at - timedelta(days=1_000)).isoformat()
    result = tried(client, books, facts, id=made["id"], since=since)["result"]

    assert (result["rule"]["points"], result["in_force"]["points"]) == (24, 12)
    assert [month["points"] for month in result["months"]] == [8, 8, 8]
    assert [one["id"] for one in result["segments"]] == ["all"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"rule": {"name": "x", "style": {"kind": "birthday", "points": 5}}}, "/rule/style/kind"),
        ({"rule": RULE | {"condition": {"value": "order.nothing", "op": "exists"}}}, "/rule/condition/value"),
        (
            {
                "rule": RULE
                | {"style": {"kind": "per_amount", "points": 2, "amount": {"amount": "5.001", "currency": "USD"}}}
            },
            "/rule/style/amount",
        ),
        ({"rule": RULE, "since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "/until"),
    ],
)
def test_what_can_not_be_tried_is_refused(client: TestClient, said: dict[str, Any], pointer: str) -> None:
    answer = client.post(PATH, json=said)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_trial_of_nothing_is_not_found(client: TestClient, with_key: SignIn) -> None:
    assert client.post(PATH, json={"rule": RULE, "id": "77"}).status_code == 404
    assert client.get(f"{PATH}/77").status_code == 404
    assert with_key(Scope.POINTS_READ).post(PATH, json={"rule": RULE}).status_code == 403
