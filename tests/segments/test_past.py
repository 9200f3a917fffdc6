"""Who was in on any past day: whatever was kept whole meanwhile, and whenever it became known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap
from tests.thorough import examples

from regulars.books import Books, Unit
from regulars.segments import keeping, packing, past, reading, store
from regulars.segments.model import Change
from regulars.segments.tables import segment_day, segment_member

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
numbers = itertools.count()


def a_segment(unit: Unit) -> str:
    id = f"s{next(numbers)}"
    said = {"id": id, "name": id, "condition": {}, "applies_to": "everyone"}
    assert store.insert_definition(unit.connection, said | {"created_at": START, "updated_at": START})
    return id


def record(unit: Unit, id: str, before: BitMap, moved: BitMap, at: datetime, day: date) -> BitMap:
    """Let those who moved come if they were out, and go if they were in."""
    first = store.counts(unit.connection, id, since=at - timedelta(days=99)) == []
    change = Change(id, at, "definition" if first else "time", moved - before, moved & before)
    after = before ^ moved
    changes = [change] if moved else []
    keeping.record(unit.connection, {id: after}, changes, day=day, position=0, asked_at=at)
    return after


Steps = list[tuple[int, BitMap]]
steps = st.lists(
    st.tuples(st.integers(0, 20), st.frozensets(st.integers(1, 9), max_size=4).map(BitMap)), min_size=1, max_size=20
)
"""Each what came true in an hour, and who came or went; in the order of recording, which needn't be that of the hours."""


def replayed(steps: Steps, hour: int) -> BitMap:
    """Who is in by those changes that had come true by an hour, each in its turn."""
    held, now = BitMap(), BitMap()
    for at, moved in steps:
        entered, left = moved - now, moved & now
        now ^= moved
        if at <= hour:
            held = (held - left) | entered
    return held


def last_entered(steps: Steps, members: BitMap) -> dict[int, datetime]:
    """When members entered last; of those whose changes were recorded in the order in which they came true."""
    now, found, hours = BitMap(), dict[int, datetime](), dict[int, list[int]]()
    for hour, moved in steps:
        for customer in moved:
            hours.setdefault(customer, []).append(hour)
        found |= dict.fromkeys((moved - now) & members, START + hour * HOUR)
        now ^= moved
    return {customer: at for customer, at in found.items() if hours[customer] == sorted(hours[customer])}


@pytest.mark.parametrize("wholes", ["rarely", "each day", "at once"])
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, a_day=st.integers(1, 6))
def test_who_was_in_is_what_the_changes_up_to_then_say(books: Books, wholes: str, steps: Steps, a_day: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if wholes != "rarely":
            patch.setattr(keeping, "PAGE_BYTES", 0)
            patch.setattr(keeping, "PAST_SHARE", 0)
        if wholes == "at once":
            patch.setattr(keeping, "MOST_PENDING", 0)
        with books.transaction() as unit:
            id, held = a_segment(unit), BitMap()
            for n, (hour, moved) in enumerate(steps):
                held = record(unit, id, held, moved, START + hour * HOUR, START.date() + timedelta(days=n // a_day))
            assert store.members(unit.connection, [id])[id] == held
            since = last_entered(steps, held)
            assert {c: at for c, at in reading.entered(unit.connection, id, held).items() if c in since} == since
            for hour in range(-1, 22):
                assert past.members_at(unit.connection, id, START + hour * HOUR) == replayed(steps, hour), hour


def test_bitmaps_are_kept_when_the_changes_since_outweigh_them(books: Books) -> None:
    with books.transaction() as unit:
        id, held = a_segment(unit), BitMap()
        for n in range(60):
            moved = BitMap(range(n * 37, n * 37 + 30_000, 3))
            held = record(unit, id, held, moved, START + n * timedelta(days=1), START.date() + timedelta(days=n))
        days = unit.connection.execute(sa.select(segment_day).order_by(segment_day.c.day)).all()
        wholes = [row.day for row in days if row.bitmap is not None]
        (member,) = unit.connection.execute(sa.select(segment_member)).all()

    assert len(days) == 59, "before the first day there was nothing to keep"
    assert 3 < len(wholes) < 20
    assert member.pending <= keeping.MOST_PENDING
    assert member.size == len(held)


def test_a_day_keeps_how_many_were_in_when_it_began(books: Books) -> None:
    with books.transaction() as unit:
        id, held = a_segment(unit), BitMap()
        for n, moved in enumerate([[1, 2, 3], [4], [1, 5, 6]]):
            held = record(unit, id, held, BitMap(moved), START + n * HOUR, START.date() + timedelta(days=n // 2))
        sizes = unit.connection.execute(sa.select(segment_day.c.day, segment_day.c.size)).all()

    assert sizes[1:] == [(START.date() + timedelta(days=1), 4)]


@given(st.frozensets(st.integers(0, 200_000), max_size=50), st.integers(1, 3_000), st.integers(0, 5_000))
def test_a_set_is_packed_and_read_back(some: frozenset[int], step: int, many: int) -> None:
    members = BitMap(some) | BitMap(range(7, 7 + many * step, step))

    assert packing.unpacked(packing.packed(members)) == members


@pytest.mark.parametrize("ids", [[0], [2**31 - 1], range(64), range(0, 2**31, 2**24), [0, *range(10**9, 10**9 + 99)]])
def test_sets_at_the_edges_are_packed(ids: Sequence[int]) -> None:
    assert packing.unpacked(packing.packed(BitMap(ids))) == BitMap(ids)
