"""The road that each batch of the journal is carried along: facts → segments → reactions → outbox.

Two positions say how far it has come: the facts' own, in the transaction that
applied the batch, and the reader's `road` in the books, in the transaction of
memberships, reactions and outbox. The batch's end and its `now` are stored
before it starts. So whenever the process is killed, the next one finds the
same batch, applies it if it wasn't, finds the touched customers again, and
records once what follows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import orjson
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.journal.ahead import Ahead
from regulars.journal.decisions import CODE, POINTS, POINTS_POSTED, PROMOTION, SEGMENT
from regulars.journal.lanes import waiting
from regulars.journal.read import Batch, Entry, read
from regulars.rules.calendar import TICK

from . import failpoint
from .moment import Moment, Record, Round, Step, Sweep

log = logging.getLogger(__name__)

READER = "road"
MOST = 10_000
CATALOGUE = frozenset({"product", "category", PROMOTION, CODE})
"""What nobody owns and what touches whoever has rows pointing to it."""
DECIDED_FOR_MANY = frozenset({POINTS_POSTED, SEGMENT})
"""Decisions about many customers at once."""
TOLD_ALONE = CATALOGUE | DECIDED_FOR_MANY
"""What is about customers who aren't known before it is applied."""
TOGETHER = 50_000
"""As many customers of deeds over many are looked at in one moment: more would hold up what comes behind for seconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What was done: entries taken, how often it was looked because time passed, and what sweeps did.

    `more`: there is more that couldn't go along, so that waiting a little would gather nothing.
    """

    entries: int = 0
    woken: int = 0
    swept: int = 0
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.entries or self.woken or self.swept)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader stands: what is recorded, and the batch begun after it, if one is."""

    position: int
    batch_until: int | None = None
    batch_now: datetime | None = None


class Road:
    """Carries batches along. One process at a time may, and it has the facts' file.

    `weighs_history`: whether what an entry of history earns may depend on the customer's other rows, so that it must
    see none that come after it.
    """

    def __init__(
        self,
        books: Books,
        facts: Facts,
        steps: Sequence[Step],
        sweeps: Sequence[Sweep] = (),
        *,
        rounds: Sequence[Round] = (),
        limit: int = MOST,
        weighs_history: Callable[[Unit], bool] = lambda _: False,
    ) -> None:
        self.books = books
        self.facts = facts
        self.steps = steps
        self.sweeps = sweeps
        self.rounds = rounds
        self.limit = limit
        self._swept: dict[str, datetime] = {}
        self._weighs_history = weighs_history
        self._ahead = Ahead(books)
        self._rest: tuple[bool, Batch] | None = None

    def begin(self) -> None:
        """Make facts and books meet: called once before the first step. Facts that lag are brought up."""
        place = self._place()
        behind = self.facts.position()
        while behind < place.position:
            batch = read(self.books, behind, min(MOST, place.position - behind))
            behind = self.facts.apply(batch)
        for step in self.steps:
            step.begin(self.books, self.facts)

    def facts_are_ahead(self) -> bool:
        """Whether the facts know more than the books have begun with, so that they must be made again."""
        place = self._place()
        return self.facts.position() > (place.batch_until or place.position)

    def step(self) -> Progress:
        """Do what is next: let time pass, carry one batch, sweep. Nothing done means that nothing is waiting."""
        place = self._place()
        batch = self._next(place)
        due = self.next_due()
        now = self._begin(place, batch)
        woken = self._wake(batch, now) if due is not None and due <= now else 0
        entries = 0 if not batch or (woken and self._is_due(now)) else self._carry(place, batch, now)
        more = entries > 0 and (batch.cut or self._rest is not None or _is_of_deed(batch.entries[0]))
        swept_at = self.books.clock()
        known = _known_until(batch, carried=entries > 0) if batch else swept_at
        return Progress(entries, woken, self._sweep(swept_at, known), more)

    def run_dry(self) -> Progress:
        """Carry on until nothing is waiting; for tests, the demo and the command line."""
        total = Progress()
        while done := self.step():
            total = Progress(total.entries + done.entries, total.woken + done.woken, total.swept + done.swept)
        return total

    def get_ready(self) -> bool:
        """Do a part of what would hold up the next step, while nothing waits; False when nothing is left of it."""
        return any(step.get_ready() for step in self.steps) or self.facts.lay(self.books.clock()) is not None

    def next_due(self) -> datetime | None:
        """The next instant at which there is something to do though nothing comes in."""
        instants = [instant for step in self.steps if (instant := step.next_due(self.facts)) is not None]
        return min(instants, default=None)

    def _is_due(self, now: datetime) -> bool:
        """Whether time has brought more than is looked at in one step: what comes in waits until all of it is known."""
        due = self.next_due()
        return due is not None and due <= now

    def _wake(self, batch: Batch, now: datetime) -> int:
        """Look again because time alone may have changed something, unless that can be done with the batch that comes
        next, or the facts know that batch already; returns 1 when it was looked."""
        if batch and all(step.may_wait(batch, now) for step in self.steps):
            return 0
        position = self.facts.position()
        if position > batch.after:
            return 0
        self._record(Moment(self.books, self.facts, Batch(position, position, []), (), now))
        return 1

    def _carry(self, place: Place, batch: Batch, now: datetime) -> int:
        """Take one batch from the journal to the books; returns its entries."""
        failpoint.passing("road.begun")
        self.facts.apply(batch)
        failpoint.passing("road.applied")
        unheeded = (DECIDED_FOR_MANY | {POINTS}) - self._heeded()
        passed_over = [entry.position for entry in batch.entries if entry.type in unheeded]
        touched = self.facts.touched(batch.after, batch.until, but=passed_over)
        self._record(Moment(self.books, self.facts, batch, touched, now), place)
        return len(batch)

    def _next(self, place: Place) -> Batch:
        """The batch that was begun already, else the one that comes next; empty when nothing is waiting."""
        if place.batch_until is not None:
            return read(self.books, place.position, place.batch_until - place.position)
        with self.books.looking() as unit:
            history = self._weighs_history(unit)
        heeded = self._heeded()
        alone = TOLD_ALONE if history else CATALOGUE | (heeded & DECIDED_FOR_MANY)
        passed = frozenset({POINTS}) - heeded
        if self._rest is not None and self._rest[0] == history and self._rest[1].after == place.position:
            there = self._rest[1]
        else:
            there = self._ahead.take(place.position, self.limit, history=history, passed=passed)
        batch = whole(there, history=history, alone=alone)
        if len(batch) == self.limit < MOST and _is_told_alone(batch.entries[0], history, alone):
            there = self._ahead.take(place.position, MOST, history=history, passed=passed)
            batch = whole(there, history=history, alone=alone)
        rest = _rest(there, batch)
        self._rest = None if rest is None else (history, rest)
        return batch

    def _heeded(self) -> Set[str]:
        """The types of decisions about many, and of points, that anything follows from; the others go along with whatever
        comes."""
        return {type for type in DECIDED_FOR_MANY | {POINTS} if any(step.heeds(type) for step in self.steps)}

    def _begin(self, place: Place, batch: Batch) -> datetime:
        """The `now` to go by: of a batch what is stored with it before anything comes of it."""
        if place.batch_now is not None:
            return place.batch_now
        if not batch:
            return self.books.clock()
        with self.books.transaction() as unit:
            unit.driver.execute(
                "update journal_reader set batch_until = %s, batch_now = %s where name = %s",
                (batch.until, unit.now, READER),
            )
            return unit.now

    def _record(self, moment: Moment, place: Place | None = None) -> None:
        """Let every step prepare, then write what they decided, with the position, in one transaction."""
        records: list[Record] = []
        for step in self.steps:
            if (record := step.prepare(moment)) is not None:
                records.append(record)
        failpoint.passing("road.prepared")

        def write(unit: Unit) -> None:
            unit.now = moment.now
            for record in records:
                record(unit)
            if place is not None:
                _advance(unit, place, moment.batch.until)
            failpoint.passing("road.written")

        self.books.perform(write)
        failpoint.passing("road.recorded")
        for step in self.steps:
            step.recorded(moment)
        failpoint.passing("road.remembered")
        self.facts.forget_touched(moment.position)

    def _sweep(self, now: datetime, known: datetime) -> int:
        """Do the sweeps whose time has come, and a part of each round."""
        done = 0
        for sweep in self.sweeps:
            last = self._swept.get(sweep.name)
            if last is not None and (now - last).total_seconds() < sweep.every_seconds:
                continue
            self._swept[sweep.name] = now
            while swept := self.books.perform(sweep.do):
                done += swept
        return done + sum(one.do(now, known) for one in self.rounds)

    def _place(self) -> Place:
        with self.books.looking() as unit:
            row = unit.driver.execute(
                "select position, batch_until, batch_now from journal_reader where name = %s", (READER,)
            ).fetchone()
        if row is not None:
            return Place(*row)
        with self.books.transaction() as unit:
            unit.driver.execute(
                "insert into journal_reader (name, position) values (%s, 0) on conflict do nothing", (READER,)
            )
        return Place(0)


def _advance(unit: Unit, place: Place, until: int) -> None:
    """Move the reader past a batch; nobody else may have."""
    moved = unit.driver.execute(
        "update journal_reader set position = %s, batch_until = null, batch_now = null"
        " where name = %s and position = %s",
        (until, READER, place.position),
    )
    assert moved.rowcount == 1, f"another worker has moved the road on from {place.position}"


def whole(batch: Batch, *, history: bool = False, alone: Set[str] = TOLD_ALONE) -> Batch:
    """The part of a batch that gives the same as its entries one by one would.

    What is live and what is history don't mix. What is to be told `alone`, live changes of the catalogue and
    decisions about many, which touch customers nobody knows before, goes apart, those of
    one delivery or moment together: they are one change. Points that were posted to many go along with what is about
    others. So does with `history` what asks for points go apart. (A second such entry of one customer ends a batch already when it is taken.)
    """
    entries = batch.entries
    told = alone
    if POINTS_POSTED in alone and batch.about is not None and not batch.merges:
        told = alone - {POINTS_POSTED}
    pairs = enumerate(pairwise(entries), 1)
    cut = next((n for n, (one, next_) in pairs if not _go_together(one, next_, history, told)), len(entries))
    if told is not alone:
        named = {entry.customer_id for entry in entries}
        cut = _of_others(entries[:cut], (batch.about or frozenset()) - named)
    if cut == len(entries):
        return batch
    until = entries[cut - 1].position
    return replace(
        batch, until=until, entries=entries[:cut], merges=[merge for merge in batch.merges if merge.position <= until]
    )


def _of_others(entries: Sequence[Entry], former: Set[int]) -> int:
    """How many entries, from the first on, go together because points that were posted by the thousand are of others
    than the rest is about; to whom they were is read off the entry. Those of deeds over many go apart: what is asked
    because of points is little, and would be all that there is if an order were among them.

    Not many more than `TOGETHER` of them; those of one moment stay together. `former`: whom some entry was once about.
    """
    others, seen = BitMap() if _is_of_deed(entries[0]) else BitMap(former), BitMap()
    for n, entry in enumerate(entries):
        if _is_of_deed(entry) != _is_of_deed(entries[0]):
            return n
        if entry.type != POINTS_POSTED or not entry.live:
            if entry.customer_id is not None:
                if entry.customer_id in seen:
                    return n
                others.add(entry.customer_id)
            continue
        whom = BitMap(said["customer_id"] for said in orjson.loads(entry.body)["postings"])
        one_moment = n > 0 and entries[n - 1].type == entry.type and entries[n - 1].received_at == entry.received_at
        if not one_moment and (whom.intersect(seen) or whom.intersect(others) or len(seen) >= TOGETHER):
            return max(n, 1)
        seen |= whom
    return len(entries)


def _is_of_deed(entry: Entry) -> bool:
    return entry.type == POINTS_POSTED and entry.deed is not None


def _known_until(batch: Batch, *, carried: bool) -> datetime:
    """Up to when everything is known that came in: more may wait that came at the instant of the batch's last entry."""
    return batch.entries[-1 if carried else 0].received_at - TICK


def _rest(there: Batch, taken: Batch) -> Batch | None:
    """What is left of entries that were read, when only the first of them were taken: they needn't be read again."""
    if len(taken) == len(there):
        return None
    left = [merge for merge in there.merges if merge.position > taken.until]
    return replace(there, after=taken.until, entries=there.entries[len(taken) :], merges=left)


def _go_together(one: Entry, next_: Entry, history: bool, told_alone: Set[str]) -> bool:
    if one.live != next_.live:
        return False
    if not one.live and not history:
        return True
    alone = _is_told_alone(one, history, told_alone), _is_told_alone(next_, history, told_alone)
    if all(alone):
        return one.received_at == next_.received_at
    return not any(alone)


def _is_told_alone(entry: Entry, history: bool, alone: Set[str]) -> bool:
    return entry.type in alone and (entry.live or (history and entry.asks_points))


def reached(unit: Unit) -> int:
    """The position up to which the books have reacted."""
    row = unit.driver.execute("select position from journal_reader where name = %s", (READER,)).fetchone()
    return 0 if row is None else int(row[0])


def lag(unit: Unit) -> tuple[int, float]:
    """How many entries the books have not reacted to yet, and for how many seconds the oldest has been waiting.

    Of those without a position no more than `lanes.MANY` are looked at in a lane.
    """
    row = unit.driver.execute("select position from journal_mark").fetchone()
    assert row is not None
    reacted = reached(unit)
    count, since = waiting(unit)
    next_ = unit.driver.execute(
        "select received_at from journal_stamp join journal using (seq) where position > %s order by position limit 1",
        (reacted,),
    ).fetchone()
    waited_for = [instant for instant in (since, next_[0] if next_ else None) if instant is not None]
    return row[0] - reacted + count, max(0.0, (unit.now - min(waited_for, default=unit.now)).total_seconds())
