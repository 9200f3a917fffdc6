"""Segment growth and movement: the memberships of two instants, as the books know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pyroaring import BitMap

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.reports.model.movement import Movement, movement
from regulars.segments import past, store
from regulars.segments.model import Definition


class Told(NamedTuple):
    """The movement, and the segments that it is about."""

    segments: Sequence[Definition]
    movement: Movement


def segments_moved(
    books: Books, since: datetime, until: datetime, *, ids: Sequence[str] = (), only: str | None = None
) -> Told:
    """Who went from where to where, between segments or all there are, of today's members of `only`; raises `NotFound`."""
    with books.transaction() as unit:
        there = {one.id: one for one in store.definitions(unit.connection) if not one.archived}
        if missing := next((id for id in (*ids, *((only,) if only else ())) if id not in there), None):
            raise NotFound("segment", missing)
        asked = list(ids) or list(there)
        before, after = ({id: past.members_at(unit.connection, id, at) for id in asked} for at in (since, until))
        among = store.members(unit.connection, [only]).get(only, BitMap()) if only else None
    if among is not None:
        before, after = ({id: members & among for id, members in held.items()} for held in (before, after))
    return Told([there[id] for id in asked], movement(before, after))
