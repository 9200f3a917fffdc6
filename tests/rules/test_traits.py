"""What a condition refers to."""

from __future__ import annotations

from typing import Any

from regulars.rules.traits import references

from .shop import CART_EXAMPLE, EXAMPLES, checked, test


def test_fields_and_rows_are_found_inside_where_too() -> None:
    found = references(checked(EXAMPLES["three pieces"]))

    assert found.fields == {"order_line.quantity", "order.status", "product.categories"}
    assert found.rows == {"order_line"}
    assert found.names == {("category", "19")}


def test_bare_rows_and_date_parts_are_found_on_both_sides() -> None:
    document = test({"days_since": {"last": "order.placed_at"}}, "<", {"value": {"held": "customer.group"}})

    assert references(checked(document)).fields == {"order.placed_at", "customer.group"}
    assert references(checked(test({"count": "login"}, ">", 0))).rows == {"login"}


def test_segments_are_found_by_their_folded_ids() -> None:
    document: Any = {"none": [test("customer.segments", "has_any", ["VIP", "Rich"]), CART_EXAMPLE["all"][0]]}

    assert references(checked(document)).segments == {"vip", "rich"}
    assert not references(checked(document)).any_segment


def test_a_part_of_a_name_names_nothing() -> None:
    document: Any = {"all": [test("customer.group", "starts_with", "V"), test("customer.group", "!=", "Girls")]}

    assert references(checked(document)).named("group") == {"girls"}


def test_segments_compared_with_something_else_mean_all_of_them() -> None:
    assert references(checked(test("customer.segments", "missing"))).any_segment
    assert references(checked(test("customer.tags", "has_any", {"value": "customer.segments"}))).any_segment
