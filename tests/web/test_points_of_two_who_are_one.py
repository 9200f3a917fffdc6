"""A guest turns out to be a registered customer: lots, holds and debt go along as they are, over the journal and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn
from tests.web.earning import made, order

from regulars.books import Books
from regulars.http.scopes import SECRET, Scope
from regulars.points.verify import verify

EMAIL = "anna@mail.example"
ANNA, GUEST = "1", "2"


@pytest.fixture
def shop(with_key: SignIn, send: Send, owner: TestClient, books: Books) -> Iterator[TestClient]:
    """Anna is registered without an e-mail; a guest has earned 20, that end in a month. The ledger stays right."""
    send("customer", {"external_id": "anna", "updated_at": NOON.isoformat()})
    made(owner, style={"kind": "fixed", "points": 20}, lifetime={"amount": 1, "unit": "months"})
    send("order", order("g", "10.00") | {"customer": None, "email": EMAIL})
    yield with_key(*(SECRET - {Scope.RECORDS_WRITE}))
    with books.transaction() as unit:
        assert verify(unit.connection) == []


@pytest.fixture
def become_one(send: Send) -> Any:
    """Anna's e-mail becomes known: she is the guest."""

    def become() -> None:
        later = (NOON + timedelta(minutes=1)).isoformat()
        send("customer", {"external_id": "anna", "updated_at": later, "email": EMAIL})

    return become


def give(shop: TestClient, customer: str, points: int, **more: Any) -> str:
    answer = shop.post(f"/v1/customers/{customer}/points", json={"points": points, "reason": "by hand"} | more)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["key"])


def points_of(shop: TestClient, customer: str = ANNA) -> Any:
    return shop.get(f"/v1/customers/{customer}/points").json()


def lots(shop: TestClient) -> list[tuple[str, int, str | None]]:
    found = [(one["source"], one["remaining"], one["ends_at"]) for one in points_of(shop)["lots"] if one["remaining"]]
    return sorted(found, key=lambda lot: lot[1])


def test_lots_keep_where_they_came_from_and_when_they_end(shop: TestClient, become_one: Any) -> None:
    give(shop, GUEST, 7)
    give(shop, ANNA, 5, lifetime={"amount": 2, "unit": "days"})

    become_one()

    assert lots(shop) == [("adjust", 5, "2026-03-03T22:00:00Z"), ("adjust", 7, None), ("g", 20, "2026-04-01T21:00:00Z")]
    assert points_of(shop)["available"] == 32
    assert shop.get(f"/v1/customers/{GUEST}/points").json()["available"] == 32, "the id of before is hers now"


def test_a_hold_is_captured_under_its_key_by_whom_it_became(shop: TestClient, become_one: Any) -> None:
    held = shop.post("/v1/points/holds", json={"customer": EMAIL, "points": 15, "key": "cart"}).json()
    become_one()

    told = shop.get("/v1/points/holds/cart").json()
    captured = shop.post("/v1/points/holds/cart/capture", json={"points": 10, "order": "9"}).json()
    returned = shop.post("/v1/points/holds/cart/return", json={"points": 4}).json()

    assert (held["customer"], told["customer"], told["held"]) == (GUEST, ANNA, 15)
    assert (captured["captured"], captured["held"], returned["returned"]) == (10, 5, 4)
    assert (points_of(shop)["available"], points_of(shop)["held"]) == (9, 5)


def test_a_hold_lapses_for_whom_it_became(shop: TestClient, become_one: Any, clock: Clock) -> None:
    shop.post("/v1/points/holds", json={"customer": EMAIL, "points": 15, "key": "cart"})
    become_one()

    clock.at = NOON + timedelta(minutes=15)

    assert (points_of(shop)["available"], points_of(shop)["held"]) == (20, 0)
    assert shop.get("/v1/points/holds/cart").json()["state"] == "lapsed"


@pytest.mark.parametrize(("owes", "has"), [(GUEST, ANNA), (ANNA, GUEST)])
def test_what_the_one_owes_is_paid_by_what_the_other_has(
    shop: TestClient, become_one: Any, owes: str, has: str
) -> None:
    there = points_of(shop, owes)["available"]
    give(shop, owes, -there - 30, shortage="owe")
    give(shop, has, 50 - points_of(shop, has)["available"])
    assert points_of(shop, owes)["debt"] == 30

    become_one()

    told = points_of(shop)
    assert (told["available"], told["debt"], told["balance"]) == (20, 0, 20)


def test_two_debts_are_one(shop: TestClient, become_one: Any) -> None:
    give(shop, GUEST, -50, shortage="owe")
    give(shop, ANNA, -5, shortage="owe")

    become_one()

    assert (points_of(shop)["available"], points_of(shop)["debt"]) == (0, 35)


def test_what_was_done_before_is_undone_for_whom_they_became(shop: TestClient, become_one: Any) -> None:
    given, taken = give(shop, GUEST, 7), give(shop, GUEST, -4)
    become_one()

    undone = [
        shop.post(f"/v1/points/transactions/{key}/undo", json={"reason": "a mistake"}).json() for key in (given, taken)
    ]

    assert [one["points"] for one in undone] == [-7, 4]
    assert points_of(shop)["available"] == 20


def test_an_order_of_before_is_reversed_on_its_own_lot(
    shop: TestClient, become_one: Any, send: Send, clock: Clock
) -> None:
    give(shop, ANNA, 5, lifetime={"amount": 2, "unit": "days"})
    become_one()
    clock.at = NOON + timedelta(hours=1)

    cancelled = {"customer": None, "email": EMAIL, "status": "cancelled", "updated_at": "2026-03-01T12:30:00Z"}
    send("order", order("g", "10.00") | cancelled)

    assert lots(shop) == [("adjust", 5, "2026-03-03T22:00:00Z")]


def test_a_transfer_to_who_was_merged_meanwhile_is_undone(shop: TestClient, send: Send) -> None:
    later = (NOON + timedelta(minutes=1)).isoformat()
    send("customer", {"external_id": "boris", "updated_at": NOON.isoformat()})
    give(shop, ANNA, 40)
    asked = {"giver": "anna", "taker": "boris", "points": 30, "reason": "a present", "key": "t"}
    assert shop.post("/v1/points/transfers", json=asked).status_code == 200
    send("customer", {"external_id": "boris", "updated_at": later, "email": EMAIL})

    undone = shop.post("/v1/points/transactions/t/undo", json={"reason": "a mistake"})

    assert undone.status_code == 200, undone.text
    assert points_of(shop)["available"] == 40
    (boris,) = [one for one in shop.get("/v1/customers").json()["data"] if one["external_id"] == "boris"]
    assert boris["points"] == 20, "the guest's own stay with whom they came to"
