"""Foresight: what time will bring for one customer, memberships of segments included.

A condition that names segments changes when a segment does, and a segment when
its own condition does, though nothing happens. Each is exact as long as the
others stay (`rules.change`), so the earliest of them is exact; there it is
looked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from regulars.facts.documents import Documents
from regulars.rules import evaluate
from regulars.rules.calendar import Calendar
from regulars.rules.change import next_change
from regulars.rules.subject import Subject
from regulars.rules.tree import Condition

from .questions import Live

MOST_LOOKS = 500
"""Of memberships that come and go without the answer changing; what comes after so many isn't told."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """What is known of a customer, and how the segments that matter follow from it.

    `segments` stand in the order in which they are computed. `fixed` are those that the customer is in whatever
    happens, such as by the last result of a broken one.
    """

    documents: Documents
    calendar: Calendar
    segments: Sequence[Live]
    fixed: frozenset[str] = frozenset()

    def held(self, at: datetime) -> frozenset[str]:
        """The segments that the customer is in at an instant, by their conditions."""
        held = self.fixed
        for segment in self.segments:
            if evaluate.compile(segment.condition)(self._subject(at, held)):
                held |= {segment.id}
        return held

    def next_change(self, condition: Condition, now: datetime, held: Iterable[str]) -> datetime | None:
        """When the answer of a condition changes by time alone, for who is in these segments now."""
        answer = evaluate.compile(condition)(self._subject(now, held))
        at, known = now, frozenset(held)
        for _ in range(MOST_LOOKS):
            own = self._alone(condition, at, known)
            moves = [self._alone(segment.condition, at, known) for segment in self.segments]
            moved = min((instant for instant in moves if instant is not None), default=None)
            if moved is None or (own is not None and own < moved):
                return own
            at, known = moved, self.held(moved)
            if evaluate.compile(condition)(self._subject(at, known)) != answer:
                return at
        return None

    def _alone(self, condition: Condition, at: datetime, held: Iterable[str]) -> datetime | None:
        """When its answer changes as long as no membership does."""
        return next_change(
            condition,
            self._subject(at, held),
            subject_at=lambda instant: self._subject(instant, held),
            edges=self.documents.edges(at),
        )

    def _subject(self, at: datetime, held: Iterable[str]) -> Subject:
        return self.documents.subject(at, self.calendar, held)
