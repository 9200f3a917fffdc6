"""A promotion replayed over past orders takes off what it would have taken off had it been there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.flows.shop import NEW_YEAR, Shop

from regulars import kinds
from regulars.books import Books
from regulars.core.errors import Invalid
from regulars.flows.promotion_replay import Replay
from regulars.flows.promotion_replay.limits import Touched, within_limits
from regulars.flows.promotion_replay.run import replayed
from regulars.promotions import book
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.saying import PerStay, PromotionSaying
from regulars.rules.scope import Scope

from .shop import SCOPE

FIFTY = {"value": "cart.subtotal", "op": ">=", "to": "150"}
LATELY = {"value": {"count": "order", "within": {"last": "30d"}}, "op": ">=", "to": 1}
NOBODY_NEW = {"value": {"count": "order"}, "op": ">=", "to": 1}
ABROAD = {"value": "customer.country", "op": "=", "to": "DE"}
S1 = {"value": "line.sku", "op": "=", "to": "S1"}


@pytest.fixture
def shop(books: Books) -> Shop:
    """Two customers, who place ten orders of 30 to 300 by turns, 13 days apart: the tenth is cancelled, the second had a
    coupon."""
    there = Shop(books)
    there.send("customer", {"external_id": "jan", "country": "DE"})
    there.send("customer", {"external_id": "maria"})
    for n in range(10):
        placed = NEW_YEAR + timedelta(days=13 * n, hours=n)
        there.now = placed + timedelta(days=1)
        total = 30 * (n + 1)
        lines = [{"sku": f"S{n % 3}", "quantity": "2", "price": f"{total / 2:.2f}", "row_total": f"{total}.00"}]
        order = there.order(f"o{n}", customer=("jan", "maria")[n % 2], placed_at=placed.isoformat(), lines=[])
        status = "cancelled" if n == 9 else "complete"
        said = {"subtotal": f"{total}.00", "grand_total": f"{total + 10}.00", "shipping": "10.00", "lines": lines,
                "status": status}  # fmt: skip
        coupon = {"coupon": "SPRING", "discount": "5.00", "grand_total": f"{total + 5}.00"} if n == 1 else {}
        there.send("order", order | said | coupon)
    return there


def saying(benefit: dict[str, Any] | None = None, **said: Any) -> PromotionSaying:
    return PromotionSaying(benefit=kinds.read(Benefit, benefit or {"kind": "percent", "percent": "10"}), **said)


def replay(shop: Shop, said: PromotionSaying, **more: Any) -> dict[str, Any]:
    span = {"since": NEW_YEAR - timedelta(days=1), "until": shop.now + timedelta(days=1)}
    asked = Replay(**({"name": "tried", "saying": said, "lane_id": book.FIRST_LANE} | span | more))
    return replayed(shop.books, shop.facts, asked)


def publish(shop: Shop, said: PromotionSaying, name: str = "there already") -> book.Promotion:
    cart = Scope(SCOPE.vocabulary, "cart", SCOPE.zone)
    return shop.books.perform(lambda unit: book.create(unit, said, name=name, scope=cart, kept="published"))


ALL = [30, 60, 90, 120, 150, 180, 210, 240, 270]
"""The orders that weren't cancelled, in the order in which they were placed; those of jan are every other one."""

CASES: list[tuple[str, PromotionSaying, list[int]]] = [
    ("all", saying(), ALL),
    ("a subtotal", saying(condition=FIFTY), [150, 180, 210, 240, 270]),
    ("a customer", saying(condition=ABROAD), [30, 90, 150, 210, 270]),
    ("not the first order", saying(condition=NOBODY_NEW), [90, 120, 150, 180, 210, 240, 270]),
    ("an order lately", saying(condition=LATELY), [90, 120, 150, 180, 210, 240, 270]),
    ("both", saying(condition={"all": [ABROAD, FIFTY]}), [150, 210, 270]),
    ("either", saying(condition={"any": [ABROAD, FIFTY]}), [30, 90, 150, 180, 210, 240, 270]),
    ("lines", saying(lines=S1), [60, 150, 240]),
    ("a use a customer", saying(uses_per_customer=1), [30, 60]),
    ("four uses", saying(uses=4), [30, 60, 90, 120]),
    ("a budget", saying(budget={"PLN": 4_000}), [30, 60, 90, 120]),
    ("a budget with a use a customer", saying(budget={"PLN": 800}, uses_per_customer=2), [30]),
    ("its period isn't looked at", saying(starts_at=datetime(2030, 1, 1, tzinfo=UTC)), ALL),
    ("another store", saying(stores=("elsewhere",)), []),
    ("a code, as if everybody had it", saying(coupon="code", code="NEW"), ALL),
]  # fmt: skip


@pytest.mark.parametrize(("said", "orders"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_takes_off_what_it_would_have(shop: Shop, said: PromotionSaying, orders: list[int]) -> None:
    found = replay(shop, said)

    assert found["orders"] == 9
    told = found["promotion"]
    assert (told["orders"], told["discount_minor"]) == (len(orders), sum(orders) * 10)
    assert told["net_minor"] == told["discount_minor"]
    assert told["subtotal_minor"] == sum(orders) * 100
    assert sum(month["discount_minor"] for month in found["months"]) == told["discount_minor"]
    assert sum(share["orders"] for share in found["shares"]) == told["orders"]


def test_what_was_bought_at_full_price_is_told_apart(shop: Shop) -> None:
    told = replay(shop, saying())["promotion"]

    assert told["full_price_orders"] == 8
    assert told["full_price_discount_minor"] == told["discount_minor"] - 600


def test_when_the_last_use_was_is_told(shop: Shop) -> None:
    told = replay(shop, saying(uses=4))["promotion"]

    assert told["orders"] == 4
    assert told["used_up_at"] == (NEW_YEAR + timedelta(days=39, hours=3)).isoformat()


def test_of_what_it_stands_in_the_place_of_the_difference_is_told(shop: Shop) -> None:
    publish(shop, saying({"kind": "percent", "percent": "5"}, condition=ABROAD))

    told = replay(shop, saying(stop="cart", priority=5))["promotion"]

    assert told["discount_minor"] == sum(ALL) * 10
    assert told["net_minor"] == told["discount_minor"] - (30 + 90 + 150 + 210 + 270) * 5


def test_of_what_takes_from_what_is_left_the_difference_is_told(shop: Shop) -> None:
    publish(shop, saying({"kind": "percent", "percent": "50"}))

    first = replay(shop, saying(priority=5))["promotion"]
    last = replay(shop, saying())["promotion"]

    whole = sum(ALL) * 100
    assert (first["discount_minor"], first["net_minor"]) == (whole // 10, whole // 20), "the half is of what is left"
    assert (last["discount_minor"], last["net_minor"]) == (whole // 20, whole // 20)


def test_a_changed_promotion_is_told_beside_what_is_in_force(shop: Shop) -> None:
    kept = publish(shop, saying(condition=FIFTY))

    found = replay(shop, saying({"kind": "percent", "percent": "20"}, condition=ABROAD), promotion_id=kept.id)

    assert found["promotion"]["discount_minor"] == (30 + 90 + 150 + 210 + 270) * 20
    assert found["in_force"]["discount_minor"] == (150 + 180 + 210 + 240 + 270) * 10
    assert sum(month["in_force_minor"] for month in found["months"]) == found["in_force"]["discount_minor"]


def test_codes_that_orders_had_count_where_only_those_are_to(shop: Shop) -> None:
    kept = publish(shop, saying(coupon="code", code="Spring"))

    found = replay(shop, kept.saying, promotion_id=kept.id, codes="typed")

    assert (found["promotion"]["orders"], found["promotion"]["discount_minor"]) == (1, 600)
    assert found["promotion"] == found["in_force"]
    assert found["promotion"]["full_price_orders"] == 0


def touched(day: int, customer: int) -> Touched:
    return Touched(NEW_YEAR + timedelta(days=day), f"o{day}", customer, 100, 100, 1_000, paid_full=True)


def test_uses_in_a_stay_count_from_when_the_customer_entered(shop: Shop) -> None:
    said = saying(per_stay=PerStay(segment="vip", uses=1))
    entries = {1: [NEW_YEAR + timedelta(days=3), NEW_YEAR + timedelta(days=6)]}

    given = within_limits(said, [touched(day, customer) for customer in (1, 2) for day in (1, 2, 4, 5, 7)], entries)

    assert [(one.customer_id, one.order) for one in given.orders] == [(1, "o1"), (2, "o1"), (1, "o4"), (1, "o7")]
    assert given.used_up_at is None


def test_a_segment_that_is_not_there_is_said(shop: Shop) -> None:
    with pytest.raises(Invalid, match="segment"):
        replay(shop, saying(per_stay=PerStay(segment="nowhere")))


def test_least_points_are_those_of_then(shop: Shop) -> None:
    assert replay(shop, saying(least_points=1))["promotion"]["orders"] == 0
    assert replay(shop, saying(least_points=1, least_points_kind="stars"))["promotion"]["orders"] == 0


def test_free_shipping_counts(shop: Shop) -> None:
    told = replay(shop, saying({"kind": "shipping_percent", "percent": "100"}, condition=FIFTY))["promotion"]

    assert (told["orders"], told["discount_minor"]) == (5, 5 * 1_000)


def test_nothing_is_used_by_it(shop: Shop) -> None:
    kept = publish(shop, saying(uses=4))

    replay(shop, saying(uses=4), promotion_id=kept.id)

    with shop.books.transaction() as unit:
        assert book.get(unit, kept.id).used == 0
