"""Keeping memberships: what is written when they change, so that it stays small.

A million customers' bitmap takes a hundred kilobytes, and a change mostly a few
bytes. So changes are appended, and bitmaps are written only when much has
changed since the last one: that of the present, which is read all the time,
rather soon; those of the past, from which any instant is reached, rarely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zlib import crc32

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from . import store
from .model import Change
from .packing import EVERYBODY, packed, whole
from .tables import segment_change, segment_day, segment_member

MOST_PENDING = 32
"""Changes that are added to the bitmap of the present whenever it is read; twice as many in some segments, so that not
all bitmaps are written anew at once, which would leave as many dead ones."""
PENDING_SHARE = 1 / 8
"""Nor do they take more than such a part of what the bitmap itself does, or twice that."""
PAST_SHARE = 4
"""Past bitmaps are so far apart that the changes between take so many times what one of them does."""
ROW_BYTES = 128
"""What a change takes beside its bitmaps: its row, and its place in the indexes."""
PAGE_BYTES = 8192
"""Nothing smaller is worth a bitmap of its own."""
NOBODY = whole(BitMap())


class Added(NamedTuple):
    """A change that was appended: how large its bitmaps are, and how many `more` are in by it."""

    id: int
    bytes: int
    more: int


def record(
    connection: Connection,
    members: Mapping[str, BitMap],
    changes: Sequence[Change],
    *,
    day: date,
    position: int,
    asked_at: datetime,
    live: bool = True,
) -> list[int]:
    """Write what changed, and who is in from now on; the changes' ids in their order.

    `members` are those of each segment that changed or was computed for the first time, `changes` what led there.
    Changes of an import's history are not `live`.
    """
    if not (members or changes):
        return []
    keep_day(connection, day)
    rows = [_row(change, position=position, live=live) for change in changes]
    statement = sa.insert(segment_change).returning(segment_change.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(statement, rows)) if rows else []
    added: dict[str, list[Added]] = {}
    for id, row in zip(ids, rows, strict=True):
        one = Added(id, len(row["entered"]) + len(row["left"]), row["entered_count"] - row["left_count"])
        added.setdefault(row["segment_id"], []).append(one)
    _keep_members(connection, members, added, position=position, asked_at=asked_at)
    return ids


def replace_members(
    connection: Connection,
    members: Mapping[str, BitMap],
    *,
    position: int,
    asked_at: datetime,
) -> None:
    """Write the bitmaps of who is in, with every change that there is."""
    last: int = connection.scalar(sa.select(sa.func.max(segment_change.c.id))) or 0
    kept = {"last_change": last, "pending": 0, "pending_bytes": 0, "position": position, "asked_at": asked_at}
    _put(
        connection,
        [kept | {"segment_id": id, "bitmap": whole(held), "size": len(held)} for id, held in members.items()],
    )


def _put(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        statement = insert(segment_member)
        replaced = {name: statement.excluded[name] for name in rows[0] if name != "segment_id"}
        connection.execute(statement.on_conflict_do_update(index_elements=["segment_id"], set_=replaced), rows)


def keep_day(connection: Connection, day: date) -> None:
    """Keep how many were in when a local day began, and who where enough has changed since that was kept last.

    Done before the day's first change.
    """
    due = list(connection.execute(_due(day)))
    if not due:
        return
    last: int = connection.scalar(sa.select(sa.func.max(segment_change.c.id))) or 0
    heavy = {row.segment_id: row.weight for row in due if row.weight > PAGE_BYTES}
    present = store.members(connection, heavy) if heavy else {}
    bitmaps = {id: whole(held) for id, held in present.items()}
    kept = {id: bitmap for id, bitmap in bitmaps.items() if heavy[id] > PAST_SHARE * len(bitmap)}
    rows = [
        {
            "segment_id": row.segment_id,
            "day": day,
            "bitmap": kept.get(row.segment_id),
            "size": row.size,
            "last_change": last,
            "last_at": row.last_at,
            "weight": 0 if row.segment_id in kept else row.weight,
        }
        for row in due
    ]
    connection.execute(insert(segment_day).on_conflict_do_nothing(), rows)


def _due(day: date) -> sa.Select[Any]:
    """The segments of which nothing is kept of a day yet, with what their changes weigh since the last bitmap."""
    member, change = segment_member.c, segment_change.c
    of_it = segment_day.c.segment_id == member.segment_id
    before = (
        sa.select(segment_day.c.last_change, segment_day.c.weight)
        .where(of_it)
        .order_by(segment_day.c.day.desc())
        .limit(1)
        .lateral()
    )
    its_own = change.segment_id == member.segment_id
    bytes_of = sa.func.octet_length(change.entered) + sa.func.octet_length(change.left) + ROW_BYTES
    since = sa.select(sa.func.coalesce(sa.func.sum(bytes_of), 0)).where(
        its_own, change.id > sa.func.coalesce(before.c.last_change, 0)
    )
    last_at = sa.select(sa.func.max(change.at)).where(its_own)
    weight = sa.func.coalesce(before.c.weight, 0) + since.correlate(segment_member, before).scalar_subquery()
    query = sa.select(
        member.segment_id,
        member.size,
        last_at.correlate(segment_member).scalar_subquery().label("last_at"),
        sa.cast(weight, sa.BigInteger).label("weight"),
    )
    there = sa.exists().where(of_it, segment_day.c.day == day)
    return query.select_from(segment_member.outerjoin(before, sa.true())).where(~there)


def _row(change: Change, *, position: int, live: bool) -> dict[str, Any]:
    return {
        "segment_id": change.segment_id,
        "at": change.at,
        "position": position,
        "cause": change.cause,
        "entered": packed(change.entered),
        "left": packed(change.left),
        "entered_count": len(change.entered),
        "left_count": len(change.left),
        "live": live,
    }


def _keep_members(
    connection: Connection,
    members: Mapping[str, BitMap],
    added: Mapping[str, Sequence[Added]],
    *,
    position: int,
    asked_at: datetime,
) -> None:
    """Who is in from now on: by bitmaps, or by those there are with the changes just `added`."""
    columns = segment_member.c
    query = sa.select(columns.segment_id, columns.size, columns.last_change, columns.pending, columns.pending_bytes)
    known = {row.segment_id: row for row in connection.execute(query.where(columns.segment_id.in_(list(members))))}
    anew: dict[str, BitMap] = {}
    begun, grown = [], []
    for id, held in members.items():
        its_own, row = added.get(id, ()), known.get(id)
        pending = len(its_own) + (row.pending if row else 0)
        pending_bytes = sum(change.bytes for change in its_own) + row.pending_bytes if row else 0  # the first is a base
        follows = sum(change.more for change in its_own) + (row.size if row else 0) == len(held)
        if not follows or not pending or _is_much(id, pending, pending_bytes, held):
            anew[id] = held
            continue
        kept = {"size": len(held), "pending": pending, "pending_bytes": pending_bytes}
        if row is None:
            begun.append({"segment_id": id, "bitmap": NOBODY, "last_change": its_own[0].id - 1, **kept})
        else:
            grown.append({"of": id} | {f"to_{name}": value for name, value in kept.items()})
    _release_first(connection, {id: known[id].last_change for id in anew if id in known})
    common: dict[str, Any] = {"position": position, "asked_at": asked_at}
    replace_members(connection, anew, **common)
    _put(connection, [row | common for row in begun])
    if grown:
        to: dict[str, Any] = {name: sa.bindparam(f"to_{name}") for name in ("size", "pending", "pending_bytes")}
        update = sa.update(segment_member).where(columns.segment_id == sa.bindparam("of")).values(**to, **common)
        connection.execute(update, grown)


def _is_much(id: str, pending: int, pending_bytes: int, held: BitMap) -> bool:
    """Whether so many changes are no longer added whenever the bitmap is read."""
    spread = 1 + crc32(id.encode()) % 64 / 64
    if pending > spread * MOST_PENDING:
        return True
    return pending_bytes > PAGE_BYTES and pending_bytes > spread * PENDING_SHARE * len(whole(held))


def _release_first(connection: Connection, last_changes: Mapping[str, int]) -> None:
    """Let go of who entered by the first change of segments whose bitmap is written for the first time.

    It is as large as that bitmap, and follows from it: they are those who are left when all later changes are taken back.
    """
    change = segment_change.c
    for id, last in last_changes.items():
        first = sa.select(sa.func.min(change.id)).where(change.segment_id == id).scalar_subquery()
        large = (sa.func.octet_length(change.entered) > PAGE_BYTES) & (change.left_count == 0)
        which = (change.id == first) & (change.id > last) & (change.cause == "definition") & large
        connection.execute(sa.update(segment_change).where(which).values(entered=EVERYBODY))
