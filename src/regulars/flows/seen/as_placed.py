"""Conditions of rules on orders, asked as of the instant each order was placed.

An order sees what its cart saw: the customer's rows strictly before it and
without the order itself, and the memberships that were known then, however
late it is settled. A rule that names a broken segment itself is broken too, and
nobody asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from regulars.books import Books
from regulars.facts.documents import Asked, Documents, load
from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import Row, Subject
from regulars.rules.tree import Condition
from regulars.segments.questions import Ground

from . import Looking
from .memberships import Held, Memberships

OF_THE_ORDER = ("order", "order_line", "refund")


class AsPlaced:
    """Answers conditions on orders, by one state of the facts."""

    def __init__(self, books: Books, facts: Asked, ground: Ground) -> None:
        self._facts = facts
        self._ground = ground
        self._memberships = Memberships(books, ground)
        self._subjects: dict[tuple[int, datetime], Subject] = {}

    def hold(self, conditions: Sequence[Condition], orders: Sequence[Looking]) -> list[set[str]]:
        """For each condition the external ids of those orders for which it held when they were placed."""
        self._look_at(orders)
        asked = [order for order in orders if _seen(order) in self._subjects]
        held = self._memberships.of(conditions, asked, self._of_segment)
        return [self._of_segment(condition, asked, held) for condition in conditions]

    def _of_segment(self, condition: Condition, orders: Sequence[Looking], held: Held) -> set[str]:
        holds = compiled(condition)
        return {
            order.external_id
            for order in orders
            if holds(_in_segments(self._subjects[_seen(order)], _segments_of(order, held)))
        }

    def _look_at(self, orders: Sequence[Looking]) -> None:
        """Load what these orders see, each once a moment; an order of nobody sees nothing."""
        new = [order for order in orders if _seen(order) not in self._subjects]
        documents = load(self._facts, {order.customer_id for order in new if order.customer_id is not None})
        for order in new:
            if order.customer_id in documents:
                self._subjects[_seen(order)] = self._subject(order, documents[order.customer_id])

    def _subject(self, order: Looking, documents: Documents) -> Subject:
        """The order with its customer's rows, as they were just before it was placed."""
        at = order.placed_at
        rows: dict[str, Sequence[Row]] = {}
        found = documents.at(at)
        for name, kind in self._ground.vocabulary.rows.items():
            earlier = _before(found.get(name, ()), kind.time, at)
            if name in OF_THE_ORDER:
                earlier = [row for row in earlier if row["order_id"] != order.order_id]
            rows[name] = earlier
        itself = next(row for row in found["order"] if row["order_id"] == order.order_id)
        rows["line"] = itself["_lines"]
        return Subject(at, self._ground.calendar, {"customer": documents.customer, "order": itself}, rows)


def _seen(order: Looking) -> tuple[int, datetime]:
    """An order, and the instant at which it is looked at."""
    return order.order_id, order.placed_at


def _before(rows: Iterable[Row], time: str | None, at: datetime) -> list[Row]:
    """The rows with an own time before the instant; those without a time always are."""
    return [row for row in rows if time is None or row.get(time) is None or row[time] < at]


def _segments_of(order: Looking, held: Held) -> frozenset[str]:
    return frozenset(id for id, those in held.items() if order.external_id in those)


def _in_segments(subject: Subject, segments: frozenset[str]) -> Subject:
    customer = {**subject.values["customer"], "segments": segments or None}
    return Subject(subject.now, subject.calendar, {**subject.values, "customer": customer}, subject.rows)
