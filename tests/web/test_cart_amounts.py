"""Amounts of carts that can't be counted, or that contradict each other, are refused with the numbers and the place."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

Json = dict[str, Any]
LINE: Json = {"id": "1", "sku": "S", "price": "10.00", "quantity": "1"}
ROW: Json = {"sku": "S", "quantity": "1", "row_total": "10.00"}
HUGE = "9999999999999.99"


def refusal(owner: TestClient, path: str, cart: Json, **more: Any) -> Json:
    answer = owner.post(f"/v1/{path}", json={"cart": cart} | more)
    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["errors"]
    found: Json = fault
    return found


@pytest.mark.parametrize(
    ("cart", "place", "most"),
    [
        ({"currency": "USD", "lines": [LINE], "shipping": HUGE}, "/shipping", "$999,999,999,999.99,"),
        ({"currency": "USD", "lines": [LINE], "gift_card": HUGE}, "/gift_card", "$999,999,999,999.99,"),
        ({"currency": "USD", "lines": [LINE | {"price": HUGE}]}, "/lines/0", "$999,999,999,999.99,"),
        ({"currency": "USD", "lines": [LINE, LINE | {"id": "2", "price": "999999999999.99"}]}, "/lines/1", "$999,999,999,999.99,"),
        ({"currency": "JPY", "rate": "999999", "lines": [LINE], "shipping": "9999999"}, "/shipping", "$999,999,999,999.99 at its rate"),
        ({"currency": "KWD", "rate": "3", "lines": [LINE], "shipping": "999999999999"}, "/shipping", "KWD\u00a099,999,999,999.999,"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["quotes", "checkouts"])
def test_more_than_can_be_counted_is_told_with_the_most(
    owner: TestClient, path: str, cart: Json, place: str, most: str
) -> None:
    told = refusal(owner, path, cart)

    assert (told["pointer"], told["code"]) == (f"/cart{place}", "too_much")
    assert f"come to more than {most}" in told["detail"]


@pytest.mark.parametrize("field", ["shipping", "tax"])
def test_an_estimate_is_held_to_the_same(owner: TestClient, field: str) -> None:
    told = refusal(owner, "points/estimate", {"currency": "USD", "lines": [ROW], field: HUGE})

    assert (told["pointer"], told["code"]) == (f"/cart/{field}", "too_much")


def test_the_most_there_may_be_is_counted_to_the_cent(owner: TestClient) -> None:
    cart = {"currency": "USD", "lines": [LINE | {"price": "999999999989.99"}], "shipping": "10.00", "gift_card": "1"}

    answer = owner.post("/v1/quotes", json={"cart": cart}).json()

    assert answer["to_pay"]["amount"] == "999999999998.99"


@pytest.mark.parametrize(
    ("currency", "amount", "told"),
    [
        ("USD", "1.001", "1.001 has too many decimals: amounts in USD have at most 2 decimals"),
        ("JPY", "1.5", "1.5 has too many decimals: amounts in JPY are whole numbers"),
        ("KWD", "1.0005", "1.0005 has too many decimals: amounts in KWD have at most 3 decimals"),
    ],
)
@pytest.mark.parametrize("field", ["shipping", "gift_card", "row_total"])
def test_an_amount_with_too_many_decimals_is_told_with_how_many_there_are(
    owner: TestClient, currency: str, amount: str, told: str, field: str
) -> None:
    lines = [{"id": "1", "quantity": "1", "row_total": amount if field == "row_total" else "5"}]
    cart: Json = {"currency": currency, "lines": lines} | ({} if currency == "USD" else {"rate": "0.5"})
    place = "/lines/0/row_total" if field == "row_total" else f"/{field}"

    fault = refusal(owner, "quotes", cart | ({} if field == "row_total" else {field: amount}))

    assert (fault["pointer"], fault["code"], fault["detail"]) == (f"/cart{place}", "decimals", told)


@pytest.mark.parametrize(
    ("price", "quantity", "total"),
    [
        ("10.00", "2", "20.00"),
        ("3.3333", "3", "10.00"),
        ("3.33", "3", "10.00"),  # a third of it, shown as 3.33
        ("3.3333", "3", "9.99"),  # pieces rounded one by one
        ("1.99", "0.5", "1.00"),
        ("0.3349", "100", "33.00"),
    ],
)
def test_a_total_may_differ_from_its_price_by_rounding(
    owner: TestClient, price: str, quantity: str, total: str
) -> None:
    line = {"id": "1", "price": price, "quantity": quantity, "row_total": total}

    answer = owner.post("/v1/quotes", json={"cart": {"currency": "USD", "lines": [line]}}).json()

    assert answer["total"]["amount"] == total


@pytest.mark.parametrize(
    ("currency", "price", "quantity", "total", "told"),
    [
        ("USD", "10.00", "2", "10.00", "the row's total is $10.00, and 2 × 10 come to $20.00"),
        ("USD", "10.00", "1", "10.02", "the row's total is $10.02, and 1 × 10 come to $10.00"),
        ("USD", "0.3333", "100", "32.82", "the row's total is $32.82, and 100 × 0.3333 come to $33.33"),
        ("JPY", "150", "3", "452", "the row's total is ¥452, and 3 × 150 come to ¥450"),
    ],
)
def test_a_total_that_contradicts_its_price_is_refused_with_both(
    owner: TestClient, currency: str, price: str, quantity: str, total: str, told: str
) -> None:
    line = {"id": "1", "price": price, "quantity": quantity, "row_total": total}
    rate = {} if currency == "USD" else {"rate": "0.01"}

    fault = refusal(owner, "quotes", {"currency": currency, "lines": [line]} | rate)

    assert (fault["pointer"], fault["code"]) == ("/cart/lines/0/row_total", "contradiction")
    assert fault["detail"] == f"{told}: give both as shown before discounts, or leave one of them out"


def test_in_an_estimate_the_total_is_what_counts(owner: TestClient) -> None:
    cart = {"currency": "USD", "lines": [ROW | {"price": "99.00"}]}

    assert owner.post("/v1/points/estimate", json={"cart": cart}).json()["total"]["amount"] == "10.00"


@pytest.mark.parametrize(
    ("price", "code", "told"),
    [
        ("99999999999999.99", "too_large", "this is too large; the most there may be is 9999999999999.9999"),
        (10**20, "too_large", "this is too large; the most there may be is 9999999999999.9999"),
        ("1.23456", "decimals", "1.23456 has too many decimals; at most 4 can be kept"),
    ],
)
def test_a_price_beyond_what_can_be_kept_is_told_the_limit(owner: TestClient, price: Any, code: str, told: str) -> None:
    fault = refusal(owner, "quotes", {"currency": "USD", "lines": [LINE | {"price": price}]})

    assert (fault["pointer"], fault["code"], fault["detail"]) == ("/cart/lines/0/price", code, told)
