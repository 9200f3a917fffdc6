"""Deeds of segments: what was done to whom, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say
from regulars.journal.append import CHANNEL

from . import acting, service, store, waiting
from .acting import Acting
from .actions import Actions, Kind, Tags
from .model import Change
from .standing import Deed
from .tables import segment_acted, segment_deed
from .waiting import AllWaiting


class UndoneAlready(Conflict):
    """What was done has been taken back before."""

    code = "segment.undone_already"

    def __init__(self, deed: int, by: str) -> None:
        super().__init__(say("this was taken back already, by {by}; nothing is left to undo", by=by))
        self.deed = deed
        self.by = by


class NothingToUndo(Conflict):
    """What was done changed nothing that could be put back."""

    code = "segment.nothing_to_undo"

    def __init__(self, deed: int, *, archived: bool) -> None:
        why = (
            say("the segment was archived and let go of its group; restore the segment to give it again")
            if archived
            else say("no tag was given or taken, and a group that was lost goes by who is in")
        )
        super().__init__(say("nothing of this can be taken back: {why}", why=why))
        self.deed = deed


class NothingWaits(Conflict):
    """No jump of the segment waits for anybody's word."""

    code = "segment.nothing_waits"

    def __init__(self, segment: str) -> None:
        super().__init__(say("nothing of segment {segment!r} waits for approval", segment=segment))
        self.segment = segment


class Told(NamedTuple):
    """A deed as it is listed."""

    id: int
    kind: Kind
    at: datetime
    actions: Actions
    size: int
    undone_at: datetime | None
    undone_by: str | None
    archived: bool
    """Whether they left because the segment was archived."""


def listed(connection: Connection, segment: str, *, before: int | None, limit: int) -> list[Told]:
    """A segment's deeds, the latest first; those before an id."""
    columns = segment_deed.c
    query = sa.select(
        columns.id,
        columns.kind,
        columns.at,
        columns.actions,
        columns.size,
        columns.undone_at,
        columns.undone_by,
        columns.done.has_key("archived"),
    )
    query = query.where(columns.segment_id == segment)
    if before is not None:
        query = query.where(columns.id < before)
    rows = connection.execute(query.order_by(columns.id.desc()).limit(limit))
    return [Told(*row)._replace(actions=Actions.model_validate(row.actions)) for row in rows]


def customers(connection: Connection, segment: str, deed: int) -> BitMap:
    """To whom something was done; raises `NotFound`."""
    return BitMap.deserialize(_row(connection, segment, deed).customers)


def undo(unit: Unit, segment: str, deed: int) -> Told:
    """Take back what was done: tags that were given or taken, and a group that was given.

    They stay so until they leave and come again. Raises `NotFound`, `UndoneAlready`, `NothingToUndo`.
    """
    row = _row(unit.connection, segment, deed, lock=True)
    if row.undone_at is not None:
        raise UndoneAlready(deed, row.undone_by)
    done = Deed(
        segment, row.kind, row.at, Actions.model_validate(row.actions), BitMap.deserialize(row.customers), row.done
    )
    if done.actions.tags(done.kind) == Tags() and (done.kind == "left" or done.actions.group is None):
        raise NothingToUndo(deed, archived="archived" in row.done)
    acting.undo(unit, done, acting_now(unit), key=f"undo:{deed}")
    undone = sa.update(segment_deed).where(segment_deed.c.id == deed).values(undone_at=unit.now, undone_by=unit.actor)
    unit.connection.execute(undone)
    unit.audit("segment.undone", f"segment:{segment}", {"deed": deed, "customers": row.size})
    unit.ring(CHANNEL)
    return Told(deed, row.kind, row.at, done.actions, row.size, unit.now, unit.actor, archived=False)


def approve(unit: Unit, segment: str) -> None:
    """Give the word for a jump that waits; all of it is done then. Raises `NotFound`, `NothingWaits`, and `Archived` as nobody
    is in one that is, whatever waited before."""
    if service.get(unit, segment, lock=True).archived:
        raise service.Archived(segment)
    waits = segment_acted.c.held_at.is_not(None) & segment_acted.c.approved_at.is_(None)
    given = sa.update(segment_acted).where(segment_acted.c.segment_id == segment, waits).values(approved_at=unit.now)
    if unit.connection.execute(given).rowcount == 0:
        raise NothingWaits(segment)
    store.update_definition(unit.connection, segment)
    unit.audit("segment.approved", f"segment:{segment}")
    unit.ring(CHANNEL)


def reject(unit: Unit, segment: str) -> AllWaiting:
    """Refuse a jump that waits: who came by it and who went are treated as if what there is to do had been done, and never act.

    Nobody gets the group or a tag; who went is no longer in the group, which is of members. Raises as `approve` does.
    """
    kept = service.get(unit, segment, lock=True)
    if kept.archived:
        raise service.Archived(segment)
    found = waiting.of(unit.connection, kept, unit.now)
    if not found.held:
        raise NothingWaits(segment)
    jump = Change(kept.id, unit.now, "definition", entered=found.entered, left=found.left)
    acting.pass_over(unit, [jump], acting_now(unit))
    done = sa.update(segment_acted).where(segment_acted.c.segment_id == kept.id)
    unit.connection.execute(done.values(held_at=None, approved_at=None))
    unit.audit("segment.rejected", f"segment:{kept.id}", {"entered": len(found.entered), "left": len(found.left)})
    unit.ring(CHANNEL)
    return found


def acting_now(unit: Unit) -> dict[str, Acting]:
    """The segments that act, with what they do and for whom; a broken one has stopped, an archived one has nobody."""
    definitions = store.definitions(unit.connection, archived=None)
    found = [d for d in definitions if d.actions is not None and d.broken_reason is None]
    members = store.members(unit.connection, [d.id for d in found])
    return {
        d.id: Acting(
            d.id,
            d.acting,
            members.get(d.id, acting.NOBODY),
            d.hold_jumps,
            archived=d.archived,
            gave=Actions.model_validate(d.actions).group,
            computed=d.computed_version is not None,
        )
        for d in found
    }


def _row(connection: Connection, segment: str, deed: int, *, lock: bool = False) -> sa.Row[Any]:
    query = sa.select(segment_deed).where(segment_deed.c.id == deed, segment_deed.c.segment_id == segment)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("deed", str(deed))
    return row
