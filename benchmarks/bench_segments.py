"""Memberships of a hundred segments over a million customers: how much they take, their past, and their overlap.

Pure books: bitmaps as random as they come, a segment holding from a hundredth to
nearly all of the customers. Each day a hundredth of the members changes, half of
them leaving and as many entering, in four changes spread over the day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import numpy as np
import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books
from regulars.segments import bitmaps, keeping, overlap, past, store
from regulars.segments.model import Change

from .measure import Result, median, percentile, seconds
from .place import add_segments, books, place
from .shop import CALENDAR, NOW

CUSTOMERS = 1_000_000
SEGMENTS = 100
DAYS = 30
CHANGES_A_DAY = 4
ASKED = 200
TABLES = ("segment_member", "segment_change", "segment_day")
EVERYBODY = {"all": list[object]()}
START = NOW - timedelta(days=DAYS + 1)


def run() -> Iterator[Result]:
    """How large they are at first and a month later, and how long questions take then."""
    chance = np.random.default_rng(7)
    now = START
    with place(None) as folder, books(folder, lambda: now) as opened:
        add_segments(opened, [EVERYBODY] * SEGMENTS)
        held = {id: _some(chance, n) for n, id in enumerate(_ids(opened))}
        for id, members in held.items():
            _record(opened, {id: members}, [Change(id, START, "definition", members, BitMap())], START)
        yield Result("memberships of 100 segments, 1,000,000 customers", _megabytes(opened), "MB", most=15)

        known: list[tuple[datetime, dict[str, BitMap]]] = []
        for n in range(DAYS * CHANGES_A_DAY):
            now = START + (n + 1) * timedelta(days=1) / CHANGES_A_DAY
            changes = [_moved(chance, id, members, now) for id, members in held.items()]
            held = {change.segment_id: held[change.segment_id] - change.left | change.entered for change in changes}
            _record(opened, held, changes, now)
            if n % 13 == 0:
                known.append((now, held))
            _clean(opened)
        yield Result("… and after 30 days of 1 % change a day", _megabytes(opened), "MB", most=50)
        _check(opened, held, known)

        some = [(chance.choice(list(held)), START + chance.random() * (now - START)) for _ in range(ASKED)]
        times = [seconds(partial(_past, opened, str(id), at)) for id, at in some]
        yield Result("who was in at a past instant, p95", 1000 * percentile(times, 0.95), "ms", most=100)
        yield Result("members of 100 segments, read", median(lambda: _members(opened)), "s")
        yield Result("overlap of 100 segments, with reading them", median(lambda: _overlap(opened)), "s", most=2)


def _ids(opened: Books) -> list[str]:
    with opened.transaction() as unit:
        return [definition.id for definition in store.definitions(unit.connection)]


def _some(chance: np.random.Generator, n: int) -> BitMap:
    """From a hundredth of the customers to nearly all."""
    drawn = chance.random(CUSTOMERS) < (n + 1) / (SEGMENTS + 1)
    return bitmaps.from_sorted(np.flatnonzero(drawn) + 1)


def _moved(chance: np.random.Generator, id: str, members: BitMap, at: datetime) -> Change:
    """A part of the day's hundredth leaves, and as many enter."""
    count = max(len(members) // 100 // CHANGES_A_DAY // 2, 1)
    ids = bitmaps.ids_of(members)
    left = BitMap(chance.choice(ids, count, replace=False).astype(np.uint32))
    entered = BitMap(
        chance.integers(1, CUSTOMERS + 1, 3 * count * CUSTOMERS // (CUSTOMERS - len(ids))).astype(np.uint32)
    )
    return Change(id, at, "time", BitMap((entered - members)[:count]), left)


def _record(opened: Books, members: dict[str, BitMap], changes: list[Change], at: datetime) -> None:
    with opened.transaction() as unit:
        day = CALENDAR.local_date(at)
        keeping.record(unit.connection, members, changes, day=day, position=0, asked_at=at)


def _clean(opened: Books) -> None:
    """What autovacuum does within a minute."""
    with opened.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TABLES:
            connection.execute(sa.text(f"vacuum {table}"))


def _megabytes(opened: Books) -> float:
    """The tables with their indexes and what is stored beside them."""
    with opened.transaction() as unit:
        sizes = [unit.connection.scalar(sa.text(f"select pg_total_relation_size('{table}')")) for table in TABLES]
    print(dict(zip(TABLES, (f"{size / 1e6:.1f} MB" for size in sizes), strict=True)))
    return float(sum(sizes)) / 1e6


def _members(opened: Books) -> dict[str, BitMap]:
    with opened.transaction() as unit:
        return store.members(unit.connection)


def _overlap(opened: Books) -> None:
    found = overlap.overlap(_members(opened))
    found.nearly_equal(), found.contained()


def _past(opened: Books, id: str, at: datetime) -> BitMap:
    with opened.transaction() as unit:
        return past.members_at(unit.connection, id, at)


def _check(opened: Books, held: dict[str, BitMap], known: list[tuple[datetime, dict[str, BitMap]]]) -> None:
    """What is told must be what was."""
    assert _members(opened) == held
    for n, (at, then) in enumerate(known):
        for id in list(then)[n % 7 :: 7]:
            assert _past(opened, id, at) == then[id], (id, at)
