"""Segments in the books: plain queries, one place for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from .model import BrokenBy, Change, Definition
from .tables import segment, segment_change, segment_day, segment_member

_COLUMNS = [
    segment.c[name]
    for name in (
        "id", "name", "description", "condition", "exclude", "applies_to", "stores", "actions", "hold_jumps",
        "version", "archived",
        "broken_reason", "broken_by", "computed_version", "created_at", "updated_at",
    )
] + [sa.func.coalesce(segment_member.c.size, 0).label("size")]  # fmt: skip
_WITH_SIZE = segment.outerjoin(segment_member, segment_member.c.segment_id == segment.c.id)


def definitions(connection: Connection, *, archived: bool | None = False) -> list[Definition]:
    """All segments by id; `archived` None gives both kinds."""
    query = sa.select(*_COLUMNS).select_from(_WITH_SIZE).order_by(segment.c.id)
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
    return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.max(segment.c.revision), 0))) or 0)


def mark_computed(connection: Connection, id: str, version: int) -> None:
    """The membership kept is that of this version."""
    statement = sa.update(segment).where(segment.c.id == id, segment.c.version == version)
    connection.execute(statement.values(computed_version=version, broken_reason=None, broken_by=None))


def mark_broken(connection: Connection, id: str, version: int, reason: str, by: BrokenBy = "question") -> None:
    """The definition can't be computed; what was kept stays."""
    statement = sa.update(segment).where(segment.c.id == id, segment.c.version == version)
    connection.execute(statement.values(broken_reason=reason, broken_by=by))


def broken(connection: Connection) -> dict[str, str]:
    """Why those segments that are broken are so, by id."""
    there = sa.select(segment.c.id, segment.c.broken_reason).where(~segment.c.archived)
    return dict(connection.execute(there.where(segment.c.broken_reason.is_not(None))).all())


def members(connection: Connection, ids: Iterable[str] | None = None) -> dict[str, BitMap]:
    """Who is in, by segment; archived segments have none."""
    query = sa.select(segment_member.c.segment_id, segment_member.c.bitmap)
    query = query.join(segment, segment.c.id == segment_member.c.segment_id).where(~segment.c.archived)
    if ids is not None:
        query = query.where(segment_member.c.segment_id.in_(list(ids)))
    return {row.segment_id: BitMap.deserialize(row.bitmap) for row in connection.execute(query)}


def keep_members(connection: Connection, members: dict[str, BitMap], *, position: int, asked_at: datetime) -> None:
    """Replace who is in."""
    if not members:
        return
    statement = insert(segment_member)
    kept = {name: statement.excluded[name] for name in ("bitmap", "size", "position", "asked_at")}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["segment_id"], set_=kept),
        [
            {
                "segment_id": id,
                "bitmap": bitmap.serialize(),
                "size": len(bitmap),
                "position": position,
                "asked_at": asked_at,
            }
            for id, bitmap in members.items()
        ],
    )


def keep_day(connection: Connection, day: date) -> None:
    """Keep who was in when a local day began, and which changes that includes; done before the day's first change."""
    last_change = sa.select(sa.func.coalesce(sa.func.max(segment_change.c.id), 0)).scalar_subquery()
    its_own = segment_change.c.segment_id == segment_member.c.segment_id
    last_at = sa.select(sa.func.max(segment_change.c.at)).where(its_own).correlate(segment_member).scalar_subquery()
    kept = sa.exists().where(segment_day.c.segment_id == segment_member.c.segment_id, segment_day.c.day == day)
    member = segment_member.c
    everyone = sa.select(member.segment_id, sa.literal(day), member.bitmap, member.size, last_change, last_at)
    columns = ["segment_id", "day", "bitmap", "size", "last_change", "last_at"]
    connection.execute(insert(segment_day).from_select(columns, everyone.where(~kept)))


def add_changes(connection: Connection, changes: Sequence[Change], *, position: int, live: bool = True) -> list[int]:
    """Append changes to the history, of now or of an import's (not `live`); their ids in the same order."""
    rows = [
        {
            "segment_id": change.segment_id,
            "at": change.at,
            "position": position,
            "cause": change.cause,
            "entered": change.entered.serialize(),
            "left": change.left.serialize(),
            "entered_count": len(change.entered),
            "left_count": len(change.left),
            "live": live,
        }
        for change in changes
    ]
    statement = sa.insert(segment_change).returning(segment_change.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows)) if rows else []


def changes(connection: Connection, id: str, *, since: datetime | None = None) -> list[sa.Row[Any]]:
    """A segment's changes, the latest first: `at`, `entered`, `left` (bitmaps as bytes), counts."""
    query = sa.select(segment_change).where(segment_change.c.segment_id == id)
    if since is not None:
        query = query.where(segment_change.c.at >= since)
    return list(connection.execute(query.order_by(segment_change.c.at.desc(), segment_change.c.id.desc())))


def counts_since(connection: Connection, since: datetime) -> dict[str, tuple[int, int]]:
    """How many entered and left each segment since an instant, first computations aside."""
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
