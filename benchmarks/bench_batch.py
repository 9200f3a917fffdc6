"""A batch of the journal over live segments: how long until its memberships are in the books, and whether that grows.

Orders of customers far from each other are applied to the facts; what is
measured is everything after that: asking about those customers, comparing,
writing memberships, history and the next changes. Once over the generated shop,
once over one of a tenth of its size.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import orjson

from regulars.books import Books
from regulars.facts.replay import fill
from regulars.facts.store import Facts
from regulars.journal.append import append_many
from regulars.journal.deliver import door_of
from regulars.journal.read import read
from regulars.journal.stamp import stamp
from regulars.segments.keeper import Keeper
from regulars.segments.recording import Reaction

from . import shop
from .definitions import segments
from .ground import GROUND
from .live_orders import order
from .measure import RUNS, Result, seconds
from .place import add_segments, books, place
from .running import identities

EVENTS, SEGMENTS, TRAITS = 1_000, 200, 30
TENTH = replace(shop.FULL, customers=shop.FULL.customers // 10, orders=shop.FULL.orders // 10)


def run() -> Iterator[Result]:
    """The median of warm batches over both shops, and how the one grows from the other."""
    (_, small), (applied, large) = _batch(TENTH), _batch(shop.FULL)
    claim = f"batch of {EVENTS:,} orders, {SEGMENTS} live segments on {TRAITS} traits"
    yield Result(
        f"{claim}: refreshed",
        large * 1000,
        "ms",
        most=300,
        ratio=large / small,
        ratio_most=3,
        yardstick=f"with 100,000 customers, {small * 1000:.0f} ms",
    )
    yield Result("the same batch: read and applied to the facts before", applied * 1000, "ms")


def _batch(size: shop.Size) -> tuple[float, float]:
    """The seconds of a batch until it is applied and from then until all is written, over a shop of that size."""
    with place(size) as folder, books(folder, clock=lambda: shop.NOW) as opened:
        add_segments(opened, segments(SEGMENTS, TRAITS))
        with shop.facts(folder / "facts.duckdb") as facts:
            identities(opened, facts)
            keeper = Keeper(opened, facts, lambda: GROUND)
            keeper.begin()
            _write(opened, facts, keeper, keeper.wake(shop.NOW))
            while keeper.get_ready():
                pass
            _stamp(opened)
            fill(facts, opened)
            _bring_in(opened, size)
            _, *warm = [_one(opened, facts, keeper) for _ in range(RUNS + 1)]
    return statistics.median(first for first, _ in warm), statistics.median(then for _, then in warm)


def _bring_in(opened: Books, size: shop.Size) -> None:
    """Append and stamp the orders of all batches, after what was decided before is known too."""
    door = door_of(opened)
    placed = (order("live", n, size=size, at=shop.NOW + timedelta(seconds=1)) for n in range(EVENTS * (RUNS + 1)))
    for _ in append_many(opened, (door.read("order", orjson.dumps(one)) for one in placed), live=True):
        pass
    _stamp(opened)


def _stamp(opened: Books) -> None:
    while stamp(opened):
        pass


def _one(opened: Books, facts: Facts, keeper: Keeper) -> tuple[float, float]:
    """Take one batch, and let what follows follow."""
    after = facts.position()

    def follow() -> None:
        touched = facts.touched(after)
        assert len(touched) == EVENTS, len(touched)
        _write(opened, facts, keeper, keeper.react(touched, shop.NOW + timedelta(seconds=2)))

    batch = read(opened, after, EVENTS)
    return seconds(lambda: facts.apply(batch)), seconds(follow)


def _write(opened: Books, facts: Facts, keeper: Keeper, reaction: Reaction) -> None:
    position = facts.position()
    assert not reaction.broken, reaction.broken[:1]
    opened.perform(lambda unit: keeper.record(unit, reaction, position))
    keeper.recorded(position)
    facts.forget_touched(position)
