"""Each night, while nothing waits, memberships are computed anew a few segments at a time."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from pyroaring import BitMap

from regulars.books import Books
from regulars.facts.refusals import QuestionFailed
from regulars.facts.store import Facts
from regulars.rules.calendar import Calendar

from . import verify
from .current import is_current
from .pins import Pins
from .plan import Plan
from .questions import Questions

log = logging.getLogger(__name__)

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

    def verify_next(
        self,
        plan: Plan,
        calendar: Calendar,
        facts: Facts,
        members: Mapping[str, BitMap],
        pins: Mapping[str, Pins],
        *,
        at: datetime,
    ) -> bool:
        """Compare the next few segments as of an instant, if it is time for it; False when nothing is due."""
        parts = self.next_part(plan, calendar)
        if not parts:
            return False
        try:
            current = is_current(facts.horizon(), at)
            drifts = verify.compare(parts, facts.ask, members, pins, at=at, current=current)
        except QuestionFailed:
            log.exception("memberships can't be verified tonight")
            return True
        with self._books.transaction() as unit:
            verify.note(unit, drifts, at=at)
        return True

    def next_part(self, plan: Plan, calendar: Calendar) -> Sequence[Questions]:
        """The questions to compare next; none if nothing is due. A new day begins anew."""
        now = self._books.clock()
        today = calendar.local_date(now)
        if self._waiting is None:
            if now < calendar.day_start(today) + AFTER or self._is_done(today):
                return []
            self._waiting = [segment.id for layer in plan.kept for segment in layer.segments]
        taken, self._waiting = set(self._waiting[:AT_ONCE]), self._waiting[AT_ONCE:]
        if not taken:
            self._waiting = None
            self._finish(today)
        return [part for layer in plan.kept if (part := layer.fresh(taken)).segments]

    def _is_done(self, today: date) -> bool:
        if self._done_on is None:
            kept = self._books.setting(VERIFIED_ON)
            self._done_on = date.fromisoformat(str(kept)) if kept else date.min
        return self._done_on >= today

    def _finish(self, today: date) -> None:
        self._done_on = today
        with self._books.transaction() as unit:
            unit.set_setting(VERIFIED_ON, today.isoformat())
