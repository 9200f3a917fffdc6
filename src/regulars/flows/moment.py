"""A moment of the road: what has just come in, whom it touches, and the instant it is looked at.

A step of the road prepares what it will do by asking the facts, and gives back
what is to be written; all steps of a moment are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.journal.read import Batch

Record = Callable[[Unit], None]
"""Writes what a step decided; called again from the start when the database asks for it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One batch of the journal, or an empty one when only time has passed.

    `touched` are the customers that the batch has touched by anything that a step heeds. `now` is the instant
    that the batch began with, the same after a crash. `decided` is where a step
    leaves what later steps of the same moment need of it, by its name.
    """

    books: Books
    facts: Facts
    batch: Batch
    touched: Sequence[int]
    now: datetime
    decided: dict[str, Any] = field(default_factory=dict)

    @property
    def position(self) -> int:
        """The journal position that the facts have reached."""
        return self.batch.until

    @property
    def live(self) -> bool:
        """Whether this happens now and may trigger something; entries of a batch are all live or none is."""
        return not self.batch or self.batch.entries[0].live


class Step(Protocol):
    """One thing that follows from facts and from time: memberships, points."""

    def begin(self, books: Books, facts: Facts) -> None:
        """The worker has started, or the facts were made again; called before anything else."""
        ...

    def prepare(self, moment: Moment) -> Record | None:
        """Ask the facts what follows from the moment; nothing is written yet."""
        ...

    def heeds(self, type: str) -> bool:
        """Whether anything of this step may follow from a decision about many customers or about points, of this type."""
        ...

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        """Whether what time has brought up to `now` may be looked at together with a batch."""
        ...

    def recorded(self, moment: Moment) -> None:
        """What was prepared is committed. A process may be killed before it comes here."""
        ...

    def get_ready(self) -> bool:
        """Do a part of what would otherwise hold up the next moment; called while nothing waits. False: nothing is left."""
        ...

    def next_due(self, facts: Facts) -> datetime | None:
        """The next instant at which time alone may bring something about."""
        ...


class OfEntries:
    """What a step does not need that goes by the entries of a batch alone: time brings it nothing, and it keeps nothing.

    Whom a decision about many is about is read off the entry itself, so such decisions needn't come apart for it.
    """

    def heeds(self, type: str) -> bool:
        return False

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        return True

    def recorded(self, moment: Moment) -> None:
        """Nothing is to be remembered."""

    def get_ready(self) -> bool:
        return False

    def next_due(self, facts: Facts) -> datetime | None:
        return None


@dataclass(frozen=True, slots=True)
class Sweep:
    """Something that time brings about in the books: expiry, forgetting. Done until it returns 0."""

    name: str
    every_seconds: float
    do: Callable[[Unit], int]


@dataclass(frozen=True, slots=True)
class Round:
    """Something that goes on beside the batches, a part a step: it asks the facts, and opens its transactions itself.

    `do` is told the instant, and up to when everything that came in is known, and says how much it did; it is called again
    with the next step of the road.
    """

    name: str
    do: Callable[[datetime, datetime], int]
