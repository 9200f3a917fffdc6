"""Each night, while nothing waits, memberships are computed anew a few segments at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from regulars.books import Books
from regulars.rules.calendar import Calendar

from .plan import Plan
from .questions import Questions

VERIFIED_ON = "segments.verified_on"
"""The local day on which everything was verified last."""
AFTER = timedelta(hours=3)
"""How long after local midnight it begins."""
AT_ONCE = 10
"""Segments asked about together: a second or so over a million customers."""


class Nightly:
    """Which segments are still to be verified today."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._done_on: date | None = None
        self._waiting: list[str] | None = None

    def next_part(self, plan: Plan, calendar: Calendar) -> Sequence[Questions]:
        """The questions to compare next; none if nothing is due. A new day begins anew."""
        now = self._books.clock()
        today = calendar.local_date(now)
        if self._waiting is None:
            if now < calendar.day_start(today) + AFTER or self._is_done(today):
                return []
            self._waiting = [segment.id for layer in plan.layers for segment in layer.segments]
        taken, self._waiting = set(self._waiting[:AT_ONCE]), self._waiting[AT_ONCE:]
        if not taken:
            self._waiting = None
            self._finish(today)
        return [part for layer in plan.layers if (part := layer.fresh(taken)).segments]

    def _is_done(self, today: date) -> bool:
        if self._done_on is None:
            kept = self._books.setting(VERIFIED_ON)
            self._done_on = date.fromisoformat(str(kept)) if kept else date.min
        return self._done_on >= today

    def _finish(self, today: date) -> None:
        self._done_on = today
        with self._books.transaction() as unit:
            unit.set_setting(VERIFIED_ON, today.isoformat())
