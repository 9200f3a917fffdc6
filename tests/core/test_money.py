"""Amounts: read, written, rounded, converted and shared without losing a unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.core import money

places = st.integers(0, 4)
amounts = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("text", "places", "amount"),
    [
        ("12.34", 2, 1234), ("12", 2, 1200), ("12.3", 2, 1230), ("-0.01", 2, -1), ("0", 0, 0), ("12", 0, 12),
        ("0.0001", 4, 1), ("1.000", 2, 100), ("-5", 3, -5000), ("007.5", 1, 75),
    ],
)  # fmt: skip
def test_texts_are_read_as_whole_units(text: str, places: int, amount: int) -> None:
    assert money.parse(text, places) == amount


@pytest.mark.parametrize("text", ["", "1,5", "1e3", " 1", "1.", ".5", "+1", "NaN", "--1", "١", "0.001"])
def test_what_is_no_amount_of_two_decimals_is_refused(text: str) -> None:
    with pytest.raises(money.BadAmount):
        money.parse(text, 2)


@given(amounts, places)
def test_an_amount_is_read_back_from_its_text(amount: int, places: int) -> None:
    assert money.parse(money.text(amount, places), places) == amount


def test_amounts_are_written_with_all_their_decimals() -> None:
    assert [money.text(n, 2) for n in (0, 5, -5, 1234, -123456)] == ["0.00", "0.05", "-0.05", "12.34", "-1234.56"]
    assert money.text(1234, 0) == "1234"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_halves_are_rounded_away_from_zero(value: Decimal) -> None:
    assert money.rounded(value) == int(value.to_integral_value(ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("value", "whole"), [("0.5", 1), ("-0.5", -1), ("1.5", 2), ("2.5", 3), ("0.4999", 0), ("-2.5", -3)]
)
def test_rounding(value: str, whole: int) -> None:
    assert money.rounded(Fraction(value)) == whole


@pytest.mark.parametrize(
    ("amount", "rate", "places", "to_places", "converted"),
    [
        (1000, "4.2675", 2, 2, 4268),  # 10.00 at 4.2675 is 42.675
        (-1000, "4.2675", 2, 2, -4268),
        (1999, "1", 2, 2, 1999),
        (1999, "150.5", 2, 0, 3008),  # 19.99 dollars in yen
        (3009, "0.0066", 0, 2, 1986),
        (1, "0.3071", 2, 3, 3),
    ],
)
def test_converting_at_a_rate_rounds_once(amount: int, rate: str, places: int, to_places: int, converted: int) -> None:
    assert money.convert(amount, Decimal(rate), places=places, to_places=to_places) == converted


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (1, [1, 3], [0, 1]),
        (5, [0, 2, 0], [0, 5, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
    ],
)
def test_shares_go_to_the_largest_remainder_and_then_to_the_earlier(
    amount: int, weights: list[int], shares: list[int]
) -> None:
    assert money.allocate(amount, weights) == shares


@given(amounts, st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_shares_sum_to_the_whole_and_are_within_one_unit_of_their_part(amount: int, weights: list[int]) -> None:
    shares = money.allocate(amount, weights)

    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(amount * weight, sum(weights))) < 1
        assert share == 0 or weight > 0


@given(st.lists(st.integers(0, 1000), min_size=1).filter(any), st.data())
def test_no_share_is_more_than_its_weight_while_the_amount_fits(weights: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(weights)))

    shares = money.allocate(amount, weights)

    assert all(share <= weight for share, weight in zip(shares, weights, strict=True))
