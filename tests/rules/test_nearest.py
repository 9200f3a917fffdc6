"""The field that a path which isn't there may mean."""

from __future__ import annotations

import pytest

from .shop import faults, test


@pytest.mark.parametrize("path", ["customer.contry", "costumer.country"])
def test_a_mistyped_path_is_told_the_one_it_looks_like(path: str) -> None:
    assert faults(test(path, "=", "UA"))[0].detail.endswith('; did you mean "customer.country"?')


def test_that_both_are_of_one_subject_makes_no_field_look_like_another() -> None:
    assert "did you mean" not in faults(test("customer.foo", "=", "UA"))[0].detail


def test_a_field_of_rows_is_answered_with_a_value_of_them() -> None:
    assert '{"last": "order.placed_at"}' in faults(test("order.placed_at", "exists"))[0].detail


def test_attributes_that_are_not_declared_are_declared_first() -> None:
    assert "Settings → Attributes" in faults(test("product.attributes.promo", "=", True))[0].detail
