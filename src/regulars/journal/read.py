"""Reading: batches of stamped entries, in the order of their positions.

The same positions give the same batch at any time: customers are as they were
stamped, and the merges among these positions come with it. So facts, replay
and every other reader see one history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import psycopg

from regulars.books import Books

from . import archive
from .append import CHUNK
from .register import Merge
from .stamp import stamp

_ENTRIES = """
    select stamp.position, type, key, stamp.customer_id, updated_at, received_at, stamp.live, asks_points, body, deed
    from journal_stamp as stamp join journal using (seq)
    where stamp.position > %s and stamp.position <= %s order by stamp.position"""

_MERGES = """
    select position, customer_id, merged_into_id from customer_alias
    where position > %s and position <= %s order by position, customer_id"""

_SPAN = "select max(position) from journal_stamp where position > %s and position <= %s"

_WHO = """
    select position, stamp.customer_id, alias.customer_id
    from journal_stamp as stamp left join customer_alias as alias using (position)
    where position > %s and position <= %s and live and stamp.customer_id is not null order by position"""
"""An entry that makes two customers one is about both."""


class Entry(NamedTuple):
    """One entry: `body` is canonical JSON, `customer_id` the dense id when it was stamped."""

    position: int
    type: str
    key: str
    customer_id: int | None
    updated_at: datetime
    received_at: datetime
    live: bool
    asks_points: bool
    body: bytes
    deed: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries with positions above `after` up to `until`, and who became one with whom among them."""

    after: int
    until: int
    entries: list[Entry]
    merges: list[Merge] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def positions(self) -> range:
        """The positions in this batch."""
        return range(self.after + 1, self.until + 1)


def take(books: Books, after: int, limit: int = CHUNK) -> Batch:
    """The next batch for the road: stamps what is ready, and holds at most one live entry a customer."""
    with books.transaction() as unit, unit.driver.cursor() as cursor:
        until = _until(cursor, after, limit)
    if until - after < limit:
        stamp(books, limit)
    return read(books, after, limit, one_each=True)


def read(books: Books, after: int, limit: int = CHUNK, *, one_each: bool = False) -> Batch:
    """The entries after a position, at most `limit`; `one_each` ends before a second live entry of a customer."""
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        until = _until(cursor, after, limit)
        if one_each:
            until = _cut(cursor, after, until)
        if until == after:
            return Batch(after, after, [])
        cursor.execute(_ENTRIES, (after, until))
        entries = _whole(books, cursor, list(map(Entry._make, cursor.fetchall())))
        cursor.execute(_MERGES, (after, until))
        return Batch(after, until, entries, list(map(Merge._make, cursor.fetchall())))


def batches(books: Books, after: int = 0, limit: int = CHUNK) -> Iterator[Batch]:
    """Everything stamped after a position, batch by batch: what a replay goes through."""
    while batch := read(books, after, limit):
        yield batch
        after = batch.until


def _whole(books: Books, cursor: psycopg.Cursor[Any], entries: list[Entry]) -> list[Entry]:
    """The entries with the bodies that have moved to Parquet."""
    moved = [entry.position for entry in entries if entry.body is None]
    if not moved:
        return entries
    bodies = archive.bodies(books, cursor, moved)
    return [entry._replace(body=bodies[entry.position]) if entry.body is None else entry for entry in entries]


def _until(cursor: psycopg.Cursor[Any], after: int, limit: int) -> int:
    cursor.execute(_SPAN, (after, after + limit))
    row = cursor.fetchone()
    return after if row is None or row[0] is None else int(row[0])


def _cut(cursor: psycopg.Cursor[Any], after: int, until: int) -> int:
    """The last position before a customer's second live entry."""
    cursor.execute(_WHO, (after, until))
    seen: dict[int, int] = {}
    for position, customer_id, alias in cursor:
        about = (customer_id,) if alias is None else (customer_id, alias)
        if any(seen.setdefault(one, position) != position for one in about):
            return int(position) - 1
    return until
