"""Who is in which segment, kept in memory beside the books and brought up to date by what has changed since.

For whoever has milliseconds: the bitmaps are read once, then only changes are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books, Unit

from . import audiences, store
from .packing import EVERYBODY, unpacked
from .tables import segment_change

FRESH = timedelta(milliseconds=250)
"""What was looked at so lately is not looked at again."""
STALE = timedelta(milliseconds=500)
"""While somebody looks, others are answered by what was known before, unless that is as old as this."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Seen(NamedTuple):
    """What was found at an instant, and up to which change. Never changed: whoever reads it needs no lock."""

    held: Mapping[str, BitMap]
    ready: frozenset[str]
    last_change: int
    at: datetime


class Mirror:
    """Memberships at most a moment old. May be asked from many threads."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock
        self._seen = _Seen({}, frozenset(), 0, LONG_AGO)
        self._looking = Lock()

    def holding(self, customer_id: int, ids: Collection[str]) -> dict[str, bool] | None:
        """For each of these segments whether the customer is in; None when one of them isn't computed."""
        seen = self._seen_now(ids)
        if not seen.ready.issuperset(ids):
            return None
        return {id: customer_id in seen.held[id] for id in ids}

    def _seen_now(self, ids: Collection[str]) -> _Seen:
        now, seen = self._clock(), self._seen
        if seen.ready.issuperset(ids):
            age = now - seen.at
            if age <= FRESH or (not self._looking.acquire(blocking=age > STALE)):
                return seen
        else:
            self._looking.acquire()
        try:
            seen = self._seen
            if now - seen.at > FRESH or not seen.ready.issuperset(ids):  # else somebody has looked meanwhile
                with self._books.looking() as unit:
                    self._seen = seen = _looked(unit, seen, set(ids), now)
            return seen
        finally:
            self._looking.release()


def _looked(unit: Unit, before: _Seen, wanted: set[str], now: datetime) -> _Seen:
    """Take what has changed, and what wasn't asked for before."""
    changes = segment_change.c
    last = int(unit.connection.scalar(sa.select(sa.func.coalesce(sa.func.max(changes.id), 0))) or 0)
    held = dict(before.held)
    anew = wanted - held.keys()
    if held and last > before.last_change:
        since = sa.select(changes.segment_id, changes.entered, changes.left).where(
            changes.segment_id.in_(list(held)), changes.id > before.last_change, changes.id <= last
        )
        for id, entered, left in unit.connection.execute(since.order_by(changes.id)):
            if entered == EVERYBODY:
                anew.add(id)
            else:
                held[id] = (held[id] - unpacked(left)) | unpacked(entered)
    if anew:
        found = store.members(unit.connection, anew)
        held |= {id: found.get(id, BitMap()) for id in anew}
    return _Seen(held, frozenset(audiences.ready(unit, held.keys() | wanted)), last, now)
