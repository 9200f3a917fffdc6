"""Holds that the shop's server makes over HTTP: once a key, captured in part or in full, released, lapsed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.points import due, service
from regulars.points.verify import verify

QUARTER = timedelta(minutes=15)
HOLDS = "/v1/points/holds"
Give = Callable[..., None]


@pytest.fixture
def shop(with_key: SignIn, send: Send, books: Books) -> Iterator[TestClient]:
    """The shop's server, which knows Jan; whatever it does, the ledger is right."""
    send("customer", {"external_id": "jan", "email": "jan@example.com", "updated_at": "2026-03-01T12:00:00Z"})
    yield with_key(Scope.POINTS_WRITE, Scope.POINTS_READ, Scope.PROGRAMME_WRITE, Scope.PROGRAMME_READ, Scope.AUDIT_READ)
    with books.transaction() as unit:
        assert verify(unit.connection) == []


@pytest.fixture
def give(shop: TestClient) -> Give:
    def given(points: int, **more: Any) -> None:
        answer = shop.post("/v1/customers/1/points", json={"points": points, "reason": "a gift"} | more)
        assert answer.status_code == 200, answer.text

    return given


def held(shop: TestClient, points: int = 70, key: str = "cart-9", **more: Any) -> Any:
    return shop.post(HOLDS, json={"customer": "jan", "points": points, "key": key} | more)


def balance(shop: TestClient) -> tuple[int, int]:
    told = shop.get("/v1/customers/1/points").json()
    return told["available"], told["held"]


def test_points_are_held_once_a_key(shop: TestClient, give: Give) -> None:
    give(100)

    first, again = held(shop, reference="cart 9"), held(shop, reference="cart 9")

    assert first.status_code == 200, first.text
    assert first.json() == again.json() == {
        "key": "cart-9", "state": "held", "customer": "1", "customer_external_id": "jan", "points": 70, "held": 70,
        "captured": 0, "released": 0, "returned": 0, "reference": "cart 9", "legal_entity": "Shop", "points_kind": "points",
        "made_at": "2026-03-01T12:00:00Z", "lapses_at": "2026-03-01T12:15:00Z", "available": 30,
    }  # fmt: skip
    assert balance(shop) == (30, 70)


def test_a_key_of_another_hold_is_refused(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    assert held(shop, points=20).json()["code"] == "points.key_taken"
    assert balance(shop) == (30, 70)


def test_a_call_repeated_with_its_idempotency_key_makes_one_hold(shop: TestClient, give: Give) -> None:
    give(100)
    asked = {"customer": "jan@example.com", "points": 40}

    answers = [shop.post(HOLDS, json=asked, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert balance(shop) == (60, 40)


def test_more_than_there_is_can_not_be_held(shop: TestClient, give: Give) -> None:
    give(50)

    refused = held(shop, 51)

    assert (refused.status_code, refused.json()["code"]) == (409, "points.not_enough")
    assert (refused.json()["needed"], refused.json()["available"]) == (51, 50)


def test_a_part_is_captured_for_an_order_and_the_rest_released(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    captured = shop.post(f"{HOLDS}/cart-9/capture", json={"points": 50, "order": "1001"}).json()
    released = shop.post(f"{HOLDS}/cart-9/release", json={}).json()

    assert (captured["state"], captured["held"], captured["captured"]) == ("held", 20, 50)
    assert (released["state"], released["held"], released["captured"], released["released"]) == ("captured", 0, 50, 20)
    assert balance(shop) == (50, 0)
    (spent, *_) = shop.get("/v1/customers/1/points").json()["entries"]
    assert (spent["kind"], spent["points"], spent["order"]) == ("spent", -50, "1001")


def test_without_a_number_all_is_captured(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    told = shop.post(f"{HOLDS}/cart-9/capture", json={}).json()

    assert (told["state"], told["captured"], told["available"]) == ("captured", 70, 30)


def test_a_capture_is_done_once_a_key(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)
    part = {"points": 30, "key": "first parcel"}

    answers = [shop.post(f"{HOLDS}/cart-9/capture", json=part).json() for _ in range(2)]
    other = shop.post(f"{HOLDS}/cart-9/capture", json=part | {"points": 31})

    assert [one["captured"] for one in answers] == [30, 30]
    assert other.json()["code"] == "points.key_taken"


def test_more_than_is_held_is_not_captured(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    refused = shop.post(f"{HOLDS}/cart-9/capture", json={"points": 71})

    assert (refused.status_code, refused.json()["code"], refused.json()["there"]) == (409, "points.not_held", 70)
    assert refused.json()["hold"] == "cart-9"
    assert balance(shop) == (30, 70)


def test_released_again_nothing_more_is_done(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    answers = [shop.post(f"{HOLDS}/cart-9/release", json={"reason": "changed their mind"}).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert (answers[0]["state"], answers[0]["released"]) == ("released", 70)
    assert [one["action"] for one in shop.get("/v1/audit").json()["data"]][:2] == ["points.let_go", "points.held"]


@pytest.mark.parametrize("swept", [False, True])
def test_a_lapse_is_seen_at_that_instant(
    shop: TestClient, give: Give, clock: Clock, books: Books, *, swept: bool
) -> None:
    give(100)
    held(shop, lasts_seconds=900)
    listed = shop.get(HOLDS).json()["data"]

    clock.at = NOON + QUARTER
    if swept:
        with books.transaction() as unit:
            due.post_due(unit)

    assert [one["key"] for one in listed] == ["cart-9"]
    told = shop.get(f"{HOLDS}/cart-9").json()
    assert (told["state"], told["held"], told["released"], told["available"]) == ("lapsed", 0, 70, 100)
    assert shop.get(HOLDS).json()["data"] == []
    assert shop.post(f"{HOLDS}/cart-9/capture", json={}).json()["code"] == "points.not_held"
    assert shop.post(f"{HOLDS}/cart-9/release", json={}).json()["state"] == "lapsed"


def test_captured_points_come_back_once_a_key_and_never_more(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)
    shop.post(f"{HOLDS}/cart-9/capture", json={"order": "1001"})

    back = [
        shop.post(f"{HOLDS}/cart-9/return", json={"points": 30, "key": "refund 1"}).json()["returned"] for _ in range(2)
    ]
    refused = shop.post(f"{HOLDS}/cart-9/return", json={"points": 41})

    assert back == [30, 30]
    assert refused.json()["code"] == "points.not_held"
    assert balance(shop) == (60, 0)


def test_points_whose_end_came_live_on_for_the_days_of_grace(shop: TestClient, give: Give, clock: Clock) -> None:
    give(100, lifetime={"amount": 1, "unit": "days"})
    held(shop)
    shop.post(f"{HOLDS}/cart-9/capture", json={})
    shop.patch("/v1/points/programme", json={"version": 1, "grace_days": 14})
    clock.at = NOON + timedelta(days=3)

    shop.post(f"{HOLDS}/cart-9/return", json={"points": 70})

    assert balance(shop) == (70, 0)
    (lot, *_) = shop.get("/v1/customers/1/points").json()["lots"]
    assert lot["ends_at"] == "2026-03-18T22:00:00Z"


def test_the_hold_of_a_checkout_is_left_to_the_checkout(shop: TestClient, give: Give, books: Books) -> None:
    give(100)
    with books.transaction() as unit:
        service.hold(unit, 1, 40, key="checkout:7", lapses_at=unit.now + QUARTER, reason="checkout")

    refused = shop.post(f"{HOLDS}/checkout:7/release", json={})

    assert [(one["key"], one["held"]) for one in shop.get(HOLDS, params={"customer": "jan"}).json()["data"]] == [
        ("checkout:7", 40)
    ]
    assert (refused.status_code, refused.json()["code"]) == (409, "points.not_own_hold")
    (told,) = shop.get("/v1/customers/1/points").json()["holds"]
    assert told["of_shop"] is False


def test_the_customers_page_tells_whether_a_hold_can_be_let_go(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)

    (told,) = shop.get("/v1/customers/1/points").json()["holds"]

    assert (told["key"], told["of_shop"], told["points"]) == ("cart-9", True, 70)


def test_pages_of_the_list_join(shop: TestClient, give: Give) -> None:
    give(100)
    for n in range(5):
        held(shop, 1, f"cart-{n}", lasts_seconds=600 - n % 2)

    keys, cursor = [], None
    while True:
        told = shop.get(HOLDS, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        keys += [one["key"] for one in told["data"]]
        if (cursor := told["next_cursor"]) is None:
            break

    assert keys == ["cart-1", "cart-3", "cart-0", "cart-2", "cart-4"]


def test_while_the_programme_is_off_nothing_is_held_and_what_is_held_goes_on(shop: TestClient, give: Give) -> None:
    give(100)
    held(shop)
    shop.patch("/v1/points/programme", json={"version": 1, "active": False})

    refused = held(shop, 10, "another")

    assert (refused.status_code, refused.json()["code"]) == (409, "points.programme_off")
    assert shop.post(f"{HOLDS}/cart-9/capture", json={}).json()["captured"] == 70


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"customer": "nobody"}, "/customer"),
        ({"points": 0}, "/points"),
        ({"points": -5}, "/points"),
        ({"points": 10**9 + 1}, "/points"),
        ({"lasts_seconds": 59}, "/lasts_seconds"),
        ({"key": "a/b"}, "/key"),
        ({"reference": "   "}, "/reference"),
    ],
)
def test_what_is_wrong_in_a_hold_is_named(shop: TestClient, give: Give, given: dict[str, Any], pointer: str) -> None:
    give(100)

    refused = shop.post(HOLDS, json={"customer": "jan", "points": 5} | given)

    assert (refused.status_code, [fault["pointer"] for fault in refused.json()["errors"]]) == (422, [pointer])


def test_a_hold_that_is_not_there(shop: TestClient) -> None:
    for way in ("capture", "release"):
        assert shop.post(f"{HOLDS}/nothing/{way}", json={}).status_code == 404
    assert shop.get(f"{HOLDS}/nothing").status_code == 404


def test_who_may_only_read_holds_nothing(with_key: SignIn, shop: TestClient, give: Give) -> None:
    give(100)

    assert held(with_key(Scope.POINTS_READ)).status_code == 403


def test_of_two_customers_at_one_instant_a_key_holds_for_one(shop: TestClient, give: Give, send: Send) -> None:
    send("customer", {"external_id": "ewa", "updated_at": "2026-03-01T12:00:00Z"})
    give(100)
    shop.post("/v1/customers/2/points", json={"points": 100, "reason": "a gift"}).raise_for_status()

    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(lambda n: held(shop, 10, "clash", customer=("jan", "ewa")[n % 2]), range(16))
        answers = [(one.status_code, one.json().get("customer_external_id")) for one in asked]

    assert {status for status, _ in answers} == {200, 409}
    assert len({name for status, name in answers if status == 200}) == 1
