"""A reservation of a cart that comes to something else by now is refused with what is different."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.flows.quotes.quoter import Quoter
from regulars.http.scopes import Scope

from .conftest import SignIn

USD = {"currency": "USD"}
CART = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "2", "price": "30.00"}]}


@pytest.fixture
def client(with_key: SignIn) -> TestClient:
    return with_key(Scope.CHECKOUTS_WRITE, Scope.PROMOTIONS_WRITE, Scope.PROMOTIONS_READ, Scope.QUOTES_ASK)


def publish(client: TestClient, name: str, off: str, **more: Any) -> dict[str, Any]:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": off, **USD}}
    made = client.post("/v1/promotions", json={"name": name, "benefit": benefit, "state": "published"} | more)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


def change(client: TestClient, one: dict[str, Any], **what: Any) -> None:
    assert client.patch(f"/v1/promotions/{one['id']}", json={"version": one["version"]} | what).status_code == 200


def refused(client: TestClient, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/checkouts", json={"cart": CART} | more)
    assert (answer.status_code, answer.json()["code"]) == (409, "checkout.changed"), answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_promotions_that_are_gone_new_or_of_another_amount_are_told(client: TestClient) -> None:
    gone, less = publish(client, "gone", "5.00"), publish(client, "less", "4.00")
    quote = client.post("/v1/quotes", json={"cart": CART}).json()
    change(client, gone, state="paused")
    change(client, less, benefit={"kind": "fixed_on_cart", "amount": {"amount": "3.00", **USD}})
    publish(client, "new", "1.00")

    shown = [{"promotion": one["promotion"], "amount": one["amount"]["amount"]} for one in quote["applied"]]
    told = refused(client, to_pay=quote["to_pay"]["amount"], applied=shown)

    assert (told["expected"], told["to_pay"]) == ("51.00", "56.00")
    assert [
        (one["what"], (one["before"] or {}).get("amount"), (one["now"] or {}).get("amount"), one["told"])
        for one in told["because"]
    ] == [
        ("gone", "5.00", None, "the promotion isn't on any more"),
        ("amount", "4.00", "3.00", "the promotion 'less' takes off something else"),
        ("new", None, "1.00", "the promotion 'new' is applied now"),
    ]


def test_a_code_that_does_nothing_any_more_is_told_with_its_reason_in_the_language(client: TestClient) -> None:
    hello = publish(client, "hello", "5.00", coupon="code", code="HELLO")
    change(client, hello, state="paused")

    told = refused(client, cart=CART | {"codes": ["HELLO"]}, to_pay="55.00", language="pl")

    [one] = told["because"]
    assert (one["what"], one["code"], one["reason"]) == ("code", "HELLO", "promotion")
    assert one["told"] == "to, czego kod dotyczy, teraz nie trwa"


def test_where_nothing_else_is_different_it_is_the_cart(client: TestClient) -> None:
    assert [one["what"] for one in refused(client, to_pay="55.00", applied=[])["because"]] == ["cart"]


def test_a_cart_that_is_refused_is_priced_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/v1/quotes", json={"cart": CART})
    asked: list[object] = []
    price = Quoter.quote

    def counted(self: Quoter, *given: Any) -> Any:
        asked.append(given)
        return price(self, *given)

    monkeypatch.setattr(Quoter, "quote", counted)

    refused(client, to_pay="55.00")

    assert len(asked) == 1
