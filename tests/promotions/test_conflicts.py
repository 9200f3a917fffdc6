"""Conflicts among promotions are found, each shown by a cart that has it when it is priced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.shop import KYIV, VOCABULARY

from regulars.promotions.model.conflicts import Conflict, Rule, Searching
from regulars.promotions.model.rules import Lane, Policy
from regulars.promotions.model.wants import Range, alternatives, range_of, wants
from regulars.promotions.model.witness import Maker, Product, Shelf, made_up
from regulars.rules.about import of_the_customer
from regulars.rules.calendar import Calendar
from regulars.rules.check import check
from regulars.rules.evaluate import compile as compiled
from regulars.rules.lines import Compiler
from regulars.rules.scope import Scope
from regulars.rules.subject import Subject
from regulars.rules.tree import Condition, Test

from .carts import NOW, ONE_LANE, Book, counted

CALENDAR = Calendar(KYIV)
USD = counted()
TEN: dict[str, Any] = {"kind": "percent", "percent": "10"}
HALF: dict[str, Any] = {"kind": "percent", "percent": "50"}
TWO_LANES = Policy((Lane(0, "first", "first"), Lane(1, "all")))


def subtotal(op: str, amount: str) -> dict[str, Any]:
    return {"value": "cart.subtotal", "op": op, "to": amount}


def in_category(id: str) -> dict[str, Any]:
    return {"value": "product.categories", "op": "has_any", "to": [id]}


def lines_of(where: dict[str, Any], op: str, n: int) -> dict[str, Any]:
    return {"value": {"count": "line", "where": where}, "op": op, "to": n}


CATALOGUE = (
    Product("TEE-1", 2_900, {"sku": "TEE-1", "categories": frozenset({"16", "12", "11"})}),
    Product("SHORT-1", 4_000, {"sku": "SHORT-1", "categories": frozenset({"19", "11"})}),
    Product("24-MB01", 3_400, {"sku": "24-MB01", "categories": frozenset({"4"})}),
)


def read(document: Mapping[str, Any] | None, subject: Any) -> Condition | None:
    return None if document is None else check(document, Scope(VOCABULARY, subject, CALENDAR.zone))


class Rules:
    """Some promotions, read and made ready together."""

    def __init__(self, *said: dict[str, Any]) -> None:
        read_ones = [(read(one.get("condition"), "cart"), read(one.get("lines"), "line")) for one in said]
        self.audiences: dict[Test, str] = {}
        for condition, lines in read_ones:
            for told in (condition, lines):
                for test in of_the_customer(told) if told is not None else ():
                    self.audiences.setdefault(test, f"audience {len(self.audiences)}")
        book = Book()
        book.compiler = self.compiler = Compiler(self.audiences)
        for one in said:
            book.add(one.get("benefit", TEN), **{name: value for name, value in one.items() if name != "benefit"})
        self.rules = [Rule(ready, *told) for ready, told in zip(book.ready, read_ones, strict=True)]

    def conflicts(
        self, policy: Policy = ONE_LANE, *, left: int = 5_000, products: tuple[Product, ...] = CATALOGUE
    ) -> list[Conflict]:
        told = [one for rule in self.rules for one in (rule.condition, rule.lines) if one is not None]
        selections = [one for rule in self.rules for one, _ in rule.promotion.benefit.asks_for]
        shelf = Shelf([*products, *made_up(told, selections, USD)], USD, CALENDAR, NOW)
        searching = Searching(shelf, Maker(shelf, self.compiler), self.audiences, policy)
        return searching.look(self.rules, left).conflicts


def shown(found: list[Conflict]) -> list[tuple[str, int, int | None]]:
    return [(one.what, one.promotion.id, None if one.by is None else one.by.id) for one in found]


WITHOUT: list[dict[str, Any]] = [
    {},
    {"condition": subtotal(">=", "100.00")},
    {"condition": {"all": [subtotal(">=", "100.00"), subtotal("<", "100.01")]}},
    {"condition": subtotal("<", "5.00")},
    {"condition": {"value": "cart.quantity", "op": ">=", "to": 7}},
    {"condition": {"none": [subtotal("<", "200.00")]}},
    {"condition": {"any": [{"all": [subtotal(">", "10.00"), subtotal("<", "5.00")]}, subtotal(">", "1.00")]}},
    {"condition": lines_of(in_category("19"), ">=", 1), "lines": in_category("16")},
    {"condition": {"value": {"sum": "line.row_total", "where": in_category("4")}, "op": ">=", "to": "150"}},
    {"condition": {"value": "cart.shipping_country", "op": "=", "to": "UA"}},
    {"condition": {"value": "cart.payment_method", "op": "in", "to": ["card", "transfer"]}},
    {"condition": {"value": "customer.gender", "op": "=", "to": "male"}},
    {"lines": {"value": "line.sku", "op": "=", "to": "NOT-THERE-YET"}},
    {"lines": {"value": "line.quantity", "op": ">=", "to": 3}},
    {"lines": {"none": [in_category("16")]}},
    {"benefit": {"kind": "buy_get", "buy": 3, "get": 1, "percent": "100", "over": "line"}},
    {"benefit": {"kind": "bundle", "price": {"USD": 5_000}, "parts": [
        {"products": {"skus": ["SHORT-1"]}, "pieces": 1}, {"products": {"categories": ["16"]}, "pieces": 2}]}},
    {"benefit": {"kind": "gift", "sku": "24-MB01", "pieces": 1}, "condition": subtotal(">=", "300")},
    {"benefit": {"kind": "shipping_percent", "percent": "100"}},
    {"benefit": {"kind": "fixed_price", "price": {"USD": 20_000}}},
    {"benefit": {"kind": "tiers_of_pieces", "over": "cart", "tiers": [{"at_least": 40, "percent": "5"}]}},
    {"needs": "code"},
    {"least_points": 500},
    {"least_points": 5, "least_points_kind": "stars"},
    {"stores": frozenset({"kyiv"})},
    {"starts_at": NOW + timedelta(days=30)},
]  # fmt: skip


@pytest.mark.parametrize("said", WITHOUT, ids=str)
def test_for_a_promotion_that_can_apply_a_cart_is_found(said: dict[str, Any]) -> None:
    assert shown(Rules(said).conflicts()) == []


NEVER: list[tuple[dict[str, Any], str]] = [
    ({"condition": {"all": [subtotal(">=", "100.00"), subtotal("<", "50.00")]}}, "contradiction"),
    ({"condition": {"all": [subtotal(">", "100.00"), {"none": [subtotal(">", "50.00")]}]}}, "contradiction"),
    ({"condition": {"all": [{"value": "cart.payment_method", "op": "=", "to": "card"},
                            {"value": "cart.payment_method", "op": "=", "to": "transfer"}]}}, "contradiction"),
    ({"condition": {"all": [{"value": "customer.gender", "op": "=", "to": "male"},
                            {"none": [{"value": "customer.gender", "op": "=", "to": "male"}]}]}}, "contradiction"),
    ({"condition": {"all": [lines_of(in_category("16"), ">=", 2), lines_of(in_category("16"), "<", 1)]}}, "contradiction"),
    ({"lines": {"all": [{"value": "line.sku", "op": "=", "to": "TEE-1"}, in_category("4")]}}, "no_product"),
    ({"benefit": {"kind": "fixed_on_cart", "amount": {"USD": 500}}, "condition": {"value": "cart.subtotal", "op": "=", "to": "0"}},
     "no_cart"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "what"), NEVER, ids=[str(one[0]) for one in NEVER])
def test_one_that_no_cart_can_have_is_told_with_why(said: dict[str, Any], what: str) -> None:
    assert [one.what for one in Rules(said).conflicts()] == [what]


def test_one_that_another_always_stands_before_is_told() -> None:
    found = Rules({"priority": 5}, {"condition": subtotal(">=", "50.00")}).conflicts(TWO_LANES)

    assert shown(found) == [("superseded", 2, 1)]
    assert found[0].witness is not None


def test_one_that_another_stops_is_told_and_one_before_it_is_not() -> None:
    assert shown(Rules({"stop": "cart", "priority": 1}, {}).conflicts()) == [("superseded", 2, 1)]
    assert shown(Rules({"stop": "cart", "priority": -1}, {}).conflicts()) == []


LEFT_TOO_LITTLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"benefit": {"kind": "fixed_price", "price": {"USD": 500}}}, {"benefit": {"kind": "fixed_price", "price": {"USD": 500}}}),
    ({"benefit": {"kind": "shipping_fixed", "price": {"USD": 300}}}, {"benefit": {"kind": "shipping_fixed", "price": {"USD": 300}}}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LEFT_TOO_LITTLE, ids=["a price", "shipping"])
def test_one_that_others_always_leave_too_little_for_is_told_as_left_nothing(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Something is left, and it is less than the second asks for: that is no other standing in its place."""
    (found,) = Rules(before | {"priority": 1}, after).conflicts()

    assert shown([found]) == [("nothing_left", 2, None)]
    assert found.witness is not None


def test_one_that_limits_always_leave_nothing_for_is_told_as_left_nothing() -> None:
    policy = Policy(ONE_LANE.lanes, most_percent=1_000)

    assert shown(Rules({"priority": 1}, {}).conflicts(policy)) == [("nothing_left", 2, None)]


def test_one_that_is_only_sometimes_stopped_is_no_conflict() -> None:
    stops = {"stop": "cart", "priority": 1, "condition": subtotal(">=", "500.00")}

    assert shown(Rules(stops, {}).conflicts()) == []


def test_two_that_stack_too_deep_are_told_with_the_line_and_a_cart_of_the_catalogue() -> None:
    rules = Rules({"benefit": HALF, "lines": in_category("16")}, {"condition": subtotal(">=", "100.00")})

    [found] = rules.conflicts()

    assert shown([found]) == [("too_deep", 1, 2)]
    assert found.left_minor * 100 == found.whole_minor * 45
    assert found.witness is not None
    assert found.witness.lines[found.line].product.sku == "TEE-1"
    assert sum(one.total_minor for one in found.witness.lines) >= 10_000


def test_two_that_leave_enough_are_no_conflict() -> None:
    assert shown(Rules({}, {"benefit": HALF}).conflicts(left=4_000)) == []


@pytest.mark.parametrize(
    "second",
    [
        {"benefit": HALF, "lines": in_category("4")},
        {"benefit": HALF, "condition": {"none": [{"value": "customer.gender", "op": "=", "to": "male"}]}},
        {"benefit": {"kind": "shipping_percent", "percent": "100"}},
        {"benefit": HALF, "condition": subtotal("<", "100.00")},
    ],
    ids=str,
)
def test_two_that_are_never_on_one_line_of_a_cart_are_no_conflict(second: dict[str, Any]) -> None:
    male = {"value": "customer.gender", "op": "=", "to": "male"}
    first = {"benefit": HALF, "lines": in_category("16"), "condition": {"all": [male, subtotal(">=", "100.00")]}}

    assert shown(Rules(first, second).conflicts()) == []


def test_two_of_a_lane_that_gives_only_the_first_do_not_stack() -> None:
    assert shown(Rules({"benefit": HALF}, {"benefit": HALF}).conflicts(TWO_LANES)) == [("superseded", 2, 1)]


def test_a_large_catalogue_is_looked_at() -> None:
    many = tuple(Product(f"P-{n}", 1_000, {"sku": f"P-{n}", "categories": frozenset({"4"})}) for n in range(1_001))

    (found,) = Rules({"lines": in_category("4"), "benefit": HALF}, {"benefit": HALF}).conflicts(products=many)

    assert shown([found]) == [("too_deep", 1, 2)]


def test_what_rounding_alone_takes_too_much_of_is_no_conflict() -> None:
    """Of 0.10 first 40 % and then 30 % are 0.06 and 0.02, which leaves 0.04; of anything dear they leave 42 %."""
    forty, thirty = {"kind": "percent", "percent": "40"}, {"kind": "percent", "percent": "30"}
    cheap = (Product("CHEAP", 10, {"sku": "CHEAP", "categories": frozenset({"4"})}),)
    rules = Rules({"lines": in_category("4"), "benefit": forty}, {"lines": in_category("4"), "benefit": thirty})

    assert rules.conflicts(products=cheap, left=4_150) == []
    assert shown(rules.conflicts(products=cheap, left=4_250)) == [("too_deep", 1, 2)]


def test_without_a_catalogue_products_are_made_up() -> None:
    rules = Rules({"benefit": HALF, "lines": in_category("16")}, {"benefit": HALF, "lines": in_category("16")})

    [found] = rules.conflicts(products=())

    assert found.what == "too_deep"
    assert found.witness is not None
    assert found.witness.lines[0].product.made_up


# What a condition wants


def test_the_alternatives_of_a_condition_are_all_there_are() -> None:
    a, b, c = (subtotal(">=", f"{n}") for n in (1, 2, 3))
    condition = read({"any": [{"all": [a, {"none": [b]}]}, {"none": [{"all": [b, c]}]}]}, "cart")

    told = [[(one.test.to, one.holds) for one in way] for way in alternatives(condition)]

    assert told == [[(100, True), (200, False)], [(200, False)], [(300, False)]]


AMOUNTS = st.integers(0, 20)
TESTS = st.builds(
    lambda op, n: subtotal(op, f"{n / 2:.2f}"), st.sampled_from([">=", ">", "<", "<=", "=", "!="]), AMOUNTS
)
CONDITIONS = st.recursive(
    TESTS, lambda inner: st.builds(lambda mode, parts: {mode: parts}, st.sampled_from(["all", "any", "none"]),
                                   st.lists(inner, min_size=1, max_size=3)), max_leaves=6,
)  # fmt: skip


@given(CONDITIONS, AMOUNTS)
def test_a_condition_holds_exactly_when_one_of_its_alternatives_does(document: dict[str, Any], n: int) -> None:
    condition = read(document, "cart")
    assert condition is not None
    cart = Subject(NOW, CALENDAR, {"cart": {"subtotal": n * 50}, "customer": {}}, {"line": []})

    ways = alternatives(condition, most=10_000)

    by_way = [all(compiled(one.test)(cart) is one.holds for one in way) for way in ways]
    assert any(by_way) is compiled(condition)(cart)


@given(CONDITIONS, AMOUNTS)
def test_what_is_called_impossible_holds_of_no_cart(document: dict[str, Any], n: int) -> None:
    condition = read(document, "cart")
    assert condition is not None
    cart = Subject(NOW, CALENDAR, {"cart": {"subtotal": n * 50}, "customer": {}}, {"line": []})

    for way in alternatives(condition, most=100):
        if all(compiled(one.test)(cart) is one.holds for one in way):
            told = wants(way, {})
            assert told.against is None
            assert n * 50 in told.numbers.get("subtotal", Range())


@given(st.sampled_from([">=", ">", "<", "<=", "="]), AMOUNTS, AMOUNTS, st.booleans())
def test_a_range_is_what_a_test_lets_through(op: str, to: int, n: int, holds: bool) -> None:
    test = read(subtotal(op, f"{to / 2:.2f}"), "cart")
    assert isinstance(test, Test)

    told = range_of(test, 2, holds=holds)

    cart = Subject(NOW, CALENDAR, {"cart": {"subtotal": n * 50}, "customer": {}}, {"line": []})
    assert told is None or (n * 50 in told) is (compiled(test)(cart) is holds)
