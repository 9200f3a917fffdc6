"""When a promotion will be used up, if it goes on as in the last days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

LATELY = timedelta(days=14)
"""So far back the pace is taken."""
LEAST = timedelta(days=1)
"""With less behind it there is no pace yet."""
FEWEST = 3
FARTHEST = timedelta(days=3 * 365)


class Pace(NamedTuple):
    """What was used since an instant: how often, and how much money."""

    since: datetime
    uses: int
    minor: int


def used_up_at(now: datetime, pace: Pace, *, uses_left: int | None, minor_left: int | None) -> datetime | None:
    """The instant at which the first of both is used up; None where that isn't in sight, or nobody can say."""
    span = now - pace.since
    if span < LEAST or pace.uses < FEWEST:
        return None
    parts = [
        left / done
        for left, done in ((uses_left, pace.uses), (minor_left, pace.minor))
        if left is not None and done > 0
    ]
    if not parts:
        return None
    part = max(min(parts), 0.0)
    return now + span * part if span * min(part, 1e6) <= FARTHEST else None
