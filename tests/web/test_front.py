"""What is answered before everything else is answered as it would be the way of all others."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Scope
from regulars.web import front
from regulars.web.guards import LARGEST_BODY_BYTES

from .conftest import SignIn

CART = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "2", "price": "30.00"}]}
ITS_OWN = {"content-length", "vary", "content-encoding"}
"""Headers that follow from compression."""


@pytest.fixture
def client(with_key: SignIn) -> TestClient:
    return with_key(Scope.CHECKOUTS_WRITE, Scope.QUOTES_ASK)


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were answered in front."""
    paths: list[str] = []
    usual = front.in_thread

    async def noted(answer: Any, request: Any, body: bytes) -> Any:
        response = await usual(answer, request, body)
        paths.append(request.url.path)
        return response

    monkeypatch.setattr(front, "in_thread", noted)
    return paths


def both(client: TestClient, path: str, **sent: Any) -> tuple[httpx.Response, httpx.Response]:
    """The answers in front and the way of all others, which a program goes that takes compressed ones."""
    sent.setdefault("json", {"cart": CART})
    headers = sent.pop("headers", {})
    return (
        client.post(path, headers=headers | {"Accept-Encoding": "identity"}, **sent),
        client.post(path, headers=headers | {"Accept-Encoding": "gzip"}, **sent),
    )


def told(answer: httpx.Response) -> tuple[int, dict[str, str], Any]:
    body = answer.json() if answer.content else None
    if isinstance(body, dict):
        body.pop("at", None)
    return answer.status_code, {name: value for name, value in answer.headers.items() if name not in ITS_OWN}, body


def test_a_quote_is_the_same_both_ways(client: TestClient, answered: list[str]) -> None:
    client.post("/v1/quotes", json={"cart": CART})  # the first is what remembers
    answered.clear()

    one, other = both(client, "/v1/quotes")

    assert one.status_code == 200
    assert told(one) == told(other)
    assert answered == ["/v1/quotes"]
    assert one.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/v1/quotes", {"json": {"cart": {"currency": "EUR?", "lines": []}}}, 422),
        ("/v1/quotes", {"content": b"not JSON", "headers": {"Content-Type": "application/json"}, "json": None}, 400),
        ("/v1/quotes", {"headers": {"Authorization": "Bearer rk_nobody"}}, 401),
        ("/v1/quotes", {"headers": {"Authorization": "Basic x"}}, 401),
        ("/v1/quotes?x=1", {}, 422),
        ("/v1/quotes", {"json": {"cart": CART | {"currency": "XXQ"}}, "headers": {"Accept-Language": "pl"}}, 422),
        ("/v1/checkouts", {"json": {"cart": CART, "to_pay": "1.00"}, "headers": {"Accept-Language": "ru"}}, 409),
        ("/v1/checkouts", {"headers": {"Idempotency-Key": "k" * 300}}, 422),
        ("/v1/checkouts/nothing/confirm", {"json": {"order": "1"}}, 404),
        ("/v1/checkouts/nothing/confirm", {"json": {}}, 422),
    ],
)
def test_what_is_refused_is_refused_alike(client: TestClient, path: str, sent: dict[str, Any], status: int) -> None:
    client.post("/v1/quotes", json={"cart": CART})

    one, other = both(client, path, **sent)

    assert one.status_code == status, one.text
    assert told(one) == told(other)


def test_who_may_not_is_refused_alike(with_key: SignIn) -> None:
    client = with_key(Scope.POINTS_READ)
    one, other = both(client, "/v1/quotes")
    assert one.status_code == 403
    assert told(one) == told(other)


def test_a_checkout_in_front_is_reserved_and_confirmed(client: TestClient, answered: list[str]) -> None:
    client.post("/v1/quotes", json={"cart": CART})
    answered.clear()

    made = client.post("/v1/checkouts", json={"cart": CART}, headers={"Idempotency-Key": "a"})
    again = client.post("/v1/checkouts", json={"cart": CART}, headers={"Idempotency-Key": "a"})
    other = client.post("/v1/checkouts", json={"cart": CART | {"store": "x"}}, headers={"Idempotency-Key": "a"})
    id = made.json()["id"]
    done = client.post(f"/v1/checkouts/{id}/confirm", json={"order": "100"})
    twice = client.post(f"/v1/checkouts/{id}/confirm", json={"order": "100"})
    taken = client.post(f"/v1/checkouts/{id}/confirm", json={"order": "101"})

    assert (made.status_code, again.status_code, again.json()) == (201, 201, made.json())
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key_reused")
    assert (done.status_code, done.json()["state"], done.json()["order"]) == (200, "confirmed", "100")
    assert twice.json() == done.json()
    assert (taken.status_code, taken.json()["code"]) == (409, "checkout.not_reserved")
    assert answered == ["/v1/checkouts", "/v1/checkouts", f"/v1/checkouts/{id}/confirm", f"/v1/checkouts/{id}/confirm"]


def test_an_order_of_another_checkout_is_refused(client: TestClient) -> None:
    ids = [client.post("/v1/checkouts", json={"cart": CART}).json()["id"] for _ in range(2)]
    assert client.post(f"/v1/checkouts/{ids[0]}/confirm", json={"order": "100"}).status_code == 200
    taken = client.post(f"/v1/checkouts/{ids[1]}/confirm", json={"order": "100"})
    assert (taken.status_code, taken.json()["code"]) == (409, "checkout.order_taken")


def test_what_is_too_long_or_of_no_said_length_goes_the_way_of_all_others(
    client: TestClient, answered: list[str]
) -> None:
    body = b'{"cart": {"currency": "USD", "lines": []}}'
    headers = {"Content-Type": "application/json"}
    client.post("/v1/quotes", json={"cart": CART})
    answered.clear()

    long = client.post("/v1/quotes", content=body, headers=headers | {"Content-Length": str(LARGEST_BODY_BYTES + 1)})
    in_parts = client.post("/v1/quotes", content=iter([body[:9], body[9:]]), headers=headers)

    assert (long.status_code, in_parts.status_code) == (413, 200)
    assert answered == []


def test_a_mistake_of_ours_is_told_as_one(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/v1/quotes", json={"cart": CART})
    monkeypatch.setattr("regulars.flows.quotes.quoter.receipt", lambda _: 1 / 0)

    one, other = both(client, "/v1/quotes")

    assert (one.status_code, one.json()["code"]) == (500, other.json()["code"])
    assert one.headers.keys() == other.headers.keys()
