"""A promotion is tried on a cart while it is a draft: with what is published beside it, and using nothing."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Role, Scope

from .conftest import Clock, Send, SignIn

TRY = "/v1/promotions/try"
FIFTH: dict[str, Any] = {"name": "a fifth off", "benefit": {"kind": "percent", "percent": "20"}}
TENTH: dict[str, Any] = {"name": "a tenth off", "benefit": {"kind": "percent", "percent": "10"}}
MALE = {"value": "customer.gender", "op": "=", "to": "male"}
CART = {"currency": "USD", "lines": [{"sku": "SHORT-1", "quantity": "1", "price": "40.00"}]}


@pytest.fixture
def client(signed_in: SignIn, send: Send, clock: Clock) -> TestClient:
    people = (("boris", "male"), ("anna", "female"))
    send("customer", *({"external_id": id, "updated_at": clock.at.isoformat(), "gender": sex} for id, sex in people))
    return signed_in(Role.MARKETER)


def kept(client: TestClient, said: dict[str, Any]) -> dict[str, Any]:
    made = client.post("/v1/promotions", json=said)
    assert made.status_code == 201, made.text
    told: dict[str, Any] = made.json()
    return told


def tried(client: TestClient, **said: Any) -> dict[str, Any]:
    answer = client.post(TRY, json={"cart": CART} | said)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def of(told: dict[str, Any]) -> dict[str, Any]:
    """Why the promotion that is tried isn't applied."""
    [one] = [one for one in told["quote"]["not_applied"] if one["promotion"] == told["promotion"]]
    assert isinstance(one, dict)
    return one


def test_a_new_one_is_told_beside_what_the_cart_comes_to_now(client: TestClient) -> None:
    kept(client, TENTH | {"state": "published"})

    told = tried(client, promotion=FIFTH)

    assert (told["applied"], told["promotion"]) == (True, "new")
    assert (told["as_it_is"]["to_pay"]["amount"], told["quote"]["to_pay"]["amount"]) == ("36.00", "28.80")
    assert [(one["promotion"] == "new", one["amount"]["amount"]) for one in told["quote"]["applied"]] == [
        (False, "4.00"), (True, "7.20")
    ]  # fmt: skip
    assert told["quote"]["applied"][1]["told"] == "20% off the price of products"


def test_a_draft_is_tried_as_it_is_kept_and_gives_nothing_to_others(client: TestClient) -> None:
    draft = kept(client, FIFTH)

    told = tried(client, id=draft["id"])

    assert (told["promotion"], told["quote"]["to_pay"]["amount"]) == (draft["id"], "32.00")
    assert client.post("/v1/quotes", json={"cart": CART}).json()["to_pay"]["amount"] == "40.00"
    assert client.get(f"/v1/promotions/{draft['id']}").json()["used"] == 0


def test_a_published_one_is_tried_in_the_place_of_what_it_is(client: TestClient) -> None:
    id = kept(client, TENTH | {"state": "published"})["id"]

    told = tried(client, id=id, promotion=FIFTH)

    assert (told["as_it_is"]["discount"]["amount"], told["quote"]["discount"]["amount"]) == ("4.00", "8.00")


def test_what_it_asks_of_customers_is_answered_for_each(client: TestClient) -> None:
    boris = tried(client, promotion=FIFTH | {"condition": MALE}, customer="boris")
    anna = tried(client, promotion=FIFTH | {"condition": MALE}, customer="anna")

    assert (boris["applied"], anna["applied"]) == (True, False)
    assert (of(anna)["reason"], of(anna)["told"]) == ("condition", "does not hold: gender is male")


def test_each_attempt_is_told_in_its_own_words(client: TestClient) -> None:
    for percent in ("20", "30"):
        told = tried(client, promotion=FIFTH | {"benefit": {"kind": "percent", "percent": percent}})
        assert told["quote"]["applied"][0]["told"] == f"{percent}% off the price of products"


def test_its_period_counts_only_as_of_an_instant(client: TestClient, clock: Clock) -> None:
    later = FIFTH | {"starts_at": "2030-11-29T00:00:00Z"}

    assert tried(client, promotion=later)["applied"]
    assert of(tried(client, promotion=later, at="2030-11-28T23:59:59Z"))["reason"] == "not_yet"
    assert tried(client, promotion=later, at="2030-11-29T00:00:00Z")["applied"]


def test_a_cart_counts_as_having_its_coupon_or_has_to_have_typed_it(client: TestClient) -> None:
    hello = FIFTH | {"coupon": "code", "code": "HELLO"}

    assert tried(client, promotion=hello)["applied"]
    assert of(tried(client, promotion=hello, coupon="typed"))["reason"] == "no_code"
    typed = tried(client, promotion=hello, coupon="typed", cart=CART | {"codes": ["hello"]})
    assert typed["quote"]["codes"] == [
        {"code": "hello", "promotion": "new", "applied": True, "reason": None, "told": None}
    ]
    assert tried(client, promotion=FIFTH | {"coupon": "codes"})["applied"]


def test_the_code_that_it_had_before_is_no_longer_good(client: TestClient) -> None:
    id = kept(client, FIFTH | {"coupon": "code", "code": "SPRING", "state": "published"})["id"]
    given = CART | {"codes": ["SPRING"]}

    told = tried(client, id=id, promotion=FIFTH | {"coupon": "code", "code": "AUTUMN"}, coupon="typed", cart=given)

    assert (told["as_it_is"]["to_pay"]["amount"], told["quote"]["to_pay"]["amount"]) == ("32.00", "40.00")
    assert told["quote"]["codes"][0]["reason"] == "withdrawn"


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"promotion": FIFTH | {"benefit": {"kind": "percent", "percent": "110"}}}, "/promotion/benefit/percent"),
        ({"promotion": FIFTH | {"condition": {"value": "cart.no", "op": "exists"}}}, "/promotion/condition/value"),
        ({"promotion": FIFTH | {"lane": "9"}}, "/promotion/lane"),
        ({}, "/promotion"),
        ({"promotion": FIFTH, "cart": CART | {"currency": "EUR"}}, "/cart/rate"),
    ],
)
def test_what_can_not_be_tried_is_refused_where_it_lies(client: TestClient, said: dict[str, Any], pointer: str) -> None:
    answer = client.post(TRY, json={"cart": CART} | said)

    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_one_that_is_not_there_is_not_found_and_keys_need_the_scope(client: TestClient, with_key: SignIn) -> None:
    assert client.post(TRY, json={"cart": CART, "id": "77"}).status_code == 404
    assert with_key(Scope.QUOTES_ASK).post(TRY, json={"cart": CART, "promotion": FIFTH}).status_code == 403
