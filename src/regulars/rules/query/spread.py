"""The variables of a question at very many instants.

Within a quarter of an hour of UTC a local date stays the same and a local time
goes along with the instant, for zones are quarters of an hour apart and their
clocks change at full quarters. So a variable is worked out at the first and the
last instant of each quarter: it is the same at both, or as far apart as they
are. What is neither, as in zones of long ago, is worked out for each instant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import numpy as np

from .moment import Setting

QUARTER_US = 15 * 60 * 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE = _EPOCH.replace(tzinfo=None)
_MICROSECOND = timedelta(microseconds=1)
_Known = tuple[list[int], list[bool]]
"""The variables at the first instant of a quarter, as numbers, and which of them go along with the instant."""


class Spread:
    """Works out variables and keeps them by the quarter. `settings` gives them at one instant."""

    def __init__(self, settings: Callable[[datetime], Mapping[str, Setting]]) -> None:
        self._settings = settings
        self._names = list(settings(_EPOCH))
        self._known: dict[int, _Known | None] = {}

    def at(self, instants: np.ndarray) -> dict[str, np.ndarray]:
        """The variables by name, at instants in microseconds since 1970: microseconds, and for dates days."""
        quarters, which = np.unique(instants // QUARTER_US, return_inverse=True)
        known = [self._of(int(quarter)) for quarter in quarters]
        odd = np.array([one is None for one in known])
        there = [one or ([0] * len(self._names), [False] * len(self._names)) for one in known]
        first = np.array([values for values, _ in there], dtype=np.int64)[which]
        along = np.array([moving for _, moving in there], dtype=np.int64)[which]
        found = first + along * (instants % QUARTER_US)[:, None]
        for n in np.flatnonzero(odd[which]):
            found[n] = self._numbers(int(instants[n]))
        return {name: found[:, n] for n, name in enumerate(self._names)}

    def _of(self, quarter: int) -> _Known | None:
        if quarter not in self._known:
            start, length = quarter * QUARTER_US, QUARTER_US - 1
            first, last = self._numbers(start), self._numbers(start + length)
            apart = [after - before for before, after in zip(first, last, strict=True)]
            regular = all(one in (0, length) for one in apart)
            self._known[quarter] = (first, [one == length for one in apart]) if regular else None
        return self._known[quarter]

    def _numbers(self, us: int) -> list[int]:
        return [_number(value) for value in self._settings(_EPOCH + timedelta(microseconds=us)).values()]


def _number(value: Setting) -> int:
    if isinstance(value, datetime):
        return (value - _NAIVE) // _MICROSECOND
    return (value - date(1970, 1, 1)).days
