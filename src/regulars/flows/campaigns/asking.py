"""Asking the facts about those who are on the way, as sets: one question for all who stand before the same condition."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from pyroaring import BitMap

from regulars.books import Books
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.formulas import Of
from regulars.campaigns.model.progress import Walk
from regulars.campaigns.model.steps import WaitForEvent, WaitForOrder
from regulars.http.house import Asked
from regulars.points import reading
from regulars.rules.calendar import Calendar
from regulars.rules.check import Scope, check
from regulars.rules.query import Question
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Type, Vocabulary
from regulars.segments import bitmaps, store
from regulars.segments.current import is_current
from regulars.segments.questions import Ground

from . import counting, meanwhile

log = logging.getLogger(__name__)

MOST_QUESTIONS = 1_000
"""More compiled questions than these are not kept."""


class Asking:
    """Answers what campaigns ask. Questions are compiled once, and again when an attribute is declared."""

    def __init__(self, books: Books, facts: Asked, ground: Callable[[], Ground]) -> None:
        self._books = books
        self._facts = facts
        self._ground = ground
        self._of: Ground | None = None
        self._conditions: dict[bytes, Condition] = {}
        self._questions: dict[tuple[Any, ...], Question] = {}

    @property
    def position(self) -> int:
        """How far the facts have come."""
        return self._facts.position()

    @property
    def vocabulary(self) -> Vocabulary:
        return self._ground().vocabulary

    @property
    def calendar(self) -> Calendar:
        return self._ground().calendar

    def holding(
        self, conditions: Sequence[Mapping[str, Any]], customers: Collection[int], now: datetime
    ) -> list[BitMap]:
        """For whom of some customers each condition holds."""
        return self._ask(conditions, customers, now, changes=False)[0]

    def holding_at(
        self, condition: Mapping[str, Any], asked: Collection[tuple[int, datetime]]
    ) -> set[tuple[int, datetime]]:
        """For whom of some customers a condition holds, each at an instant; some may be asked about at several."""
        question, holding = (
            self._question([condition], current=False, changes=False, own=True),
            set[tuple[int, datetime]](),
        )
        left = sorted(set(asked))
        while left:
            now = dict(reversed(left))  # of each customer the first that is left
            left = [(id, at) for id, at in left if now[id] != at]
            who: dict[datetime, BitMap] = defaultdict(BitMap)
            for id, at in now.items():
                who[at].add(id)
            tables = {"asked": bitmaps.asked_at(who, question)} | self._membership(question, BitMap(now))
            (holds,) = bitmaps.from_answers(self._facts.ask(question.sql, tables, {}), 1)
            holding |= {(id, now[id]) for id in holds}
        return holding

    def holding_until(
        self, condition: Mapping[str, Any], customers: Collection[int], now: datetime
    ) -> tuple[BitMap, dict[int, datetime]]:
        """For whom of some customers a condition holds, and when time alone may change that, where it ever does."""
        (holds,), changes = self._ask([condition], customers, now, changes=True)
        return holds, changes

    def holding_of_all(self, condition: Mapping[str, Any], now: datetime) -> BitMap:
        """Everybody for whom a condition holds at an instant."""
        current = is_current(self._facts.horizon(), now)
        question = self._question([condition], current=current, changes=None)
        found = self._facts.ask(question.sql, self._membership(question, None), question.settings(now))
        return BitMap(found.column("customer_id").to_pylist())

    def is_instant(self, path: str) -> bool:
        """Whether a field of customers is an instant, and not a date."""
        return self._ground().vocabulary.fields[path].type is Type.INSTANT

    def members(self, segment: str) -> BitMap:
        """Who is in a segment."""
        with self._books.looking() as unit:
            return store.members(unit.connection, [segment]).get(segment, BitMap())

    def balances(self, customers: Collection[int], now: datetime, kind: str) -> dict[int, int]:
        """What customers can spend of a kind of points."""
        with self._books.looking() as unit:
            return reading.available(unit.connection, customers, at=now, kind=kind)

    def values(self, of: Of, here: Sequence[Walk]) -> dict[int, Fraction]:
        """What points are counted by, by run: see `counting.values`."""
        with self._books.looking() as unit:
            members = dict(store.members(unit.connection))
        return counting.values(
            self._facts, self._ground(), of, here,
            segments=list(members), is_in=lambda id, walk: walk.customer_id in members.get(id, ()),
        )  # fmt: skip

    def happened(self, step: WaitForEvent | WaitForOrder, definition: Definition, here: Sequence[Walk]) -> set[int]:
        """The runs, of those that come to a wait now, for which it has happened: see `meanwhile`."""
        return meanwhile.happened(self._books, self._facts, step, definition, here)

    def dates(self, path: str, customers: Collection[int]) -> dict[int, date]:
        """A date of some customers, as a local date; of whom it isn't known are left out."""
        calendar = self._ground().calendar
        return {
            id: calendar.local_date(value.replace(tzinfo=UTC)) if isinstance(value, datetime) else value
            for id, value in self._column(path, customers).items()
        }

    def calendars(self, attribute: str | None, customers: Collection[int]) -> Callable[[int], Calendar]:
        """The calendar of each of some customers, by the attribute that holds their time zone; else the shop's."""
        shops = self._ground().calendar
        if attribute is None:
            return lambda _: shops
        zones: dict[str, Calendar] = {}
        own: dict[int, Calendar] = {}
        for id, name in self._column(f"customer.attributes.{attribute}", customers).items():
            if name not in zones:
                zones[name] = _calendar(name, shops)
            own[id] = zones[name]
        return lambda id: own.get(id, shops)

    def _column(self, path: str, customers: Collection[int]) -> dict[int, Any]:
        name = path.removeprefix("customer.")
        table = self._ground().tables["customer"]
        if name not in table.columns:
            return {}
        question = (
            f'select customer_id, "{name}" from customer semi join asked using (customer_id) where "{name}" is not null'
        )
        found = self._facts.ask(question, {"asked": bitmaps.asked(customers)})
        return dict(zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True))

    def _ask(
        self, conditions: Sequence[Mapping[str, Any]], customers: Collection[int], now: datetime, *, changes: bool
    ) -> tuple[list[BitMap], dict[int, datetime]]:
        current = is_current(self._facts.horizon(), now)
        question = self._question(conditions, current=current, changes=changes)
        whom = BitMap(customers)
        tables = {"asked": bitmaps.asked(whom)} | self._membership(question, whom)
        found = self._facts.ask(question.sql, tables, question.settings(now))
        next_changes: dict[int, datetime] = {}
        if changes:
            pairs = zip(found.column("customer_id").to_pylist(), found.column("next_change").to_pylist(), strict=True)
            next_changes = {id: at.replace(tzinfo=UTC) for id, at in pairs if at is not None}
        return bitmaps.from_answers(found, len(conditions)), next_changes

    def _membership(self, question: Question, among: BitMap | None) -> dict[str, Any]:
        if not question.segments and not question.segment_lists:
            return {}
        with self._books.looking() as unit:
            members = dict(store.members(unit.connection, None if question.segment_lists else question.segments))
        table = bitmaps.membership(members, named=question.segments, lists=question.segment_lists, among=among)
        return {"membership": table}

    def _question(
        self, conditions: Sequence[Mapping[str, Any]], *, current: bool, changes: bool | None, own: bool = False
    ) -> Question:
        """The compiled question; `changes` None: about everybody; `own`: about each at an instant of their own."""
        ground = self._ground()
        if ground is not self._of or len(self._questions) > MOST_QUESTIONS:
            self._of, self._conditions, self._questions = ground, {}, {}
        texts = tuple(orjson.dumps(condition) for condition in conditions)
        key = (texts, current, changes, own)
        if key not in self._questions:
            read = [self.read(condition) for condition in conditions]
            compiler = ground.compiler(current=current)
            made = (
                compiler.members(read[0])
                if changes is None
                else compiler.answers(read, asked=True, changes=changes, own=own)
            )
            self._questions[key] = made
        return self._questions[key]

    def read(self, condition: Mapping[str, Any]) -> Condition:
        """A condition as it is compiled; raises `InvalidCondition` when what it names is gone."""
        ground = self._ground()
        text = orjson.dumps(condition)
        if text not in self._conditions:
            self._conditions[text] = check(condition, Scope(ground.vocabulary, "customer", ground.calendar.zone))
        return self._conditions[text]


def _calendar(zone: str, shops: Calendar) -> Calendar:
    """The calendar of a zone by its name; the shop's where there is no such zone."""
    try:
        return Calendar(ZoneInfo(zone), shops.leap_day_falls_on)
    except (KeyError, ValueError, OSError):
        return shops
