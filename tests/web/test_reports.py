"""Reports over HTTP: what a day so far is compared with, cohorts, the grid of scores, and who went from which segment to which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.facts.store import Facts

from .conftest import NOON, Clock, Send, SignIn

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
MALE = {"value": "customer.gender", "op": "=", "to": "male"}
Json = dict[str, Any]


def customer(id: str, **more: Any) -> Json:
    return {"external_id": id, "updated_at": "2026-02-01T00:00:00Z", "registered_at": "2026-02-01T00:00:00Z"} | more


def order(id: str, customer: str, total: str, completed_at: str) -> Json:
    line = {"sku": "MUG", "quantity": "1", "price": total, "row_total": total}
    return {
        "external_id": id, "customer": customer, "updated_at": completed_at, "placed_at": completed_at,
        "status": "complete", "currency": "USD", "subtotal": total, "grand_total": total, "lines": [line],
    }  # fmt: skip


@pytest.fixture
def owner(signed_in: SignIn, send: Send) -> TestClient:
    """Over a shop in Kyiv on 1 March 2026, with Anna, Boris and Eva."""
    owner = signed_in()
    send("customer", customer("anna"), customer("boris", gender="male"), customer("eva", gender="female"))
    return owner


@pytest.mark.parametrize("reading", ["today", "then"])
def test_today_is_compared_with_as_much_of_the_days_before(owner: TestClient, send: Send, reading: str) -> None:
    owner.post("/v1/segments", json={"id": "men", "name": "Men", "condition": MALE})
    yesterday = ("2026-02-28T11:59:59Z", "2026-02-28T12:00:00Z", "2026-02-28T12:00:00.000001Z")
    for at, total in zip((*yesterday, "2026-03-01T12:00:00Z"), ("10.00", "5.00", "20.00", "7.00"), strict=True):
        send("order", order(at, "boris", total, at))

    def net(sales: list[Json]) -> list[str]:
        return [one["net"]["amount"] for one in sales]

    today = {"from": "2026-03-01", "to": "2026-03-01", "reading": reading}
    told = owner.get("/v1/reports/sales", params=today).json()
    assert net(told["shop"]["sales"]) == ["7.00", "15.00", "0.00"]
    assert [one["net"] for one in told["points"]] == [[one["net"] for one in told["shop"]["sales"]]]
    assert [one["counted_until"] for one in told["periods"]] == [
        "2026-03-01T12:00:00Z", "2026-02-28T12:00:00Z", "2025-03-01T12:00:00Z",
    ]  # fmt: skip

    over = owner.get("/v1/reports/sales", params=today | {"from": "2026-02-28", "to": "2026-02-28"}).json()
    assert net(over["shop"]["sales"]) == ["35.00", "0.00", "0.00"]
    assert [one["counted_until"] for one in over["periods"]] == [None] * 3

    of_men = owner.get("/v1/segments/men/sales", params={"from": "2026-03-01"}).json()
    assert net([of_men["period"], of_men["before"]]) == ["7.00", "15.00"]
    assert of_men["before"]["counted_until"] == "2026-02-28T12:00:00Z"


def test_cohorts_tell_who_bought_again_in_which_month(owner: TestClient, send: Send) -> None:
    send(
        "order",
        order("1", "anna", "10.00", "2025-12-31T21:59:59Z"),
        order("2", "boris", "20.00", "2025-12-01T10:00:00Z"),
    )
    send(
        "order", order("3", "anna", "30.01", "2026-01-31T22:00:00Z"), order("4", "eva", "40.00", "2026-02-02T10:00:00Z")
    )
    send("order", order("5", "boris", "1.00", "2025-12-02T10:00:00Z"))

    told = owner.get("/v1/reports/cohorts", params={"months": 4}).json()["cohorts"]

    assert [(one["month"], one["customers"]) for one in told] == [
        ("2025-12-01", 2), ("2026-01-01", 0), ("2026-02-01", 1), ("2026-03-01", 0),
    ]  # fmt: skip
    december = told[0]["months"]
    assert [month["buyers"] for month in december] == [2, 0, 1, 0]
    assert [month["share"] for month in december] == [1.0, 0.0, 0.5, 0.0]
    assert [month["so_far"]["amount"] for month in december] == ["15.50", "15.50", "30.50", "30.50"]
    older = owner.get("/v1/reports/cohorts", params={"months": 3}).json()["cohorts"]
    assert [one["customers"] for one in older] == [0, 1, 0], "whose first order was before is in none of these"


def test_cohorts_of_a_segment_are_of_its_members_alone(owner: TestClient, send: Send) -> None:
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send(
        "order",
        order("1", "eva", "10.00", "2026-02-02T10:00:00Z"),
        order("2", "boris", "20.00", "2026-02-02T10:00:00Z"),
    )

    told = owner.get("/v1/reports/cohorts", params={"months": 2, "segment": "women"}).json()["cohorts"]

    assert [one["customers"] for one in told] == [1, 0]
    assert owner.get("/v1/reports/cohorts", params={"segment": "nobody"}).status_code == 404
    assert owner.get("/v1/reports/cohorts", params={"months": 0}).status_code == 422


def test_cohorts_stand_beside_those_before_as_far_as_they_had_come(owner: TestClient, send: Send) -> None:
    send(
        "order", order("1", "anna", "10.00", "2025-10-10T10:00:00Z"), order("2", "anna", "5.00", "2025-11-10T10:00:00Z")
    )
    send(
        "order",
        order("3", "boris", "20.00", "2026-01-10T10:00:00Z"),
        order("4", "eva", "30.00", "2026-01-11T10:00:00Z"),
    )
    send(
        "order", order("5", "boris", "8.00", "2026-02-10T10:00:00Z"), order("6", "anna", "1.00", "2026-01-10T10:00:00Z")
    )

    told = owner.get("/v1/reports/cohorts", params={"months": 3}).json()

    assert [(one["first_day"], one["last_day"]) for one in told["periods"]] == [
        ("2026-01-01", "2026-03-01"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31"),
    ]  # fmt: skip
    own, next_month = told["after"]
    assert [one["customers"] for one in own] == [2, 1, 0]
    assert [one["share"] for one in next_month] == [0.5, 1.0, None], "Boris of two, Anna of one"
    assert [one["so_far"] and one["so_far"]["amount"] for one in next_month] == ["29.00", "15.00", None]
    assert len(told["after"]) == 2, "the third month isn't over"


def test_the_grid_tells_customers_and_their_sales_by_score(
    facts: Facts, owner: TestClient, send: Send, clock: Clock
) -> None:
    send(
        "order",
        order("1", "anna", "10.00", "2026-01-05T10:00:00Z"),
        order("2", "boris", "20.00", "2026-02-02T10:00:00Z"),
    )
    send("order", order("3", "boris", "30.00", "2026-02-03T10:00:00Z"))
    clock.at = NOON + timedelta(days=1)
    send("customer", customer("olga"))
    facts.score(clock.at)

    told = owner.get("/v1/reports/rfm", params={"from": "2026-02-01", "to": "2026-02-28"}).json()

    assert (told["day"], told["customers"], told["unscored"]) == ("2026-03-02", 2, 2)
    best, other = told["cells"]
    assert best["recency"] > other["recency"], "Boris bought last and most often"
    assert (best["customers"], other["customers"]) == (1, 1)
    assert [(one["orders"], one["net"]["amount"]) for one in best["sales"]] == [(2, "50.00"), (0, "0.00"), (0, "0.00")]
    assert [(one["orders"], one["net"]["amount"]) for one in other["sales"]] == [(0, "0.00"), (1, "10.00"), (0, "0.00")]
    assert [one["first_day"] for one in told["periods"]] == ["2026-02-01", "2026-01-04", "2025-02-01"]


def test_movement_tells_who_went_from_where_to_where(owner: TestClient, send: Send, clock: Clock) -> None:
    for id, condition in (("women", FEMALE), ("men", MALE)):
        owner.post("/v1/segments", json={"id": id, "name": id.title(), "condition": condition})
    send("customer", customer("pavlo", gender="male"))
    clock.at = NOON + timedelta(days=2)
    send(
        "customer", customer("eva", gender="male", updated_at="2026-03-02T00:00:00Z"), customer("ira", gender="female")
    )

    told = owner.get("/v1/reports/movement", params={"from": "2026-03-02", "to": "2026-03-03"}).json()

    def changed(period: int) -> dict[str, list[int]]:
        names = ("before", "after", "stayed", "came", "went")
        return {one["id"]: [one["periods"][period][name] for name in names] for one in told["segments"]}

    assert [one["first_day"] for one in told["periods"]] == ["2026-03-02", "2026-02-28", "2025-03-02"]
    assert changed(0) == {"women": [1, 1, 0, 1, 1], "men": [2, 3, 2, 1, 0]}
    assert changed(1) == {"women": [0, 1, 0, 1, 0], "men": [0, 2, 0, 2, 0]}, "the two days before it"
    assert changed(2) == {"women": [0, 0, 0, 0, 0], "men": [0, 0, 0, 0, 0]}
    assert {one["known_since"] for one in told["segments"]} == {"2026-03-01"}
    assert [(one["source"], one["target"], one["customers"]) for one in told["flows"]] == [
        (None, "women", [1, 1, 0]), ("women", "men", [1, 0, 0]), (None, "men", [0, 2, 0]),
    ]  # fmt: skip
    alone = owner.get("/v1/reports/movement", params={"from": "2026-03-02", "ids": "men"}).json()
    assert [(one["source"], one["target"]) for one in alone["flows"]] == [(None, "men")]
    of_men = owner.get("/v1/reports/movement", params={"from": "2026-03-02", "segment": "men"}).json()
    after = {one["id"]: one["periods"][0]["after"] for one in of_men["segments"]}
    assert after == {"women": 0, "men": 3}, "of those who are men today"
    assert owner.get("/v1/reports/movement", params={"ids": "nobody"}).status_code == 404
