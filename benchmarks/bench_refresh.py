"""Every segment over every customer: bitmaps, history and next changes written.

What the keeper does when the definitions are new: compile, ask about all
customers, compare, write to the books, and write the index of next changes to
the facts. Everything is measured, from nothing known.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.segments.keeper import Keeper

from . import shop
from .definitions import segments
from .ground import GROUND
from .measure import Result, peak_memory_gb, seconds
from .place import add_segments, books, place

FEW, MORE = 100, 300


def run() -> Iterator[Result]:
    """The time for few and for many segments, the memory, and what one more costs."""
    few = _refreshed(FEW, 20)
    yield Result("refresh: 100 segments on 20 traits", few, "s", most=15)
    yield Result("refresh: memory at most", peak_memory_gb(), "GB", most=8)
    more = _refreshed(MORE, 20)
    further = max(0.0, more - few) / (MORE - FEW) * 1000
    yield Result("refresh: a further segment on known traits", further, "ms", most=30)
    many = _refreshed(1_000, 40)
    yield Result("refresh: 1,000 segments on 40 traits", many, "s", most=60)


def _refreshed(count: int, traits: int) -> float:
    """How long it takes to compute so many segments on so many traits, in seconds."""
    with place() as folder, books(folder, clock=lambda: shop.NOW) as opened:
        add_segments(opened, segments(count, traits))
        with shop.facts(folder / "facts.duckdb") as facts:
            keeper = Keeper(opened, facts, lambda: GROUND)
            keeper.begin()
            return seconds(lambda: _refresh(opened, facts, keeper, count))


def _refresh(opened: Books, facts: Facts, keeper: Keeper, count: int) -> None:
    position = facts.position()
    reaction = keeper.wake(shop.NOW)
    assert not reaction.broken, reaction.broken[:1]
    assert len(reaction.members) == count, len(reaction.members)
    opened.perform(lambda unit: keeper.record(unit, reaction, position))
    keeper.recorded(position)
