"""Segments in the books: plain queries, one place for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from .hidden import PREFIX
from .model import BrokenBy, Cause, Definition
from .packing import EVERYBODY, unpacked
from .tables import segment, segment_change, segment_member

_COLUMNS = [
    segment.c[name]
    for name in (
        "id", "name", "description", "condition", "exclude", "applies_to", "stores", "actions", "hold_jumps",
        "refresh", "refresh_asked_at", "refreshed_at",
        "version", "archived",
        "broken_reason", "broken_by", "computed_version", "created_at", "updated_at",
    )
] + [sa.case((segment.c.archived, 0), else_=sa.func.coalesce(segment_member.c.size, 0)).label("size")]  # fmt: skip
_SEEN = ~segment.c.id.startswith(PREFIX)
_WITH_SIZE = segment.outerjoin(segment_member, segment_member.c.segment_id == segment.c.id)


def definitions(connection: Connection, *, archived: bool | None = False, hidden: bool = False) -> list[Definition]:
    """All segments by id; `archived` None gives both kinds, `hidden` also those that nobody sees."""
    query = sa.select(*_COLUMNS).select_from(_WITH_SIZE).order_by(segment.c.id)
    if not hidden:
        query = query.where(_SEEN)
    if archived is not None:
        query = query.where(segment.c.archived == archived)
    return [Definition(**row) for row in connection.execute(query).mappings()]


def definition(connection: Connection, id: str, *, lock: bool = False) -> Definition | None:
    """One segment, locked for the rest of the transaction if asked."""
    query = sa.select(*_COLUMNS).select_from(_WITH_SIZE).where(segment.c.id == id)
    if lock:
        query = query.with_for_update(of=segment)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Definition(**row)


def insert_definition(connection: Connection, values: dict[str, Any]) -> bool:
    """Add a segment; False when its id is taken."""
    statement = insert(segment).values(**values).on_conflict_do_nothing().returning(segment.c.id)
    return connection.execute(statement).one_or_none() is not None


def update_definition(connection: Connection, id: str, **values: Any) -> None:
    """Change columns of a segment, which the worker sees by its revision."""
    values["revision"] = sa.func.nextval("segment_revision")
    connection.execute(sa.update(segment).where(segment.c.id == id).values(**values))


def revision(connection: Connection) -> int:
    """Grows whenever any segment is added or changed."""
    found = connection.exec_driver_sql("select coalesce(max(revision), 0) from segment")
    return int(found.scalar_one())


def mark_computed(connection: Connection, id: str, version: int) -> None:
    """The membership kept is that of this version."""
    statement = sa.update(segment).where(segment.c.id == id, segment.c.version == version)
    connection.execute(statement.values(computed_version=version, broken_reason=None, broken_by=None))


def mark_refreshed(connection: Connection, id: str, at: datetime) -> None:
    """Everybody was asked about as of an instant; who asked for that before has it."""
    connection.execute(sa.update(segment).where(segment.c.id == id).values(refreshed_at=at))


def parting(connection: Connection) -> dict[str, datetime]:
    """The segments that everybody is yet to leave, as they were archived, and since when."""
    query = sa.select(segment.c.id, segment.c.parts_at).where(segment.c.parts_at.is_not(None))
    return dict(connection.execute(query).all())


def mark_parted(connection: Connection, id: str, asked_at: datetime) -> None:
    """Everybody has left the segment that was archived then."""
    which = (segment.c.id == id) & (segment.c.parts_at == asked_at)
    connection.execute(sa.update(segment).where(which).values(parts_at=None))


def mark_broken(connection: Connection, id: str, version: int, reason: str, by: BrokenBy = "question") -> None:
    """The definition can't be computed; what was kept stays."""
    statement = sa.update(segment).where(segment.c.id == id, segment.c.version == version)
    connection.execute(statement.values(broken_reason=reason, broken_by=by))


def broken(connection: Connection) -> dict[str, str]:
    """Why those segments that are broken are so, by id."""
    there = sa.select(segment.c.id, segment.c.broken_reason).where(~segment.c.archived)
    return dict(connection.execute(there.where(segment.c.broken_reason.is_not(None))).all())


def _pending(column: sa.ColumnElement[bytes]) -> sa.ColumnElement[Any]:
    """What a column of the changes says that a bitmap of members doesn't include yet, in their order.

    In the statement that reads the bitmap, so that both are of one moment.
    """
    its_own = segment_change.c.segment_id == segment_member.c.segment_id
    later = sa.select(column).where(its_own, segment_change.c.id > segment_member.c.last_change)
    in_order = later.order_by(segment_change.c.id).correlate(segment_member).scalar_subquery()
    return sa.func.array(in_order, type_=sa.ARRAY(sa.LargeBinary))


_WITH_PENDING = sa.select(
    segment_member.c.segment_id,
    segment_member.c.bitmap,
    _pending(segment_change.c.entered).label("entered"),
    _pending(segment_change.c.left).label("left"),
)


def members(
    connection: Connection, ids: Iterable[str] | None = None, *, archived: bool = False, hidden: bool = False
) -> dict[str, BitMap]:
    """Who is in, by segment; archived segments have none, or those whom the worker is yet to let go.

    Of `hidden` ones only when they are named, or asked for.
    """
    query = _WITH_PENDING.join(segment, segment.c.id == segment_member.c.segment_id)
    if not archived:
        query = query.where(~segment.c.archived)
    if ids is not None:
        query = query.where(segment_member.c.segment_id.in_(list(ids)))
    elif not hidden:
        query = query.where(_SEEN)
    return {row.segment_id: _present(row) for row in connection.execute(query)}


def _present(row: Any) -> BitMap:
    held = BitMap.deserialize(row.bitmap)
    for entered, left in zip(row.entered, row.left, strict=True):
        held -= unpacked(left)
        held |= unpacked(entered)
    return held


def changes(
    connection: Connection, id: str, *, since: datetime | None = None, until: datetime | None = None
) -> list[sa.Row[Any]]:
    """A segment's changes since an instant and before another, the latest first: `entered` and `left` are packed."""
    query = sa.select(segment_change).where(segment_change.c.segment_id == id)
    if since is not None:
        query = query.where(segment_change.c.at >= since)
    if until is not None:
        query = query.where(segment_change.c.at < until)
    return list(connection.execute(query.order_by(segment_change.c.at.desc(), segment_change.c.id.desc())))


def told_since(connection: Connection, since: datetime) -> list[tuple[datetime, BitMap]]:
    """Whose memberships of any segment changed after an instant, and when, first computations aside."""
    table = segment_change
    query = sa.select(table.c.at, table.c.entered, table.c.left).where(table.c.at > since, table.c.entered != EVERYBODY)
    return [(at, unpacked(entered) | unpacked(left)) for at, entered, left in connection.execute(query)]


def counts(connection: Connection, id: str, *, since: datetime) -> list[tuple[datetime, Cause, int, int]]:
    """When and why a segment changed since an instant, and how many entered and left, in no order."""
    change = segment_change.c
    query = sa.select(change.at, change.cause, change.entered_count, change.left_count)
    found = query.where(change.segment_id == id, change.at >= since)
    return [(at, cause, entered, left) for at, cause, entered, left in connection.execute(found)]


def counts_since(connection: Connection, since: datetime) -> dict[str, tuple[int, int]]:
    """How many entered and left each segment since an instant, what its definition brought about aside."""
    query = (
        sa.select(
            segment_change.c.segment_id,
            sa.func.sum(segment_change.c.entered_count),
            sa.func.sum(segment_change.c.left_count),
        )
        .where(segment_change.c.at >= since, segment_change.c.cause != "definition")
        .group_by(segment_change.c.segment_id)
    )
    return {id: (int(entered), int(left)) for id, entered, left in connection.execute(query)}
