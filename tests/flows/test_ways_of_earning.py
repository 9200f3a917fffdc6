"""Every way of earning, along the whole road: stories B, and what limits, delays and lifetimes do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.flows.shop import NEW_YEAR, Shop, completed

from regulars.books import Books
from regulars.kinds import Lifetime
from regulars.points import service
from regulars.points.due import post_due
from regulars.points.model.counting import Counting, Products
from regulars.points.model.lifetime import Delay
from regulars.points.model.rules import Limits
from regulars.points.model.styles import FixedPoints, Multiplier, PerAmount, VariantBonus

MUG_BONUS = VariantBonus(bonuses={"MUG-XL": 30})
LINES = [
    {"sku": "TEE-1", "quantity": "2", "price": "49.99", "row_total": "99.98"},
    {"sku": "MUG-XL", "quantity": "1", "price": "20.00", "row_total": "20.00"},
]


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books)
    there.send("category", {"external_id": "clothes"}, {"external_id": "tees", "parent": "clothes"})
    there.send(
        "product",
        {"external_id": "TEE-1", "categories": ["tees"]},
        {"external_id": "MUG", "variants": [{"external_id": "MUG-XL"}]},
    )
    return there


def b1(shop: Shop, key: str = "o1", **said: Any) -> dict[str, Any]:
    """The order of story B1, its cheaper product being the variant MUG-XL."""
    return shop.order(key) | {"subtotal": "119.98", "grand_total": "134.98", "lines": LINES} | said


def test_b1_a_variant_has_a_bonus_for_each_piece(shop: Shop) -> None:
    shop.rule()
    shop.rule(MUG_BONUS, name="mug")

    shop.send("order", b1(shop))
    assert shop.balance() == 53

    two = [{"sku": "MUG-XL", "quantity": "2", "price": "20.00", "row_total": "40.00"}]
    shop.send("order", b1(shop, "o2", customer="maria", subtotal="40.00", grand_total="55.00", lines=two))
    assert shop.balance(2) == 68


def test_b3_only_marked_categories_and_what_is_below_them_count(shop: Shop) -> None:
    scope = Products(which="categories", categories=("clothes",))
    shop.rule(products=scope)
    shop.rule(MUG_BONUS, name="mug", products=scope)

    shop.send("order", b1(shop))

    assert shop.postings() == [19]


def test_b9_pieces_given_back_take_along_what_they_earned(shop: Shop) -> None:
    shop.rule(products=Products(which="categories", categories=("tees",)))
    shop.send("order", b1(shop))

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    shop.send("refund", shop.refund("r2", "o1", "49.99", {"1": 1}))

    assert shop.postings() == [19, -10, -9]


def test_a_multiplier_takes_back_with_what_it_multiplied(shop: Shop) -> None:
    shop.rule()
    shop.rule(Multiplier(factor=Decimal(2)), name="double")
    shop.send("order", b1(shop))
    assert shop.balance() == 46

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))
    assert shop.balance() == 26


def test_what_was_paid_with_points_does_not_earn(shop: Shop) -> None:
    shop.rule()
    shop.rule(FixedPoints(points=1), name="one", counting=Counting(paid_with_points=True))

    shop.send("order", b1(shop, shipping="0.00", grand_total="99.98", paid_with_points="20.00"))

    assert sorted(shop.postings()) == [1, 19]


def test_a_day_has_its_limit(shop: Shop) -> None:
    shop.rule(limits=Limits(per_day=30))

    shop.send("order", b1(shop, "o1"))
    shop.send("order", b1(shop, "o2"))
    assert shop.postings() == [23, 7]

    shop.now += timedelta(days=1)
    shop.send("order", b1(shop, "o3"))
    assert shop.postings() == [23, 7, 23]


def test_a_customer_has_a_limit_for_ever_and_others_have_theirs(shop: Shop) -> None:
    shop.rule(limits=Limits(per_customer=40))

    for n in range(3):
        shop.send("order", b1(shop, f"o{n}"))
        shop.now += timedelta(days=60)
    shop.send("order", b1(shop, "m1", customer="maria"))

    assert shop.postings() == [23, 17]
    assert shop.postings(2) == [23]


def test_what_a_limit_left_out_is_not_taken_back_when_an_order_is_settled_anew(shop: Shop) -> None:
    shop.rule(limits=Limits(per_period=30, period="month"))
    shop.send("order", b1(shop, "o1"))
    shop.send("order", b1(shop, "o2"))

    shop.send("order", b1(shop, "o2"))
    shop.send("refund", shop.refund("r1", "o1", "99.98", {"1": 2}))

    assert shop.postings() == [23, 7, -19]


def test_points_are_pending_until_their_delay_is_over(shop: Shop) -> None:
    shop.rule(delay=Delay(amount=14, unit="days"))

    shop.send("order", b1(shop))
    assert (shop.balance(), shop.standing().pending) == (0, 23)

    shop.now += timedelta(days=14)
    assert (shop.balance(), shop.standing().pending) == (23, 0)


def test_points_that_are_pending_go_first_when_pieces_come_back(shop: Shop) -> None:
    shop.rule(delay=Delay(amount=14, unit="days"))
    shop.send("order", b1(shop))

    shop.send("refund", shop.refund("r1", "o1", "49.99", {"1": 1}))

    assert (shop.balance(), shop.standing().pending, shop.standing().debt) == (0, 13, 0)


def test_points_end_with_the_quarter(shop: Shop) -> None:
    shop.rule(lifetime=Lifetime(amount=1, unit="quarters", counted="end_of"))
    shop.send("order", b1(shop))

    shop.now = datetime(2026, 3, 31, 21, 59, tzinfo=UTC)
    assert shop.balance() == 23

    shop.now = datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert shop.balance() == 0


def test_points_without_activity_end_and_live_on_with_it(shop: Shop) -> None:
    shop.rule(lifetime=Lifetime(amount=3, unit="months", counted="inactivity"))
    shop.send("order", b1(shop, "o1"))
    shop.now += timedelta(days=80)
    shop.send("order", b1(shop, "o2", customer="maria"))
    shop.send("order", b1(shop, "o3", updated_at=shop.now.isoformat()))

    shop.now += timedelta(days=60)

    assert shop.balance() == 46, "those of the first order went on when the third came"

    shop.now += timedelta(days=60)
    assert shop.balance() == 0


def test_spending_is_activity_too(shop: Shop) -> None:
    shop.rule(lifetime=Lifetime(amount=3, unit="months", counted="inactivity"))
    shop.send("order", b1(shop))
    shop.now += timedelta(days=80)
    with shop.books.transaction() as unit:
        service.hold(unit, 1, 3, key="cart", lapses_at=shop.now + timedelta(hours=1))
    with shop.books.transaction() as unit:
        service.capture(unit, "cart", 3, key="paid")

    shop.now += timedelta(days=60)

    assert shop.balance() == 20


THIRTY_DAYS = Lifetime(amount=30, unit="days", counted="inactivity")
MIDWINTER = datetime(2025, 12, 1, 12, tzinfo=UTC)


def at_noon(shop: Shop, key: str, days: int, **said: Any) -> dict[str, Any]:
    """An order complete at noon, so many days after the first of December."""
    at = MIDWINTER + timedelta(days=days)
    return b1(shop, key, placed_at=at.isoformat(), status_history=completed(at), **said)


def ends(shop: Shop) -> list[tuple[str | None, str]]:
    """The last day of each lot with points in it, by its order."""
    found = [lot for lot in shop.standing().lots if lot.remaining and lot.ends_at]
    return sorted((lot.source.order, str((lot.ends_at - timedelta(hours=2)).date())) for lot in found if lot.ends_at)


def test_history_is_activity_when_it_was_and_not_when_it_is_imported(shop: Shop) -> None:
    shop.rule(lifetime=THIRTY_DAYS)

    shop.send("order", at_noon(shop, "h1", 10), live=False, asks_points=True)

    assert ends(shop) == [("h1", "2026-01-10")]


@pytest.mark.parametrize("others", [0, 120])
def test_orders_of_one_import_are_each_others_activity(shop: Shop, others: int) -> None:
    shop.rule(lifetime=THIRTY_DAYS)
    more = [at_noon(shop, f"m{n}", 20, customer=f"other {n}") for n in range(others)]

    shop.send("order", at_noon(shop, "h2", 20), at_noon(shop, "h1", -5), *more, live=False, asks_points=True)

    assert ends(shop) == [("h1", "2026-01-20"), ("h2", "2026-01-20")]


@pytest.mark.parametrize("first", ["h1", "h2"])
def test_activity_that_is_heard_of_late_brings_back_what_had_ended(shop: Shop, first: str) -> None:
    shop.rule(lifetime=THIRTY_DAYS)
    orders = {"h1": at_noon(shop, "h1", -5), "h2": at_noon(shop, "h2", 20)}
    shop.send("order", orders.pop(first), live=False, asks_points=True)
    with shop.books.transaction() as unit:
        post_due(unit)

    shop.send("order", *orders.values(), live=False, asks_points=True)

    assert ends(shop) == [("h1", "2026-01-20"), ("h2", "2026-01-20")]
    assert shop.balance() == 46


def test_a_rule_of_a_store_is_for_its_orders(shop: Shop) -> None:
    shop.rule(stores=("north",))

    shop.send("order", b1(shop, "o1", store="south"))
    shop.send("order", b1(shop, "o2", store="North"))

    assert shop.postings() == [23]


def test_a_rule_may_see_the_customer_as_of_the_grant(shop: Shop) -> None:
    polish = {"value": "customer.country", "op": "=", "to": "PL"}
    shop.rule(condition=polish, as_of="granted")
    shop.rule(PerAmount(points=1, amount=10_000), name="as placed", condition=polish)
    shop.send("customer", {"external_id": "jan", "country": "DE"})
    shop.send("order", b1(shop, status="pending", placed_at=shop.now.isoformat()))

    shop.send("customer", {"external_id": "jan", "country": "PL"})
    shop.send("order", b1(shop, placed_at=(shop.now - timedelta(minutes=1)).isoformat()))

    assert shop.postings() == [23]


def test_history_with_a_delay_that_is_over_is_open(shop: Shop) -> None:
    shop.rule(delay=Delay(amount=1, unit="days"))
    long_ago = NEW_YEAR - timedelta(days=100)
    orders = [b1(shop, f"h{n}", placed_at=long_ago.isoformat(), status_history=completed(long_ago)) for n in range(120)]

    shop.send("order", *orders, live=False, asks_points=True)

    assert shop.balance() == 120 * 23


def test_what_limits_leave_of_a_rule_is_what_is_multiplied(shop: Shop) -> None:
    shop.rule(PerAmount(points=1, amount=100), name="each", limits=Limits(per_order=60, per_day=100))
    shop.rule(Multiplier(factor=Decimal(2)), name="twice")

    for key in ("o1", "o2", "o3"):
        shop.send("order", shop.order(key, lines=[(1, "80.00")]))

    assert sorted(shop.postings()) == [40, 40, 60, 60]
