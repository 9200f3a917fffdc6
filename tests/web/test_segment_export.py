"""The members of a segment as a file."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from regulars.http.scopes import Scope
from regulars.segments import exporting

from .conftest import NOON, Clock, Send, SignIn

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
EXPORT = "/v1/segments/women/members/export"


def customer(id: str, **more: Any) -> dict[str, Any]:
    registered = {"updated_at": "2026-02-01T00:00:00Z", "registered_at": "2026-02-01T00:00:00Z"}
    return {"external_id": id, "gender": "female"} | registered | more


@pytest.fixture
def owner(signed_in: SignIn, send: Send, clock: Clock) -> TestClient:
    """Over a shop with Eva among the women, and two days later Olga."""
    owner = signed_in()
    owner.post("/v1/segments", json={"id": "women", "name": "Women", "condition": FEMALE})
    send("customer", customer("eva", email="eva@shop.example", first_name='=HYPERLINK("x")', last_name='Po"el, jr'))
    clock.at = NOON + timedelta(days=2)
    send("customer", customer("+olga", group="-VIP", email="@olga"))
    return owner


def test_a_csv_is_read_by_a_spreadsheet_and_calculates_nothing(owner: TestClient) -> None:
    answer = owner.get(EXPORT)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="women.csv"'
    eva, olga = csv.DictReader(io.StringIO(answer.text))
    assert list(eva)[:3] == ["id", "external_id", "email"]
    assert (eva["external_id"], eva["first_name"], eva["last_name"]) == ("eva", '\'=HYPERLINK("x")', 'Po"el, jr')
    assert (eva["registered_at"], eva["entered_at"]) == ("2026-02-01T00:00:00Z", "2026-03-01T12:00:00Z")
    assert (olga["external_id"], olga["email"], olga["group"]) == ("'+olga", "'@olga", "'-VIP")
    assert olga["first_name"] == ""


def test_other_formats_tell_what_is_known_as_it_is(owner: TestClient) -> None:
    lines = [json.loads(line) for line in owner.get(EXPORT, params={"format": "jsonl"}).text.splitlines()]
    table = pq.read_table(pa.BufferReader(owner.get(EXPORT, params={"format": "parquet"}).content))

    assert [line["external_id"] for line in lines] == table["external_id"].to_pylist() == ["eva", "+olga"]
    assert lines[1]["entered_at"] == "2026-03-03T12:00:00Z"
    assert table["entered_at"].to_pylist() == [NOON, NOON + timedelta(days=2)]
    assert lines[0]["group"] is None
    assert owner.get(EXPORT, params={"format": "xlsx"}).status_code == 422


@pytest.mark.parametrize("format", exporting.FORMATS)
def test_many_are_written_part_by_part(
    owner: TestClient, send: Send, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 3)
    send("customer", *(customer(f"c{n}") for n in range(8)))

    content = owner.get(EXPORT, params={"format": format}).content

    if format == "parquet":
        found = pq.read_table(pa.BufferReader(content))["external_id"].to_pylist()
    elif format == "csv":
        found = [row["external_id"] for row in csv.DictReader(io.StringIO(content.decode()))]
    else:
        found = [json.loads(line)["external_id"] for line in content.splitlines()]
    assert found == ["eva", "'+olga" if format == "csv" else "+olga", *(f"c{n}" for n in range(8))]


@pytest.mark.parametrize("format", exporting.FORMATS)
def test_nobody_is_a_file_too(owner: TestClient, format: str) -> None:
    nobody = {"value": "customer.gender", "op": "=", "to": "none"}
    owner.post("/v1/segments", json={"id": "nobody", "name": "Nobody", "condition": nobody})

    answer = owner.get("/v1/segments/nobody/members/export", params={"format": format})

    assert answer.status_code == 200
    if format == "parquet":
        assert pq.read_table(pa.BufferReader(answer.content)).schema == exporting.SCHEMA


def test_the_past_is_exported_too_and_an_export_is_in_the_audit(owner: TestClient) -> None:
    past = owner.get(EXPORT, params={"at": "2026-03-02"})

    assert [row["external_id"] for row in csv.DictReader(io.StringIO(past.text))] == ["eva"]
    entry = owner.get("/v1/audit").json()["data"][0]
    assert (entry["action"], entry["details"]["customers"]) == ("segment.exported", 1)


def test_it_takes_the_scope_for_customers(owner: TestClient, with_key: SignIn) -> None:
    assert with_key(Scope.SEGMENTS_READ).get(EXPORT).status_code == 403
    assert with_key(Scope.SEGMENTS_READ, Scope.CUSTOMERS_READ).get(EXPORT).status_code == 200
    assert owner.get("/v1/segments/men/members/export").status_code == 404
