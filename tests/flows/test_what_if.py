"""A rule tried over past orders gives what it would have given had it been there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.flows.shop import NEW_YEAR, Shop

from regulars.books import Books
from regulars.flows.past import slices
from regulars.flows.what_if import Trial
from regulars.flows.what_if.run import tried
from regulars.points import spending_rules
from regulars.points.earning_rules import SHOP, EarningRule
from regulars.points.model.counting import Counting, Products
from regulars.points.model.rules import Limits
from regulars.points.model.spending import Exchange
from regulars.points.model.styles import EarnStyle, FixedPoints, Multiplier, PerAmount, PerPiece
from regulars.points.saying import Saying
from regulars.points.spending_rules import SpendingSaying

from .shop import SCOPE, completed

CART = {"value": "order.subtotal", "op": ">=", "to": "100"}
LATELY = {"value": {"count": "order", "within": {"last": "30d"}}, "op": ">=", "to": 1}
SPENT = {"value": {"sum": "order.grand_total"}, "op": ">=", "to": "300"}
ABROAD = {"value": "customer.country", "op": "=", "to": "DE"}
ONE = PerAmount(points=1, amount=100)


@pytest.fixture
def shop(books: Books) -> Shop:
    """Two customers with orders over half a year, each complete a day after it was placed."""
    there = Shop(books)
    there.send("customer", {"external_id": "jan", "country": "DE"})
    there.send("customer", {"external_id": "maria"})
    return there


def orders(shop: Shop) -> None:
    """Ten orders of 30 to 300, of either customer by turns, 13 days apart; the last two aren't complete."""
    for n in range(10):
        placed = NEW_YEAR + timedelta(days=13 * n, hours=n)
        shop.now = placed + timedelta(days=1)
        told = completed(shop.now) if n < 8 else [{"at": placed.isoformat(), "status": "processing"}]
        lines = [
            {"sku": f"S{n % 3}", "quantity": "2", "price": f"{15 * (n + 1)}.00", "row_total": f"{30 * (n + 1)}.00"}
        ]
        order = shop.order(f"o{n}", customer=("jan", "maria")[n % 2], placed_at=placed.isoformat(), lines=[])
        total = f"{30 * (n + 1)}.00"
        shop.send("order", order | {"subtotal": total, "grand_total": total, "shipping": "0", "lines": lines,
                  "status": told[0]["status"], "status_history": told})  # fmt: skip


def what_if(shop: Shop, saying: Saying, rule: EarningRule | None = None, **span: datetime) -> dict[str, Any]:
    span = {"since": NEW_YEAR - timedelta(days=1), "until": shop.now + timedelta(days=1)} | span
    trial = Trial(saying=saying, legal_entity=SHOP, rule_id=rule.id if rule else None, **span)
    return tried(shop.books, shop.facts, trial)


def given_by(shop: Shop, rule: EarningRule) -> tuple[int, int]:
    """The points that a rule posted, and for how many orders."""
    with shop.books.transaction() as unit:
        found = unit.driver.execute(
            "select coalesce(sum(points), 0)::bigint, count(*) from points_settlement where rule_id = %s and points > 0",
            (rule.id,),
        ).fetchone()
    assert found is not None
    return found


RULES: list[tuple[EarnStyle, dict[str, Any]]] = [
    (ONE, {}),
    (ONE, {"condition": CART}),
    (ONE, {"condition": LATELY}),
    (PerAmount(points=3, amount=700), {"condition": {"all": [CART, {"none": [{"value": {"sum": "order.grand_total"}, "op": ">=", "to": "600"}]}]}}),
    (FixedPoints(points=20), {"condition": {"any": [SPENT, ABROAD]}, "limits": Limits(per_period=20, period="month")}),
    (FixedPoints(points=7), {"limits": Limits(per_day=7, per_customer=21), "as_of": "granted", "condition": LATELY}),
    (PerPiece(points=5), {"products": Products(which="condition", condition={"value": "line.sku", "op": "=", "to": "S1"})}),
    (ONE, {"counting": Counting(tax=True), "grant_status": "processing"}),
    (ONE, {"stop": True, "priority": -1, "condition": ABROAD}),
]  # fmt: skip


def test_a_rule_in_force_gives_what_it_gave(shop: Shop) -> None:
    rules = [shop.rule(style, name=f"rule {n}", **said) for n, (style, said) in enumerate(RULES)]
    multiplier = shop.rule(Multiplier(factor="2"), name="twice", condition=SPENT)
    orders(shop)

    for rule in [*rules, multiplier]:
        found = what_if(shop, rule.saying, rule)

        assert (found["rule"]["points"], found["rule"]["orders"]) == given_by(shop, rule), rule.name
        assert found["in_force"] == found["rule"]
        assert found["others"] == 0
        assert found["orders"] == 10
    assert [rule.name for rule in [*rules, multiplier] if not given_by(shop, rule)[0]] == []


def test_a_changed_rule_is_told_beside_the_rule_in_force(shop: Shop) -> None:
    rule = shop.rule(ONE)
    orders(shop)

    found = what_if(shop, Saying(style=PerAmount(points=2, amount=100), condition=ABROAD), rule)

    assert found["in_force"] == {"points": 1080, "orders": 8, "customers": 2, "cost_minor": None}
    assert found["rule"] == {"points": 2 * (30 + 90 + 150 + 210), "orders": 4, "customers": 1, "cost_minor": None}
    january, february, march, april = found["months"]
    assert january == {"month": "2026-01", "points": 2 * (30 + 90), "in_force": 30 + 60 + 90}
    assert sum(one["points"] for one in (january, february, march, april)) == found["rule"]["points"]


def test_a_rule_that_stops_others_tells_how_many_points_these_lose(shop: Shop) -> None:
    shop.rule(ONE)
    orders(shop)

    found = what_if(shop, Saying(style=PerAmount(points=1, amount=200), priority=5, stop=True, condition=ABROAD))

    assert found["in_force"] is None
    assert found["rule"]["points"] == (30 + 90 + 150 + 210) // 2
    assert found["others"] == -(30 + 90 + 150 + 210)


def test_only_orders_of_the_span_count_and_the_rules_own_period_does_not(shop: Shop) -> None:
    orders(shop)
    since = NEW_YEAR + timedelta(days=20)
    coming = Saying(style=ONE, starts_at=datetime(2027, 1, 1, tzinfo=UTC))

    found = what_if(shop, coming, since=since, until=since + timedelta(days=30))

    assert found["orders"] == 2
    assert found["rule"]["points"] == 90 + 120


def test_points_cost_what_they_take_off_at_most(shop: Shop) -> None:
    orders(shop)
    with shop.books.transaction() as unit:
        for n, exchange in enumerate((Exchange(points=100, amount=500), Exchange(points=10, amount=30))):
            spending_rules.create(unit, SpendingSaying(exchange=exchange), name=f"worth {n}", scope=SCOPE)

    assert what_if(shop, Saying(style=ONE))["rule"]["cost_minor"] == 1080 * 5


def test_nothing_is_posted_by_it(shop: Shop) -> None:
    orders(shop)

    what_if(shop, Saying(style=ONE))

    assert shop.balance() == shop.balance(2) == 0


def test_customers_are_never_taken_apart() -> None:
    by_customer = [(3, 60_000), (5, 50_000), (6, 150_000), (9, 1), (12, 2)]

    assert list(slices(by_customer, 100_000)) == [(3, 5), (5, 6), (6, 9), (9, 13)]
    assert list(slices([], 5)) == []
