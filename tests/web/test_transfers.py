"""Points that one customer gives another over HTTP: with their ends, once a key, told in both histories, undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn
from tests.web.earning import made, order

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.points.verify import verify

TRANSFERS = "/v1/points/transfers"
JAN, EWA = "1", "2"
Give = Callable[..., None]


@pytest.fixture
def shop(with_key: SignIn, people: None, books: Books) -> Iterator[TestClient]:
    """The shop's server, which knows Jan and Ewa; whatever it does, the ledger is right."""
    yield with_key(
        Scope.POINTS_WRITE,
        Scope.POINTS_READ,
        Scope.PROGRAMME_WRITE,
        Scope.PROGRAMME_READ,
        Scope.CUSTOMERS_READ,
        Scope.AUDIT_READ,
    )
    with books.transaction() as unit:
        assert verify(unit.connection) == []


@pytest.fixture
def give(shop: TestClient) -> Give:
    def given(points: int, customer: str = JAN, **more: Any) -> None:
        answer = shop.post(f"/v1/customers/{customer}/points", json={"points": points, "reason": "a gift"} | more)
        assert answer.status_code == 200, answer.text

    return given


def passed(shop: TestClient, points: int = 70, **more: Any) -> Any:
    asked = {"giver": "jan", "taker": "ewa", "points": points, "reason": "for the trip", "key": "t1"} | more
    return shop.post(TRANSFERS, json=asked)


def undone(shop: TestClient, key: str = "transfer:t1", **more: Any) -> Any:
    return shop.post(f"/v1/points/transactions/{key}/undo", json={"reason": "a mistake"} | more)


def points_of(shop: TestClient, customer: str) -> Any:
    return shop.get(f"/v1/customers/{customer}/points").json()


def available(shop: TestClient) -> tuple[int, int]:
    return points_of(shop, JAN)["available"], points_of(shop, EWA)["available"]


def lots(shop: TestClient, customer: str) -> list[tuple[int, str | None]]:
    found = [(one["remaining"], one["ends_at"]) for one in points_of(shop, customer)["lots"] if one["remaining"]]
    return sorted(found, key=lambda lot: (lot[0], lot[1] or ""))


def test_what_ends_first_goes_with_the_end_that_it_has(shop: TestClient, give: Give) -> None:
    give(50, lifetime={"amount": 10, "unit": "days"})
    give(30, lifetime={"amount": 10, "unit": "days"})
    give(40)

    answer = passed(shop, 90).json()

    assert (answer["key"], answer["points"]) == ("transfer:t1", 90)
    assert (answer["giver"]["available"], answer["taker"]["available"]) == (30, 90)
    assert lots(shop, JAN) == [(30, None)]
    assert lots(shop, EWA) == [(10, None), (80, "2026-03-11T22:00:00Z")]


def test_both_histories_tell_it(shop: TestClient, give: Give) -> None:
    give(100)
    passed(shop)

    (left, *_), (came, *_) = (points_of(shop, one)["entries"] for one in (JAN, EWA))

    assert (left["kind"], left["points"], left["reason"]) == ("transferred", -70, "for the trip")
    assert (came["kind"], came["points"], came["reason"]) == ("transferred", 70, "for the trip")
    assert left["beside"] == {"id": EWA, "external_id": "ewa", "way": "to"}
    assert came["beside"] == {"id": JAN, "external_id": "jan", "way": "from"}
    told = shop.get("/v1/points/history", params={"kind": "transferred"}).json()["data"]
    assert sorted((one["points"], one["beside"]["way"]) for one in told) == [(-70, "to"), (70, "from")]
    csv = shop.get("/v1/points/history/export", params={"kind": "transferred"}).text.splitlines()
    assert csv[0].endswith(",transferred_with,points_kind")
    assert sorted(line.split(",")[-2] for line in csv[1:]) == ["ewa", "jan"]
    assert shop.get("/v1/audit").json()["data"][0]["action"] == "points.transferred"


def test_what_the_shop_owes_stays_the_same(shop: TestClient, give: Give) -> None:
    give(100)
    before = shop.get("/v1/points/programme").json()
    passed(shop)
    after = shop.get("/v1/points/programme").json()

    assert {name: after[name] for name in ("available", "adjusted", "issued", "debt")} == {
        name: before[name] for name in ("available", "adjusted", "issued", "debt")
    }


def test_it_is_done_once_a_key(shop: TestClient, give: Give) -> None:
    give(100)

    answers = [passed(shop).json() for _ in range(2)]
    other = passed(shop, 20)

    assert answers[0] == answers[1]
    assert (other.status_code, other.json()["code"]) == (409, "points.key_taken")
    assert available(shop) == (30, 70)


def test_more_than_there_is_does_not_go(shop: TestClient, give: Give) -> None:
    give(50)

    refused = passed(shop, 51)

    assert (refused.status_code, refused.json()["code"], refused.json()["available"]) == (409, "points.not_enough", 50)
    assert available(shop) == (50, 0)


def test_what_is_on_hold_does_not_go(shop: TestClient, give: Give) -> None:
    give(100)
    shop.post("/v1/points/holds", json={"customer": "jan", "points": 60})

    assert passed(shop, 41).json()["available"] == 40


@pytest.mark.parametrize(
    ("asked", "pointer", "code"),
    [
        ({"taker": "jan"}, "/taker", "same"),
        ({"taker": "guest@example.com"}, "/taker", "guest"),
        ({"taker": "nobody"}, "/taker", "unknown"),
        ({"giver": "nobody"}, "/giver", "unknown"),
        ({"points": 0}, "/points", "greater_than_equal"),
        ({"points": -1}, "/points", "greater_than_equal"),
        ({"reason": " "}, "/reason", "blank"),
    ],
)
def test_what_can_not_go_is_refused_and_says_why(
    shop: TestClient, give: Give, send: Send, asked: dict[str, Any], pointer: str, code: str
) -> None:
    send("order", order("o1", "5.00") | {"customer": None, "email": "guest@example.com"})
    give(100)

    refused = passed(shop, **({"points": 10} | asked))

    assert refused.status_code == 422, refused.text
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [(pointer, code)]
    assert points_of(shop, JAN)["available"] == 100


def test_what_the_taker_owes_is_paid_from_it(shop: TestClient, give: Give) -> None:
    give(100)
    give(-20, EWA, shortage="owe")

    passed(shop, 30)

    told = points_of(shop, EWA)
    assert (told["available"], told["debt"]) == (10, 0)


def test_undone_all_is_as_before(shop: TestClient, give: Give) -> None:
    give(50, lifetime={"amount": 10, "unit": "days"})
    give(50)
    before = lots(shop, JAN)
    passed(shop)
    (left, *_) = points_of(shop, JAN)["entries"]

    answers = [undone(shop).json(), undone(shop, left["undo"]).json(), undone(shop, "t1").json()]

    assert [one["points"] for one in answers] == [70, 70, 70]
    assert (lots(shop, JAN), lots(shop, EWA)) == (before, [])
    for customer in (JAN, EWA):
        entries = points_of(shop, customer)["entries"]
        assert entries[0]["kind"] == "undone"
        assert [one["undo"] for one in entries if one["kind"] == "transferred"] == [None]


def test_undone_from_the_side_of_who_got_them(shop: TestClient, give: Give) -> None:
    give(100)
    passed(shop)
    (came, *_) = points_of(shop, EWA)["entries"]

    answer = undone(shop, came["undo"]).json()

    assert (answer["points"], answer["available"]) == (-70, 0)
    assert available(shop) == (100, 0)


@pytest.mark.parametrize(("shortage", "after"), [("owe", (100, -50)), ("forgive", (100, 0)), ("forbid", (30, 20))])
def test_what_was_spent_meanwhile_is_owed_or_forgiven_or_nothing_is_undone(
    shop: TestClient, give: Give, shortage: str, after: tuple[int, int]
) -> None:
    give(100)
    passed(shop)
    give(-50, EWA)

    answer = undone(shop, shortage=shortage)

    assert answer.status_code == (409 if shortage == "forbid" else 200)
    assert (points_of(shop, JAN)["balance"], points_of(shop, EWA)["balance"]) == after


def test_what_ended_meanwhile_does_not_come_back(shop: TestClient, give: Give, clock: Clock) -> None:
    give(100, lifetime={"amount": 1, "unit": "days"})
    passed(shop)
    clock.at = NOON + timedelta(days=5)

    undone(shop)

    assert available(shop) == (0, 0)


def test_an_order_that_is_refunded_finds_its_points_given_away(
    shop: TestClient, send: Send, owner: TestClient, clock: Clock
) -> None:
    made(owner)
    send("order", order("o1", "50.00"))
    passed(shop, 10)

    clock.at = NOON + timedelta(days=1)
    send("order", order("o1", "50.00") | {"status": "cancelled", "updated_at": "2026-03-02T12:00:00Z"})

    assert (points_of(shop, JAN)["balance"], points_of(shop, EWA)["balance"]) == (-10, 10)


def test_of_many_at_once_no_point_is_doubled(shop: TestClient, give: Give) -> None:
    give(40)
    give(40, EWA)

    def one(n: int) -> int:
        giver, taker = ("jan", "ewa") if n % 2 else ("ewa", "jan")
        answer: int = passed(shop, 15, giver=giver, taker=taker, key=f"k{n}").status_code
        return answer

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(16)))

    assert set(answers) <= {200, 409}
    assert sum(available(shop)) == 80
