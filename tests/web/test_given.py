"""What callers give is refused in words where it can't be kept or compared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from regulars.points.earning_rules import Saying
from regulars.points.model.styles import PerAmount

FIVE = {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}}
FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


@pytest.fixture
def owner(signed_in: Any) -> TestClient:
    client: TestClient = signed_in()
    return client


def pointers(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [one["pointer"] for one in answer.json()["errors"]]


def test_an_instant_of_a_rule_says_its_offset(owner: TestClient) -> None:
    rule = {"name": "spring", "style": FIVE, "starts_at": "2026-01-01T00:00:00"}

    assert pointers(owner.post("/v1/earning-rules", json=rule)) == ["/starts_at"]


def test_an_instant_that_was_kept_without_an_offset_is_utc() -> None:
    said = Saying(style=PerAmount(points=1, amount=100), starts_at=datetime(2026, 1, 1))

    assert said.starts_at == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", ["segments/preview", "conditions/explain"])
def test_an_instant_to_look_at_says_its_offset(owner: TestClient, path: str) -> None:
    asked = {"condition": FEMALE, "at": "2026-01-01T00:00:00"} | ({"customer": "1"} if "explain" in path else {})

    assert pointers(owner.post(f"/v1/{path}", json=asked)) == ["/at"]


@pytest.mark.parametrize("name", ["", "a\0b", None])
def test_a_name_can_be_kept(owner: TestClient, name: str | None) -> None:
    segment = {"name": name, "condition": FEMALE}

    assert pointers(owner.post("/v1/segments", json=segment)) == ["/name"]
    assert pointers(owner.post("/v1/earning-rules", json={"name": name, "style": FIVE})) == ["/name"]


@pytest.mark.parametrize("field", ["name", "description", "applies_to"])
def test_what_a_segment_has_is_not_taken_away(owner: TestClient, field: str) -> None:
    made = owner.post("/v1/segments", json={"name": "Women", "condition": FEMALE}).json()

    change = {"version": made["version"], field: None}

    assert pointers(owner.patch(f"/v1/segments/{made['id']}", json=change)) == [f"/{field}"]
