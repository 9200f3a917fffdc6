"""The first page over HTTP: how the weeks went, what moved, what needs attention."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from regulars.books import Books
from regulars.segments import store

from .conftest import NOON, Clock, Send, SignIn

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


def customer(id: str, **more: Any) -> dict[str, Any]:
    return {"external_id": id, "updated_at": "2026-02-01T00:00:00Z", "registered_at": "2026-01-01T00:00:00Z"} | more


def order(id: str, customer: str, total: str, completed_at: str) -> dict[str, Any]:
    line = {"sku": "MUG", "quantity": "1", "price": total, "row_total": total}
    return {
        "external_id": id, "customer": customer, "updated_at": completed_at, "placed_at": completed_at,
        "status": "complete", "currency": "USD", "subtotal": total, "grand_total": total, "lines": [line],
    }  # fmt: skip


def home(client: TestClient) -> dict[str, Any]:
    answer = client.get("/v1/home")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_an_empty_shop_is_told_that_it_has_begun_with_nothing(signed_in: SignIn) -> None:
    told = home(signed_in())

    assert told["started"] == {"customers": False, "orders": False, "segments": False, "earning": False}
    assert (told["attention"], told["moved"], len(told["weeks"])) == ([], [], 8)


def test_weeks_tell_what_was_sold_and_who_came_back(signed_in: SignIn, send: Send, clock: Clock) -> None:
    """Noon of 1 March 2026: the last whole week began on 22 February, at ten in the evening UTC of the day before."""
    owner = signed_in()
    send("customer", customer("anna"), customer("boris", registered_at="2026-02-25T00:00:00Z"), customer("eva"))
    send("order", order("1", "anna", "1.00", "2025-11-01T10:00:00Z"))
    send(
        "order",
        order("2", "anna", "20.00", "2026-02-21T22:00:00Z"),
        order("3", "boris", "30.00", "2026-02-28T10:00:00Z"),
    )
    send(
        "order",
        order("4", "boris", "40.00", "2026-03-01T09:00:00Z"),
        order("5", "eva", "50.00", "2026-02-21T21:59:59Z"),
    )
    send(
        "refund",
        {
            "external_id": "r",
            "order": "5",
            "amount": "5.00",
            "refunded_at": "2026-02-24T10:00:00Z",
            "updated_at": "2026-02-24T10:00:00Z",
        },
    )

    told = home(owner)
    *_, before, week = told["weeks"]

    assert (week["first_day"], week["last_day"]) == ("2026-02-22", "2026-02-28")
    assert (week["net"]["amount"], week["orders"], week["buyers"], week["returning"]) == ("45.00", 2, 2, 1)
    assert (before["net"]["amount"], before["buyers"], before["returning"]) == ("50.00", 1, 0)
    assert week["registered"] == 1
    today = told["today"]
    assert (today["first_day"], today["last_day"]) == ("2026-03-01", "2026-03-01")
    assert (today["net"]["amount"], today["orders"], today["returning"]) == ("40.00", 1, 1)
    clock.at = NOON + timedelta(days=2)
    send("order", order("6", "eva", "6.00", "2026-03-02T09:00:00Z"))
    assert home(owner)["weeks"][-1]["returning"] == 1, "Eva is back; Boris bought twice in his first week"


def test_what_needs_attention_is_told_with_what_moved(signed_in: SignIn, send: Send, books: Books) -> None:
    owner = signed_in()
    for id in ("women", "small"):
        owner.post("/v1/segments", json={"id": id, "name": id.title(), "condition": FEMALE})
    send("customer", customer("eva", gender="female"))
    with books.transaction() as unit:
        store.mark_broken(unit.connection, "small", 1, "there is no attribute size")

    told = home(owner)

    [broken] = told["attention"]
    assert (broken["kind"], broken["tone"], broken["id"], broken["name"]) == ("segment_broken", "bad", "small", "Small")
    assert broken["reason"].startswith("there is no attribute size; ")
    [women] = [one for one in told["moved"] if one["id"] == "women"]
    assert (women["size"], women["entered"], women["left"]) == (1, 1, 0)
