"""Conditions of rules asked of very many orders: one question for all of them, each as of the instant it was placed.

The same answers as one by one (`as_placed`), which `tests/every` holds it to.
Only a test that compares something of the order with something of the customer
is left to that way, for no question is about both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.facts.columns import micros
from regulars.facts.documents import Asked
from regulars.facts.relations import to_sql
from regulars.rules.about import mixes, of_the_customer
from regulars.rules.query import Compiler, Question, Spread, walk
from regulars.rules.tree import Aggregate, Condition, Group, Test
from regulars.rules.vocabulary import Type
from regulars.segments import bitmaps
from regulars.segments.questions import Ground

from . import Looking
from .as_placed import AsPlaced
from .memberships import Held, Memberships
from .relations import SEEING, of_customers, of_themselves

QUESTION = "answers"


class AtOnce:
    """Answers conditions on orders; what is asked is compiled once and kept."""

    def __init__(self, books: Books, facts: Asked, ground: Ground) -> None:
        self._memberships = Memberships(books, ground)
        self._one_by_one = AsPlaced(books, facts, ground)
        self._customers = Asking(facts, of_customers(ground.tables, ground.vocabulary), ground)
        self._itself = Asking(facts, of_themselves(ground.tables), ground)
        self._itself_of = ground.vocabulary.rows["order"]

    def hold(self, conditions: Sequence[Condition], orders: Sequence[Looking]) -> list[set[str]]:
        """For each condition the external ids of those orders for which it held when they were placed."""
        theirs = [order for order in orders if order.customer_id is not None]
        held = self._memberships.of(conditions, theirs, lambda *asked: self._answered([asked[0]], *asked[1:])[0])
        return self._answered(conditions, theirs, held)

    def _answered(self, conditions: Sequence[Condition], orders: Sequence[Looking], held: Held) -> list[set[str]]:
        every = dict.fromkeys(test for condition in conditions for test in walk.tests(condition))
        about = {test for condition in conditions for test in of_the_customer(condition)}
        mixed = [test for test in every if mixes(test)]
        customers = [test for test in every if test in about]
        others = [test for test in every if test not in about and test not in mixed]
        known = dict(zip(mixed, self._one_by_one.hold(mixed, orders) if mixed else [], strict=True))
        known |= zip(customers, self._customers.answers(customers, orders, held), strict=True)
        asked = [Test(Aggregate("count", self._itself_of, None, test, None, Type.NUMBER), ">=", 1) for test in others]
        known |= zip(others, self._itself.answers(asked, orders, {}), strict=True)
        everybody = {order.external_id for order in orders}
        return [_combined(condition, known, everybody) for condition in conditions]


class Asking:
    """Asks about orders by tables in which each of them is a customer."""

    def __init__(self, facts: Asked, tables: Mapping[str, ir.Table], ground: Ground) -> None:
        self._facts = facts
        self._compiler = Compiler(tables, ground.calendar, to_sql, current=False, registered=False)
        self._compiled: dict[tuple[Condition, ...], Question] = {}
        self._spreads: dict[str, Spread] = {}

    def answers(self, conditions: Sequence[Condition], orders: Sequence[Looking], held: Held) -> list[set[str]]:
        """For each condition the external ids of the orders for which it holds, each as of when it was placed."""
        if not conditions or not orders:
            return [set() for _ in conditions]
        question = self._question(tuple(conditions))
        names = {order.order_id: order.external_id for order in orders}
        looking = _Columns.of(orders)
        asked = bitmaps.asked_each(looking.askers, looking.instants, question, self._spreads[question.sql])
        given = {SEEING: looking.seeing(), "asked": asked}
        if question.segments or question.segment_lists:
            numbers = {order.external_id: order.order_id for order in orders}
            members = {id: BitMap(map(numbers.__getitem__, those & numbers.keys())) for id, those in held.items()}
            given["membership"] = bitmaps.membership(members, named=question.segments, lists=question.segment_lists)
        found = self._facts.ask_all({QUESTION: question.sql}, given)[QUESTION]
        return [set(map(names.__getitem__, those)) for those in bitmaps.from_answers(found, len(conditions))]

    def _question(self, conditions: tuple[Condition, ...]) -> Question:
        if conditions not in self._compiled:
            question = self._compiler.answers(conditions, own=True, changes=False)
            self._compiled[conditions], self._spreads[question.sql] = question, Spread(question.settings)
        return self._compiled[conditions]


class _Columns(NamedTuple):
    """Orders that look, as columns; instants are microseconds since 1970."""

    askers: np.ndarray
    customers: np.ndarray
    instants: np.ndarray

    @classmethod
    def of(cls, orders: Sequence[Looking]) -> Self:
        return cls(
            np.array([order.order_id for order in orders], dtype=np.int32),
            np.array([order.customer_id for order in orders], dtype=np.int32),
            np.array([micros(order.placed_at) for order in orders], dtype=np.int64),
        )

    def seeing(self) -> pa.Table:
        """Which order sees whose rows, before which instant."""
        return pa.table(
            {"asker": self.askers, "whose": self.customers, "before": pa.array(self.instants, pa.timestamp("us"))}
        )


def _combined(condition: Condition, known: Mapping[Test, set[str]], everybody: set[str]) -> set[str]:
    """The orders for which a condition holds, by those for which each of its tests does."""
    if isinstance(condition, Test):
        return known[condition]
    assert isinstance(condition, Group)
    found = [_combined(child, known, everybody) for child in condition.children]
    match condition.mode:
        case "all":
            return everybody.intersection(*found)
        case "any":
            return set[str]().union(*found)
        case "none":
            return everybody.difference(*found)
