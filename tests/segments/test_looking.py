"""Who is looked at when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pyroaring import BitMap

from regulars.segments import looking
from regulars.segments.model import Change

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def change(customers: BitMap) -> Change:
    return Change("vip", NOON + timedelta(hours=1), "time", customers, BitMap())


def test_each_part_of_a_change_has_the_instant_at_which_it_became_true() -> None:
    who = {NOON + timedelta(microseconds=n): BitMap([n]) for n in range(looking.MOST_INSTANTS)}

    parts = looking.by_instant(change(BitMap(range(looking.MOST_INSTANTS))), who)

    assert [(part.at, list(part.entered)) for part in parts] == [(at, list(held)) for at, held in who.items()]


def test_of_very_many_those_within_a_second_are_one_part_at_the_last_of_them() -> None:
    count = looking.MOST_INSTANTS + 1
    who = {NOON + timedelta(milliseconds=2 * n): BitMap([n]) for n in range(count)}

    parts = looking.by_instant(change(BitMap(range(count)) - BitMap([0])), who)

    assert [part.at for part in parts] == [NOON + timedelta(milliseconds=998 + 1000 * n) for n in range(2)] + [
        NOON + timedelta(milliseconds=2_000)
    ]
    assert [len(part.entered) for part in parts] == [499, 500, 1]
    for part in parts:
        assert all(
            part.at - timedelta(seconds=1) < NOON + timedelta(milliseconds=2 * n) <= part.at for n in part.entered
        )
