"""Reading memberships: what other rooms and routes ask about segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from regulars.books import Books
from regulars.core.errors import NotFound
from regulars.rules.calendar import Calendar

from . import store
from .model import Definition
from .tables import segment_change, segment_day


class Memberships:
    """Who is in which segment, as the books have it."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def exists(self, id: str) -> bool:
        """Whether there is a segment of this folded id."""
        with self._books.transaction() as unit:
            found = store.definition(unit.connection, id)
        return found is not None and not found.archived

    def members(self, id: str) -> Sequence[int]:
        """The customers in a segment, ascending; raises `NotFound`."""
        with self._books.transaction() as unit:
            if store.definition(unit.connection, id) is None:
                raise NotFound("segment", id)
            held = store.members(unit.connection, [id]).get(id, BitMap())
        return list(held)

    def of(self, customer_id: int) -> Sequence[tuple[str, str, datetime | None]]:
        """The segments a customer is in: id, name, and since when."""
        with self._books.transaction() as unit:
            names = {d.id: d.name for d in store.definitions(unit.connection)}
            held = [id for id, members in store.members(unit.connection).items() if customer_id in members]
            since = {id: entered(unit.connection, id, [customer_id]).get(customer_id) for id in held}
        return [(id, names[id], since[id]) for id in sorted(held, key=lambda id: names[id])]

    def broken(self) -> Mapping[str, str]:
        """Why those segments that are broken are so, by id."""
        with self._books.transaction() as unit:
            return store.broken(unit.connection)

    def sizes(self) -> Sequence[tuple[str, str, int]]:
        """Every segment that is not archived: id, name, and how many are in it; the largest first."""
        with self._books.transaction() as unit:
            found = store.definitions(unit.connection)
        return [(d.id, d.name, d.size) for d in sorted(found, key=lambda d: (-d.size, d.name))]


def entered(connection: Connection, id: str, customers: Iterable[int]) -> dict[int, datetime]:
    """When each of these customers last entered a segment; read from its changes, the latest first."""
    wanted, found = BitMap(customers), {}
    query = sa.select(segment_change.c.at, segment_change.c.entered).where(
        segment_change.c.segment_id == id, segment_change.c.entered_count > 0
    )
    for row in connection.execute(query.order_by(segment_change.c.at.desc(), segment_change.c.id.desc())):
        for customer in BitMap.deserialize(row.entered) & wanted:
            found[customer] = row.at
            wanted.discard(customer)
        if not wanted:
            break
    return found


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of a segment: how many were in it at its end, and how many came and went."""

    date: date
    size: int
    entered: int
    left: int


def history(connection: Connection, id: str, *, until: datetime, days: int, calendar: Calendar) -> list[Day]:
    """The last days of a segment, today included, the earliest first; days before it was made are left out.

    Sizes are read back from the present one, so they are what was known then
    except where a late entry moved a change back.
    """
    today = calendar.local_date(until)
    first = today - timedelta(days=days - 1)
    changes = store.changes(connection, id, since=calendar.day_start(first))
    size = len(store.members(connection, [id]).get(id, BitMap()))
    made = store.definition(connection, id)
    by_day: dict[date, tuple[int, int]] = {}
    for change in changes:
        day = calendar.local_date(change.at)
        came, went = by_day.get(day, (0, 0))
        by_day[day] = (came + change.entered_count, went + change.left_count)
    found: list[Day] = []
    day = today
    while day >= first and made is not None and day >= calendar.local_date(made.created_at):
        came, went = by_day.get(day, (0, 0))
        found.append(Day(day, size, came, went))
        size += went - came
        day -= timedelta(days=1)
    return found[::-1]


def sizes(
    connection: Connection, definitions: Iterable[Definition], *, until: datetime, days: int, calendar: Calendar
) -> dict[str, list[int]]:
    """How many were in each of these segments at the end of its last local days, today included and the earliest first.

    As it was known then; days before a segment was made are left out. Read from what is kept each day that anything
    changed, so at most a row a day and segment, however many came and went.
    """
    today = calendar.local_date(until)
    known: dict[str, dict[date, int]] = {one.id: {} for one in definitions}
    query = sa.select(segment_day.c.segment_id, segment_day.c.day, segment_day.c.size).where(
        segment_day.c.segment_id.in_(known), segment_day.c.day > today - timedelta(days=days)
    )
    for id, day, size in connection.execute(query):
        known[id][day] = size
    return {one.id: _backwards(one, known[one.id], today=today, days=days, calendar=calendar) for one in definitions}


def _backwards(made: Definition, begun: Mapping[date, int], *, today: date, days: int, calendar: Calendar) -> list[int]:
    """Sizes at the ends of days, from those at the beginnings of days: a day ends as the next begins."""
    first = max(today - timedelta(days=days - 1), calendar.local_date(made.created_at))
    found, size, day = [made.size], made.size, today
    while day > first:
        size = begun.get(day, size)
        found.append(size)
        day -= timedelta(days=1)
    return found[::-1]


def members_at(connection: Connection, id: str, instant: datetime, calendar: Calendar) -> BitMap:
    """Who was in a segment at an instant, by all that is known now: a snapshot, and the changes that it doesn't include.

    A change may be recorded days after it came true. So the snapshot is one that
    includes nothing of after the instant, and what follows goes by the order of
    recording, in which each change is the difference to the one before.
    """
    snapshot = connection.execute(
        sa.select(segment_day.c.bitmap, segment_day.c.last_change)
        .where(segment_day.c.segment_id == id, segment_day.c.day <= calendar.local_date(instant))
        .where(sa.or_(segment_day.c.last_at.is_(None), segment_day.c.last_at <= instant))
        .order_by(segment_day.c.day.desc())
        .limit(1)
    ).one_or_none()
    held = BitMap() if snapshot is None else BitMap.deserialize(snapshot.bitmap)
    query = sa.select(segment_change.c.entered, segment_change.c.left).where(
        segment_change.c.segment_id == id,
        segment_change.c.at <= instant,
        segment_change.c.id > (0 if snapshot is None else snapshot.last_change),
    )
    for row in connection.execute(query.order_by(segment_change.c.id)):
        held = (held - BitMap.deserialize(row.left)) | BitMap.deserialize(row.entered)
    return held
