"""What held for customers at instants of the past: the facts are asked as of then, all who stand at one node together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.campaigns.model.amounts import BALANCE
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.formulas import Of
from regulars.campaigns.model.progress import Walk
from regulars.campaigns.model.steps import WaitForEvent, WaitForOrder
from regulars.facts.columns import micros
from regulars.flows.campaigns import counting
from regulars.flows.campaigns.asking import Asking
from regulars.flows.campaigns.deciding import Held
from regulars.http.house import Asked
from regulars.kinds.points import FIRST
from regulars.rules.calendar import Calendar
from regulars.rules.query import Question, Spread
from regulars.rules.tree import Condition
from regulars.segments import bitmaps
from regulars.segments.current import is_current
from regulars.segments.questions import Ground

from .segments import SegmentsThen

Each = Mapping[int, datetime]
"""Customers, and the instant at which each is asked about."""
Pair = tuple[int, datetime]


class PastAsking:
    """Answers what campaigns ask, each run at the instant at which it would have been looked at."""

    def __init__(self, books: Books, facts: Asked, ground: Ground, since: datetime) -> None:
        self.facts = facts
        self.ground = ground
        self.segments = SegmentsThen(books, ground, since, self)
        self._asking = Asking(books, facts, lambda: ground)
        self._questions: dict[tuple[Any, ...], Question] = {}
        self._spreads: dict[str, Spread] = {}

    @property
    def calendar(self) -> Calendar:
        return self.ground.calendar

    # What is decided by

    def members(self, segment: str, here: Sequence[Walk]) -> Held:
        [held] = _held(lambda asked: [self.segments.among(segment, asked)], here, _now)
        return held

    def holding(self, conditions: Sequence[Mapping[str, Any]], here: Sequence[Walk]) -> list[Held]:
        read = [self._asking.read(condition) for condition in conditions]
        return _held(lambda asked: self.each(read, asked), here, _now)

    def holding_then(self, condition: Mapping[str, Any], here: Sequence[Walk]) -> Held:
        read = self._asking.read(condition)
        [held] = _held(lambda asked: self.each([read], asked), here, _occasion)
        return held

    def holding_until(
        self, condition: Mapping[str, Any], here: Sequence[Walk]
    ) -> tuple[Held, Callable[[Walk], datetime | None]]:
        """What comes in later lies ahead of the instant, so the next change tells of it too."""
        read = self._asking.read(condition)
        changes: dict[Pair, datetime] = {}

        def ask(asked: Each) -> list[BitMap]:
            found = self._answers([read], asked, changes=True)
            pairs = zip(found.column("customer_id").to_pylist(), found.column("next_change").to_pylist(), strict=True)
            changes.update({(id, asked[id]): at.replace(tzinfo=UTC) for id, at in pairs if at is not None})
            return bitmaps.from_answers(found, 1)

        [held] = _held(ask, here, _now)
        return held, lambda walk: changes.get((walk.customer_id, walk.now))

    def amounts(self, of: Of, here: Sequence[Walk], kind: str) -> Callable[[Walk], Fraction | None]:
        """A balance is what was posted by then, as conditions read it."""
        asked = of if of != BALANCE else balance_of(kind)
        found = counting.values(
            self.facts, self.ground, asked, here, segments=self.segments.every(),
            is_in=lambda id, walk: walk.customer_id in self.segments.among(id, {walk.customer_id: walk.now}),
        )  # fmt: skip
        return lambda walk: found.get(walk.run_id)

    def happened(
        self, step: WaitForEvent | WaitForOrder, definition: Definition, here: Sequence[Walk]
    ) -> Collection[int]:
        return ()  # whoever enters is looked at in the same instant

    def dates(self, path: str, customers: Collection[int]) -> Mapping[int, date]:
        return self._asking.dates(path, customers)

    def calendars(self, attribute: str | None, customers: Collection[int]) -> Callable[[int], Calendar]:
        return self._asking.calendars(attribute, customers)

    def is_instant(self, path: str) -> bool:
        """Whether a field of customers is an instant, and not a date."""
        return self._asking.is_instant(path)

    # Asking

    def everybody_for_whom(self, condition: Mapping[str, Any], at: datetime) -> BitMap:
        """All for whom a condition, as it is kept, held at an instant."""
        return self.everybody(self._asking.read(condition), at)

    def everybody(self, condition: Condition, at: datetime) -> BitMap:
        current = is_current(self.facts.horizon(), at)
        question = self._question((condition,), current=current, everybody=True)
        tables = self._membership(question, lambda id: self.segments.members(id, at), None)
        found = self.facts.ask(question.sql, tables, question.settings(at)).column("customer_id")
        return bitmaps.from_sorted(np.sort(found.to_numpy()))

    def each(self, conditions: Sequence[Condition], asked: Each) -> list[BitMap]:
        return bitmaps.from_answers(self._answers(conditions, asked, changes=False), len(conditions))

    def _answers(self, conditions: Sequence[Condition], asked: Each, *, changes: bool) -> pa.Table:
        instants = set(asked.values())
        first = min(instants)
        own = len(instants) > 1
        current = is_current(self.facts.horizon(), first)
        question = self._question(tuple(conditions), current=current, own=own, changes=changes)
        tables = self._membership(question, lambda id: self.segments.among(id, asked), BitMap(asked))
        if not own:
            tables["asked"] = bitmaps.asked(BitMap(asked))
            return self.facts.ask(question.sql, tables, question.settings(first))
        customers = np.fromiter(asked, dtype=np.int32, count=len(asked))
        at = np.fromiter(map(micros, asked.values()), dtype=np.int64, count=len(asked))
        spread = self._spreads.setdefault(question.sql, Spread(question.settings))
        tables["asked"] = bitmaps.asked_each(customers, at, question, spread)
        return self.facts.ask(question.sql, tables)

    def _membership(
        self, question: Question, members: Callable[[str], BitMap], among: BitMap | None
    ) -> dict[str, pa.Table]:
        if not question.segments and not question.segment_lists:
            return {}
        ids = self.segments.every() if question.segment_lists else question.segments
        held = {id: members(id) for id in ids}
        table = bitmaps.membership(held, named=question.segments, lists=question.segment_lists, among=among)
        return {"membership": table}

    def _question(
        self,
        conditions: tuple[Condition, ...],
        *,
        current: bool,
        everybody: bool = False,
        own: bool = False,
        changes: bool = False,
    ) -> Question:
        key = (conditions, current, everybody, own, changes)
        if key not in self._questions:
            compiler = self.ground.compiler(current=current)
            self._questions[key] = (
                compiler.members(conditions[0])
                if everybody
                else compiler.answers(conditions, asked=True, own=own, changes=changes)
            )
        return self._questions[key]


def balance_of(kind: str) -> dict[str, Any]:
    """What a customer was posted of a kind of points, as an expression of the language."""
    if kind == FIRST:
        return {"sum": "points_entry.points"}
    where = {"value": "other_points_entry.points_kind", "op": "=", "to": kind}
    return {"sum": "other_points_entry.points", "where": where}


def _now(walk: Walk) -> datetime:
    return walk.now


def _occasion(walk: Walk) -> datetime:
    return walk.occasion_at


def _held(
    ask: Callable[[Each], list[BitMap]], here: Iterable[Walk], instant_of: Callable[[Walk], datetime]
) -> list[Held]:
    """What held for runs; of a customer with several at several instants one after the other is asked about."""
    instants = {instant_of(walk) for walk in here}
    if len(instants) == 1:
        [at] = instants
        return [_of_customers(who) for who in ask(dict.fromkeys([walk.customer_id for walk in here], at))]
    pairs = {(walk.customer_id, instant_of(walk)) for walk in here}
    found: list[set[Pair]] = []
    while pairs:
        asked = dict(pairs)
        answers = ask(asked)
        found = found or [set() for _ in answers]
        for held, who in zip(found, answers, strict=True):
            held |= {(id, asked[id]) for id in who}
        pairs -= asked.items()
    return [_of_pairs(held, instant_of) for held in found]


def _of_customers(who: BitMap) -> Held:
    return lambda walk: walk.customer_id in who


def _of_pairs(held: set[Pair], instant_of: Callable[[Walk], datetime]) -> Held:
    return lambda walk: (walk.customer_id, instant_of(walk)) in held
