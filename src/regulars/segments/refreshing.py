"""Which segments are due to be refreshed, of those that are not kept in every moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from regulars.rules.calendar import Calendar

from .model import Cause, Definition


class Due(NamedTuple):
    """A refresh whose time has come, or that somebody has asked for."""

    at: datetime
    cause: Cause


class Refreshing:
    """The segments with a schedule and those refreshed by hand."""

    def __init__(self) -> None:
        self._kept: dict[str, Definition] = {}

    def take(self, definitions: Iterable[Definition], live: Collection[str]) -> None:
        """Know the segments as they are defined now; `live` are those that can be computed."""
        self._kept = {one.id: one for one in definitions if one.id in live and one.kept.kind != "automatic"}

    def due(self, now: datetime, calendar: Calendar, *, but: Collection[str] = ()) -> Mapping[str, Due]:
        """Whose time has come up to an instant: of a schedule that was missed more than once the last time; not those
        `but`."""
        found: dict[str, Due] = {}
        for id, one in self._kept.items():
            if id in but:
                continue
            last = one.kept.last_before(now, calendar)
            if last is not None and last > max(one.refreshed_at or one.updated_at, one.updated_at):
                found[id] = Due(last, "schedule")
            elif one.refreshing:
                found[id] = Due(now, "hand")
        return found

    def next(self, now: datetime, calendar: Calendar) -> datetime | None:
        """When the next one is due, as seen from an instant."""
        if self.due(now, calendar):
            return now
        coming = (one.kept.first_after(now, calendar) for one in self._kept.values())
        return min((at for at in coming if at is not None), default=None)

    def done(self, refreshed: Iterable[tuple[str, datetime]]) -> None:
        """These were computed for everybody, each as of an instant."""
        for id, at in refreshed:
            if id in self._kept:
                self._kept[id] = replace(self._kept[id], refreshed_at=at)
