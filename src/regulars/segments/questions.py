"""The compiled questions of a set of segments, kept until the set changes.

Segments of one layer are asked together. A question is compiled for a few
customers, for a few each at an instant of their own, or for all, and for
instants after the last dated entry of any order or before it; each kind once,
when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.books.shop import Shop
from regulars.facts.attributes import Declaration
from regulars.facts.relations import tables, to_sql
from regulars.facts.vocabulary import vocabulary
from regulars.rules.calendar import Calendar
from regulars.rules.query import Compiler, Question
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Vocabulary

from . import bitmaps
from .refresh import AUTOMATIC, Refresh


@dataclass(frozen=True)
class Ground:
    """What conditions are compiled against: it changes when an attribute is declared."""

    vocabulary: Vocabulary
    calendar: Calendar
    tables: Mapping[str, ir.Table]

    @classmethod
    def of(cls, shop: Shop, declarations: Iterable[Declaration]) -> Ground:
        """The ground of an installation with these attributes declared."""
        declared = list(declarations)
        columns: dict[str, dict[str, str]] = {}
        for declaration in declared:
            columns.setdefault(declaration.subject, {}).update(declaration.columns)
        words = vocabulary(declared, calendar=shop.calendar, currency=shop.currency)
        return cls(words, shop.calendar, tables(columns))

    def compiler(self, *, current: bool) -> Compiler:
        """The compiler for instants after the last dated entry, or before it."""
        return Compiler(self.tables, self.calendar, to_sql, current)


@dataclass(frozen=True)
class Live:
    """A segment that is kept up to date: its condition as checked, narrowed to whom it applies to."""

    id: str
    version: int
    condition: Condition
    refresh: Refresh = AUTOMATIC

    @property
    def is_automatic(self) -> bool:
        """Whether it is exact in every moment."""
        return self.refresh.kind == "automatic"


_ASKED_LIVE = ((True, True, False), (True, True, True), (True, False, False), (True, False, True))
"""The kinds of questions that entries and time bring, see `Questions.question`."""

Who = Mapping[datetime, BitMap] | None
"""The customers asked about at each instant, nobody at two; None is all of them."""


def everyone(who: Who) -> BitMap | None:
    """The customers asked about, at whatever instant."""
    return None if who is None else BitMap.union(BitMap(), *who.values())


@dataclass(frozen=True)
class Found:
    """The answers of one layer: who holds each condition among those asked, and their next changes."""

    members: dict[str, BitMap]
    changes: pa.Table

    def there(self) -> BitMap:
        """Those who are known at all, of those asked about."""
        return bitmaps.from_sorted(np.sort(self.changes.column("customer_id").to_numpy()))


class Questions:
    """One layer's questions."""

    def __init__(self, ground: Ground, segments: Sequence[Live]) -> None:
        self.segments = list(segments)
        self._ground = ground
        self._compiled: dict[tuple[bool, bool, bool], Question] = {}
        self._narrower: dict[frozenset[str], Questions] = {}

    def question(self, *, asked: bool, current: bool, own: bool = False) -> Question:
        """The question about some customers (`asked`), maybe each at an instant of their `own`, or all."""
        kind = (asked, current, own)
        if kind not in self._compiled:
            conditions = [segment.condition for segment in self.segments]
            self._compiled[kind] = self._ground.compiler(current=current).answers(conditions, asked=asked, own=own)
        return self._compiled[kind]

    def compile_next(self) -> bool:
        """Compile one of the questions that will be asked as entries come in; False when none is left."""
        missing = next((kind for kind in _ASKED_LIVE if kind not in self._compiled), None)
        if missing is None or not self.segments:
            return False
        asked, current, own = missing
        self.question(asked=asked, current=current, own=own)
        return True

    def ask(
        self,
        ask: Callable[..., pa.Table],
        *,
        who: Who,
        members: Mapping[str, BitMap],
        now: datetime,
        current: bool,
    ) -> Found:
        """The answers for some customers, each at their instant, or for all at `now`. Raises what `ask` raises."""
        question = self.question(asked=who is not None, current=current, own=who is not None and len(who) > 1)
        customers = everyone(who)
        given: dict[str, pa.Table] = {}
        if who is not None:
            given["asked"] = bitmaps.asked_at(who, question) if question.own else bitmaps.asked(customers or ())
        if question.segments or question.segment_lists:
            given["membership"] = bitmaps.membership(
                members, named=question.segments, lists=question.segment_lists, among=customers
            )
        answers = ask(question.sql, given, {} if question.own else question.settings(now))
        found = bitmaps.from_answers(answers, len(self.segments))
        by_id = {segment.id: held for segment, held in zip(self.segments, found, strict=True)}
        return Found(by_id, answers.select(["customer_id", "next_change"]))

    def only(self, ids: set[str]) -> Questions:
        """The questions about some of these segments; the same object when that is all of them."""
        kept = [segment for segment in self.segments if segment.id in ids]
        if len(kept) == len(self.segments):
            return self
        names = frozenset(segment.id for segment in kept)
        if names not in self._narrower:
            self._narrower[names] = Questions(self._ground, kept)
        return self._narrower[names]

    def fresh(self, ids: set[str]) -> Questions:
        """The questions about some of these segments, to be asked once and not kept."""
        return Questions(self._ground, [segment for segment in self.segments if segment.id in ids])

    def halves(self) -> tuple[Questions, Questions]:
        """The layer in two, to find the segment that makes it fail."""
        middle = len(self.segments) // 2
        return Questions(self._ground, self.segments[:middle]), Questions(self._ground, self.segments[middle:])
