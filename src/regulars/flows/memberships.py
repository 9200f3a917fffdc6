"""Memberships follow from facts and from time: the step of the road that keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.segments.keeper import Keeper
from regulars.segments.questions import Ground

from .moment import Moment, Record

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
        reaction = keeper.react(moment.touched, moment.now) if moment.batch else keeper.wake(moment.now)
        moment.decided[NAME] = reaction
        return lambda unit: keeper.record(unit, reaction, moment.position)

    def recorded(self, moment: Moment) -> None:
        self.keeper.recorded(moment.position)

    def next_due(self, facts: Facts) -> datetime | None:
        return self.keeper.next_due()
