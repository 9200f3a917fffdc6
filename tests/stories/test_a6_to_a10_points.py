"""A6, A7, A8, A9 and A10: what orders earn and what points are worth, for those who are in a segment or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.shop import AMAZON, FEMALE, SPENT_2000, open_shop, order, wish

BAGS = ["24-MB01", "24-MB04", "24-MB03"]


def within(segment: str) -> Json:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


def outside(segment: str) -> Json:
    return {"value": "customer.segments", "op": "has_none", "to": [segment]}


def cart_has(field: str, *those: str) -> Json:
    op = "has_any" if field.endswith("categories") else "in"
    return {"value": {"count": "line", "where": {"value": field, "op": op, "to": list(those)}}, "op": ">=", "to": 1}


def earning(story: Story, style: Json, *conditions: Json, name: str = "rule", **said: Any) -> None:
    story.post("/earning-rules", {"name": name, "style": style, "condition": {"all": list(conditions)}} | said)


def buys(story: Story, number: str, name: str, *skus: str, status: str = "complete", **said: Any) -> int:
    """A customer's balance once an order, placed a minute after what was before, stands at a status."""
    story.pass_time(story.now + timedelta(minutes=1))
    total = f"{sum({'SHORT-1': 40, 'TANK-1': 34, '24-MB01': 34}[sku] for sku in skus):.2f}"
    placed = {"placed_at": story.now.isoformat()}
    story.send("order", order(number, name, total, status, *skus, **placed | said))
    return int(story.points(name)["balance"])


def test_a6_twenty_points_for_a_top(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("female", FEMALE)
    earning(story, {"kind": "fixed", "points": 20}, within("female"), cart_has("product.categories", "21"))

    assert buys(story, "a1", "anna", "TANK-1", status="pending") == 0
    assert buys(story, "a1", "anna", "TANK-1") == 20
    assert buys(story, "a2", "anna", "TANK-1", "TANK-1", "TANK-1") == 40
    assert buys(story, "a3", "anna", "SHORT-1") == 40
    assert buys(story, "b1", "boris", "TANK-1") == 0


def test_a7_a_wish_fulfilled(begin: Begin) -> None:
    story = open_shop(begin)
    wished = {"value": {"count": "wishlist_item", "where": {"value": "wishlist_item.sku", "op": "in", "to": BAGS}}}
    story.segment("wishes", wished | {"op": ">=", "to": 1})
    earning(story, {"kind": "fixed", "points": 100}, within("wishes"), cart_has("line.sku", *BAGS))
    story.send("wishlist_item", wish("eva", "24-MB04"))

    assert buys(story, "e1", "eva", "24-MB01") == 100
    assert buys(story, "c1", "clara", "24-MB01") == 0


def test_a8_foreign_cashback(begin: Begin) -> None:
    story = open_shop(begin)
    shipping = {"value": "address.kind", "op": "=", "to": "shipping"}
    abroad = {"all": [shipping, {"value": "address.country", "op": "!=", "to": "UA"}]}
    story.segment("foreign", {"value": {"count": "address", "where": abroad}, "op": ">=", "to": 1})
    ten = {"kind": "per_amount", "points": 1, "amount": {"amount": "10.00", "currency": "USD"}}
    earning(story, ten, within("foreign"))
    bought = {"lines": [{"sku": "TEE-1", "quantity": "1", "row_total": "109.99"}]}
    bought |= {"subtotal": "109.99", "shipping": "15.00", "grand_total": "124.99"}

    assert buys(story, "b1", "boris", **bought) == 10
    assert buys(story, "a1", "anna", **bought) == 0

    earning(story, ten, outside("foreign"), name="at home")
    assert buys(story, "a2", "anna", **bought) == 10


@pytest.fixture
def a9(begin: Begin) -> Story:
    story = open_shop(begin)
    story.segment("rich", SPENT_2000)
    story.send("order", order("d1", "dmytro", "2000.00", "complete"))
    for name, worth, condition in (("main", "1.00", outside("rich")), ("double", "2.00", within("rich"))):
        exchange = {"points": 1, "amount": {"amount": worth, "currency": "USD"}}
        story.post("/spending-rules", {"name": name, "exchange": exchange, "condition": condition})
    for name in ("dmytro", "boris"):
        story.post(f"/customers/{story.id_of(name)}/points", {"points": 30, "reason": "gift", "key": f"gift-{name}"})
    return story


def spends(story: Story, name: str, total: str) -> tuple[int, str, str, int]:
    """Points taken of a cart, what they take off, what is left to pay, and the points left."""
    cart = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "1", "row_total": total}]}
    told = story.post("/points/estimate", {"customer": name, "points": "all", "cart": cart})
    spending = told["spending"]
    return spending["points"], spending["off"]["amount"], told["to_pay"]["amount"], told["left"]


def test_a9_double_value_for_the_rich(a9: Story) -> None:
    assert spends(a9, "dmytro", "100.00") == (30, "60.00", "40.00", 0)
    assert spends(a9, "dmytro", "50.00") == (25, "50.00", "0.00", 5)
    assert spends(a9, "dmytro", "51.00") == (25, "50.00", "1.00", 5)
    assert spends(a9, "boris", "100.00") == (30, "30.00", "70.00", 0)


def test_a10_not_for_amazon(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("amazon", AMAZON)
    earning(story, {"kind": "fixed", "points": 20}, outside("amazon"))
    exchange = {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    story.post("/spending-rules", {"name": "main", "exchange": exchange, "condition": outside("amazon")})
    story.post(f"/customers/{story.id_of('clara')}/points", {"points": 30, "reason": "gift", "key": "gift"})

    assert buys(story, "c1", "clara", "TANK-1") == 30
    assert spends(story, "clara", "100.00") == (0, "0.00", "100.00", 30)
    cart = {"currency": "USD", "lines": [{"quantity": "1", "row_total": "100.00"}]}
    told = story.post("/points/estimate", {"customer": "clara", "points": 10, "cart": cart})
    assert "amazon" in told["spending"]["refused"][0]["told"]
