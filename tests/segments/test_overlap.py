"""How much segments have in common."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from regulars.segments.overlap import MOST_COMBINED, combinations, overlap

TENS = {"all": BitMap(range(100)), "most": BitMap(range(97)), "few": BitMap(range(10)), "none": BitMap()}
segments = st.dictionaries(
    st.sampled_from("abcdefghijkl"), st.frozensets(st.integers(0, 30)).map(BitMap), max_size=MOST_COMBINED
)


def test_sizes_and_what_is_in_both_are_counted() -> None:
    found = overlap(TENS)

    assert found.sizes.tolist() == [100, 97, 10, 0]
    assert found.both.tolist()[0] == [100, 97, 10, 0]
    assert found.jaccard.tolist()[1] == [0.97, 1.0, 10 / 97, 0.0]
    assert found.share.tolist()[2] == [1.0, 1.0, 1.0, 0.0]
    assert found.share.tolist()[3] == [0.0, 0.0, 0.0, 0.0], "of nobody nobody is anywhere"


def test_pairs_that_are_nearly_equal_or_one_in_the_other_are_named() -> None:
    found = overlap(TENS)

    assert found.nearly_equal() == [("all", "most", 0.97)]
    assert found.contained() == [("few", "all", 1.0), ("few", "most", 1.0)]


@pytest.mark.parametrize(("shared", "alike"), [(95, True), (94, False)])
def test_ninety_five_in_a_hundred_are_nearly_equal(shared: int, alike: bool) -> None:
    found = overlap({"all": BitMap(range(100)), "some": BitMap(range(shared))})

    assert bool(found.nearly_equal()) == alike
    assert bool(found.contained()) != alike


def test_nobody_is_equal_to_nobody() -> None:
    assert overlap({"a": BitMap(), "b": BitMap()}).nearly_equal() == []


@given(segments)
def test_combinations_part_everybody(members: dict[str, BitMap]) -> None:
    by_hand = Counter(
        tuple(name for name, held in members.items() if customer in held)
        for customer in BitMap.union(BitMap(), *members.values())
    )

    found = combinations(members, most=1 << MOST_COMBINED)

    assert {one.segments: one.size for one in found} == by_hand
    assert [one.size for one in found] == sorted(by_hand.values(), reverse=True)
    assert combinations(members, most=3) == found[:3]
