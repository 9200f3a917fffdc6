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
    assert (fault["pointer"], fault["code"]) == ("/at", "at")
    assert fault["detail"].startswith("query parameter at: ")


def test_whom_the_definition_put_in_and_out_is_told_apart_from_who_came_and_went(owner: TestClient, send: Send) -> None:
    owner.post("/v1/segments", json={"id": "men", "name": "Men", "condition": {"none": [FEMALE]}})
    send("customer", customer("pavlo", gender="male"))
    version = owner.get("/v1/segments/men").json()["version"]
    owner.patch("/v1/segments/men", json={"version": version, "condition": FEMALE})
    send("customer", customer("nina", gender="female"))

    told = owner.get("/v1/segments/men").json()
    [today] = owner.get("/v1/segments/men/history", params={"days": 1}).json()

    assert (told["entered_7d"], told["left_7d"], told["size"]) == (today["entered"], today["left"], today["size"])
    assert today["size"] == today["entered"] - today["left"] + today["brought"] - today["took"]
    assert (today["entered"], today["brought"], today["took"]) == (2, 3, 2)


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
    assert owner.get("/v1/segments/overlap", params={"ids": ["women", "all,women"]}).json()["both"] == [[3, 3], [3, 4]]
    assert owner.get("/v1/segments/overlap", params={"ids": ","}).json()["errors"][0]["code"] == "ids"


def test_what_names_a_segment_is_listed(owner: TestClient) -> None:
    named = {"name": "Others", "condition": FEMALE, "exclude": {"any": [FEMALE, IN_WOMEN]}}
    owner.post("/v1/segments", json={"id": "others"} | named)
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
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


def order(id: str, customer: str, total: str, completed_at: str) -> dict[str, Any]:
    line = {"sku": "MUG", "quantity": "1", "price": total, "row_total": total}
    return {
        "external_id": id, "customer": customer, "updated_at": completed_at, "placed_at": completed_at,
        "status": "complete", "currency": "USD", "subtotal": total, "grand_total": total, "lines": [line],
    }  # fmt: skip


def test_what_members_bought_is_told_beside_the_period_before(owner: TestClient, send: Send, clock: Clock) -> None:
    send(
        "order",
        order("1", "eva", "30.00", "2026-03-02T22:00:00Z"),
        order("2", "boris", "10.00", "2026-03-03T11:00:00Z"),
    )
    send("order", order("3", "olga", "5.00", "2026-03-02T21:59:59Z"))
    refund = {"external_id": "r", "order": "3", "amount": "1.00", "refunded_at": "2026-03-03T01:00:00Z"}
    send("refund", refund | {"updated_at": "2026-03-03T01:00:00Z"})

    clock.at += timedelta(days=1)  # so that both days are over
    told = owner.get("/v1/segments/women/sales", params={"from": "2026-03-03", "to": "2026-03-03"}).json()

    usd = {"currency": "USD"}
    assert (told["customers"], told["registered"], told["share"]) == (2, 2, 2 / 3)
    period, before = told["period"], told["before"]
    assert (period["first_day"], period["last_day"], period["orders"]) == ("2026-03-03", "2026-03-03", 1)
    assert [period[name]["amount"] for name in ("total", "refunds", "net", "shop_net")] == [
        "30.00",
        "1.00",
        "29.00",
        "39.00",
    ]
    assert period["share_of_net"] == 29 / 39
    assert (before["first_day"], before["orders"], before["net"]) == ("2026-03-02", 1, usd | {"amount": "5.00"})
    assert before["share_of_net"] == 1.0
    month = owner.get("/v1/segments/women/sales").json()
    assert (month["period"]["first_day"], month["before"]["last_day"]) == ("2026-02-03", "2026-02-02")
    assert month["before"]["share_of_net"] is None, "nothing was sold"


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"from": "2026-03-03", "to": "2026-03-02"}, "from"),
        ({"to": "2026-03-04"}, "to"),
        ({"from": "March"}, "from"),
        ({"from": "1902-01-01"}, "from"),
    ],
)
def test_a_period_that_is_none_is_refused(owner: TestClient, asked: dict[str, str], parameter: str) -> None:
    told = owner.get("/v1/segments/women/sales", params=asked)

    assert (told.status_code, told.json()["errors"][0]["code"]) == (422, parameter)


def test_who_will_leave_by_time_alone_is_told_by_day(owner: TestClient, send: Send) -> None:
    lately = {"value": {"days_since": "customer.registered_at"}, "op": "<=", "to": 3}
    owner.post("/v1/segments", json={"id": "lately", "name": "Lately", "condition": lately})
    send("customer", customer("new", registered_at="2026-03-01T12:00:00Z"))

    told = owner.get("/v1/segments/lately/coming", params={"days": 4}).json()

    leaving = [(day["date"], day["leaving"], day["entering"]) for day in told["days"]]
    assert leaving == [("2026-03-03", 0, 0), ("2026-03-04", 0, 0), ("2026-03-05", 1, 0), ("2026-03-06", 0, 0)]
    assert told["exact"]
    assert owner.get("/v1/segments/lately/coming", params={"days": 0}).status_code == 422
    owner.post("/v1/segments/lately/archive")
    assert owner.get("/v1/segments/lately/coming").json()["code"] == "segment.not_kept"


def test_conditions_to_begin_with_can_be_saved(owner: TestClient) -> None:
    told = owner.get("/v1/segments/templates").json()

    keys = [one["key"] for one in told]
    assert "girls" in keys
    assert "wishRecommended" not in keys
    owner.put("/v1/attributes/product/recommended", json={"type": "boolean", "label": "Recommended"})
    assert "wishRecommended" in [one["key"] for one in owner.get("/v1/segments/templates").json()]
    for one in told:
        said = {"name": one["key"], "condition": one["condition"], "actions": one["actions"]}
        made = owner.post("/v1/segments", json=said)
        assert made.status_code == 201, made.text
        assert made.json()["sentence"] == one["sentence"]


def test_a_schedule_tells_when_it_is_refreshed_next(owner: TestClient) -> None:
    """At three in Kyiv, as seen from the third of March."""
    nightly = {"kind": "scheduled", "every": "day", "at": "03:00"}
    made = owner.post(
        "/v1/segments", json={"id": "nightly", "name": "Nightly", "condition": FEMALE, "refresh": nightly}
    )

    assert made.json()["next_refresh_at"] == "2026-03-04T01:00:00Z"
    assert owner.get("/v1/segments/women").json()["next_refresh_at"] is None
    assert owner.post("/v1/segments/nightly/archive").json()["next_refresh_at"] is None


def test_what_is_archived_is_restored_and_waits_for_what_it_names(owner: TestClient, send: Send) -> None:
    owner.post("/v1/segments", json={"id": "some", "name": "Some", "condition": IN_WOMEN})
    owner.post("/v1/segments/some/archive")
    owner.post("/v1/segments/women/archive")

    refused = owner.post("/v1/segments/some/restore")
    first = owner.post("/v1/segments/women/restore")
    second = owner.post("/v1/segments/some/restore", headers={"Idempotency-Key": "again"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/condition/to/0")
    assert [one.json()["state"] for one in (first, second)] == ["computing", "computing"]
    assert owner.post("/v1/segments/some/restore", headers={"Idempotency-Key": "again"}).json() == second.json()
    send("customer", customer("new", gender="female"))
    assert owner.get("/v1/segments/some").json()["state"] == "active"
    did = [one["action"] for one in owner.get("/v1/audit").json()["data"] if one["subject"] == "segment:some"]
    assert did == ["segment.restored", "segment.archived", "segment.created"]
