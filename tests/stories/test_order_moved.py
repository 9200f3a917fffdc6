"""An order moved to another customer: what conditions found true of the first isn't taken for the second's."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Begin, Story

WOMEN = {"value": "customer.gender", "op": "=", "to": "female"}
GUESTS = {"value": "customer.guest", "op": "=", "to": True}
FIXED = {"kind": "fixed", "points": 50}


@pytest.fixture
def story(begin: Begin) -> Story:
    """A point for each unit of money, fifty more for women, five for guests."""
    told = begin(time_zone="Europe/Kyiv", currency="USD")
    told.customer("anna", gender="female")
    told.customer("boris", gender="male", email="boris@shop.example")
    each = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    told.post("/earning-rules", {"name": "Each", "style": each})
    told.post("/earning-rules", {"name": "Women", "style": FIXED, "condition": WOMEN})
    told.post("/earning-rules", {"name": "Guests", "style": FIXED | {"points": 5}, "condition": GUESTS})
    return told


def order(story: Story, customer: str | None, **said: Any) -> None:
    line = {"id": "1", "sku": "MUG", "quantity": "1", "price": "100.00", "row_total": "100.00"}
    about = {"external_id": "1", "customer": customer, "placed_at": "2026-03-01T07:00:00Z", "status": "complete"}
    story.send(
        "order", about | {"currency": "USD", "subtotal": "100.00", "grand_total": "100.00", "lines": [line]} | said
    )


def balances(story: Story) -> tuple[int, int]:
    return story.points("anna")["balance"], story.points("boris")["balance"]


def test_an_order_of_somebody_else_earns_by_what_they_are(story: Story) -> None:
    order(story, "anna", status="pending")
    assert balances(story) == (0, 0)

    told = []
    for name in ("anna", "boris", "boris", "anna"):
        order(story, name)
        told.append(balances(story))

    assert told == [(150, 0), (0, 100), (0, 100), (150, 0)]
    assert story.post("/points/verify", {})["ok"]


def test_what_was_true_of_the_same_customer_stays_true(story: Story) -> None:
    order(story, "anna", status="pending")
    story.customer("anna", gender="male")

    order(story, "anna")

    assert balances(story) == (150, 0)


def test_a_guest_who_turns_out_to_have_an_account_is_the_same_customer(story: Story) -> None:
    """The order's customer becomes one with the account that says its e-mail; nothing was moved."""
    guest = {"external_id": "2", "email": "clara@shop.example"}
    order(story, None, status="pending", **guest)
    story.customer("clara", email="clara@shop.example", gender="female")

    order(story, "clara", external_id="2")

    assert story.points("clara")["balance"] == 105, "of a guest whose gender wasn't known when the order was placed"


def test_an_order_of_nobody_earns_by_whose_it_becomes(story: Story) -> None:
    order(story, None, status="pending")

    order(story, "anna")

    assert balances(story) == (150, 0)
