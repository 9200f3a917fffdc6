"""Segments as values: what one is, in which order they are computed, what changed.

Nothing here reads a clock or a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from typing import Any, Literal

from pyroaring import BitMap

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.fold import fold
from regulars.rules.tree import Condition, Group, Read, Test
from regulars.rules.vocabulary import Vocabulary

from .actions import Actions
from .refresh import Refresh
from .refresh import read as read_refresh

AppliesTo = Literal["everyone", "registered", "guests"]
Cause = Literal["entries", "time", "definition", "hand", "schedule"]
BrokenBy = Literal["condition", "question"]
State = Literal["active", "computing", "broken", "archived"]


class SegmentCircle(Invalid):
    """A segment names itself, directly or through others; `pointer` is where in its condition."""

    code = "segment.circle"

    def __init__(self, circle: Sequence[str], message: str | None = None, *, pointer: str = "") -> None:
        told = message or say("segments can't go round in a circle: {circle}", circle=" → ".join(circle))
        super().__init__(told, [Fault(pointer, self.code, told)])
        self.circle = list(circle)


class AsksForItself(SegmentCircle):
    """A segment asks for any segments that a customer is in, and so for itself."""

    def __init__(self, id: str, *, pointer: str = "") -> None:
        super().__init__(
            [id, id],
            say(
                "a segment that asks for whatever segments a customer is or was in asks for itself too: name those that are meant"
            ),
            pointer=pointer,
        )


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a segment is for: registered customers, guests or everyone; of these `stores`, of all if there are none."""

    applies_to: AppliesTo = "everyone"
    stores: tuple[str, ...] = ()


EVERYONE = Audience()


@dataclass(frozen=True, slots=True)
class Definition:
    """A segment as it is kept: the conditions are JSON, checked when they are used. In it are those for whom
    `condition` holds and `exclude`, if there is such, doesn't."""

    id: str
    name: str
    description: str
    condition: Any
    exclude: Any
    applies_to: AppliesTo
    stores: Sequence[str]
    actions: Any
    hold_jumps: bool
    version: int
    archived: bool
    broken_reason: str | None
    computed_version: int | None
    created_at: datetime
    updated_at: datetime
    broken_by: BrokenBy | None = None
    size: int = 0
    refresh: Any = None
    refresh_asked_at: datetime | None = None
    refreshed_at: datetime | None = None

    @property
    def acting(self) -> Actions:
        """What it does about those who come and go; an archived one does nothing."""
        return Actions.model_validate(self.actions or {}) if not self.archived else Actions()

    @property
    def kept(self) -> Refresh:
        """When it is refreshed."""
        return read_refresh(self.refresh)

    @property
    def refreshing(self) -> bool:
        """Whether somebody has asked for a refresh that is yet to come."""
        asked, done = self.refresh_asked_at, self.refreshed_at
        return asked is not None and (done is None or done < asked)

    @property
    def audience(self) -> Audience:
        return Audience(self.applies_to, tuple(self.stores))

    @property
    def state(self) -> State:
        if self.archived:
            return "archived"
        if self.broken_reason is not None:
            return "broken"
        return "active" if self.computed_version == self.version else "computing"


@dataclass(frozen=True, slots=True)
class Change:
    """Who entered and who left a segment, and when it became true."""

    segment_id: str
    at: datetime
    cause: Cause
    entered: BitMap
    left: BitMap

    @classmethod
    def between(cls, segment_id: str, before: BitMap, after: BitMap, *, at: datetime, cause: Cause) -> Change | None:
        """The change from one membership to the next, or None when they are equal."""
        entered, left = after - before, before - after
        if not entered and not left:
            return None
        return cls(segment_id, at, cause, entered, left)


def without(condition: Condition, excluded: Condition | None = None) -> Condition:
    """The condition for all but those for whom another holds."""
    return condition if excluded is None else Group("all", (condition, Group("none", (excluded,))))


def narrowed(condition: Condition, audience: Audience, vocabulary: Vocabulary) -> Condition:
    """The condition together with whom the segment is for."""
    tests: list[Condition] = []
    if audience.applies_to != "everyone":
        guest = vocabulary.fields["customer.guest"]
        tests.append(Test(Read(guest, guest.type), "=", audience.applies_to == "guests"))
    if audience.stores:
        store = vocabulary.fields["customer.store"]
        tests.append(Test(Read(store, store.type), "in", tuple(fold(name) for name in audience.stores)))
    return Group("all", (*tests, condition)) if tests else condition


def layers(references: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The segments in the order to compute them: each layer only names segments of those before.

    Raises `SegmentCircle`.
    """
    sorter = TopologicalSorter(
        {id: [other for other in named if other in references] for id, named in references.items()}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        raise SegmentCircle(error.args[1]) from None
    found: list[list[str]] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        found.append(ready)
        sorter.done(*ready)
    return found
