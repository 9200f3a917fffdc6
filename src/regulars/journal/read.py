"""Reading: batches of stamped entries, in the order of their positions.

The same positions give the same batch at any time: customers are as they were
stamped, and the merges among these positions come with it. So facts, replay
and every other reader see one history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import psycopg

from regulars.books import Books, Unit

from . import archive
from .append import CHUNK
from .door import OWNED
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
    select stamp.position, coalesce(alias.into_id, stamp.customer_id)
    from journal_stamp as stamp left join customer_alias as alias using (customer_id)
    where stamp.position > %(after)s and stamp.position <= %(until)s and customer_id is not null
        and (live or %(history)s and (select asks_points from journal where journal.seq = stamp.seq))
        and (%(passed)s::text[] = '{}'
            or (select type from journal where journal.seq = stamp.seq) <> all(%(passed)s::text[]))
    order by stamp.position"""
"""Whom live entries are about, and with `history` entries that ask for points. Ids that became one are one, also before the entry that made them so: a cut too many
changes nothing."""

_WHO_EVER = f"""
    with entry as materialized (
        select position, stamp.customer_id, type, key
        from journal_stamp as stamp join journal using (seq)
        where position > %(after)s and position <= %(until)s and (stamp.live or %(history)s and asks_points)
            and type <> all(%(passed)s::text[])
    ), about as (
        select position, customer_id from entry
        union all
        select entry.position, former.customer_id from entry cross join lateral (
            select distinct stamp.customer_id
            from journal as owned join journal_stamp as stamp using (seq)
            where owned.key = entry.key and owned.type = entry.type and owned.type in {OWNED}
                and stamp.position < entry.position
        ) as former
        where entry.type in {OWNED}
        union all
        select entry.position, former.customer_id from entry cross join lateral (
            select distinct stamp.customer_id
            from journal as refund join journal as owned on owned.key = refund.owner_key
            join journal_stamp as stamp on stamp.seq = owned.seq
            where refund.key = entry.key and refund.type = 'refund' and refund.owner_type = 'order'
                and owned.type = 'order' and stamp.position < entry.position
        ) as former
        where entry.type = 'refund'
    )
    select distinct about.position, coalesce(alias.into_id, customer_id)
    from about left join customer_alias as alias using (customer_id)
    where customer_id is not null order by about.position"""
"""Whom live entries are about, or ever were: a record that changes hands touches whoever had it, and a refund whoever
had one of its orders. Which of them it is taken from depends on what came late, so all are meant."""


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
    """Entries with positions above `after` up to `until`, and who became one with whom among them.

    `about`: every customer that live entries are or ever were about; None where that wasn't looked up. `cut`: more is
    there, and ends the batch, as one of them would be in it twice.
    """

    after: int
    until: int
    entries: list[Entry]
    merges: list[Merge] = field(default_factory=list)
    about: frozenset[int] | None = None
    cut: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def positions(self) -> range:
        """The positions in this batch."""
        return range(self.after + 1, self.until + 1)


NONE: frozenset[str] = frozenset()


def has_orders(unit: Unit) -> bool:
    """Whether an order ever came in. Asked in the order of an index of theirs: a shop may have sent millions of customers
    before its first, and the others are not looked through."""
    return unit.driver.execute("select 1 from journal where type = 'order' order by key limit 1").fetchone() is not None


def take(books: Books, after: int, limit: int = CHUNK, *, history: bool = False, passed: Set[str] = NONE) -> Batch:
    """The next batch for the road: stamps what is ready, and holds at most one live entry a customer.

    With `history` also at most one that asks for points: needed where what it earns depends on the customer's rows.
    `passed`: types of entries that nothing follows from, of which a customer may have any number.
    """
    with books.looking() as unit, unit.driver.cursor() as cursor:
        until = _until(cursor, after, limit)
    if until - after < limit and not stamp(books, limit, after=after) and until == after:
        return Batch(after, after, [])
    return read(books, after, limit, one_each=True, history=history, passed=passed)


def read(
    books: Books,
    after: int,
    limit: int = CHUNK,
    *,
    one_each: bool = False,
    history: bool = False,
    passed: Set[str] = NONE,
) -> Batch:
    """The entries after a position, at most `limit`; `one_each` ends before a second live entry of a customer, see `take`."""
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        there = until = _until(cursor, after, limit)
        about = None
        if one_each:
            until, about = _cut(cursor, after, until, history, passed)
        if until == after:
            return Batch(after, after, [])
        entries = _whole(books, cursor, after, until)
        cursor.execute(_MERGES, (after, until))
        return Batch(after, until, entries, list(map(Merge._make, cursor.fetchall())), about, until < there)


def batches(books: Books, after: int = 0, limit: int = CHUNK) -> Iterator[Batch]:
    """Everything stamped after a position, batch by batch: what a replay goes through."""
    while batch := read(books, after, limit):
        yield batch
        after = batch.until


def _whole(books: Books, cursor: psycopg.Cursor[Any], after: int, until: int) -> list[Entry]:
    """The entries with the bodies that have moved to Parquet.

    What is in files is read under the archive's lock, and so are then the rows: else an erasure between the two
    would leave an order with the body of a tombstone.
    """
    entries = _rows(cursor, after, until)
    if all(entry.body is not None for entry in entries):
        return entries
    archive.share(cursor)
    entries = _rows(cursor, after, until)
    bodies = archive.bodies(books, cursor, [entry.position for entry in entries if entry.body is None])
    return [entry._replace(body=bodies[entry.position]) if entry.body is None else entry for entry in entries]


def _rows(cursor: psycopg.Cursor[Any], after: int, until: int) -> list[Entry]:
    cursor.execute(_ENTRIES, (after, until))
    return list(map(Entry._make, cursor.fetchall()))


def _until(cursor: psycopg.Cursor[Any], after: int, limit: int) -> int:
    cursor.execute(_SPAN, (after, after + limit))
    row = cursor.fetchone()
    return after if row is None or row[0] is None else int(row[0])


def _cut(
    cursor: psycopg.Cursor[Any], after: int, until: int, history: bool, passed: Set[str]
) -> tuple[int, frozenset[int]]:
    """The last position before a customer's second live entry, and whom live entries up to it are about.

    Who had a record before is looked for last, in what is left.
    """
    rows: list[tuple[int, int]] = []
    for query in (_WHO, _WHO_EVER):
        cursor.execute(query, {"after": after, "until": until, "history": history, "passed": sorted(passed)})
        rows = cursor.fetchall()
        until = _last_of_firsts(rows, until)
    return until, frozenset(customer_id for position, customer_id in rows if position <= until)


def _last_of_firsts(rows: Iterable[tuple[int, int]], until: int) -> int:
    """The last position before somebody comes at a second one. `rows` are positions, in order, and who is there."""
    seen: dict[int, int] = {}
    for position, customer_id in rows:
        if seen.setdefault(customer_id, position) != position:
            return position - 1
    return until
