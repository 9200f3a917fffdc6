"""Recording: what was found about memberships, written with the rest of its moment."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date, datetime

from pyroaring import BitMap

from regulars.books import Unit
from regulars.facts.changes import Index
from regulars.journal.decisions import SEGMENT, Decision, append_decisions

from . import keeping, pins, store
from .hidden import is_hidden
from .model import BrokenBy, Change


@dataclass(frozen=True, slots=True)
class Broken:
    """A segment that could not be computed, and why."""

    id: str
    version: int
    reason: str
    by: BrokenBy


@dataclass(frozen=True, slots=True)
class Reaction:
    """Everything that follows for memberships from one moment.

    `members`: the new membership of each segment that changed or was computed
    for the first time. `computed`: (id, version) of definitions now in force. `rechecked`: about whom was asked
    because of what is kept by hand. `refreshed`: segments that were computed for everybody, as of when.
    `parted`: those that everybody left, and when they were archived.
    """

    now: datetime
    changes: list[Change] = field(default_factory=list)
    members: dict[str, BitMap] = field(default_factory=dict)
    computed: list[tuple[str, int]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    index: list[Index] = field(default_factory=list)
    rechecked: dict[str, BitMap] = field(default_factory=dict)
    refreshed: list[tuple[str, datetime]] = field(default_factory=list)
    parted: list[tuple[str, datetime]] = field(default_factory=list)

    def __bool__(self) -> bool:
        found = self.changes or self.members or self.computed or self.broken
        return bool(found or self.rechecked or self.refreshed or self.parted)


def record(unit: Unit, reaction: Reaction, *, position: int, day: date, live: bool) -> None:
    """Write memberships, their history and the journal's entries; `day` is the local date of the moment."""
    ids = keeping.record(
        unit.connection,
        reaction.members,
        reaction.changes,
        day=day,
        position=position,
        asked_at=reaction.now,
        live=live,
    )
    told = [pair for pair in zip(ids, reaction.changes, strict=True) if not is_hidden(pair[1].segment_id)]
    append_decisions(unit, [_decision(id, change) for id, change in told])
    pins.rechecked(unit.connection, reaction.rechecked)
    for segment_id, version in reaction.computed:
        store.mark_computed(unit.connection, segment_id, version)
    for segment_id, at in reaction.refreshed:
        store.mark_refreshed(unit.connection, segment_id, at)
    for segment_id, at in reaction.parted:
        store.mark_parted(unit.connection, segment_id, at)
    for broken in reaction.broken:
        store.mark_broken(unit.connection, broken.id, broken.version, broken.reason, broken.by)


def _decision(id: int, change: Change) -> Decision:
    body = {
        "segment": change.segment_id,
        "at": change.at,
        "cause": change.cause,
        "entered": base64.b64encode(change.entered.serialize()).decode(),
        "left": base64.b64encode(change.left.serialize()).decode(),
    }
    return Decision(SEGMENT, str(id), change.at, body)
