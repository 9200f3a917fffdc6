"""Pins: customers who are in a segment, or out of it, by somebody's word and whatever its condition says.

A pin is kept under the id that the customer had then, and holds for whom that
is today; of two who became one the later word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import distinct_on

from regulars.journal.tables import customer_alias, customer_identity

from .questions import Found
from .tables import segment_pin, segment_recheck

Pinned = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Pins:
    """Who is pinned into a segment, and who out of it."""

    into: BitMap = field(default_factory=BitMap)
    out: BitMap = field(default_factory=BitMap)


def applied(pins: Mapping[str, Pins], found: Iterable[Found]) -> Iterator[tuple[str, BitMap]]:
    """Who is in each segment of those asked about: for whom its condition holds, and who is pinned."""
    for one in found:
        there: BitMap | None = None
        for id, held in one.members.items():
            if (pinned := pins.get(id)) is not None:
                there = one.there() if there is None else there
                held = (held | (pinned.into & there)) - pinned.out
            yield id, held


def listed(
    connection: Connection, segment: str, *, after: int, limit: int
) -> list[sa.Row[tuple[int, str, object, str]]]:
    """Those pinned by hand, by today's id: `customer_id`, `pinned`, `pinned_at`, `actor`."""
    today = _today(segment_pin.c.segment_id == segment).subquery()
    query = sa.select(today.c.customer_id, today.c.pinned, today.c.pinned_at, today.c.actor)
    return list(connection.execute(query.where(today.c.customer_id > after).order_by(today.c.customer_id).limit(limit)))


def pinned_of(connection: Connection, customer_id: int) -> dict[str, Pinned]:
    """In which segments a customer is pinned, by today's id, and how."""
    today = _today(sa.true()).subquery()
    rows = connection.execute(sa.select(today.c.segment_id, today.c.pinned).where(today.c.customer_id == customer_id))
    return {row.segment_id: row.pinned for row in rows}


def load(connection: Connection) -> dict[str, Pins]:
    """All pins by segment."""
    found: dict[str, Pins] = {}
    today = _today(sa.true()).subquery()
    query = sa.select(today.c.segment_id, today.c.pinned, sa.func.array_agg(today.c.customer_id))
    for segment, pinned, ids in connection.execute(query.group_by(today.c.segment_id, today.c.pinned)):
        pins = found.setdefault(segment, Pins())
        (pins.into if pinned == "in" else pins.out).update(ids)
    return found


def to_recheck(connection: Connection) -> dict[str, BitMap]:
    """Whom to ask about again, by segment; as the ids were when they were noted."""
    rows = sa.select(segment_recheck.c.segment_id, sa.func.array_agg(segment_recheck.c.customer_id))
    return {id: BitMap(ids) for id, ids in connection.execute(rows.group_by(segment_recheck.c.segment_id))}


def rechecked(connection: Connection, asked: Mapping[str, BitMap]) -> None:
    """Forget the notes about those who were asked about."""
    for segment, ids in asked.items():
        gone = segment_recheck.c.customer_id == sa.any_(sa.cast(list(ids), sa.ARRAY(sa.Integer)))
        connection.execute(sa.delete(segment_recheck).where(segment_recheck.c.segment_id == segment, gone))


def _today(which: sa.ColumnElement[bool]) -> sa.Select[tuple[str, int, str, object, str]]:
    """Pins by whom the customer is today, the later word of several; who was erased has none."""
    pins, alias, known = segment_pin.c, customer_alias.c, customer_identity.c
    id = sa.func.coalesce(alias.into_id, pins.customer_id)
    return (
        sa.select(pins.segment_id, id.label("customer_id"), pins.pinned, pins.pinned_at, pins.actor)
        .select_from(segment_pin)
        .outerjoin(customer_alias, alias.customer_id == pins.customer_id)
        .join(customer_identity, known.customer_id == id)
        .where(which)
        .ext(distinct_on(pins.segment_id, id))
        .order_by(pins.segment_id, id, pins.pinned_at.desc())
    )
