"""Ten thousand random steps in small shops: after each, who is kept in each segment beside who is computed from nothing.

The steps are those of `tests/segments/test_random_steps.py`: orders, statuses, refunds, customers, wishes,
subscriptions, visits, the catalogue, groups and tags, pins, changed definitions, workers that start, people erased,
with time moving on between them and often to the very instant at which something comes true.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle

from tests.segments.luck_in_a_shop import Life, compiled_once
from tests.segments.segments_of_luck import SHOPS

from .measure import Result
from .place import books, place

STEPS, A_LIFE = 10_000, 500
FIRST_SEED = 1_000


def run() -> Iterator[Result]:
    """How many of the steps left any segment with other members, and what a step takes."""
    differing, started = 0, time.perf_counter()
    with compiled_once():
        for kind, n in zip(cycle(SHOPS), range(STEPS // A_LIFE), strict=False):
            differing += _lived(kind, FIRST_SEED + n)
    taken = time.perf_counter() - started
    yield Result(f"{STEPS:,} random steps: after which a membership was wrong", differing, "steps", most=0)
    yield Result("a random step, its segments computed from nothing too", taken / STEPS * 1000, "ms")


def _lived(kind: str, seed: int) -> int:
    """How many steps of a life left any segment with other members than are computed."""
    found = 0
    with place(None) as folder, books(folder) as opened:
        life = Life(opened, kind, seed)
        for step in range(A_LIFE):
            life.step()
            if drifts := life.differing():
                found += 1
                print(f"{kind}, seed {seed}, step {step}: {drifts}\n{life.story()}")
        assert not life.misremembered(), (kind, seed)
        life.shop.facts.close()
    return found
