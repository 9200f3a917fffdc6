"""Who was in which segments in the past: by what is recorded, else by the segment's condition as of the instant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple, Protocol

from pyroaring import BitMap

from regulars.books import Books
from regulars.rules.fold import fold
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.model import Definition
from regulars.segments.packing import EVERYBODY, unpacked
from regulars.segments.plan import plan
from regulars.segments.questions import Ground


class Asks(Protocol):
    """Whoever asks the facts as of instants."""

    def everybody(self, condition: Condition, at: datetime) -> BitMap:
        """All for whom a condition held."""
        ...

    def each(self, conditions: Sequence[Condition], asked: Mapping[int, datetime]) -> list[BitMap]:
        """For whom of some customers each condition held, each at their own instant."""
        ...


class Moved(NamedTuple):
    """Who came and went at an instant."""

    at: datetime
    entered: BitMap
    left: BitMap


class SegmentsThen:
    """Memberships at instants that are not before `since`."""

    def __init__(self, books: Books, ground: Ground, since: datetime, asks: Asks) -> None:
        self._books = books
        self._ground = ground
        self._since = since
        self._asks = asks
        self._records: dict[str, _Record] = {}

    def every(self) -> Sequence[str]:
        """All that there are."""
        return list(self._definitions)

    def members(self, id: str, at: datetime) -> BitMap:
        """Everybody who was in a segment; a segment that is gone had nobody in it."""
        id = fold(id)
        if id not in self._definitions:
            return BitMap()
        if self._is_recorded(id, at):
            return self._record(id).at(at)
        return self._asks.everybody(self._conditions[id], at)

    def among(self, id: str, asked: Mapping[int, datetime]) -> BitMap:
        """Who of some customers was in a segment, each at their own instant."""
        id = fold(id)
        if id not in self._definitions:
            return BitMap()
        instants = set(asked.values())
        if len(instants) == 1:
            [at] = instants
            if self._is_recorded(id, at):
                return self._record(id).at(at) & BitMap(asked)
            return self._asks.each([self._conditions[id]], asked)[0]
        found, others = BitMap(), dict[int, datetime]()
        for customer, at in sorted(asked.items(), key=lambda one: one[1]):
            if not self._is_recorded(id, at):
                others[customer] = at
            elif customer in self._record(id).at(at):
                found.add(customer)
        if others:
            found |= self._asks.each([self._conditions[id]], others)[0]
        return found

    def moves(self, id: str, until: datetime) -> Iterator[Moved]:
        """Who came and went, by what happened or by time; where it isn't recorded, day by day, as each day ends.

        Who was found in the segment before it was recorded doesn't enter again when it is first recorded of them.
        """
        id = fold(id)
        if id not in self._definitions:
            return
        calendar = self._ground.calendar
        before, day = self.members(id, self._since), calendar.local_date(self._since)
        while (at := calendar.day_start(day + timedelta(days=1))) <= until and not self._is_recorded(id, at):
            now = self.members(id, at)
            yield Moved(at, now - before, before - now)
            before, day = now, day + timedelta(days=1)
        for at, entered, left, by_definition in self._record(id).changes:
            if at <= until and not by_definition:
                yield Moved(at, entered - before, left)
            before = (before | entered) - left

    def is_by_day(self, id: str) -> bool:
        """Whether who came and went is looked at day by day, at the beginning at least."""
        return fold(id) in self._definitions and not self._is_recorded(fold(id), self._since)

    def _is_recorded(self, id: str, at: datetime) -> bool:
        return id not in self._conditions or at >= self._record(id).since

    def _record(self, id: str) -> _Record:
        if id not in self._records:
            self._records[id] = _Record.of(self._books, self._definitions[id], self._since)
        return self._records[id]

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        with self._books.looking() as unit:
            return {one.id: one for one in store.definitions(unit.connection)}

    @cached_property
    def _conditions(self) -> dict[str, Condition]:
        """Of those that can be evaluated; what is known of the others is their last result."""
        found = plan(list(self._definitions.values()), self._ground)
        return {one.id: one.condition for one in found.segments if not self._definitions[one.id].broken_by}


class _Record:
    """What is recorded of a segment, back to an instant: today's members, and the changes that led there."""

    def __init__(self, now: BitMap, changes: Sequence[tuple[datetime, BitMap, BitMap, bool]], since: datetime) -> None:
        self.since = since
        self.changes = changes
        self._held, self._done = now, len(changes)

    @classmethod
    def of(cls, books: Books, definition: Definition, since: datetime) -> _Record:
        with books.looking() as unit:
            now = store.members(unit.connection, [definition.id]).get(definition.id, BitMap())
            rows = store.changes(unit.connection, definition.id, since=since)
        first = max((row.at for row in rows if row.entered == EVERYBODY), default=definition.created_at)
        changes = [
            (row.at, unpacked(row.entered), unpacked(row.left), row.cause == "definition")
            for row in reversed(rows)
            if row.entered != EVERYBODY
        ]
        return cls(now, changes, first)

    def at(self, instant: datetime) -> BitMap:
        """Who was in; what came true at the instant itself is known then."""
        while self._done and self.changes[self._done - 1][0] > instant:
            _, entered, left, _ = self.changes[self._done - 1]
            self._held, self._done = (self._held - entered) | left, self._done - 1
        while self._done < len(self.changes) and self.changes[self._done][0] <= instant:
            _, entered, left, _ = self.changes[self._done]
            self._held, self._done = (self._held - left) | entered, self._done + 1
        return self._held
