"""A promotion is replayed over past orders, and looked at for conflicts, before it is published."""

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

REPLAY, CONFLICTS = "/v1/promotions/replay", "/v1/promotions/conflicts"
TENTH: dict[str, Any] = {"name": "a tenth off", "benefit": {"kind": "percent", "percent": "10"}}
HALF: dict[str, Any] = {"name": "half off", "benefit": {"kind": "percent", "percent": "50"}}


def order(number: str, at: datetime, total: str) -> dict[str, Any]:
    return {
        "external_id": number, "updated_at": at.isoformat(), "placed_at": at.isoformat(), "customer": "anna",
        "status": "complete", "currency": "USD", "subtotal": total, "grand_total": total,
        "lines": [{"sku": "TEE-1", "quantity": "1", "price": total, "row_total": total}],
    }  # fmt: skip


@pytest.fixture
def client(signed_in: SignIn, send: Send, clock: Clock) -> TestClient:
    with send.at_once():
        send("customer", {"external_id": "anna", "updated_at": clock.at.isoformat()})
        send("order", *(order(f"o{days}", clock.at - timedelta(days=days), "20.00") for days in (3, 40, 400)))
    return signed_in(Role.MARKETER)


def done(client: TestClient, books: Books, facts: Facts, path: str, said: dict[str, Any]) -> dict[str, Any]:
    """The answer once the worker has done the job."""
    answer = client.post(path, json=said)
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] == "waiting"
    Jobs(books, rooms.job_handlers(facts)).work(threading.Event(), until_idle=True)
    told: dict[str, Any] = client.get(f"{path}/{answer.json()['id']}").json()
    assert told["state"] == "done", told
    return told


def publish(client: TestClient, said: dict[str, Any]) -> str:
    made = client.post("/v1/promotions", json=said | {"state": "published"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_a_new_promotion_is_replayed_over_the_orders_of_the_last_year(
    client: TestClient, books: Books, facts: Facts
) -> None:
    told = done(client, books, facts, REPLAY, {"promotion": TENTH})

    assert (told["done"], told["total"]) == (2, 2)
    found = told["result"]
    assert found["promotion"]["discount"] == {"amount": "4.00", "currency": "USD"}
    assert (found["promotion"]["orders"], found["promotion"]["full_price_orders"]) == (2, 2)
    assert found["in_force"] is None
    assert [month["discount"]["amount"] for month in found["months"]] == ["2.00", "2.00"]
    assert [one["customer"] for one in found["largest"]] == ["1", "1"]


def test_a_published_one_is_told_beside_what_it_would_be(client: TestClient, books: Books, facts: Facts) -> None:
    id = publish(client, TENTH)

    found = done(client, books, facts, REPLAY, {"promotion": HALF, "id": id})["result"]

    assert found["promotion"]["discount"]["amount"] == "20.00"
    assert found["in_force"]["discount"]["amount"] == "4.00"


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"promotion": TENTH | {"benefit": {"kind": "percent", "percent": "110"}}}, "/promotion/benefit/percent"),
        ({"promotion": TENTH | {"condition": {"value": "cart.nothing", "op": "exists"}}}, "/promotion/condition/value"),
        ({"promotion": TENTH, "since": "2026-02-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}, "/until"),
    ],
)
def test_what_can_not_be_replayed_is_refused(client: TestClient, said: dict[str, Any], pointer: str) -> None:
    answer = client.post(REPLAY, json=said)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("path", [REPLAY, CONFLICTS])
def test_what_is_not_there_is_not_found_and_keys_need_the_scope(
    client: TestClient, with_key: SignIn, path: str
) -> None:
    assert client.post(path, json={"promotion": TENTH, "id": "77"}).status_code == 404
    assert client.get(f"{path}/77").status_code == 404
    assert with_key(Scope.POINTS_READ).post(path, json={"promotion": TENTH}).status_code == 403


def test_two_that_take_off_too_much_together_are_told_with_a_cart(
    client: TestClient, books: Books, facts: Facts
) -> None:
    male = {"value": "customer.gender", "op": "=", "to": "male"}
    id = publish(client, HALF | {"condition": male})

    found = done(client, books, facts, CONFLICTS, {"promotion": TENTH})["result"]

    [one] = found["conflicts"]
    assert (one["what"], one["promotion"]["id"], one["by"]["name"]) == ("too_deep", id, "a tenth off")
    cart = one["cart"]
    assert cart["customer_is"] == ["gender is male"]
    assert float(one["left"]["amount"]) == pytest.approx(0.45 * float(one["whole"]["amount"]))
    assert cart["lines"][one["line"]]["sku"]


def test_a_cart_that_needs_a_coupon_says_whose(client: TestClient, books: Books, facts: Facts) -> None:
    typed = publish(client, HALF | {"name": "typed", "coupon": "code", "code": "HELLO"})
    given = publish(client, HALF | {"name": "given", "coupon": "codes"})

    told = done(client, books, facts, CONFLICTS, {"least_left": "50"})["result"]["conflicts"]

    (both,) = (one for one in told if one["what"] == "too_deep")
    assert {both["promotion"]["id"], both["by"]["id"]} == {typed, given}
    assert both["cart"]["codes"] == ["HELLO"]
    assert both["cart"]["coupons_of"] == [{"id": given, "name": "given"}]


def test_the_cart_that_shows_it_costs_so_much_when_it_is_asked_about(
    client: TestClient, books: Books, facts: Facts
) -> None:
    publish(client, HALF)
    publish(client, TENTH | {"condition": {"value": "cart.subtotal", "op": ">=", "to": "75.00"}})

    [one] = done(client, books, facts, CONFLICTS, {})["result"]["conflicts"]

    lines = [
        {"sku": line["sku"], "quantity": str(line["pieces"]), "price": line["price"]["amount"]}
        for line in one["cart"]["lines"]
    ]
    quote = client.post("/v1/quotes", json={"cart": {"currency": "USD", "lines": lines}}).json()
    assert quote["lines"][one["line"]]["net"] == one["left"]


def test_a_contradiction_is_told_in_words(client: TestClient, books: Books, facts: Facts) -> None:
    condition = {
        "all": [
            {"value": "cart.subtotal", "op": ">=", "to": "100.00"},
            {"value": "cart.subtotal", "op": "<", "to": "50.00"},
        ]
    }

    [one] = done(client, books, facts, CONFLICTS, {"promotion": TENTH | {"condition": condition}})["result"][
        "conflicts"
    ]

    assert one["what"] == "contradiction"
    assert one["promotion"] == {"id": None, "name": "a tenth off"}
    assert len(one["tests"]) == 2
    assert "50.00" in one["tests"][1]


def test_one_that_is_changed_keeps_its_id(client: TestClient, books: Books, facts: Facts) -> None:
    first, second = publish(client, TENTH), publish(client, HALF)

    [one] = done(client, books, facts, CONFLICTS, {"promotion": HALF, "id": first})["result"]["conflicts"]

    assert {one["promotion"]["id"], one["by"]["id"]} == {first, second}


def test_without_conflicts_it_says_at_how_many_it_looked(client: TestClient, books: Books, facts: Facts) -> None:
    publish(client, TENTH)

    found = done(client, books, facts, CONFLICTS, {"least_left": "40"})["result"]

    assert found == {"promotions": 1, "pairs": 0, "all_pairs": 0, "least_left": "40.00", "conflicts": []}
