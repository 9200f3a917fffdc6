"""Who waits: customers who came or went about whom a segment has done nothing yet, and what that waits for.

Of a jump that needs somebody's word all do; of whom something was done lately
those do until their cool-down is over, whatever else is said meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from . import standing, store
from .actions import Kind
from .model import Definition
from .tables import segment_acted

Awaited = Literal["approval", "cool_down"]


class Waiting(NamedTuple):
    """One who waits: because of having come or gone, for what, and until when if that is known."""

    customer_id: int
    kind: Kind
    awaits: Awaited
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AllWaiting:
    """Those of a segment who came and who left, and of these when each one's cool-down ends, where it goes on.

    `held`: whether the others wait for somebody's word; else they have had it, or it is being done.
    """

    entered: BitMap = field(default_factory=BitMap)
    left: BitMap = field(default_factory=BitMap)
    until: Mapping[int, datetime] = field(default_factory=dict)
    held: bool = False

    def count(self, kind: Kind, awaits: Awaited) -> int:
        """How many wait so."""
        return len(self.of(kind, awaits))

    def of(self, kind: Kind, awaits: Awaited) -> BitMap:
        """Who waits so."""
        moved = self.entered if kind == "entered" else self.left
        cooling = moved & BitMap(self.until)
        if awaits == "cool_down":
            return cooling
        return moved - cooling if self.held else BitMap()

    def listed(self, *, kind: Kind | None, awaits: Awaited | None, after: int) -> Iterator[Waiting]:
        """Those who wait so, by id, after one."""
        kinds: tuple[Kind, ...] = ("entered", "left") if kind is None else (kind,)
        reasons: tuple[Awaited, ...] = ("approval", "cool_down") if awaits is None else (awaits,)
        wanted = BitMap.union(BitMap(), *(self.of(one, reason) for one in kinds for reason in reasons))
        for id in wanted.iter_equal_or_larger(after + 1):
            until = self.until.get(id)
            yield Waiting(
                id, "entered" if id in self.entered else "left", "approval" if until is None else "cool_down", until
            )


NOBODY = AllWaiting()


def of(connection: Connection, definition: Definition, now: datetime) -> AllWaiting:
    """Who waits in a segment; nobody in one that does nothing, be it that it is archived or broken."""
    if not definition.acting or definition.broken_reason is not None:
        return NOBODY
    return _found(connection, [definition.id], now).get(definition.id, NOBODY)


def for_approval(connection: Connection, now: datetime) -> dict[str, tuple[datetime, AllWaiting]]:
    """Who waits in the segments whose jump waits for somebody's word, and since when. There are few, so bitmaps are read
    of those alone."""
    acted = segment_acted.c
    waits = sa.select(acted.segment_id, acted.held_at).where(acted.held_at.is_not(None), acted.approved_at.is_(None))
    since: dict[str, datetime] = dict(connection.execute(waits).all())
    return {id: (since[id], found) for id, found in _found(connection, since, now).items()}


def _found(connection: Connection, ids: Iterable[str], now: datetime) -> dict[str, AllWaiting]:
    standings = standing.load(connection, ids)
    if not standings:
        return {}
    members = store.members(connection, standings)
    found: dict[str, AllWaiting] = {}
    for id, one in standings.items():
        there = members.get(id, BitMap())
        entered, left = there - one.acted, one.acted - there
        until = standing.cooling_until(connection, id, now)
        held = one.held_at is not None and one.approved_at is None
        found[id] = AllWaiting(entered, left, {who: until[who] for who in (entered | left) & BitMap(until)}, held)
    return found
