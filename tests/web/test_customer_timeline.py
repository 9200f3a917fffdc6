"""A customer's timeline: what they did and what came of it, laid into each other by time, filtered and paged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import NOON, Clock, Send, SignIn
from tests.web.sent import customer, order

from regulars.flows.road import Road
from regulars.http.scopes import Scope

PATH = "/v1/customers/1/timeline"


@pytest.fixture
def shop(signed_in: SignIn, send: Send, clock: Clock, road: Road) -> TestClient:
    """Anna: an order of 90.00 that earns 90 points and leads into a segment, a coupon, a campaign and a note."""
    client = signed_in()
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    client.post("/v1/earning-rules", json={"name": "Points", "style": style}).raise_for_status()
    spent = {"value": {"sum": "order.net_total"}, "op": ">=", "to": "50"}
    client.post("/v1/segments", json={"id": "good", "name": "Good ones", "condition": spent}).raise_for_status()
    road.run_dry()
    send("customer", customer("anna", registered_at="2026-01-01T08:00:00Z"))
    now = NOON.isoformat()
    line = {"sku": "TEE-1", "quantity": "1", "price": "90.00", "row_total": "90.00"}
    send("order", order("1", "90.00", placed_at=now, updated_at=now, lines=[line]))
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "5.00", "currency": "USD"}}
    said = {"name": "Five off", "benefit": benefit, "coupon": "codes", "state": "published"}
    promotion = client.post("/v1/promotions", json=said).json()["id"]
    client.post("/v1/rewards", json={"name": "Five", "promotion": promotion, "points": 40}).raise_for_status()
    clock.at += timedelta(hours=1)
    [reward] = client.get("/v1/rewards").json()["data"]
    client.post("/v1/customers/1/rewards", json={"reward": reward["id"]}).raise_for_status()
    clock.at += timedelta(hours=1)
    client.post("/v1/customers/1/notes", json={"text": "Asked for a size"}).raise_for_status()
    road.run_dry()
    return client


def told(client: TestClient, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(PATH, params=params)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def test_what_was_decided_stands_beside_what_happened(shop: TestClient) -> None:
    rows = told(shop)

    kinds = [row["kind"] for row in rows]
    assert kinds[0] == "note"
    assert kinds[-1] == "registered"
    assert set(kinds[1:3]) == {"coupon_given", "points"}
    assert {"ordered", "points", "segment_entered"} <= set(kinds[3:-1])
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    by_kind = {row["kind"]: row for row in rows}
    assert by_kind["note"]["details"] == {"subject": "Asked for a size", "id": "1", "by": "Owner"}
    assert by_kind["segment_entered"]["title"] == "Entered segment Good ones"
    assert by_kind["coupon_given"]["details"]["word"] == "Five off"
    posted = [(row["details"]["posting"], row["details"]["number"]) for row in rows if row["kind"] == "points"]
    assert posted == [("spent", "-40"), ("earned", "90")]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_of_any_size_give_the_same_list(shop: TestClient, limit: int) -> None:
    whole = told(shop)

    rows, cursor = [], None
    while True:
        page = shop.get(PATH, params={"limit": limit} | ({"cursor": cursor} if cursor else {})).json()
        rows += page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert rows == whole


def test_it_is_filtered_by_kind(shop: TestClient) -> None:
    assert [row["kind"] for row in told(shop, kind=["points", "ordered"])] == ["points", "ordered", "points"]
    assert shop.get(PATH, params={"kind": "weather"}).status_code == 422


def test_who_may_not_read_points_is_told_none(shop: TestClient, with_key: SignIn) -> None:
    kinds = {row["kind"] for row in told(with_key(Scope.CUSTOMERS_READ))}

    assert kinds == {"ordered", "registered", "note"}
