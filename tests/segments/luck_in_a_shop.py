"""A small shop to which anything happens, by luck: whatever can change who is in a segment does, while time moves on.

A step is a few happenings with time between them, of which the worker hears together. What it must come to is
computed from nothing. The same seed gives the same life.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from random import Random
from unittest.mock import patch

from tests.segments.happenings import DAY, HOUR, SECOND, Happenings
from tests.segments.segments_of_luck import SEGMENTS, SHOPS
from tests.segments.shop import GROUND, Shop

from regulars.books import Books
from regulars.rules.query import Question
from regulars.rules.tree import Condition
from regulars.segments import past, pins, store
from regulars.segments.current import is_current
from regulars.segments.plan import Plan, plan
from regulars.segments.questions import Questions
from regulars.segments.verify import Drift, compare

MICROSECOND = timedelta(microseconds=1)


@cache
def _compiled(conditions: tuple[Condition, ...], asked: bool, current: bool, own: bool) -> Question:
    return GROUND.compiler(current=current).answers(conditions, asked=asked, own=own)


def _question(questions: Questions, *, asked: bool, current: bool, own: bool = False) -> Question:
    return _compiled(tuple(segment.condition for segment in questions.segments), asked, current, own)


@contextmanager
def compiled_once() -> Iterator[None]:
    """What was compiled for one life, or before a definition was changed to and fro, is not compiled again: that takes
    longer than all the rest."""
    with patch.object(Questions, "question", _question):
        yield


class Life(Happenings):
    """What happens to one shop, step by step."""

    def __init__(self, books: Books, kind: str, seed: int, *, limit: int = 5_000, meets_instants: bool = True) -> None:
        """`meets_instants`: whether time often moves just so far that something comes true, as the worker foresees it."""
        super().__init__(
            Shop(books, limit=limit),
            {id: SEGMENTS[id] for id in SHOPS[kind]},
            Random(f"{kind} {seed}"),
            limit=limit,
        )
        self.meets_instants = meets_instants
        self._asked: tuple[object, Plan] = (None, Plan([], []))

    # Steps

    def step(self, happenings: int | None = None) -> None:
        """A happening, now and then three, or so many, and then the worker."""
        for _ in range(happenings or self.luck.choice((1, 1, 1, 1, 1, 1, 1, 3))):
            self._time()
            self.happening()()
        self.shop.road.run_dry()

    def differing(self) -> list[Drift]:
        """The segments whose members are others than those computed from nothing, as of now."""
        shop = self.shop
        with shop.books.transaction() as unit:
            definitions = [d for d in store.definitions(unit.connection) if d.broken_by is None]
            members, pinned = store.members(unit.connection), pins.load(unit.connection)
        asked = [(d.id, d.version) for d in definitions]
        if self._asked[0] != asked:
            self._asked = asked, plan(definitions, GROUND)
        current = is_current(shop.facts.horizon(), shop.now)
        found = compare(self._asked[1].kept, shop.facts.ask, members, pinned, at=shop.now, current=current)
        return [drift for drift in found if drift]

    def misremembered(self) -> list[str]:
        """The segments whose history says that others are in now than are."""
        with self.shop.books.transaction() as unit:
            members = store.members(unit.connection)
            return [id for id, held in members.items() if past.members_at(unit.connection, id, self.shop.now) != held]

    # Time

    def _time(self) -> None:
        """Let some pass: mostly little, and often just so much that something comes true or just doesn't."""
        luck, shop = self.luck, self.shop
        due = shop.road.next_due() if self.meets_instants else None
        if due is not None and shop.now < due < shop.now + 60 * DAY and luck.random() < 0.4:
            shop.now = max(shop.now, due - luck.choice((timedelta(), timedelta(), MICROSECOND)))
            return
        unit, most = luck.choices(((SECOND, 90), (HOUR, 12), (DAY, 9)), (12, 7, 1))[0]
        shop.now += unit * luck.randrange(most)
