"""The compiled questions of a set of segments, kept until the set changes.

Segments of one layer are asked together. A question is compiled for a few
customers or for all, and for instants after the last dated entry of any order
or before it; each kind once, when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis.expr.types as ir
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.relations import to_sql
from regulars.rules.calendar import Calendar
from regulars.rules.query import Compiler, Question
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Vocabulary

from . import bitmaps


@dataclass(frozen=True)
class Ground:
    """What conditions are compiled against: it changes when an attribute is declared."""

    vocabulary: Vocabulary
    calendar: Calendar
    tables: Mapping[str, ir.Table]

    def compiler(self, *, current: bool) -> Compiler:
        """The compiler for instants after the last dated entry, or before it."""
        return Compiler(self.tables, self.calendar, to_sql, current)


@dataclass(frozen=True)
class Live:
    """A segment that is kept up to date: its condition as checked, narrowed to whom it applies to."""

    id: str
    version: int
    condition: Condition


@dataclass(frozen=True)
class Found:
    """The answers of one layer: who holds each condition among those asked, and their next changes."""

    members: dict[str, BitMap]
    changes: pa.Table


class Questions:
    """One layer's questions."""

    def __init__(self, ground: Ground, segments: Sequence[Live]) -> None:
        self.segments = list(segments)
        self._ground = ground
        self._compiled: dict[tuple[bool, bool], Question] = {}

    def question(self, *, asked: bool, current: bool) -> Question:
        """The question about some customers (`asked`) or all."""
        kind = (asked, current)
        if kind not in self._compiled:
            conditions = [segment.condition for segment in self.segments]
            self._compiled[kind] = self._ground.compiler(current=current).answers(conditions, asked=asked)
        return self._compiled[kind]

    def ask(
        self,
        ask: Callable[..., pa.Table],
        *,
        customers: BitMap | None,
        members: Mapping[str, BitMap],
        now: datetime,
        current: bool,
    ) -> Found:
        """The answers at `now` for some customers, or for all. Raises what `ask` raises."""
        question = self.question(asked=customers is not None, current=current)
        tables: dict[str, pa.Table] = {}
        if customers is not None:
            tables["asked"] = bitmaps.asked(customers)
        if question.segments or question.segment_lists:
            tables["membership"] = bitmaps.membership(
                members, named=question.segments, lists=question.segment_lists, among=customers
            )
        answers = ask(question.sql, tables, question.settings(now))
        found = bitmaps.from_answers(answers, len(self.segments))
        by_id = {segment.id: held for segment, held in zip(self.segments, found, strict=True)}
        return Found(by_id, answers.select(["customer_id", "next_change"]))

    def only(self, ids: set[str]) -> Questions:
        """The questions about some of these segments; the same object when that is all of them."""
        kept = [segment for segment in self.segments if segment.id in ids]
        return self if len(kept) == len(self.segments) else Questions(self._ground, kept)

    def halves(self) -> tuple[Questions, Questions]:
        """The layer in two, to find the segment that makes it fail."""
        middle = len(self.segments) // 2
        return Questions(self._ground, self.segments[:middle]), Questions(self._ground, self.segments[middle:])
