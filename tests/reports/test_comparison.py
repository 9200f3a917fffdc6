"""Those left alone against those who weren't: known values of the intervals, and when nothing can be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.reports.model.comparison import (
    LEAST_CUSTOMERS,
    Group,
    compare,
    difference_of_means,
    difference_of_shares,
    verdict,
    wilson,
)


def group(customers: int, buyers: int, *amounts: int) -> Group:
    return Group(customers, buyers, buyers, sum(amounts), float(sum(one * one for one in amounts)))


@pytest.mark.parametrize(
    ("some", "of", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
)
def test_wilson_s_intervals_are_those_of_the_paper(some: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857 to 872, table I, method 3."""
    assert wilson(some, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 20), 0.6791, 1.0)],
)
def test_newcombe_s_intervals_are_those_of_the_paper(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe 1998, Statistics in Medicine 17, 873 to 890, table II, method 10."""
    found = difference_of_shares(*counts)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_welch_s_interval_is_what_it_is_by_hand() -> None:
    treated, alone = group(4, 4, 10, 20, 30, 40), group(2, 2, 10, 14)

    found = difference_of_means(treated, alone)

    assert found.difference == 13
    assert (treated.variance, alone.variance) == (pytest.approx(500 / 3), 8)
    half = 1.959964 * (500 / 3 / 4 + 8 / 2) ** 0.5
    assert (found.low, found.high) == pytest.approx((13 - half, 13 + half), abs=1e-4)


def test_few_customers_or_hardly_any_buyers_are_too_few_to_tell() -> None:
    few = compare(group(LEAST_CUSTOMERS - 1, 20), group(1_000, 200))
    hardly = compare(group(1_000, 3), group(1_000, 1))

    assert (few.rate, few.revenue, few.verdict) == (None, None, "too_few")
    assert hardly.verdict == "too_few"


def test_more_and_less_are_said_only_of_what_is_beyond_chance() -> None:
    assert compare(group(1_000, 150), group(1_000, 100)).verdict == "more"
    assert compare(group(1_000, 100), group(1_000, 150)).verdict == "less"
    assert compare(group(1_000, 105), group(1_000, 100)).verdict == "unclear"
    assert verdict(None) == "too_few"


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_the_interval_holds_the_difference_and_turns_round_with_the_sides(
    of: int, of_other: int, data: st.DataObject
) -> None:
    some, other = data.draw(st.integers(0, of)), data.draw(st.integers(0, of_other))

    found = difference_of_shares(some, of, other, of_other)
    back = difference_of_shares(other, of_other, some, of)

    assert -1 - 1e-9 <= found.low <= found.difference + 1e-9
    assert found.difference - 1e-9 <= found.high <= 1 + 1e-9
    assert (back.difference, back.low, back.high) == pytest.approx((-found.difference, -found.high, -found.low))
