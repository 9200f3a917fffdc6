"""Lanes: what waits for a position, and what of it comes first.

Entries of deeds over many, each about thousands of customers, go in a lane of
their own: while more of them wait than a batch should hold, what comes behind
them gets its positions first. Else an order would wait for a million points.
Within a lane the order is that of the journal.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

import psycopg

from regulars.books import Unit

from .register import Mention

MANY = 10_000
BESIDE_OTHERS, ALONE = 5, 20
"""As many entries of deeds over many are stamped together, beside others and when nothing else waits, and only when those
before are carried along: each is of up to two thousand postings, and an order waits for no more than these."""

PATIENCE = timedelta(seconds=1)
"""As long an order may wait before a deed over many leaves it more of the machine."""
OF_MANY = "(type = 'decision.points_posted' and deed is not null)"
"""What goes in the lane of deeds over many: the words by which an index knows them."""

_WAITING = "from journal where (journal.epoch, xid, seq) > (%(epoch)s, %(xid)s::xid8, %(seq)s) and {lane}"
_ORDER = "order by journal.epoch, journal.xid, journal.seq limit %(limit)s"
_NEXT = f"""
    select journal.epoch, xid::text, seq, live, type, key, updated_at, customer_id, customer, email, store, verified,
           owner_type, owner_key
    {_WAITING} and (journal.epoch < (select number from epoch) or xid < pg_snapshot_xmin(pg_current_snapshot())) {_ORDER}"""
_COUNT = f"select count(*), min(received_at) from (select received_at {_WAITING} {_ORDER}) as of_those"


class Place(NamedTuple):
    """The last entry that is stamped in a lane."""

    epoch: int
    xid: str
    seq: int


class Mark(NamedTuple):
    """How far entries are stamped."""

    others: Place
    of_many: Place
    position: int
    """The last position given out …"""
    position_of_many: int
    """… and the last one in the lane of deeds over many."""
    customers: int
    """The last customer id given out."""


class Waiting(NamedTuple):
    """An entry without a position."""

    place: Place
    live: bool
    mention: Mention


def mark(cursor: psycopg.Cursor[Any], *, locked: bool = False) -> Mark:
    """How far entries are stamped; `locked`: to be moved by whoever asks."""
    cursor.execute(
        "select epoch, xid::text, seq, many_epoch, many_xid::text, many_seq, position, many_position, customers"
        " from journal_mark" + (" for update" if locked else "")
    )
    row = cursor.fetchone()
    assert row is not None
    return Mark(Place._make(row[:3]), Place._make(row[3:6]), *row[6:])


def move(cursor: psycopg.Cursor[Any], to: Mark) -> None:
    """Keep how far entries are stamped."""
    cursor.execute(
        "update journal_mark set epoch = %s, xid = %s::xid8, seq = %s, many_epoch = %s, many_xid = %s::xid8, many_seq = %s,"
        " position = %s, many_position = %s, customers = %s",
        (*to.others, *to.of_many, *to[2:]),
    )


def following(cursor: psycopg.Cursor[Any], mark: Mark, limit: int) -> list[Waiting]:
    """The entries that come next, but for those of deeds over many; nothing can come in before them any more."""
    return _following(cursor, mark.others, f"not {OF_MANY}", limit)


def following_of_many(cursor: psycopg.Cursor[Any], mark: Mark, after: int, *, beside: bool) -> list[Waiting]:
    """The entries of deeds over many that come next, `beside` others or alone; none while some that are stamped lie behind
    the position `after`."""
    if mark.position_of_many > after:
        return []
    return _following(cursor, mark.of_many, OF_MANY, BESIDE_OTHERS if beside else ALONE)


def _following(cursor: psycopg.Cursor[Any], place: Place, lane: str, limit: int) -> list[Waiting]:
    cursor.execute(_NEXT.format(lane=lane).encode(), place._asdict() | {"limit": limit})
    return [Waiting(Place._make(row[:3]), row[3], Mention._make(row[4:])) for row in cursor]


def others_wait(unit: Unit) -> bool:
    """Whether what isn't of a deed over many has waited for its position longer than `PATIENCE`: the road is behind."""
    with unit.driver.cursor() as cursor:
        place = mark(cursor).others
        cursor.execute(_COUNT.format(lane=f"not {OF_MANY}").encode(), place._asdict() | {"limit": 1})
        [(_, since)] = cursor.fetchall()
    return since is not None and unit.now - since > PATIENCE


def waiting(unit: Unit) -> tuple[int, datetime | None]:
    """How many entries have been appended and not stamped yet, and when the oldest of these came in.

    At most `MANY` are looked at in a lane: whoever shows how far things are asks every second, also while millions wait.
    """
    with unit.driver.cursor() as cursor:
        at = mark(cursor)
        counted = 0
        oldest: list[datetime] = []
        for place, lane in ((at.others, f"not {OF_MANY}"), (at.of_many, OF_MANY)):
            cursor.execute(_COUNT.format(lane=lane).encode(), place._asdict() | {"limit": MANY})
            [(count, since)] = cursor.fetchall()
            counted += count
            oldest += [since] if since is not None else []
        return counted, min(oldest, default=None)
