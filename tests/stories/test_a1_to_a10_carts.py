"""The carts of A1, A2, A3, A9, A10 and B6: promotions that know the segments, and points that pay."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import AMAZON, COMPLETE, MALE, PRODUCTS, SPENT_2000, at, open_shop, order, refund

Json = dict[str, Any]
DEPARTED = {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": ">=", "to": 30}
IN_19 = {"value": "product.categories", "op": "has_any", "to": ["19"]}
SHORTS = {"value": {"count": "line", "where": IN_19}, "op": ">=", "to": 1}
TWENTY = {"kind": "percent", "percent": "20"}
HUNDRED = {"kind": "fixed_on_cart", "amount": {"amount": "100.00", "currency": "USD"}}


def within(segment: str) -> Json:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


def at_least(subtotal: str) -> Json:
    return {"value": "cart.subtotal", "op": ">=", "to": subtotal}


def cart(*bought: tuple[str, str, int], **more: Any) -> Json:
    lines = [
        {"id": str(n), "sku": sku, "price": price, "quantity": pieces} for n, (sku, price, pieces) in enumerate(bought)
    ]
    return {"currency": "USD", "lines": lines} | more


def of(total: str, **more: Any) -> Json:
    return cart(("24-MB01", total, 1), **more)


def bought(story: Story, customer: str | None, held: Json, **asked: Any) -> Json:
    answer: Json = story.post("/quotes", {"customer": customer, "cart": held} | asked)
    return answer


def promotion(story: Story, name: str, benefit: Json, **said: Any) -> str:
    made = story.post("/promotions", {"name": name, "benefit": benefit, "state": "published"} | said)
    story.road.run_dry()
    return str(made["id"])


def paid(quote: Json) -> tuple[str, str]:
    return quote["discount"]["amount"], quote["to_pay"]["amount"]


def test_a1_shorts_for_men(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("male", MALE, applies_to="registered")
    promotion(story, "Shorts for men", TWENTY, condition={"all": [within("male"), SHORTS]})
    shorts_and_tees = cart(("SHORT-1", "40.00", 1), ("TEE-1", "29.00", 2))

    found = bought(story, "boris", shorts_and_tees)

    assert paid(found) == ("19.60", "78.40")
    assert [line["discount"]["amount"] for line in found["lines"]] == ["8.00", "11.60"]
    assert paid(bought(story, "anna", shorts_and_tees)) == ("0.00", "98.00")
    tees = bought(story, "boris", cart(("TEE-1", "29.00", 2)), explain=True)
    assert paid(tees) == ("0.00", "58.00")
    (why,) = tees["not_applied"]
    assert why["reason"] == "condition"
    assert why["told"] == "does not hold: has lines where categories include Shorts"


def test_a1_only_the_shorts(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("male", MALE, applies_to="registered")
    promotion(story, "Shorts for men", TWENTY, condition={"all": [within("male"), SHORTS]}, lines=IN_19)

    found = bought(story, "boris", cart(("SHORT-1", "40.00", 1), ("TEE-1", "29.00", 2)))

    assert paid(found) == ("8.00", "90.00")


def test_a2_vip(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("vip", SPENT_2000)
    promotion(story, "VIP", HUNDRED, condition={"all": [within("vip"), at_least("100")]}, nudges=True)
    story.send("order", order("1", "dmytro", "900.00", "complete"), order("2", "dmytro", "1099.99", "complete"))
    story.send("order", order("3", "dmytro", "500.00", "pending"))
    assert paid(bought(story, "dmytro", of("250.00"))) == ("0.00", "250.00")

    story.send("order", order("3", "dmytro", "500.00", "complete"))

    assert paid(bought(story, "dmytro", of("250.00"))) == ("100.00", "150.00")
    assert paid(bought(story, "dmytro", of("100.00"))) == ("100.00", "0.00")
    nearly = bought(story, "dmytro", of("99.99"), explain=True)
    assert paid(nearly) == ("0.00", "99.99")
    assert nearly["messages"][0]["text"] == "$0.01 more for: VIP"
    assert nearly["not_applied"][0]["short"] == "0.01 USD"

    story.send("refund", refund("r", "3", "500.00", story))
    assert paid(bought(story, "dmytro", of("250.00"))) == ("0.00", "250.00")


def test_a3_once_in_a_stay(begin: Begin) -> None:
    story = open_shop(begin, "2026-03-01 10:00")
    story.segment("departed", DEPARTED)
    story.send("order", order("1", "eva", "80.00", "complete", placed_at="2026-03-01T10:00:00Z"))
    told = {"condition": within("departed"), "per_stay": {"segment": "departed", "uses": 1}}
    promotion(story, "Come back", {"kind": "percent", "percent": "10"}, **told)
    story.pass_time(at("2026-03-31 09:59:59"))
    assert paid(bought(story, "eva", of("80.00"))) == ("0.00", "80.00")
    story.pass_time(at("2026-03-31 10:00:00"))
    assert paid(bought(story, "eva", of("80.00"))) == ("8.00", "72.00")

    held = story.post("/checkouts", {"customer": "eva", "cart": of("80.00")})
    assert paid(bought(story, "eva", of("80.00"))) == ("0.00", "80.00"), "the use is reserved"
    story.post(f"/checkouts/{held['id']}/confirm", {"order": "2"})
    story.send("order", order("2", "eva", "72.00", "pending", placed_at=story.now.isoformat()))
    second = bought(story, "eva", of("80.00"), explain=True)
    assert paid(second) == ("0.00", "80.00")
    assert second["not_applied"][0]["reason"] == "used_in_stay"

    story.send("order", order("2", "eva", "72.00", "complete", placed_at=story.now.isoformat()))
    assert story.members("departed") == set()
    assert bought(story, "eva", of("80.00"), explain=True)["not_applied"][0]["reason"] == "not_in_segment"


@pytest.fixture
def spending(begin: Begin) -> Story:
    """A9: one point is worth 1.00, and 2.00 to the rich; A10: nobody of Amazon."""
    story = open_shop(begin)
    story.segment("rich", SPENT_2000)
    story.segment("amazon", AMAZON)
    for name, worth, condition, priority in (
        ("Main", "1.00", {"none": [within("rich"), within("amazon")]}, 0),
        ("Rich", "2.00", within("rich"), 1),
    ):
        exchange = {"points": 1, "amount": {"amount": worth, "currency": "USD"}}
        story.post(
            "/spending-rules", {"name": name, "exchange": exchange, "condition": condition, "priority": priority}
        )
    story.send("order", order("1", "dmytro", "2000.00", "complete"))
    for name in ("dmytro", "boris", "clara"):
        path = f"/customers/{story.id_of(name)}/points"
        story.post(path, {"points": 30, "reason": "a gift", "key": f"gift-{name}"})
    return story


@pytest.mark.parametrize(
    ("who", "total", "off", "to_pay", "left"),
    [
        ("dmytro", "100.00", "60.00", "40.00", 0),
        ("dmytro", "50.00", "50.00", "0.00", 5),
        ("dmytro", "51.00", "50.00", "1.00", 5),
        ("boris", "100.00", "30.00", "70.00", 0),
        ("clara", "100.00", "0.00", "100.00", 30),
    ],
)
def test_a9_and_a10_points_pay(spending: Story, who: str, total: str, off: str, to_pay: str, left: int) -> None:
    found = bought(spending, who, of(total), points="all")

    points = found["points"]
    assert (points["off"]["amount"], found["to_pay"]["amount"], points["left"]) == (off, to_pay, left)


def test_points_are_spent_after_promotions(spending: Story) -> None:
    promotion(spending, "Half", {"kind": "percent", "percent": "50"})

    found = bought(spending, "boris", of("40.00"), points="all")

    assert (found["points"]["spent"], found["to_pay"]["amount"]) == (20, "0.00")


def test_b6_least_points_take_nothing(begin: Begin) -> None:
    story = open_shop(begin)
    promotion(story, "Regulars", {"kind": "percent", "percent": "5"}, least_points=100)
    path = f"/customers/{story.id_of('boris')}/points"
    story.post(path, {"points": 99, "reason": "a gift", "key": "a"})
    early = bought(story, "boris", of("100.00"), explain=True)
    assert paid(early) == ("0.00", "100.00")
    assert early["not_applied"][0]["short"] == "1"

    story.post(path, {"points": 1, "reason": "a gift", "key": "b"})

    assert paid(bought(story, "boris", of("100.00"))) == ("5.00", "95.00")
    assert story.get(f"/customers/{story.id_of('boris')}/points")["balance"] == 100


def test_prices_stand_in_the_catalogue_of_the_stories() -> None:
    assert PRODUCTS["SHORT-1"][1] == "40.00"
