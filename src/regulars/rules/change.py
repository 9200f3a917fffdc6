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
from .tree import Condition, Group, Test

FOUR_YEARS = timedelta(days=4 * 366)
"""Hours, weekdays, months and numbers of days that are near each other meet within this span if they ever do."""
GENERATION = timedelta(days=41 * 366)
"""Within this one anniversaries do too: calendars repeat after 28 years, after 40 across a century without leap day."""


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
    patience = GENERATION if seldom(condition) else FOUR_YEARS
    search = _Search(Edges(subject), LATEST, patience)
    wanted = not search.edges.holds(condition, subject.now)
    if subject_at is None:
        return search.first(condition, subject.now, wanted)
    starts = sorted({edge for edge in edges if edge > subject.now})
    now = subject.now
    for end in (*starts, LATEST):
        search = _Search(Edges(subject), end, patience)
        found = search.first(condition, now, wanted)
        if found is not None and found < end:
            return found
        if end is not LATEST:
            now, subject = end, subject_at(end)
    return None


class _Search:
    """Looks for the first instant before `end` at which a condition answers as wanted."""

    def __init__(self, edges: Edges, end: datetime, patience: timedelta) -> None:
        self.edges = edges
        self.end = min(end, END)
        self.patience = patience

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
        settled = since
        while now is not None and now < self.end:
            if self.edges.holds(test, now) == wanted:
                return now
            once, again = self.edges.after(test, now)
            if again is not None and again - settled > self.patience:
                again = None
            now = min((edge for edge in (once, again) if edge is not None), default=None)
            if now is not None and now == once:
                settled = now
        return None

    def _together(self, group: Group, since: datetime, wanted: bool) -> datetime | None:
        """The first instant from `since` on at which all children answer `wanted`."""
        now = settled = since
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
            while now - settled > self.patience:
                once, _ = self.edges.after(group, settled)
                if once is None:
                    return None
                settled = once
                now = max(now, once)
        return None
