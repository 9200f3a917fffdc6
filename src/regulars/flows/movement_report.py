"""Segment growth and movement: the memberships as periods began and ended, as the books know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import Connection

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.reports.model.movement import Movement, movement
from regulars.segments import past, store
from regulars.segments.model import Definition


class Told(NamedTuple):
    """The movement of each period, and the segments that it is about."""

    segments: Sequence[Definition]
    movements: Sequence[Movement]


def segments_moved(
    books: Books, periods: Sequence[tuple[datetime, datetime]], *, ids: Sequence[str] = (), only: str | None = None
) -> Told:
    """Who went from where to where in each period, between segments or all there are, of today's members of `only`; raises
    `NotFound`."""
    with books.transaction() as unit:
        there = {one.id: one for one in store.definitions(unit.connection) if not one.archived}
        if missing := next((id for id in (*ids, *((only,) if only else ())) if id not in there), None):
            raise NotFound("segment", missing)
        asked = list(ids) or list(there)
        among = store.members(unit.connection, [only]).get(only, BitMap()) if only else None
        # one period ends where the next begins, so that most instants are asked for twice
        held = {at: _members(unit.connection, asked, at, among) for at in {at for period in periods for at in period}}
    return Told([there[id] for id in asked], [movement(held[since], held[until]) for since, until in periods])


def _members(connection: Connection, ids: Sequence[str], at: datetime, among: BitMap | None) -> dict[str, BitMap]:
    held = {id: past.members_at(connection, id, at) for id in ids}
    return held if among is None else {id: members & among for id, members in held.items()}
