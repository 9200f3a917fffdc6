"""Sales by segment: the memberships of the books, and what was sold by the facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa
from pyroaring import BitMap
from sqlalchemy import Connection

from regulars.books import Books
from regulars.reports.sales import Instants, Members, Report, report
from regulars.segments import bitmaps, past, store
from regulars.segments.model import Definition

from .only_members import Reading, members_of


class Told(NamedTuple):
    """The report, and the segments that it is about."""

    segments: Sequence[Definition]
    report: Report


def sales_by_segment(
    books: Books,
    ask_all: Callable[..., dict[str, pa.Table]],
    periods: Sequence[Instants],
    *,
    now: datetime,
    reading: Reading = "today",
    only: str | None = None,
) -> Told:
    """What the members of every segment bought, of today's members of `only` if that is named; raises `NotFound`."""
    among = members_of(books, only)
    with books.transaction() as unit:
        segments = [one for one in store.definitions(unit.connection) if not one.archived]
        held = store.members(unit.connection, [one.id for one in segments])
        ids = [one.id for one in segments]
        today = [held.get(id, BitMap()) for id in ids]
        as_of = [_as_it_began(unit.connection, ids, start) for start, _ in periods] if reading == "then" else None
    found = report(
        ask_all, Members(ids, bitmaps.as_bits(today)), periods, now=now, as_of=as_of, only=among,
    )  # fmt: skip
    return Told(segments, found)


def _as_it_began(connection: Connection, ids: Sequence[str], start: datetime) -> Members:
    return Members(ids, bitmaps.as_bits([past.members_at(connection, id, start) for id in ids]))
