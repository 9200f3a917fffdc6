"""How much of what is left to luck a run looks at.

A run looks at some, and the next one at others; REGULARS_THOROUGH=1 looks at several times as many.
"""

from __future__ import annotations

import os
from random import SystemRandom

THOROUGH = os.environ.get("REGULARS_THOROUGH", "0") not in {"", "0"}
LESS = 8
"""By how much fewer examples a usual run looks at."""
LEAST = 2


def examples(thorough: int) -> int:
    """How many random examples this run looks at, told how many a thorough one does."""
    return thorough if THOROUGH else min(thorough, max(LEAST, thorough // LESS))


def some_of(numbers: range) -> range:
    """Which of many alike a run looks at: each other one, by luck from the first or the second on; a thorough run, and one
    with CI set, looks at all. To be asked within a test: all processes have to find the same tests."""
    return numbers if THOROUGH or "CI" in os.environ else numbers[seed_of(0) % 2 :: 2]


def seed_of(round: int) -> int:
    """The seed of a round that is left to luck: another in each run; with CI set the number of the round, so that a change
    is judged by itself. To be told by whatever fails."""
    return round if "CI" in os.environ else SystemRandom().randrange(1_000_000)
