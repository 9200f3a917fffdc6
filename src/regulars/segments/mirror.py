"""Who is in which segment, kept in memory beside the books and brought up to date by what has changed since.

For whoever has milliseconds: the bitmaps are read once, then only changes are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from threading import Lock

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books, Unit

from . import audiences, store
from .packing import EVERYBODY, unpacked
from .tables import segment_change

FRESH = timedelta(milliseconds=250)
"""What was looked at so lately is not looked at again."""


class Mirror:
    """Memberships at most a moment old. May be asked from many threads."""

    def __init__(self, books: Books, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._clock = clock
        self._held: dict[str, BitMap] = {}
        self._ready: set[str] = set()
        self._last_change = 0
        self._looked_at: datetime | None = None
        self._lock = Lock()

    def holding(self, customer_id: int, ids: Collection[str]) -> dict[str, bool] | None:
        """For each of these segments whether the customer is in; None when one of them isn't computed."""
        with self._lock:
            now = self._clock()
            known = set(ids) <= self._ready
            if not known or self._looked_at is None or now - self._looked_at > FRESH:
                with self._books.transaction() as unit:
                    self._look(unit, set(ids))
                self._looked_at = now
            if not set(ids) <= self._ready:
                return None
            return {id: customer_id in self._held[id] for id in ids}

    def _look(self, unit: Unit, wanted: set[str]) -> None:
        """Take what has changed, and what wasn't asked for before."""
        changes = segment_change.c
        last = int(unit.connection.scalar(sa.select(sa.func.coalesce(sa.func.max(changes.id), 0))) or 0)
        anew = wanted - self._held.keys()
        if self._held and last > self._last_change:
            since = sa.select(changes.segment_id, changes.entered, changes.left).where(
                changes.segment_id.in_(list(self._held)), changes.id > self._last_change
            )
            for id, entered, left in unit.connection.execute(since.order_by(changes.id)):
                if entered == EVERYBODY:
                    anew.add(id)
                else:
                    self._held[id] = (self._held[id] - unpacked(left)) | unpacked(entered)
        if anew:
            found = store.members(unit.connection, anew)
            self._held |= {id: found.get(id, BitMap()) for id in anew}
        self._last_change = last
        self._ready = audiences.ready(unit, self._held.keys() | wanted)
