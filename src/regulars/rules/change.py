"""The next change: when an answer will be another, though nothing happens but time.

Each test says where it may turn (`edges`), and is asked again there until it
has turned. Groups go by their children: one that needs all of them leaps from
child to child until they meet. So what comes seldom is not waited for hour by
hour, and the instant found is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from .calendar import LATEST
from .edges import Edges, seldom
from .subject import Subject
from .ticks import END
from .traits import parts, sides
from .tree import Aggregate, Condition, Group, Test

YEAR = timedelta(days=366)
MEETING = 2 * YEAR
"""Hours, weekdays and months that are true together at all are so within this span."""
PASSING = 4 * YEAR
"""Two numbers of days that are near each other pass within this span, or never."""
LEAPING = 9 * YEAR
"""Anniversaries have come in every distance they can have: leap years are eight years apart at most."""
GENERATION = 41 * YEAR
"""Anniversaries have come on every weekday: after 28 years, after 40 across a century without a leap day."""


def next_change(
    condition: Condition,
    subject: Subject,
    *,
    subject_at: Callable[[datetime], Subject] | None = None,
    edges: Iterable[datetime] = (),
) -> datetime | None:
    """The earliest instant after `subject.now` at which the answer is another one, None when it stays.

    What is known of the subject changes at `edges` only, where `subject_at`
    gives it anew: status changes and refunds dated ahead.
    """
    search = _Search(Edges(subject), LATEST)
    wanted = not search.edges.holds(condition, subject.now)
    if subject_at is None:
        return search.first(condition, subject.now, wanted)
    starts = sorted({edge for edge in edges if edge > subject.now})
    now = subject.now
    for end in (*starts, LATEST):
        search = _Search(Edges(subject), end)
        found = search.first(condition, now, wanted)
        if found is not None and found < end:
            return found
        if end is not LATEST:
            now, subject = end, subject_at(end)
    return None


class _Search:
    """Looks for the first instant before `end` at which a condition answers as wanted."""

    def __init__(self, edges: Edges, end: datetime) -> None:
        self.edges = edges
        self.end = min(end, END)

    def first(self, condition: Condition, since: datetime, wanted: bool) -> datetime | None:
        """The first instant from `since` on at which the condition answers `wanted`."""
        if isinstance(condition, Test):
            return self._of_test(condition, since, wanted)
        of_children = wanted if condition.mode != "none" else not wanted
        if of_children == (condition.mode == "all"):
            return self._together(condition, since, of_children)
        found = [self.first(child, since, of_children) for child in condition.children]
        return min((instant for instant in found if instant is not None), default=None)

    def _of_test(self, test: Test, since: datetime, wanted: bool) -> datetime | None:
        now: datetime | None = since
        settled, patience = since, _patience(test)
        while now is not None and now < self.end:
            if self.edges.holds(test, now) == wanted:
                return now
            once, again = self.edges.after(test, now)
            if again is not None and again - settled > patience:
                again = None
            now = min((edge for edge in (once, again) if edge is not None), default=None)
            if now is not None and now == once:
                settled = now
        return None

    def _together(self, group: Group, since: datetime, wanted: bool) -> datetime | None:
        """The first instant from `since` on at which all children answer `wanted`."""
        now = settled = since
        patience = _patience(group)
        while now < self.end:
            met = now
            for child in group.children:
                found = self.first(child, met, wanted)
                if found is None:
                    return None
                met = found
            if met == now:
                return now
            now = met
            while now - settled > patience:
                once, _ = self.edges.after(group, settled)
                if once is None:
                    return None
                settled = once
                now = max(now, once)
        return None


def _patience(condition: Condition) -> timedelta:
    """How long nothing but what comes again and again is waited for."""
    if isinstance(condition, Group):
        return GENERATION if seldom(condition) else MEETING
    if any(isinstance(part, Aggregate) and seldom(condition) for side in sides(condition) for part in parts(side)):
        return GENERATION
    return LEAPING if seldom(condition) else PASSING
