"""Quotes are told in the language that is asked for, all of it, with amounts in the cart's currency."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Role, Scope

from .conftest import SignIn

MANY = {"value": "cart.subtotal", "op": ">=", "to": "100.00"}
PROMOTION: dict[str, Any] = {
    "name": "Ten off", "benefit": {"kind": "fixed_on_cart", "amount": {"amount": "10.00", "currency": "USD"}}, "condition": MANY,
    "labels": {"en": "ten off", "pl": "dziesięć mniej", "de": "zehn weniger"}, "nudges": True, "state": "published",
}  # fmt: skip
CART = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "3", "price": "29.17"}], "codes": ["NONE-SUCH"]}


@pytest.fixture
def client(signed_in: SignIn) -> TestClient:
    client = signed_in(Role.MARKETER)
    assert client.post("/v1/promotions", json=PROMOTION).status_code == 201
    two = {"name": "2+1", "benefit": {"kind": "buy_get", "buy": 4, "get": 1}, "state": "published"}
    assert client.post("/v1/promotions", json=two).status_code == 201
    return client


def told(client: TestClient, *, header: str | None = None, **more: Any) -> dict[str, Any]:
    headers = {} if header is None else {"Accept-Language": header}
    answer = client.post("/v1/quotes", json={"cart": CART, "explain": True} | more, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def words(found: dict[str, Any]) -> list[str]:
    passed = {one["name"]: one["told"] for one in found["not_applied"]}
    return [
        found["messages"][0]["text"], found["codes"][0]["told"], passed["Ten off"], passed["2+1"], found["points"]["told"]
    ]  # fmt: skip


ENGLISH = [
    "$12.49 more for: ten off",
    "there is no such code",
    "does not hold: the cart's subtotal is at least $100.00",
    "the cart holds too few pieces for it: 2 pieces more needed",
    "no rule lets points be spent on this cart",
]
POLISH = [
    "jeszcze 12,49\u00a0$: dziesięć mniej",
    "nie ma takiego kodu",
    "nie jest spełnione: suma częściowa (koszyk) wynosi co najmniej 100,00\u00a0$",
    "w koszyku jest na nią za mało sztuk: brakuje 2 sztuk",
    "żadna reguła nie pozwala wydać punktów na ten koszyk",
]


@pytest.mark.parametrize(
    ("header", "asked", "expected"),
    [
        (None, {}, ENGLISH),
        (None, {"language": "pl"}, POLISH),
        (None, {"language": "pl-PL"}, POLISH),
        ("pl-PL,pl;q=0.9,en;q=0.8", {}, POLISH),
        ("fr;q=0.9, en;q=0.2, pl;q=0.4", {}, POLISH),
        ("pl", {"language": "en"}, ENGLISH),
        ("*", {}, ENGLISH),
    ],
)
def test_all_words_of_a_quote_are_of_one_language(
    client: TestClient, header: str | None, asked: dict[str, Any], expected: list[str]
) -> None:
    assert words(told(client, header=header, **asked)) == expected


def test_of_a_language_without_words_labels_are_told_and_the_rest_as_the_shop_speaks(client: TestClient) -> None:
    assert told(client, language="de")["messages"][0]["text"] == "$12.49 more for: zehn weniger"


def test_what_is_applied_is_told_in_the_language_too(client: TestClient) -> None:
    full = CART | {"lines": [{"sku": "TEE-1", "quantity": "4", "price": "29.17"}]}

    [one] = told(client, language="ru", cart=full)["applied"]

    assert one["told"].startswith("скидка 10,00\u00a0$ на корзину, если ")


def test_what_is_missing_is_told_in_the_cart_s_currency_and_is_enough(client: TestClient) -> None:
    yen = {"currency": "JPY", "rate": "0.0067", "lines": [{"sku": "TEE-1", "quantity": "1", "price": "13000"}]}

    found = told(client, cart=yen)

    [message] = found["messages"]
    assert message["missing"] == {"amount": "1926", "currency": "JPY"}  # 87.10 of 100.00 USD: 12.90 is 1,925.37 yen
    assert message["text"] == "¥1,926 more for: ten off"
    [passed] = [one for one in found["not_applied"] if one["name"] == "Ten off"]
    assert passed["short"] == "1926 JPY"
    assert found["points"]["most_off"] == {"amount": "0", "currency": "JPY"}
    yen["lines"][0]["price"] = str(13000 + 1926)
    assert [one["name"] for one in told(client, cart=yen)["applied"]] == ["Ten off"]


def test_a_checkout_keeps_the_quote_in_the_language_that_it_was_asked_in(with_key: SignIn) -> None:
    answer = with_key(Scope.CHECKOUTS_WRITE).post(
        "/v1/checkouts", json={"cart": CART}, headers={"Accept-Language": "pl"}
    )

    assert answer.json()["quote"]["codes"][0]["told"] == POLISH[1]
