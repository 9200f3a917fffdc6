"""The Python compiler: operators, missing values and groups, one fact at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules import operators
from regulars.rules.evaluate import Row, Subject
from regulars.rules.tree import NEGATIONS
from regulars.rules.vocabulary import Type

from .evaluating import holds
from .shop import NOW, subject, test, utc

# Operators


@pytest.mark.parametrize(
    ("value", "op", "to", "expected"),
    [
        ("Łódź", "=", "łÓDŹ", True),
        ("STRASSE", "=", "straße", True),
        ("a", "=", "a ", False),
        ("b", "<", "C", True),
        ("B", "<=", "b", True),
        ("Z", ">", "a", True),
        ("é", ">", "z", True),  # by code points, not by dictionary
        ("B", ">=", "b", True),
        ("m", "between", ["A", "M"], True),
        ("n", "between", ["A", "M"], False),
        ("PL", "in", ["ua", "pl"], True),
        ("PL", "not_in", ["ua", "pl"], False),
        ("anna@Amazon.com", "contains", "AMAZON.com", True),
        ("100 %", "contains", "0 %", True),
        ("a_b", "contains", "a%b", False),
        ("anna", "not_contains", "nn", False),
        ("Anna", "starts_with", "aN", True),
        ("Anna", "ends_with", "NA", True),
        ("Anna", "matches", "^AN+A$", True),
        ("Hanna!", "matches", "n{2}", True),
        ("e\u0301", "matches", "^É$", True),  # the text is brought to NFC
        ("\u00e9", "matches", "^e\u0301$", True),  # and so is the pattern
        ("a\nb", "matches", "a.b", False),
        ("Anna", "!=", "anna", False),
    ],
)
def test_texts_compare_without_regard_to_case(value: str, op: str, to: Any, expected: bool) -> None:
    assert holds(test("customer.first_name", op, to), subject(first_name=value)) is expected


@pytest.mark.parametrize(
    ("value", "op", "to", "expected"),
    [
        ("38", "=", 38, True), ("38.5", "=", "38.5", True), ("38.5", "=", "38.50", True), ("38", "!=", 38, False),
        ("38", "<", "38.0001", True), ("38", "<", 38, False), ("38", "<=", 38, True), ("38", ">", "37.9999", True),
        ("38", ">", 38, False), ("38", ">=", 38, True), ("38", "between", [38, 40], True), ("40", "between", [38, 40], True),
        ("41", "between", [38, 40], False), ("39", "between", [40, 38], False), ("38.0", "in", [37, 38], True),
        ("38.5", "not_in", [37, 38], True), ("0", "exists", None, True), ("0", "missing", None, False),
    ],
)  # fmt: skip
def test_numbers_compare_exactly(value: str, op: str, to: Any, expected: bool) -> None:
    document = test("customer.attributes.shoe_size", op, *([] if to is None else [to]))

    assert holds(document, subject(attribute_shoe_size=Decimal(value))) is expected


@pytest.mark.parametrize(
    ("op", "to", "expected"),
    [
        ("has_any", ["VIP", "old"], True), ("has_any", ["old"], False), ("has_all", ["vip", "New"], True),
        ("has_all", ["vip", "old"], False), ("has_none", ["old"], True), ("has_none", ["vip", "old"], False),
    ],
)  # fmt: skip
def test_sets_compare_by_their_members(op: str, to: list[str], expected: bool) -> None:
    assert holds(test("customer.tags", op, to), subject(tags=frozenset({"Vip", "NEW"}))) is expected


def test_sets_compare_with_sets() -> None:
    who = subject(tags=frozenset({"Vip", "new"}), lists=frozenset({"VIP"}))

    assert holds(test("customer.tags", "has_all", {"value": "customer.lists"}), who)
    assert not holds(test("customer.lists", "has_all", {"value": "customer.tags"}), who)
    assert holds(test("customer.lists", "has_any", {"value": "customer.tags"}), who)
    assert not holds(test("customer.lists", "has_none", {"value": "customer.tags"}), who)
    assert not holds(test("customer.lists", "has_all", {"value": "customer.segments"}), who)


@pytest.mark.parametrize(("guest", "op", "to", "expected"), [
    (True, "=", True, True), (False, "=", True, False), (False, "!=", True, True), (True, "in", [True], True),
    (False, "not_in", [True], True), (False, "in", [True, False], True),
])  # fmt: skip
def test_booleans_compare(guest: bool, op: str, to: Any, expected: bool) -> None:
    assert holds(test("customer.guest", op, to), subject(guest=guest)) is expected


def test_dates_and_instants_compare_to_the_microsecond() -> None:
    who = subject(born_on=date(2008, 5, 4), registered_at=utc("2026-03-01T10:00:00.000001"))

    assert holds(test("customer.born_on", "between", ["2008-05-04", "2008-05-04"]), who)
    assert holds(test("customer.born_on", "<", "2008-05-05"), who)
    assert holds(test("customer.registered_at", ">", "2026-03-01T10:00:00Z"), who)
    assert holds(test("customer.registered_at", "<", "2026-03-01T10:00:00.000002Z"), who)
    assert holds(test("customer.registered_at", "<", {"value": "now"}), who)
    assert holds(test("now", "=", "2026-03-31T13:00"), who)  # local time


def test_money_of_different_decimals_compares_in_the_finer() -> None:
    rows: dict[str, list[Row]] = {"order_line": [{"_key": "1", "placed_at": NOW, "price": 19_9900, "row_total": 1999}]}
    equal = test({"max": "order_line.price"}, "=", {"value": {"max": "order_line.row_total"}})
    greater = test({"max": "order_line.row_total"}, "<", {"value": {"max": "order_line.price"}})

    assert holds(equal, subject(rows=rows))
    assert not holds(greater, subject(rows=rows))
    assert holds(greater, subject(rows={"order_line": [{**rows["order_line"][0], "price": 19_9901}]}))


@pytest.mark.parametrize("op", ["contains", "not_contains", "starts_with", "ends_with", "=", "<"])
def test_texts_compare_with_another_value(op: str) -> None:
    who = subject(email="Anna@shop.ua", first_name="anna")
    expected = {"contains": True, "starts_with": True}.get(op, False)

    assert holds(test("customer.email", op, {"value": "customer.first_name"}), who) is expected


# Missing values


CASES: list[tuple[Type, str, Any]] = [
    (Type.TEXT, "customer.country", "UA"),
    (Type.NUMBER, "customer.attributes.shoe_size", 38),
    (Type.DATE, "customer.born_on", "2008-05-04"),
    (Type.INSTANT, "customer.registered_at", "2026-03-01T10:00:00Z"),
    (Type.MONEY, "", "10"),
    (Type.SET, "customer.tags", "vip"),
]


@pytest.mark.parametrize(("type", "path", "literal"), CASES)
def test_a_missing_value_fails_every_positive_test_and_passes_every_negated_one(
    type: Type, path: str, literal: Any
) -> None:
    what: Any = {"max": "order.net_total"} if type is Type.MONEY else path

    for op in operators.OPERATORS[type]:
        to = [] if op in operators.PRESENCE else [literal]
        if op in operators.LISTS or op == "between":
            to = [[literal] * 2]
        assert holds(test(what, op, *to), subject()) is (op in NEGATIONS), op
        if op in operators.EXPRESSIONS:
            assert holds(test(what, op, {"value": what}), subject()) is (op in NEGATIONS), op


def test_a_missing_right_side_fails_like_a_missing_left_one() -> None:
    who = subject(country="UA")

    assert not holds(test("customer.country", "=", {"value": "customer.language"}), who)
    assert holds(test("customer.country", "!=", {"value": "customer.language"}), who)


def test_an_attribute_with_a_default_is_never_missing() -> None:
    assert holds(test("customer.attributes.vegan", "=", False), subject())
    assert not holds(test("customer.attributes.vegan", "missing"), subject())
    assert holds(test("customer.attributes.vegan", "=", True), subject(attribute_vegan=True))


def test_a_product_that_the_catalogue_does_not_know_has_only_missing_values() -> None:
    document = test({"count": "wishlist_item", "where": test("product.attributes.recommended", "=", False)}, "=", 1)

    def wish(product: Any) -> Subject:
        return subject(rows={"wishlist_item": [{"_key": "1", "sku": "X", "added_at": NOW, "_product": product}]})

    assert not holds(document, wish(None))
    assert not holds(document, wish({}))
    assert holds(document, wish({"sku": "X"}))


# Groups


def test_empty_groups() -> None:
    assert holds({"all": []}, subject())
    assert not holds({"any": []}, subject())
    assert holds({"none": []}, subject())


@given(st.lists(st.booleans(), max_size=4))
def test_groups_are_all_any_and_none_of_their_children(children: list[bool]) -> None:
    documents = [test("customer.guest", "=", not child) for child in children]

    assert holds({"all": documents}, subject()) is all(children)
    assert holds({"any": documents}, subject()) is any(children)
    assert holds({"none": documents}, subject()) is not any(children)
    assert holds({"none": [{"all": documents}]}, subject()) is not all(children)
