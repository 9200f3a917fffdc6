"""Reports over HTTP: cohorts, the grid of scores, and who went from which segment to which."""

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


def test_the_grid_tells_customers_and_their_sales_by_score(
    facts: Facts, owner: TestClient, send: Send, clock: Clock
) -> None:
    send(
        "order",
        order("1", "anna", "10.00", "2026-01-02T10:00:00Z"),
        order("2", "boris", "20.00", "2026-02-02T10:00:00Z"),
    )
    send("order", order("3", "boris", "30.00", "2026-02-03T10:00:00Z"))
    clock.at = NOON + timedelta(days=1)
    send("customer", customer("olga"))
    facts.score(clock.at)

    told = owner.get("/v1/reports/rfm", params={"from": "2026-02-01", "to": "2026-02-28"}).json()

    assert (told["day"], told["customers"], told["unscored"]) == ("2026-03-02", 2, 2)
    found = [
        (cell["recency"], cell["frequency"], cell["customers"], cell["orders"], cell["net"]["amount"])
        for cell in told["cells"]
    ]
    assert found[0][2:] == (1, 2, "50.00"), "Boris bought last and most often"
    assert found[1][2:] == (1, 0, "0.00")
    assert found[0][0] > found[1][0]


def test_movement_tells_who_went_from_where_to_where(owner: TestClient, send: Send, clock: Clock) -> None:
    for id, condition in (("women", FEMALE), ("men", MALE)):
        owner.post("/v1/segments", json={"id": id, "name": id.title(), "condition": condition})
    send("customer", customer("pavlo", gender="male"))
    clock.at = NOON + timedelta(days=2)
    send(
        "customer", customer("eva", gender="male", updated_at="2026-03-02T00:00:00Z"), customer("ira", gender="female")
    )

    told = owner.get("/v1/reports/movement", params={"from": "2026-03-02", "to": "2026-03-03"}).json()

    changed = {
        one["id"]: [one[name] for name in ("before", "after", "stayed", "came", "went")] for one in told["segments"]
    }
    assert changed == {"women": [1, 1, 0, 1, 1], "men": [2, 3, 2, 1, 0]}
    assert [(one["source"], one["target"], one["customers"]) for one in told["flows"]] == [
        (None, "women", 1), ("women", "men", 1),
    ]  # fmt: skip
    alone = owner.get("/v1/reports/movement", params={"from": "2026-03-02", "ids": "men"}).json()
    assert [(one["source"], one["target"]) for one in alone["flows"]] == [(None, "men")]
    assert owner.get("/v1/reports/movement", params={"ids": "nobody"}).status_code == 404
