"""Pages of the shop are told what a cart will earn and what can be spent on it, and by which code friends are brought."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.points import service

from .conftest import SignIn, made

ESTIMATE = "/v1/storefront/points/estimate"
CART: dict[str, Any] = {
    "currency": "USD",
    "lines": [{"sku": "TEE-1", "quantity": "2", "price": "50", "row_total": "100.00"}],
}


@pytest.fixture
def rules(with_key: SignIn) -> None:
    client = with_key(Scope.PROGRAMME_WRITE)
    earning = {
        "name": "Each ten",
        "style": {"kind": "per_amount", "points": 1, "amount": {"amount": "10.00", "currency": "USD"}},
    }
    spending = {"name": "One for one", "exchange": {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}}
    assert client.post("/v1/earning-rules", json=earning).status_code == 201
    answer = client.post("/v1/spending-rules", json=spending)
    assert answer.status_code == 201, answer.text


def give(books: Books, customer_id: int, points: int) -> None:
    with books.transaction("user:1") as unit:
        service.adjust(unit, customer_id, points, key=f"gift:{customer_id}", reason="a gift")


@pytest.mark.usefixtures("people", "rules")
def test_anybody_sees_what_a_cart_will_earn(page: TestClient) -> None:
    told = page.post(ESTIMATE, json={"cart": CART, "points": "all"}).json()

    assert (told["earned"], told["available"], told["most"]) == (10, 0, 0)
    assert "rule" not in told
    assert "rules" not in told


@pytest.mark.usefixtures("people", "rules")
def test_a_cart_in_another_currency_earns_by_its_rate(page: TestClient) -> None:
    cart = CART | {"currency": "EUR"}

    told = page.post(ESTIMATE, json={"cart": cart | {"rate": "1.1"}}).json()
    unrated = page.post(ESTIMATE, json={"cart": cart})

    assert (told["earned"], told["total"]) == (11, {"amount": "110.00", "currency": "USD"})
    assert (unrated.status_code, [one["pointer"] for one in unrated.json()["errors"]]) == (422, ["/cart/rate"])


@pytest.mark.usefixtures("people", "rules")
def test_a_customer_sees_what_points_take_off(page: TestClient, secret: str, books: Books) -> None:
    give(books, 1, 30)
    give(books, 2, 500)

    told = page.post(ESTIMATE, json={"cart": CART, "points": "all"}, headers={"X-Customer-Token": made(secret)}).json()

    assert (told["available"], told["points"], told["off"]["amount"], told["to_pay"]["amount"]) == (
        30,
        30,
        "30.00",
        "70.00",
    )


@pytest.mark.usefixtures("people")
def test_a_page_knows_in_which_steps_points_are_taken(
    page: TestClient, secret: str, books: Books, with_key: SignIn
) -> None:
    give(books, 1, 30)
    client = with_key(Scope.PROGRAMME_WRITE)

    def told() -> dict[str, Any]:
        asked = {"cart": CART, "points": 7}
        answer: dict[str, Any] = page.post(ESTIMATE, json=asked, headers={"X-Customer-Token": made(secret)}).json()
        return answer

    assert told()["step"] is None, "no rule takes any"
    exchange = {"points": 10, "amount": {"amount": "1.00", "currency": "USD"}}
    assert client.post("/v1/spending-rules", json={"name": "Tens", "exchange": exchange}).status_code == 201

    assert {name: told()[name] for name in ("step", "most", "points", "reason", "short")} == {
        "step": 10, "most": 30, "points": 0, "reason": "asked_few", "short": 3,
    }  # fmt: skip


@pytest.mark.usefixtures("people")
def test_a_customer_sees_the_code_that_the_shops_server_sees(page: TestClient, secret: str, with_key: SignIn) -> None:
    shown = page.get("/v1/storefront/referral", headers={"X-Customer-Token": made(secret)}).json()

    [customer] = with_key(Scope.CUSTOMERS_READ).get("/v1/customers", params={"search": "jan"}).json()["data"]
    asked = with_key(Scope.POINTS_WRITE).post(f"/v1/customers/{customer['id']}/referral-code").json()
    assert asked.pop("url") is None, "nobody has said where the shop is"
    assert shown == asked | {"rewarded": []}


@pytest.mark.usefixtures("people")
def test_a_page_promises_what_the_rules_that_are_on_give(page: TestClient, secret: str, with_key: SignIn) -> None:
    owner = with_key(Scope.PROGRAMME_WRITE, Scope.PROGRAMME_READ)

    def rewarded() -> list[str]:
        answer = page.get("/v1/storefront/referral", headers={"X-Customer-Token": made(secret)})
        told: list[str] = answer.json()["rewarded"]
        return told

    def rule(whose: str, **more: Any) -> None:
        style = {"kind": "referral", "points": 10, "whose": whose}
        answer = owner.post("/v1/earning-rules", json={"name": f"{whose} {more}", "style": style, **more})
        assert answer.status_code == 201, answer.text

    assert rewarded() == [], "without a rule nobody gets anything"
    rule("referred", active=False)
    rule("referred", ends_at="2026-02-01T00:00:00Z")
    rule("referred", stores=["another"])
    assert rewarded() == []
    rule("referrer")
    assert rewarded() == ["referrer"]
    rule("referred")
    assert rewarded() == ["referrer", "referred"]


@pytest.mark.parametrize("path", [ESTIMATE, "/v1/storefront/referral"])
def test_no_other_key_is_taken(with_key: SignIn, path: str) -> None:
    client = with_key(Scope.POINTS_WRITE, Scope.POINTS_READ)

    answer = client.post(path, json={"cart": CART}) if path == ESTIMATE else client.get(path)

    assert answer.status_code == 403


def test_a_code_is_nobodys_without_a_token(page: TestClient) -> None:
    assert page.get("/v1/storefront/referral").status_code == 401


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_pages_of_other_origins_may_ask(page: TestClient, method: str) -> None:
    path = ESTIMATE if method == "POST" else "/v1/storefront/referral"
    headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": method}

    answer = page.options(path, headers=headers | {"Access-Control-Request-Headers": "authorization,x-customer-token"})

    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
