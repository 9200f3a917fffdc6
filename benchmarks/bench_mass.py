"""Deeds over a million customers: a mass transaction that gives and one that takes, both undone, and lots that end together.

Nine of ten customers have two lots and lose points of both; every tenth has one,
and too few points. All of it is done by chunks as the worker does them, with
entries of the journal and `fsync` on.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta

from pyroaring import BitMap

from regulars.books import Books
from regulars.points import due, mass, service
from regulars.points.model.mass import Mass, Terms
from regulars.points.model.taking import Shortage

from . import shop
from .measure import Result, percentile, seconds
from .place import books, place

CUSTOMERS = int(os.environ.get("REGULARS_BENCH_CUSTOMERS", "1000000"))
MONTH = timedelta(days=30)
IDENTITIES = """
    insert into customer_identity (customer_id, external_id, verified, position)
    select n, 'c' || n, false, 0 from generate_series(1, %s) n"""


def run() -> Iterator[Result]:
    """What each takes, and the longest transaction."""
    now = [shop.NOW]
    with place(None) as folder, books(folder, clock=lambda: now[0]) as opened:
        with opened.transaction() as unit:
            unit.driver.execute(IDENTITIES, [CUSTOMERS])
        whom = BitMap(range(1, CUSTOMERS + 1))
        many = f"{CUSTOMERS:,} customers"
        steps: list[float] = []
        gift = _begin(opened, 50, whom, ends_in=MONTH)
        yield Result(
            f"mass transaction, {many}: 50 points to each", seconds(lambda: _do(opened, gift, steps)), "s", most=60
        )
        _do(opened, _begin(opened, 50, BitMap(n for n in whom if n % 10)), steps)
        fine = _begin(opened, -80, whom)
        yield Result(f"mass transaction, {many}: 80 off each", seconds(lambda: _do(opened, fine, steps)), "s", most=60)
        yield Result("… its longest transactions, p99", 1000 * percentile(steps, 0.99), "ms", most=1000)
        assert _kept(opened, fine).short == CUSTOMERS // 10
        undone = seconds(lambda: (_undo(opened, fine), _do(opened, fine, steps)))
        yield Result(f"… undone, {many}", undone, "s", most=60)
        now[0] += MONTH
        yield Result(f"{CUSTOMERS:,} lots that end together", seconds(lambda: _sweep(opened)), "s", most=60)


def _begin(opened: Books, points: int, whom: BitMap, *, ends_in: timedelta | None = None) -> int:
    now = opened.clock()
    terms = Terms(points, "bench", service.LEDGER, Shortage.FORGIVE, now, now + ends_in if ends_in else None)
    return opened.perform(lambda unit: mass.create(unit, terms, whom, {})).id


def _undo(opened: Books, id: int) -> None:
    opened.perform(lambda unit: mass.undo(unit, id, reason="bench", shortage=Shortage.OWE))


def _do(opened: Books, id: int, steps: list[float]) -> None:
    while _kept(opened, id).is_under_way:
        started = time.perf_counter()
        mass.advance(opened, id)
        steps.append(time.perf_counter() - started)


def _kept(opened: Books, id: int) -> Mass:
    with opened.transaction() as unit:
        return mass.get(unit, id)


def _sweep(opened: Books) -> None:
    while opened.perform(due.post_due):
        pass
