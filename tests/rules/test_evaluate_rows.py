"""The Python compiler: what it makes of rows, one fact at a time; and the examples of the definition."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from regulars.rules.evaluate import Row, Subject

from .evaluating import amounts, holds, orders, what
from .shop import CART_EXAMPLE, EXAMPLES, NOW, subject, test, utc


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
