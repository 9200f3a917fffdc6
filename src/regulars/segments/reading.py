"""Reading memberships: what other rooms and routes ask about segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from regulars.books import Books, Unit
from regulars.core.errors import NotFound
from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold

from . import store
from .model import Cause, Definition
from .packing import EVERYBODY, unpacked
from .tables import segment_change, segment_day


class Memberships:
    """Who is in which segment, as the books have it."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def exists(self, id: str) -> bool:
        """Whether there is a segment of this folded id."""
        with self._books.looking() as unit:
            found = store.definition(unit.connection, id)
        return found is not None and not found.archived

    def give_group(self, group: str) -> bool:
        """Whether any segment moves who is in it to a group of this folded name, even if nobody is yet."""
        with self._books.looking() as unit:
            found = store.definitions(unit.connection)
        return group in {fold(given) for each in found if (given := each.acting.group)}

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
        with self._books.looking() as unit:
            return store.broken(unit.connection)

    def sizes(self) -> Sequence[tuple[str, str, int]]:
        """Every segment that is not archived: id, name, and how many are in it; the largest first."""
        with self._books.looking() as unit:
            found = store.definitions(unit.connection)
        return [(d.id, d.name, d.size) for d in sorted(found, key=lambda d: (-d.size, d.name))]


def entered(
    connection: Connection, id: str, customers: Iterable[int], *, by: datetime | None = None
) -> dict[int, datetime]:
    """When each of these customers last entered a segment, `by` an instant if one is given."""
    found = last_entries(connection, id, BitMap(customers), by=by)
    return {customer: at for at, who in found for customer in who}


def last_entries(
    connection: Connection, id: str, customers: BitMap, *, by: datetime | None = None
) -> Iterator[tuple[datetime, BitMap]]:
    """Those of some members, then or now, who entered a segment last at an instant, the latest first.

    Read from its changes; whoever entered by none after the first did so by that one.
    """
    wanted = customers.copy()
    query = sa.select(segment_change.c.at, segment_change.c.entered).where(
        segment_change.c.segment_id == id, segment_change.c.entered_count > 0
    )
    if by is not None:
        query = query.where(segment_change.c.at <= by)
    if not wanted:
        return
    first: datetime | None = None
    for row in connection.execute(query.order_by(segment_change.c.at.desc(), segment_change.c.id.desc())):
        if row.entered == EVERYBODY:
            first = row.at
        elif who := unpacked(row.entered) & wanted:
            yield row.at, who
            wanted -= who
        if not wanted:
            return
    if first is not None:
        yield first, wanted


def entries(connection: Connection, id: str, customers: Iterable[int]) -> dict[int, list[datetime]]:
    """All instants at which these customers entered a segment, in their order; what its first change brought is left
    out, for since when that was isn't known."""
    wanted = BitMap(customers)
    query = sa.select(segment_change.c.at, segment_change.c.entered).where(
        segment_change.c.segment_id == id, segment_change.c.entered_count > 0, segment_change.c.entered != EVERYBODY
    )
    found: dict[int, list[datetime]] = {}
    for row in connection.execute(query.order_by(segment_change.c.at, segment_change.c.id)):
        for customer in unpacked(row.entered) & wanted:
            found.setdefault(customer, []).append(row.at)
    return found


def note_export(unit: Unit, id: str, *, format: str, customers: int, at: datetime | None) -> None:
    """Put on record that members were given out as a file: how many, and as of when if that isn't now."""
    told: dict[str, object] = {"format": format, "customers": customers}
    unit.audit("segment.exported", f"segment:{id}", told | ({"at": at.isoformat()} if at else {}))


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of a segment: how many were in it at its end, and how many came and went.

    `brought` and `took` are those whom its beginning or another definition put in or out that day; the others entered
    and left by what happened or by time.
    """

    date: date
    size: int
    entered: int = 0
    left: int = 0
    brought: int = 0
    took: int = 0

    def changed(self, cause: Cause, entered: int, left: int) -> Day:
        """The day with one change more; how many were in at its end stays."""
        if cause == "definition":
            return replace(self, brought=self.brought + entered, took=self.took + left)
        return replace(self, entered=self.entered + entered, left=self.left + left)

    @property
    def size_before(self) -> int:
        """How many were in as the day began."""
        return self.size - self.entered + self.left - self.brought + self.took


def history(connection: Connection, id: str, *, until: datetime, days: int, calendar: Calendar) -> list[Day]:
    """The last days of a segment, today included, the earliest first; days before it was made are left out.

    Sizes are read back from the present one, so they are what was known then
    except where a late entry moved a change back.
    """
    today = calendar.local_date(until)
    first = today - timedelta(days=days - 1)
    changes = store.counts(connection, id, since=calendar.day_start(first))
    size = len(store.members(connection, [id]).get(id, BitMap()))
    made = store.definition(connection, id)
    by_day: dict[date, list[tuple[Cause, int, int]]] = {}
    for at, cause, came, went in changes:
        by_day.setdefault(calendar.local_date(at), []).append((cause, came, went))
    found: list[Day] = []
    day = today
    while day >= first and made is not None and day >= calendar.local_date(made.created_at):
        told = Day(day, size)
        for change in by_day.get(day, ()):
            told = told.changed(*change)
        found.append(told)
        size = told.size_before
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
