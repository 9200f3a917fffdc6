"""Conditions of rules asked of very many orders: one question for all of them, each as of the instant it was placed.

The same answers as one by one (`as_placed`), which `tests/every` holds it to.
Only a test that compares something of the order with something of the customer
is left to that way, for no question is about both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import ibis.expr.types as ir
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.documents import Asked
from regulars.facts.relations import to_sql
from regulars.flows.moment import Moment
from regulars.points.asking import OrderNow
from regulars.points.model.pinning import mixes, of_the_customer
from regulars.rules.query import Compiler, Question, walk
from regulars.rules.tree import Aggregate, Condition, Group, Test
from regulars.rules.vocabulary import Type
from regulars.segments import bitmaps
from regulars.segments.questions import Ground

from .as_placed import AsPlaced
from .memberships import Held, Memberships
from .relations import SEEING, of_customers, of_themselves

QUESTION = "answers"


class AtOnce:
    """Answers conditions on orders; what is asked is compiled once and kept."""

    def __init__(self, moment: Moment, ground: Ground) -> None:
        self._memberships = Memberships(moment.books, ground)
        self._one_by_one = AsPlaced(moment, ground)
        self._customers = Asking(moment.facts, of_customers(ground.tables, ground.vocabulary), ground)
        self._itself = Asking(moment.facts, of_themselves(ground.tables), ground)
        self._itself_of = ground.vocabulary.rows["order"]

    def hold(self, conditions: Sequence[Condition], orders: Sequence[OrderNow]) -> list[set[str]]:
        """For each condition the external ids of those orders for which it held when they were placed."""
        theirs = [order for order in orders if order.customer_id is not None]
        held = self._memberships.of(conditions, theirs, lambda *asked: self._answered([asked[0]], *asked[1:])[0])
        return self._answered(conditions, theirs, held)

    def _answered(self, conditions: Sequence[Condition], orders: Sequence[OrderNow], held: Held) -> list[set[str]]:
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

    def answers(self, conditions: Sequence[Condition], orders: Sequence[OrderNow], held: Held) -> list[set[str]]:
        """For each condition the external ids of the orders for which it holds, each as of when it was placed."""
        if not conditions or not orders:
            return [set() for _ in conditions]
        question = self._question(tuple(conditions))
        names = {order.order_id: order.external_id for order in orders}
        given = {SEEING: _seeing(orders), "asked": bitmaps.asked_each(_instants(orders), question)}
        if question.segments or question.segment_lists:
            numbers = {order.external_id: order.order_id for order in orders}
            members = {id: BitMap(map(numbers.__getitem__, those & numbers.keys())) for id, those in held.items()}
            given["membership"] = bitmaps.membership(members, named=question.segments, lists=question.segment_lists)
        found = self._facts.ask_all({QUESTION: question.sql}, given)[QUESTION]
        return [set(map(names.__getitem__, those)) for those in bitmaps.from_answers(found, len(conditions))]

    def _question(self, conditions: tuple[Condition, ...]) -> Question:
        if conditions not in self._compiled:
            self._compiled[conditions] = self._compiler.answers(conditions, own=True, changes=False)
        return self._compiled[conditions]


def _instants(orders: Iterable[OrderNow]) -> dict[int, datetime]:
    return {order.order_id: order.placed_at for order in orders}


def _seeing(orders: Sequence[OrderNow]) -> pa.Table:
    """Which order sees whose rows, before which instant."""
    before = pa.array([order.placed_at for order in orders], pa.timestamp("us", "UTC"))
    return pa.table(
        {
            "asker": pa.array([order.order_id for order in orders], pa.int32()),
            "whose": pa.array([order.customer_id for order in orders], pa.int32()),
            "before": before.cast(pa.timestamp("us")),
        }
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
