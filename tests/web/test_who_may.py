"""Every route asks who it is, and lets through only who may; read off the schema, so that a new route is asked too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from regulars.http.house import House
from regulars.http.scopes import SECRET, Role

from .conftest import SignIn

OPEN = {("GET", "/healthz"), ("GET", "/readyz"), ("POST", "/v1/session"), ("DELETE", "/v1/session")}
STOREFRONT = {
    ("POST", "/v1/events"),
    ("POST", "/v1/storefront/subscriptions"),
    ("POST", "/v1/storefront/points/estimate"),
}
SHOWN = {
    ("GET", "/v1/storefront/points"),
    ("GET", "/v1/storefront/points/history"),
    ("GET", "/v1/storefront/coupons"),
    ("GET", "/v1/storefront/rewards"),
    ("POST", "/v1/storefront/rewards"),
    ("GET", "/v1/storefront/referral"),
    ("GET", "/v1/storefront/subscriptions/mine"),
    ("POST", "/v1/storefront/subscriptions/mine"),
}
OWN = {("GET", "/v1/session"), ("PUT", "/v1/session/password"), ("PUT", "/v1/tour")}
"""What is one's own, whatever one may do otherwise."""
READS_BY_POST = {
    ("POST", "/v1/conditions/check"),
    ("POST", "/v1/conditions/explain"),
    ("POST", "/v1/segments/preview"),
    ("POST", "/v1/segments/{id}/difference"),
    ("POST", "/v1/points/verify"),
    ("POST", "/v1/points/estimate"),
    ("POST", "/v1/points/mass/preview"),
    ("POST", "/v1/earning-rules/what-if"),
    ("POST", "/v1/promotions/conflicts"),
    ("POST", "/v1/promotions/replay"),
    ("POST", "/v1/promotions/try"),
    ("POST", "/v1/quotes"),
    ("POST", "/v1/newsletters/audience"),
    ("POST", "/v1/coupon-formats"),
    ("POST", "/v1/campaigns/check"),
    ("POST", "/v1/campaigns/{id}/move/preview"),
    ("POST", "/v1/campaigns/{id}/simulations"),
    ("POST", "/v1/campaigns/{id}/simulations/{simulation}/cancel"),
    ("POST", "/v1/imports/columns"),
    ("POST", "/v1/mail-templates/check"),
    ("POST", "/v1/mail-templates/preview"),
}


def operations(application: FastAPI) -> Iterator[tuple[str, str]]:
    for path, methods in application.openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


def asked(client: TestClient, method: str, path: str) -> Any:
    body: dict[str, Any] = {} if method in {"GET", "DELETE"} else {"json": {}}
    concrete = path.replace("{subject}", "customer")
    while "{" in concrete:
        before, _, rest = concrete.partition("{")
        concrete = before + "1" + rest.partition("}")[2]
    return client.request(method, concrete, **body)


def test_without_signing_in_nothing_is_told(application: FastAPI, visitor: TestClient) -> None:
    told = {(m, p): asked(visitor, m, p).status_code for m, p in operations(application) if (m, p) not in OPEN}

    assert {operation: status for operation, status in told.items() if status != 401} == {}


@pytest.mark.parametrize("token", [False, True])
def test_a_publishable_key_tells_events_shows_a_customer_their_own_by_a_token_and_can_do_nothing_else(
    application: FastAPI, with_key: SignIn, signed_in: SignIn, house: House, token: bool
) -> None:
    client = with_key()
    if token:
        secret = signed_in().get("/v1/customer-tokens/secret").json()["secret"]
        claims = {"sub": "jan", "exp": int(house.clock().timestamp()) + 60}
        client.headers["X-Customer-Token"] = jwt.encode(claims, secret)

    told = {(m, p): asked(client, m, p).status_code for m, p in operations(application) if (m, p) not in OPEN | OWN}

    open_ = STOREFRONT | (SHOWN if token else set())
    assert {operation for operation, status in told.items() if status not in {401, 403}} == open_


def test_a_reader_changes_nothing(application: FastAPI, signed_in: SignIn) -> None:
    client = signed_in(Role.READER)

    told = {
        (m, p): asked(client, m, p).status_code
        for m, p in operations(application)
        if m != "GET" and (m, p) not in OPEN | OWN | READS_BY_POST
    }

    assert {operation: status for operation, status in told.items() if status != 403} == {}


def test_a_secret_key_with_every_scope_makes_neither_people_nor_keys(application: FastAPI, with_key: SignIn) -> None:
    client = with_key(*SECRET)

    told = [asked(client, method, path).status_code for method, path in operations(application) if method != "GET" and ("users" in path or "api-keys" in path or "customer-tokens" in path)]  # fmt: skip

    assert told
    assert set(told) == {403}


@pytest.mark.parametrize("header", ["Bearer rk_nothing", "Bearer pk_nothing", "Bearer x", "Basic eDp5"])
def test_a_key_that_is_not_known_is_nobody(visitor: TestClient, header: str) -> None:
    assert visitor.get("/v1/overview", headers={"Authorization": header}).status_code == 401


def test_pages_are_kept_from_being_framed_and_answers_from_being_stored(visitor: TestClient) -> None:
    answer = visitor.get("/v1/overview")

    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_below_v1_a_browser_gets_a_problem_and_not_a_page(visitor: TestClient) -> None:
    answer = visitor.get("/v1/nowhere", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
