"""Movement: who went from where to where, and the same of other periods beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from regulars.reports.model.movement import Change, Flow, movement, side_by_side

MEMBERS = st.dictionaries(st.sampled_from("abc"), st.sets(st.integers(1, 6)), min_size=3, max_size=3)


def held(**segments: set[int]) -> dict[str, BitMap]:
    return {id: BitMap(members) for id, members in segments.items()}


def test_who_left_one_and_came_into_another_went_from_one_to_the_other() -> None:
    told = movement(held(new={1, 2}, regular={3}), held(new={2}, regular={1, 3}))

    assert told.changes == [Change("new", 2, 1, 1, 0, 1), Change("regular", 1, 2, 1, 1, 0)]
    assert told.flows == [Flow("new", "regular", 1)]


def test_who_was_in_none_came_from_nowhere() -> None:
    told = movement(held(new=set(), regular={3}), held(new={1}, regular=set()))

    assert told.flows == [Flow(None, "new", 1), Flow("regular", None, 1)]


def test_a_way_stands_with_how_many_took_it_in_each_period() -> None:
    now = movement(held(new={1, 2}, regular=set()), held(new=set(), regular={1, 2}))
    before = movement(held(new={5}, regular={4}), held(new={4}, regular={5}))

    assert side_by_side([now, before]) == [("new", "regular", [2, 1]), ("regular", "new", [0, 1])]


@given(MEMBERS, MEMBERS)
def test_what_stayed_came_and_went_adds_up(before: dict[str, set[int]], after: dict[str, set[int]]) -> None:
    told = movement(held(**before), held(**after))

    for one in told.changes:
        assert one.before == one.stayed + one.went
        assert one.after == one.stayed + one.came
    assert all(flow.customers > 0 for flow in told.flows)
