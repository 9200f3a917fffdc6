"""Who was in which segments at the instant of an act: against a walk through each customer's history."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from regulars.reports.model import stays
from regulars.reports.model.stays import AT_ONCE_US, DELIVERY_US, Acts, Changes, bits_at, summed
from regulars.rules.query import BITS

MINUTE = 60_000_000
Row = tuple[int, int, list[int]]
"""When, which segment, and who came or left."""


def acts_of(rows: Sequence[tuple[int, int, bool]]) -> Acts:
    customers, us, is_order = zip(*rows, strict=True) if rows else ((), (), ())
    return Acts(np.array(customers, np.int32), np.array(us, np.int64), np.array(is_order, np.bool_))


def changes_of(rows: Sequence[Row]) -> Changes:
    rows = sorted(rows, key=lambda row: row[0])
    counts = [len(who) for *_, who in rows]
    return Changes(
        np.array([segment for _, segment, _ in rows], np.int64),
        np.array([us for us, *_ in rows], np.int64),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        np.array([one for *_, who in rows for one in who], np.int32),
    )


def found(acts: Acts, changes: Changes, words: int, inside: set[tuple[int, int]] = frozenset()) -> list[set[int]]:  # type: ignore[assignment]
    """The segments of each act's customer; `inside`: customers and segments at first."""
    customers = sorted({customer for customer, _ in inside})
    began = [np.zeros(len(customers), np.uint64) for _ in range(words)]
    for customer, segment in inside:
        began[segment // BITS][customers.index(customer)] |= np.uint64(1 << segment % BITS)
    told = bits_at(acts, changes, (np.array(customers, np.int32), began))
    return [
        {word * BITS + bit for word in range(words) for bit in range(BITS) if int(told[word][n]) >> bit & 1}
        for n in range(len(acts.us))
    ]


def by_hand(acts: Sequence[tuple[int, int, bool]], rows: Sequence[Row], inside: set[tuple[int, int]]) -> list[set[int]]:
    told = []
    for customer, us, _ in acts:
        held = {segment for one, segment in inside if one == customer}
        for at, segment, who in rows:
            orders = [done for one, done, is_order in acts if one == customer and is_order and done <= at]
            last = max(orders, default=None)
            since = last if last is not None and at - last <= DELIVERY_US else at
            if customer in who and since <= us:
                held ^= {segment}
        told.append(held)
    return told


@pytest.mark.parametrize("many", [1, 200], ids=["rows of one", "rows of many"])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_what_a_walk_through_the_history_says(seed: int, many: int) -> None:
    luck = random.Random(seed)
    people, segments, span = 300, 70, 5 * AT_ONCE_US
    acts = [(luck.randrange(1, people), luck.randrange(span), luck.random() < 0.8) for _ in range(400)]
    rows: list[Row] = [
        (luck.randrange(span), luck.randrange(segments), luck.sample(range(1, people), luck.randint(1, many)))
        for _ in range(600 if many == 1 else 60)
    ]
    for customer, us, _ in acts[:60]:  # moments after, and just at, what somebody did
        rows.append((us + luck.choice([0, MINUTE, DELIVERY_US, DELIVERY_US + 1]), luck.randrange(segments), [customer]))
    inside = {(luck.randrange(1, people), luck.randrange(segments)) for _ in range(500)}

    assert found(acts_of(acts), changes_of(rows), 2, inside) == by_hand(acts, rows, inside)


def test_a_change_of_the_next_day_counts_for_the_order_that_brought_it() -> None:
    midnight = AT_ONCE_US
    acts = acts_of([(7, 0, True), (7, midnight - MINUTE, True), (7, midnight - 1, False), (8, midnight - MINUTE, True)])

    assert found(acts, changes_of([(midnight + MINUTE, 3, [7, 8])]), 1) == [set(), {3}, {3}, {3}]


def test_of_two_orders_within_the_moment_it_is_the_last_that_brought_it() -> None:
    acts = acts_of([(7, 0, True), (7, MINUTE, True)])

    assert found(acts, changes_of([(2 * MINUTE, 3, [7])]), 1) == [set(), {3}]


def test_without_changes_everybody_is_where_they_were() -> None:
    assert found(acts_of([(7, 5, True), (9, 5, True)]), changes_of([]), 1, {(7, 2)}) == [{2}, set()]


def test_without_acts_nothing_is_told() -> None:
    assert found(acts_of([]), changes_of([(5, 1, [7])]), 1) == []


def test_what_became_of_some_in_a_segment_is_left_out() -> None:
    changes = changes_of([(1, 3, [7, 8]), (2, 4, [7]), (3, 3, [7])])

    left = changes.without(3, np.array([7], np.int32))

    assert (left.customers.tolist(), left.starts.tolist()) == ([8, 7], [0, 1, 2, 2])


@pytest.mark.parametrize("large", [1, 10**15])
def test_sums_are_exact_to_the_last_unit(large: int) -> None:
    luck = random.Random(large)
    words = [np.array([luck.getrandbits(BITS) for _ in range(500)], np.uint64) for _ in range(2)]
    amounts = [
        np.array([luck.randrange(-9, 10) * large + luck.randrange(9) for _ in range(500)], np.int64) for _ in range(3)
    ]

    told = summed(words, amounts)

    for segment in (0, 1, BITS - 1, BITS, 2 * BITS - 1):
        word, bit = divmod(segment, BITS)
        inside = [n for n in range(500) if int(words[word][n]) >> bit & 1]
        assert told[segment].tolist() == [sum(int(one[n]) for n in inside) for one in amounts]


def test_a_day_is_longer_than_the_moment_in_which_an_order_brings_something() -> None:
    assert stays.AT_ONCE_US > DELIVERY_US
