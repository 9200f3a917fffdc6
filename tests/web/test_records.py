"""The door over HTTP: every item is answered, and none stops another."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.http.scopes import Scope
from regulars.journal import read, stamp

from .conftest import NOON, Send, SignIn


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-02-01T10:00:00Z", "email": f"{id}@shop.example"} | more


def entries(books: Books) -> list[tuple[str, str, bool]]:
    stamp(books)
    return [(entry.type, entry.key, entry.live) for entry in read(books, 0).entries]


def test_each_item_is_answered_and_a_bad_one_stops_no_other(with_key: SignIn, books: Books) -> None:
    client = with_key(Scope.RECORDS_WRITE)

    answer = client.post(
        "/v1/records/customer",
        json={"data": [customer("anna"), customer("boris", born_on="yesterday"), customer("clara")]},
    ).json()

    assert [item["status"] for item in answer["data"]] == ["accepted", "refused", "accepted"]
    assert [item["external_id"] for item in answer["data"]] == ["anna", "boris", "clara"]
    assert answer["data"][1]["errors"][0]["pointer"] == "/born_on"
    assert (answer["accepted"], answer["repeated"], answer["refused"]) == (2, 0, 1)
    assert entries(books) == [("customer", "anna", True), ("customer", "clara", True)]


def test_who_can_not_be_mailed_is_taken_and_told_of(with_key: SignIn) -> None:
    client = with_key(Scope.RECORDS_WRITE)

    answer = client.post(
        "/v1/records/customer", json={"data": [customer("anna", email="zła-poczta"), customer("boris")]}
    ).json()

    assert (answer["accepted"], [item["errors"] for item in answer["data"]]) == (2, [[], []])
    [[remark], nothing] = [item["remarks"] for item in answer["data"]]
    assert (remark["pointer"], remark["code"], nothing) == ("/email", "unmailable", [])


@pytest.mark.parametrize("odd", [None, 5, "anna", [customer("anna")], [["external_id", "anna"]]])
def test_what_is_no_document_stops_no_other(with_key: SignIn, odd: Any) -> None:
    client = with_key(Scope.RECORDS_WRITE)

    answer = client.post("/v1/records/customer", json={"data": [odd, customer("boris")]}).json()

    assert [item["status"] for item in answer["data"]] == ["refused", "accepted"]
    assert [(error["pointer"], error["code"]) for error in answer["data"][0]["errors"]] == [("", "model_type")]


def test_a_list_that_customers_can_be_on_is_a_record_of_its_own(with_key: SignIn, books: Books) -> None:
    client = with_key(Scope.RECORDS_WRITE)
    document = {"external_id": "vip", "updated_at": "2026-02-01T10:00:00Z", "name": "Very important"}

    answer = client.post("/v1/records/list", json={"data": [document, document | {"customer": "anna"}]}).json()

    assert [item["status"] for item in answer["data"]] == ["accepted", "refused"]
    assert entries(books) == [("list", "vip", True)]


def test_the_same_delivery_twice_is_one_entry(with_key: SignIn, books: Books) -> None:
    client = with_key(Scope.RECORDS_WRITE)
    client.post("/v1/records/customer", json={"data": [customer("anna")]})

    answer = client.post("/v1/records/customer", json={"data": [customer("anna"), customer("boris")]}).json()

    assert [item["status"] for item in answer["data"]] == ["repeated", "accepted"]
    assert len(entries(books)) == 2


def test_a_record_changed_after_tomorrow_is_refused_and_the_next_one_is_taken(send: Send) -> None:
    ahead = send("customer", customer("anna", updated_at="2100-01-01T00:00:00Z"), customer("boris"))
    mended = send("customer", customer("anna", updated_at=NOON.isoformat()))

    assert [item["status"] for item in ahead["data"]] == ["refused", "accepted"]
    [error] = ahead["data"][0]["errors"]
    assert (error["pointer"], error["code"]) == ("/updated_at", "ahead")
    assert "2026-03-01T12:00:00Z" in error["detail"]
    assert mended["accepted"] == 1


def test_an_order_may_be_dated_ahead(send: Send) -> None:
    order = {"external_id": "1", "status": "pending", "currency": "USD", "grand_total": "1"}
    history = [{"at": "2090-01-02T00:00:00Z", "status": "complete"}]

    told = send(
        "order",
        order | {"updated_at": NOON.isoformat(), "placed_at": "2090-01-01T00:00:00Z", "status_history": history},
    )

    assert told["accepted"] == 1


def test_what_a_call_brought_in_is_in_the_audit(with_key: SignIn, signed_in: SignIn) -> None:
    client = with_key(Scope.RECORDS_WRITE)
    client.post("/v1/records/customer", json={"data": [customer("anna")]})
    client.post("/v1/records/customer", json={"data": [customer("anna"), customer("boris"), 5]})
    client.post("/v1/records/customer", json={"data": [customer("anna")]})

    entries = signed_in().get("/v1/audit", params={"subject": "records:customer"}).json()["data"]

    assert [(entry["actor"], entry["action"], entry["details"]) for entry in entries] == [
        ("key:1", "records.sent", {"accepted": 1, "repeated": 1, "refused": 1}),
        ("key:1", "records.sent", {"accepted": 1, "repeated": 0, "refused": 0}),
    ]


def test_deliveries_do_not_hide_the_rest_of_the_audit(with_key: SignIn, signed_in: SignIn) -> None:
    with_key(Scope.RECORDS_WRITE).post("/v1/records/customer", json={"data": [customer("anna")]})
    client = signed_in()

    def listed(**asked: Any) -> list[str]:
        return [entry["action"] for entry in client.get("/v1/audit", params=asked).json()["data"]]

    assert "records.sent" not in listed()
    assert "records.sent" in listed(deliveries=True)


def test_history_is_not_live(with_key: SignIn, books: Books) -> None:
    with_key(Scope.RECORDS_WRITE).post("/v1/records/customer", json={"data": [customer("anna")], "live": False})

    assert entries(books) == [("customer", "anna", False)]


def test_what_happens_now_can_not_ask_for_points(with_key: SignIn) -> None:
    answer = with_key(Scope.RECORDS_WRITE).post("/v1/records/order", json={"data": [], "asks_points": True})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/asks_points")


def test_more_than_a_thousand_are_refused_as_a_whole(with_key: SignIn, books: Books) -> None:
    answer = with_key(Scope.RECORDS_WRITE).post("/v1/records/customer", json={"data": [customer("a")] * 1001})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/data")
    assert entries(books) == []


@pytest.mark.parametrize("type", ["event", "decision.points", "nonsense"])
def test_an_unknown_type_is_not_found(with_key: SignIn, type: str) -> None:
    answer = with_key(Scope.RECORDS_WRITE).post(f"/v1/records/{type}", json={"data": []})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("odd", [2**70, "\ud800", 1e300])
def test_what_no_database_can_keep_is_a_fault_of_its_item(with_key: SignIn, odd: Any) -> None:
    import json

    body = json.dumps({"data": [customer("anna", phone=odd), customer("boris")]})

    answer = with_key(Scope.RECORDS_WRITE).post(
        "/v1/records/customer", content=body, headers={"content-type": "application/json"}
    )

    assert [item["status"] for item in answer.json()["data"]] == ["refused", "accepted"]


def test_a_storefront_tells_events_and_nothing_else(with_key: SignIn, books: Books) -> None:
    client = with_key()
    event = {"name": "quiz", "customer": "anna", "occurred_at": NOON.isoformat()}

    told = client.post("/v1/events", json={"data": [event]})
    history = client.post("/v1/events", json={"data": [event], "live": False})
    orders = client.post("/v1/records/order", json={"data": []})

    assert told.json()["accepted"] == 1
    assert (history.status_code, orders.status_code) == (403, 403)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(visitor: TestClient) -> None:
    answer = visitor.post(
        "/v1/records/order", content=b" " * (33 * 1024 * 1024), headers={"content-type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_schema_says_what_each_type_is(visitor: TestClient) -> None:
    schema = visitor.get("/v1/openapi.json").json()

    body = schema["paths"]["/v1/records/order"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema["openapi"].startswith("3.1")
    assert body["properties"]["data"]["items"] == {"$ref": "#/components/schemas/Order"}
    assert "grand_total" in schema["components"]["schemas"]["Order"]["properties"]


def test_every_reference_of_the_schema_leads_somewhere(visitor: TestClient) -> None:
    schema = visitor.get("/v1/openapi.json").json()

    def references(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(value) for value in node.values()))
        return set().union(*(references(item) for item in node)) if isinstance(node, list) else set()

    known = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert references(schema) <= known


def test_every_operation_has_a_name_of_its_own_and_problems_for_errors(visitor: TestClient) -> None:
    paths = visitor.get("/v1/openapi.json").json()["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]

    ids = [operation["operationId"] for operation in operations]
    errors = [
        response["content"]
        for operation in operations
        for status, response in operation["responses"].items()
        if status >= "400"
    ]

    assert len(ids) == len(set(ids))
    assert all(list(content) == ["application/problem+json"] for content in errors)


def test_what_was_sent_is_seen(send: Send, signed_in: SignIn) -> None:
    send("customer", customer("anna", first_name="Anna"))

    listed = signed_in().get("/v1/customers").json()["data"]

    assert [row["name"] for row in listed] == ["Anna"]
