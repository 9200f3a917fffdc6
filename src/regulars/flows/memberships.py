"""Memberships follow from facts and from time: the step of the road that keeps them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from pyroaring import BitMap

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.journal import Batch
from regulars.journal.decisions import CODE, COUPON, MESSAGE, POINTS, POINTS_POSTED, PROMOTION, SEGMENT
from regulars.segments.keeper import Keeper
from regulars.segments.questions import Ground

from .moment import Moment, Record

_POINTS = {"points_entry", "other_points_entry"}
ROWS_OF_DECISIONS: dict[str, set[str]] = {
    POINTS: _POINTS,
    POINTS_POSTED: _POINTS,
    COUPON: {"coupon"},
    CODE: {"coupon"},
    PROMOTION: {"coupon"},
    SEGMENT: {"segment_stay"},
    MESSAGE: {"message"},
}
"""The rows that these entries bring or change, and nothing else."""
EXACT = timedelta(seconds=1)
"""What was received within it is told as of its end."""
NAME = "memberships"
"""Under which later steps of the same moment find the reaction of the segments."""


class MembershipsKept:
    """Asks the customers that a moment touches again, and writes who entered and who left."""

    def __init__(self, ground: Callable[[], Ground]) -> None:
        self._ground = ground
        self._keeper: Keeper | None = None

    @property
    def keeper(self) -> Keeper:
        """Who knows who is in; there is one once the worker has begun."""
        assert self._keeper is not None, "the road has not begun"
        return self._keeper

    def begin(self, books: Books, facts: Facts) -> None:
        self._keeper = Keeper(books, facts, self._ground)
        self._keeper.begin()

    def prepare(self, moment: Moment) -> Record:
        keeper = self.keeper
        if moment.batch:
            rows, names = _rows_brought(moment.batch), _may_name(moment.batch)
            merged = bool(moment.batch.merges)
            reaction = keeper.react(
                self._touched(moment), moment.now, received=_received(moment), rows=rows, names=names, merged=merged
            )
        else:
            reaction = keeper.wake(moment.now)
        moment.decided[NAME] = reaction
        return lambda unit: keeper.record(unit, reaction, moment.position, live=moment.live)

    def _touched(self, moment: Moment) -> Sequence[int]:
        """Whom a batch touches, also by telling who entered and left segments."""
        if all(entry.type != SEGMENT for entry in moment.batch.entries):
            return moment.touched
        return [*moment.touched, *self.keeper.whose_stays(moment.batch.after, moment.batch.until)]

    def heeds(self, type: str) -> bool:
        rows = ROWS_OF_DECISIONS.get(type)
        return rows is None or self.keeper.asks_about(rows)

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        types = {type for type in {entry.type for entry in batch.entries} if self.heeds(type)}
        heeded = [entry for entry in batch.entries if entry.type in types]
        if not heeded and not batch.merges:
            return True
        known = batch.about is not None and not batch.merges
        known = known and all(entry.live and entry.customer_id is not None for entry in heeded)
        return known and self.keeper.may_wait(batch.about or (), now)

    def recorded(self, moment: Moment) -> None:
        self.keeper.recorded(moment.position)

    def get_ready(self) -> bool:
        return self.keeper.get_ready()

    def next_due(self, facts: Facts) -> datetime | None:
        return self.keeper.next_due()


def _received(moment: Moment) -> dict[datetime, BitMap]:
    """Whom live entries are about by when they were received: to the second, for each instant is told by itself."""
    found: dict[datetime, BitMap] = {}
    if not moment.live:
        return found
    theirs = sorted((entry.received_at, entry.customer_id) for entry in moment.batch.entries if entry.customer_id)
    at_once = bool(theirs) and theirs[-1][0] - theirs[0][0] <= EXACT
    for _, those in groupby(theirs, key=lambda one: at_once or one[0].replace(microsecond=0)):
        together = list(those)
        instant = min(together[-1][0], moment.now)
        found[instant] = found.get(instant, BitMap()) | BitMap(id for _, id in together)
    return found


def _may_name(batch: Batch) -> bool:
    """Whether a batch may bring or take what conditions name."""
    return any(entry.type == "category" for entry in batch.entries)


def _rows_brought(batch: Batch) -> set[str] | None:
    """The only rows that a batch may have changed; None when any may."""
    if batch.merges or any(entry.type not in ROWS_OF_DECISIONS for entry in batch.entries):
        return None
    return {rows for entry in batch.entries for rows in ROWS_OF_DECISIONS[entry.type]}
