"""What points and promotions refuse says what is wrong, where, and what to do: with the values that were sent."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]
ONE: Json = {"kind": "fixed", "points": 1}
TEN: Json = {"kind": "percent", "percent": "10"}
BACKWARDS: Json = {"starts_at": "2026-04-02T00:00:00+02:00", "ends_at": "2026-04-01T00:00:00Z"}
ENDS_BEFORE = "it ends before it starts: 2026-04-01T00:00:00Z is not after 2026-04-01T22:00:00Z; give a later end or an earlier start"  # fmt: skip
EXCHANGE: Json = {"points": 1, "amount": {"amount": "1", "currency": "USD"}}


@pytest.mark.parametrize(
    ("path", "said", "pointer", "told"),
    [
        ("earning-rules", {"style": ONE} | BACKWARDS, "/ends_at", ENDS_BEFORE),
        ("spending-rules", {"exchange": EXCHANGE} | BACKWARDS, "/ends_at", ENDS_BEFORE),
        ("promotions", {"benefit": TEN} | BACKWARDS, "/ends_at", ENDS_BEFORE),
        ("earning-rules", {"style": ONE, "limits": {"per_order": 1000, "per_day": 50}}, "/limits",
         "per_day is 50 and per_order 1,000: a longer span can't have a lower limit"),
        ("promotions", {"benefit": TEN, "lane": "7"}, "/lane",
         "there is no lane '7'; choose one that promotions have (GET /v1/promotion-policy)"),
        ("promotions", {"benefit": TEN, "lane": "first"}, "/lane", "there is no lane 'first'"),
        ("rewards", {"promotion": "77", "points": 5}, "/promotion",
         "choose a promotion that asks for codes that are made for it: there is no promotion '77'"),
        ("rewards", {"promotion": "x", "points": 5}, "/promotion", "there is no promotion 'x'"),
    ],
)  # fmt: skip
def test_is_told_where_it_stands_and_with_what_was_sent(
    owner: TestClient, path: str, said: Json, pointer: str, told: str
) -> None:
    answer = owner.post(f"/v1/{path}", json={"name": "one"} | said)

    assert answer.status_code == 422, answer.text
    assert [(one["pointer"], one["detail"]) for one in answer.json()["errors"]] == [(pointer, told)]


def test_what_a_promotion_can_become_is_told(owner: TestClient) -> None:
    made = owner.post("/v1/promotions", json={"name": "one", "benefit": TEN}).json()

    answer = owner.patch(f"/v1/promotions/{made['id']}", json={"version": 1, "state": "paused"})

    assert answer.json()["detail"] == "a promotion that is draft can't become paused; it can become ended or published"


def test_a_reward_of_a_promotion_without_codes_names_it(owner: TestClient) -> None:
    made = owner.post("/v1/promotions", json={"name": "Thirty", "benefit": TEN}).json()

    answer = owner.post("/v1/rewards", json={"name": "r", "promotion": made["id"], "points": 5})

    assert answer.json()["detail"].endswith("the promotion 'Thirty' asks for none")


@pytest.mark.parametrize(
    ("cart", "pointer", "told"),
    [
        ({"currency": "XXQ"}, "/cart/currency", "XXQ is no currency of ISO 4217, such as EUR"),
        ({"currency": "JPY", "rate": "0"}, "/cart/rate", "a rate is above zero: say how much one JPY is worth in USD"),
        ({"currency": "USD", "lines": [{"price": "1", "quantity": "0", "row_total": "1"}]}, "/cart/lines/0/row_total",
         "the row's total is $1.00, and 0 × 1 come to $0.00: give both as shown before discounts, or leave one of them out"),
        ({"currency": "USD", "lines": [{"quantity": "0", "row_total": "1"}]}, "/cart/lines/0/quantity",
         "a line of no pieces costs nothing: give its quantity, or leave the line out"),
        ({"currency": "USD", "lines": [{"id": "a", "price": "1", "quantity": "1"}] * 2}, "/cart/lines",
         "two lines have the id 'a': give each line its own id, or none to any"),
    ],
)  # fmt: skip
def test_of_a_cart_too(owner: TestClient, cart: Json, pointer: str, told: str) -> None:
    answer = owner.post("/v1/quotes", json={"cart": {"lines": []} | cart})

    assert answer.status_code == 422, answer.text
    assert [(one["pointer"], one["detail"]) for one in answer.json()["errors"]] == [(pointer, told)]
