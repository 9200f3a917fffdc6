"""The Python compiler: operators, missing values, rows, windows, date parts, one fact at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules import evaluate, operators
from regulars.rules.evaluate import Row, Subject
from regulars.rules.tree import NEGATIONS, Test
from regulars.rules.vocabulary import Type

from .shop import CART_EXAMPLE, EXAMPLES, NOW, checked, subject, test, utc


def holds(document: Any, who: Subject, kind: Any = "customer") -> bool:
    return evaluate.compile(checked(document, kind))(who)


def what(expression: Any, who: Subject, kind: Any = "customer") -> Any:
    condition = checked(test(expression, "exists"), kind)
    assert isinstance(condition, Test)
    return evaluate.value(condition.value)(who)


def orders(*placed_at: str, **more: Any) -> dict[str, list[Row]]:
    return {"order": [{"_key": str(n), "_position": n, "placed_at": utc(at), **more} for n, at in enumerate(placed_at)]}


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


# Aggregates


def amounts(*amounts: int | None) -> dict[str, list[Row]]:
    return {
        "order": [{"_key": str(n), "_position": n, "placed_at": NOW, "net_total": a} for n, a in enumerate(amounts)]
    }


@pytest.mark.parametrize(
    ("function", "of_some", "of_missing"),
    [("sum", 700, 0), ("avg", Fraction(700, 3), None), ("min", 100, None), ("max", 400, None), ("distinct", 3, 0), ("count", 3, 0)],
)  # fmt: skip
def test_aggregates_pass_over_missing_values(function: str, of_some: Any, of_missing: Any) -> None:
    expression = {function: "order.net_total"}

    assert what(expression, subject(rows=amounts(100, None, 400, 200))) == of_some
    assert what(expression, subject(rows=amounts(None, None))) == of_missing
    assert what(expression, subject()) == of_missing


def test_count_of_rows_counts_rows() -> None:
    assert what({"count": "order"}, subject(rows=amounts(100, None))) == 2
    assert what({"count": "order"}, subject()) == 0


def test_sums_of_numbers_are_exact() -> None:
    rows: dict[str, list[Row]] = {"order_line": [{"placed_at": NOW, "quantity": Decimal("0.1")}] * 3}

    assert what({"sum": "order_line.quantity"}, subject(rows=rows)) == Decimal("0.3")


def test_averages_are_compared_exactly() -> None:
    who = subject(rows=amounts(100, 100, 101))

    assert holds(test({"avg": "order.net_total"}, ">", "1.00"), who)
    assert holds(test({"avg": "order.net_total"}, "<", "1.01"), who)
    assert not holds(test({"avg": "order.net_total"}, "=", "1.00"), who)
    assert holds(test({"avg": "order.net_total"}, "=", {"value": {"avg": "order.net_total"}}), who)


def test_averages_of_numbers_compare_with_literals_in_lists_and_between() -> None:
    rows: dict[str, list[Row]] = {"review": [{"written_at": NOW, "rating": Decimal(r)} for r in ("4", "5")]}

    for op, to in (("in", ["4.5"]), ("between", ["4.5", "4.5"]), ("=", "4.5"), (">=", "4.5"), ("<=", "4.5")):
        assert holds(test({"avg": "review.rating"}, op, to), subject(rows=rows)), op
    assert holds(test({"avg": "review.rating"}, "not_in", [4, 5]), subject(rows=rows))


def test_distinct_least_and_greatest_texts_go_by_folded_text_and_come_back_as_written() -> None:
    rows: dict[str, list[Row]] = {"order": [{"placed_at": NOW, "coupon": c} for c in ("b", "HELLO", "hello", "Z")]}

    assert what({"distinct": "order.coupon"}, subject(rows=rows)) == 3
    assert what({"min": "order.coupon"}, subject(rows=rows)) == "b"
    assert what({"max": "order.coupon"}, subject(rows=rows)) == "Z"


def test_first_and_last_give_the_value_of_a_row_missing_or_not() -> None:
    rows: dict[str, list[Row]] = {
        "order": [
            {"_key": "a", "placed_at": utc("2026-03-02"), "coupon": "x"},
            {"_key": "b", "placed_at": utc("2026-03-03"), "coupon": None},
            {"_key": "c", "placed_at": utc("2026-03-01"), "coupon": "y"},
        ]
    }

    assert what({"first": "order.coupon"}, subject(rows=rows)) == "y"
    assert what({"last": "order.coupon"}, subject(rows=rows)) is None
    assert what({"last": "order.coupon", "where": test("order.coupon", "exists")}, subject(rows=rows)) == "x"


@pytest.mark.parametrize(
    ("rows", "first", "last"),
    [
        ([("b", 1, "2026-03-01"), ("a", 2, "2026-03-01")], "a2", "b1"),  # by external id, code point by code point
        ([("a", 2, "2026-03-01"), ("a", 1, "2026-03-01")], "a1", "a2"),  # then by position
        ([("B", 1, "2026-03-01"), ("a", 1, "2026-03-01")], "B1", "a1"),
        ([("z", 1, None), ("a", 1, "2020-01-01")], "z1", "a1"),  # without a time before all
    ],
)
def test_ties_of_first_and_last(rows: list[tuple[str, int, str | None]], first: str, last: str) -> None:
    wishes: list[Row] = [
        {"_key": key, "_position": position, "added_at": at and utc(at), "sku": f"{key}{position}"}
        for key, position, at in rows
    ]

    assert what({"first": "wishlist_item.sku"}, subject(rows={"wishlist_item": wishes})) == first
    assert what({"last": "wishlist_item.sku"}, subject(rows={"wishlist_item": wishes})) == last


def test_first_and_last_address_go_by_id_and_position() -> None:
    rows: list[Row] = [{"_key": "", "_position": n, "city": city} for n, city in enumerate(["Lviv", "Kyiv"])]

    assert what({"first": "address.city"}, subject(rows={"address": rows})) == "Lviv"
    assert what({"last": "address.city"}, subject(rows={"address": rows})) == "Kyiv"


def test_a_where_reads_its_row_what_it_lies_in_its_product_and_the_customer() -> None:
    line: Row = {
        "_key": "1", "placed_at": NOW, "sku": "TEE-1", "quantity": Decimal(2),
        "_inside": {"status": "complete", "currency": "UAH"}, "_product": {"sku": "TEE-1", "brand": "Own"},
    }  # fmt: skip
    where = {
        "all": [
            test("order.status", "=", "complete"),
            test("product.brand", "=", "own"),
            test("order_line.quantity", "=", 2),
            test("product.sku", "=", {"value": "order_line.sku"}),
            test("customer.country", "=", "ua"),
        ]
    }

    document = test({"count": "order_line", "where": where}, "=", 1)
    assert holds(document, subject(rows={"order_line": [line]}, country="UA"))
    assert not holds(document, subject(rows={"order_line": [line]}, country="PL"))


def test_lines_are_aggregated_in_the_where_of_orders() -> None:
    three = {"placed_at": NOW, "_lines": [{"quantity": Decimal(1)}, {"quantity": Decimal(2)}]}
    none: Row = {"placed_at": NOW, "_lines": []}
    document = {"count": "order", "where": test({"sum": "line.quantity"}, ">=", 3)}

    assert what(document, subject(rows={"order": [three, none, {"placed_at": NOW}]})) == 1


def test_lines_are_in_a_window_by_the_time_of_their_order() -> None:
    early, late = NOW - timedelta(days=31), NOW - timedelta(days=29)
    orders: list[Row] = [{"placed_at": at, "_lines": [{"placed_at": at}]} for at in (early, late)]
    lately = test({"count": "line", "within": {"last": "30d"}}, ">=", 1)

    assert what({"count": "order", "where": lately}, subject(rows={"order": orders})) == 1
    assert what({"count": "order", "where": test({"count": "line"}, ">=", 1)}, subject(rows={"order": orders})) == 2


def test_the_cart_example_of_the_definition() -> None:
    lines: list[Row] = [{"sku": "SHORT-1", "_product": {"sku": "SHORT-1", "categories": frozenset({"19", "13", "11"})}}]

    def cart(now: str, subtotal: int, segments: frozenset[str]) -> bool:
        who = subject(utc(now), rows={"line": lines}, segments=segments)
        who = replace(who, values={**who.values, "cart": {"subtotal": subtotal}})
        return holds(CART_EXAMPLE, who, "cart")

    vip = frozenset({"VIP"})
    assert cart("2026-04-03T12:00", 10_000, vip)
    assert not cart("2026-04-03T21:00", 10_000, vip)  # Saturday in Kyiv
    assert not cart("2026-04-03T12:00", 9_999, vip)
    assert not cart("2026-04-03T12:00", 10_000, frozenset({"girls"}))


# Time


def test_rows_later_than_now_are_not_there_and_rows_without_a_time_always_are() -> None:
    rows: list[Row] = [{"added_at": NOW}, {"added_at": NOW + timedelta(microseconds=1)}, {"added_at": None}]

    assert what({"count": "wishlist_item"}, subject(rows={"wishlist_item": rows})) == 2
    assert what({"count": "wishlist_item", "within": {}}, subject(rows={"wishlist_item": rows})) == 1


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        ({"last": "30d"}, "2026-03-01T10:00:00.000001", "2026-03-01T10:00"),
        ({"last": "1mo"}, "2026-02-28T22:00:00.000001", "2026-02-28T22:00"),
        ({"last": "90m"}, "2026-03-31T08:30:00.000001", "2026-03-31T08:30"),
        ({"last": "30d", "aligned": "day"}, "2026-03-01T22:00", "2026-03-01T21:59:59.999999"),
        ({"last": "1d", "aligned": "day"}, "2026-03-30T21:00", "2026-03-30T20:59:59.999999"),
        ({"from": "2026-03-29"}, "2026-03-28T22:00", "2026-03-28T21:59:59.999999"),
        ({"until": "2026-03-29"}, "2026-03-29T20:59:59.999999", "2026-03-29T21:00"),
        ({"from": "2026-03-29T00:00"}, "2026-03-28T22:00", "2026-03-28T21:59:59.999999"),
        ({"until": "2026-03-29T00:00"}, "2026-03-28T22:00", "2026-03-28T22:00:00.000001"),
        ({"until": "2027-01-01"}, "2026-03-31T10:00", "2026-03-31T10:00:00.000001"),
    ],
)
def test_windows_hold_their_edges_as_said(window: Any, inside: str, outside: str) -> None:
    expression = {"count": "order", "within": window}

    assert what(expression, subject(rows=orders(inside))) == 1
    assert what(expression, subject(rows=orders(outside))) == 0


def test_from_after_until_holds_nothing() -> None:
    window = {"from": "2026-03-29", "until": "2026-03-28"}

    assert what({"count": "order", "within": window}, subject(rows=orders("2026-03-28T12:00", "2026-03-29T12:00"))) == 0


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"days_since": "customer.registered_at"}, 364),
        ({"days_until": "customer.registered_at"}, -364),
        ({"days_since": {"date": "customer.registered_at"}}, 365),
        ({"days_until_anniversary": "customer.registered_at"}, 0),
        ({"age": "customer.registered_at"}, 1),
        ({"month": "customer.registered_at"}, 3),
        ({"weekday": "customer.registered_at"}, 1),
        ({"hour": "customer.registered_at"}, 23),
        ({"date": "customer.registered_at"}, date(2025, 3, 31)),
        ({"age": "customer.born_on"}, 17),
        ({"month": "customer.born_on"}, 5),
        ({"weekday": "customer.born_on"}, 7),
        ({"date": "customer.born_on"}, date(2008, 5, 4)),
        ({"days_until_anniversary": "customer.born_on"}, 34),
        ({"month": "now"}, 3),
        ({"weekday": "now"}, 2),
        ({"hour": "now"}, 13),
        ({"date": "now"}, date(2026, 3, 31)),
        ({"days_since": "now"}, 0),
        ({"days_since": "customer.born_on"}, (date(2026, 3, 31) - date(2008, 5, 4)).days),
    ],
)
def test_date_parts_are_read_in_the_shops_zone(expression: Any, expected: Any) -> None:
    who = subject(registered_at=utc("2025-03-31T20:30"), born_on=date(2008, 5, 4))

    assert what(expression, who) == expected


@pytest.mark.parametrize(
    "part", ["days_since", "days_until", "days_until_anniversary", "age", "month", "weekday", "hour", "date"]
)
def test_a_part_of_a_missing_value_is_missing(part: str) -> None:
    assert what({part: "customer.registered_at"}, subject()) is None
    assert what({part: {"last": "order.placed_at"}}, subject()) is None


def test_held_counts_full_days_since_the_value_came_and_is_missing_with_it() -> None:
    since = {"group": NOW - timedelta(days=30)}

    assert what({"held": "customer.group"}, subject(group="VIP", _since=since)) == 30
    assert what({"held": "customer.group"}, subject(NOW - timedelta(microseconds=1), group="VIP", _since=since)) == 29
    assert what({"held": "customer.group"}, subject(group=None, _since=since)) is None
    assert what({"held": "customer.group"}, subject(group="VIP")) is None


def test_held_is_read_of_rows_and_of_what_they_lie_in() -> None:
    order = {"placed_at": NOW, "status": "complete", "_since": {"status": NOW - timedelta(days=3)}}
    rows: dict[str, list[Row]] = {"order": [order], "order_line": [{"placed_at": NOW, "_inside": order}]}
    where = test({"held": "order.status"}, ">=", 3)

    assert what({"count": "order", "where": where}, subject(rows=rows)) == 1
    assert what({"count": "order_line", "where": where}, subject(rows=rows)) == 1


# The examples


@pytest.mark.parametrize(
    ("amounts", "expected"), [([90_000, 109_999], False), ([90_000, 109_999, 50_000], True), ([200_000], True)]
)
def test_sold_for_two_thousand(amounts: list[int], expected: bool) -> None:
    rows: list[Row] = [{"placed_at": NOW, "status": "complete", "net_total": amount} for amount in amounts]

    assert holds(EXAMPLES["sold for 2,000"], subject(rows={"order": rows})) is expected


def test_departed_from_the_thirtieth_day_on() -> None:
    rows = orders("2026-03-01T10:00", status="complete")

    assert not holds(EXAMPLES["departed"], subject(NOW - timedelta(seconds=1), rows=rows))
    assert holds(EXAMPLES["departed"], subject(NOW, rows=rows))
    assert not holds(EXAMPLES["departed"], subject(NOW))


def test_a_shipping_address_abroad_or_without_a_country() -> None:
    def living(*addresses: tuple[str, str | None]) -> Subject:
        return subject(rows={"address": [{"kind": kind, "country": country} for kind, country in addresses]})

    assert holds(EXAMPLES["abroad"], living(("shipping", "UA"), ("shipping", "FI")))
    assert holds(EXAMPLES["abroad"], living(("shipping", None)))
    assert not holds(EXAMPLES["abroad"], living(("shipping", "ua"), ("billing", "FI")))
