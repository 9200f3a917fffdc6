"""Quotes in process: carts of twenty lines and as many as a thousand promotions, of which a hundred fit and are applied.

Everything that a quote reads of the books is given. The growth from a hundred
promotions to a thousand, with the same that fit, is told beside the median.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from regulars.promotions.model.index import Snapshot
from regulars.promotions.model.quoting import Question, not_applied, priced
from regulars.promotions.model.receipt import receipt

from .measure import Result
from .promotions import MATCHING, question, snapshot

FEW, MANY = 100, 1_000
CARTS, WARM = 400, 50


def run() -> Iterator[Result]:
    """The median of a quote and of its explanation, and how long the promotions take to be compiled."""
    few, _ = snapshot(FEW)
    started = time.perf_counter()
    many, true = snapshot(MANY)
    compiled = time.perf_counter() - started
    by_few, by_many = (_median(lambda asked, there=there: _quoted(there, asked), true) for there in (few, many))
    yield Result(
        f"quote: 20 lines, {MANY:,} promotions of which {MATCHING} are applied, median",
        1000 * by_many, "ms", most=0.5, ratio=by_many / by_few, ratio_most=2, yardstick=f"with {FEW} promotions",
    )  # fmt: skip
    explained = _median(lambda asked: _explained(many, asked), true)
    yield Result("quote: with why each other promotion isn't applied", 1000 * explained, "ms", most=20)
    yield Result(f"quote: {MANY:,} promotions compiled", compiled, "s", most=1)


def _quoted(there: Snapshot, asked: Question) -> None:
    found = priced(there, asked)
    receipt(found)
    assert len(found.applied) == MATCHING, len(found.applied)


def _explained(there: Snapshot, asked: Question) -> None:
    found = priced(there, asked)
    assert len(not_applied(there, asked, found)) == MANY - MATCHING


def _median(do: Callable[[Question], None], true: frozenset[str]) -> float:
    """The seconds of one, each of another cart."""
    times = []
    for n in range(WARM + CARTS):
        asked = question(n, true)
        started = time.perf_counter()
        do(asked)
        times.append(time.perf_counter() - started)
    return statistics.median(times[WARM:])
