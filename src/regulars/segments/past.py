"""The past of a segment: who was in it at an instant, by all that is known now.

A change may be recorded days after it came true. So the changes in the order of
recording, each the difference to the one before, lead to the present; and who
was in at an instant is what those of them say that came true by then, in the
same order.

Now and then a bitmap is kept of all changes recorded so far (`keeping.py`). From
the nearest of them the instant is reached by taking back the changes in it that
came true later, and adding those that it doesn't include and that had come true.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from .packing import EVERYBODY, unpacked
from .tables import segment_change, segment_day, segment_member

_COLUMNS = (segment_change.c.id, segment_change.c.at, segment_change.c.entered, segment_change.c.left)


class Base(NamedTuple):
    """A bitmap that is kept, of a day or (None) of the present: the latest of its changes came true at `last_at`."""

    last_at: datetime
    day: date | None


def members_at(connection: Connection, id: str, instant: datetime) -> BitMap:
    """Who was in a segment at an instant, or is; nobody before its first change."""
    base = min(_bases(connection, id), key=lambda base: abs(base.last_at - instant), default=None)
    last, held = (0, BitMap()) if base is None else _bitmap(connection, id, base)
    _take_back(held, _later_in(connection, id, last, instant), instant)
    for change in _rows(connection, id, segment_change.c.id > last, segment_change.c.at <= instant):
        held -= unpacked(change.left)
        held |= unpacked(change.entered)
    return held


def _bases(connection: Connection, id: str) -> list[Base]:
    """What is kept of a segment, but for what was before its first change."""
    day, member, change = segment_day.c, segment_member.c, segment_change.c
    days = sa.select(day.last_at, day.day).where(day.segment_id == id, day.bitmap.is_not(None))
    last_at = sa.select(sa.func.max(change.at)).where(change.segment_id == id).scalar_subquery()
    now = sa.select(last_at, sa.null()).where(member.segment_id == id)
    rows = [*connection.execute(days), *connection.execute(now)]
    return [Base(*row) for row in rows if row[0] is not None]


def _bitmap(connection: Connection, id: str, base: Base) -> tuple[int, BitMap]:
    """A bitmap that is kept, and the id of the last change in it."""
    kept = segment_member.c if base.day is None else segment_day.c
    query = sa.select(kept.last_change, kept.bitmap).where(kept.segment_id == id)
    row = connection.execute(query if base.day is None else query.where(segment_day.c.day == base.day)).one()
    return row.last_change, BitMap.deserialize(row.bitmap)


def _rows(connection: Connection, id: str, *which: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
    """Changes of a segment in the order of recording."""
    query = sa.select(*_COLUMNS).where(segment_change.c.segment_id == id, *which).order_by(segment_change.c.id)
    return list(connection.execute(query))


def _later_in(connection: Connection, id: str, last: int, instant: datetime) -> list[sa.Row[Any]]:
    """The changes up to an id that came true after an instant, with those recorded between them; the last first."""
    recorded, at = segment_change.c.id, segment_change.c.at
    later = _rows(connection, id, recorded <= last, at > instant)
    if not later:
        return []
    between = _rows(connection, id, recorded > later[0].id, recorded <= last, at <= instant)
    return sorted([*later, *between], key=lambda change: -change.id)


def _take_back(held: BitMap, changes: Iterable[sa.Row[Any]], instant: datetime) -> None:
    """Undo those changes that came true later, from the last recorded on.

    What was recorded after one of them and had come true by then has the last word about its customers. Before a first
    change by which everybody entered nobody was in.
    """
    settled = BitMap()
    for change in changes:
        if change.entered == EVERYBODY:
            if change.at > instant:
                held &= settled
            return
        entered, left = unpacked(change.entered), unpacked(change.left)
        if change.at > instant:
            held -= entered - settled
            held |= left - settled
        else:
            settled |= entered
            settled |= left
