"""What can be asked about segments over HTTP: the past, what they have in common, what names them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Scope

from .conftest import NOON, Clock, Send, SignIn

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
IN_WOMEN = {"value": "customer.segments", "op": "has_any", "to": ["women"]}


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-02-01T00:00:00Z", "registered_at": "2026-02-01T00:00:00Z"} | more


@pytest.fixture
def owner(signed_in: SignIn, send: Send, clock: Clock) -> TestClient:
    """Over a shop in Kyiv with Eva in `women` since the first of March, and Olga since the third."""
    owner = signed_in()
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("eva", gender="female"), customer("boris", gender="male"))
    clock.at = NOON + timedelta(days=2)
    send("customer", customer("olga", gender="female"))
    return owner


def members(client: TestClient, at: str | None = None, **more: Any) -> list[str]:
    answer = client.get("/v1/segments/women/members", params={"at": at, **more} if at else more)
    assert answer.status_code == 200, answer.text
    return [one["external_id"] for one in answer.json()["data"]]


def test_who_was_in_is_told_of_an_instant_and_of_a_local_day(owner: TestClient) -> None:
    assert members(owner) == members(owner, "2026-03-03") == ["eva", "olga"], "today ends now"
    assert members(owner, "2026-03-03T12:00:00Z") == ["eva", "olga"]
    assert members(owner, "2026-03-03T13:59:59+02:00") == ["eva"]
    assert members(owner, "2026-03-02") == members(owner, "2026-03-01") == ["eva"]
    assert members(owner, "2026-03-01T11:59:59Z") == ["eva", "olga"], "before it was made its condition is asked"
    assert members(owner, "2026-03-03T12:00:00Z", search="olg") == ["olga"]


def test_a_page_of_the_past_goes_on_in_that_past(owner: TestClient) -> None:
    first = owner.get("/v1/segments/women/members", params={"at": "2026-03-03T12:00:00Z", "limit": 1}).json()
    cursor = first["next_cursor"]

    assert members(owner, "2026-03-03T12:00:00Z", cursor=cursor) == ["olga"]
    assert owner.get("/v1/segments/women/members", params={"cursor": cursor}).json()["code"] == "bad_cursor"


@pytest.mark.parametrize(
    "at", ["2026-03-04", "2026-03-03T12:00:01Z", "2026-02-30", "yesterday", "2026-03-01T10:00:00", "0001-01-01"]
)
def test_what_is_no_instant_of_the_past_is_refused(owner: TestClient, at: str) -> None:
    told = owner.get("/v1/segments/women/members", params={"at": at})

    assert told.status_code == 422
    [fault] = told.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("", "at")
    assert fault["detail"].startswith("query parameter at: ")


def test_segments_are_compared(owner: TestClient, send: Send) -> None:
    everybody = {"value": "customer.guest", "op": "=", "to": False}
    owner.post("/v1/segments", json={"id": "all", "name": "All", "condition": everybody})
    send("customer", customer("iryna", gender="female"))

    told = owner.get("/v1/segments/overlap").json()

    assert [(one["id"], one["size"]) for one in told["segments"]] == [("all", 4), ("women", 3)]
    assert told["both"] == [[4, 3], [3, 3]]
    assert told["jaccard"] == [[1.0, 0.75], [0.75, 1.0]]
    assert told["share"] == [[1.0, 0.75], [1.0, 1.0]]
    assert told["nearly_equal"] == []
    assert told["contained"] == [{"inner": "women", "outer": "all", "share": 1.0}]
    assert told["combinations"] == [{"segments": ["all", "women"], "size": 3}, {"segments": ["all"], "size": 1}]
    assert owner.get("/v1/segments/overlap", params={"ids": "women"}).json()["both"] == [[3]]
    assert owner.get("/v1/segments/overlap", params={"ids": "women,men"}).json()["id"] == "men"
    assert owner.get("/v1/segments/overlap", params={"ids": ","}).json()["errors"][0]["code"] == "ids"


def test_what_names_a_segment_is_listed(owner: TestClient) -> None:
    named = {"name": "Others", "condition": FEMALE, "exclude": {"any": [FEMALE, IN_WOMEN]}}
    owner.post("/v1/segments", json={"id": "others"} | named)
    style = {"kind": "per_amount", "points": 1, "amount": 100}
    rule = owner.post("/v1/earning-rules", json={"name": "For women", "style": style, "condition": IN_WOMEN})
    assert rule.status_code == 201, rule.text

    told = owner.get("/v1/segments/women/uses").json()

    assert told == [
        {"kind": "segment", "id": "others", "name": "Others", "where": "exclude", "pointer": "/any/1/to"},
        {"kind": "earning_rule", "id": rule.json()["id"], "name": "For women", "where": "condition", "pointer": "/to"},
    ]
    assert owner.get("/v1/segments/others/uses").json() == []
    refused = owner.post("/v1/segments/women/archive").json()
    assert refused["used_by"] == ["others", "the earning rule 'For women'"]
    assert owner.get("/v1/segments/men/uses").status_code == 404


def test_without_the_scope_for_customers_nobody_is_named(owner: TestClient, with_key: SignIn) -> None:
    client = with_key(Scope.SEGMENTS_READ)

    assert client.get("/v1/segments/women/members", params={"at": "2026-03-02"}).status_code == 403
    assert client.get("/v1/segments/overlap").status_code == 200
