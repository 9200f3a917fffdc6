"""Conditions of rules on orders, asked as of the instant each order was placed.

An order sees what its cart saw: the customer's rows strictly before it and
without the order itself, and the memberships that were known then, however
late it is settled. Where that history doesn't reach back (the segment is
younger, or the customer came with this order), a segment's condition is
evaluated as of the instant. A broken segment has its last result for those that
name it; a rule that names it itself is broken too, and nobody asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from pyroaring import BitMap

from regulars.books import Unit
from regulars.facts.documents import Documents, load
from regulars.points.asking import OrderNow
from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import Row, Subject
from regulars.rules.traits import references
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.model import Definition
from regulars.segments.packing import EVERYBODY, unpacked
from regulars.segments.plan import Plan, needed, plan
from regulars.segments.questions import Ground

from .moment import Moment

OF_THE_ORDER = ("order", "order_line", "refund")

_KNOWN_SINCE = """
    select customer_identity.customer_id, journal.received_at from customer_identity
    join journal_stamp using (position) join journal using (seq)
    where customer_identity.customer_id = any(%s)"""


class AsPlaced:
    """Answers conditions on orders for one moment of the road."""

    def __init__(self, moment: Moment, ground: Ground) -> None:
        self._moment = moment
        self._ground = ground
        self._subjects: dict[tuple[int, datetime], Subject] = {}

    def hold(self, condition: Condition, orders: Sequence[OrderNow]) -> set[str]:
        """The external ids of those orders for which the condition held when they were placed."""
        self._look_at(orders)
        asked = [order for order in orders if _seen(order) in self._subjects]
        seen = [self._subjects[_seen(order)] for order in asked]
        segments = self._memberships(condition, asked, seen)
        holds = compiled(condition)
        return {
            order.external_id
            for order, subject, held in zip(asked, seen, segments, strict=True)
            if holds(_in_segments(subject, held))
        }

    def _look_at(self, orders: Sequence[OrderNow]) -> None:
        """Load what these orders see, each once a moment; an order of nobody sees nothing."""
        new = [order for order in orders if _seen(order) not in self._subjects]
        documents = load(self._moment.facts, {order.customer_id for order in new if order.customer_id is not None})
        for order in new:
            if order.customer_id in documents:
                self._subjects[_seen(order)] = self._subject(order, documents[order.customer_id])

    def _subject(self, order: OrderNow, documents: Documents) -> Subject:
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

    # Segments

    def _memberships(
        self, condition: Condition, orders: Sequence[OrderNow], seen: Sequence[Subject]
    ) -> list[frozenset[str]]:
        """For each order the segments its customer was in, as far as the condition reads them."""
        asked = self._needed(condition)
        held: list[set[str]] = [set() for _ in orders]
        if not asked or not orders:
            return [frozenset() for _ in orders]
        with self._moment.books.transaction() as unit:
            mentioned = known_since(unit, {order.customer_id for order in orders if order.customer_id is not None})
            was_in = {id: _WasIn(unit, id, min(order.placed_at for order in orders)) for id in asked}
        for id in asked & self._broken:
            for order, into in zip(orders, held, strict=True):
                if order.customer_id is not None and was_in[id].just_before(order.customer_id, order.placed_at):
                    into.add(id)
        for layer in self._plan.layers:
            for segment in layer.segments:
                if segment.id not in asked - self._broken:
                    continue
                holds = compiled(segment.condition)
                made_at = self._definitions[segment.id].created_at
                for order, subject, into in zip(orders, seen, held, strict=True):
                    assert order.customer_id is not None
                    since = max(made_at, mentioned.get(order.customer_id, order.placed_at))
                    reaches = since < order.placed_at
                    if (
                        was_in[segment.id].just_before(order.customer_id, order.placed_at)
                        if reaches
                        else holds(_in_segments(subject, frozenset(into)))
                    ):
                        into.add(segment.id)
        return [frozenset(ids) for ids in held]

    def _needed(self, condition: Condition) -> set[str]:
        """The segments that a condition reads, with those that they name."""
        if not _names_segments(condition):
            return set()
        live = {segment.id: segment.condition for segment in self._plan.segments if segment.id not in self._broken}
        return needed(condition, dict.fromkeys(self._definitions) | live)

    @cached_property
    def _broken(self) -> set[str]:
        """Those that can't be evaluated: what is known of them is their last result."""
        marked = {id for id, definition in self._definitions.items() if definition.broken_by}
        return marked | (self._definitions.keys() - {segment.id for segment in self._plan.segments})

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        with self._moment.books.transaction() as unit:
            return {definition.id: definition for definition in store.definitions(unit.connection)}

    @cached_property
    def _plan(self) -> Plan:
        return plan(list(self._definitions.values()), self._ground)


def _seen(order: OrderNow) -> tuple[int, datetime]:
    """An order, and the instant at which it is looked at."""
    return order.order_id, order.placed_at


def _names_segments(condition: Condition) -> bool:
    named = references(condition)
    return bool(named.segments) or named.any_segment


class _WasIn:
    """Who was in a segment at instants not before `since`: today's members, with later changes undone."""

    def __init__(self, unit: Unit, id: str, since: datetime) -> None:
        self._now = store.members(unit.connection, [id]).get(id, BitMap())
        changes = store.changes(unit.connection, id, since=since)
        self._later = [
            (change.at, None if change.entered == EVERYBODY else unpacked(change.entered), unpacked(change.left))
            for change in changes
        ]
        first = next((change.at for change in changes if change.entered == EVERYBODY), None)
        self._before_first = [] if first is None else store.changes(unit.connection, id, until=first)

    def just_before(self, customer_id: int, at: datetime) -> bool:
        """Whether the customer was in it before anything of that instant was known."""
        held = customer_id in self._now
        for changed_at, entered, left in self._later:
            if changed_at < at:
                break
            if entered is None:
                held = self._was_in_before_first(customer_id, at)
            elif customer_id in entered:
                held = False
            elif customer_id in left:
                held = True
        return held

    def _was_in_before_first(self, customer_id: int, at: datetime) -> bool:
        """Whether it was found out later that the customer was in already, before the segment was first computed."""
        came = (change.entered for change in self._before_first if change.at < at and change.entered != EVERYBODY)
        return any(customer_id in unpacked(entered) for entered in came)


def known_since(unit: Unit, customer_ids: set[int]) -> dict[int, datetime]:
    """When each customer was first mentioned to us."""
    return dict(unit.driver.execute(_KNOWN_SINCE, (list(customer_ids),)).fetchall())


def _before(rows: Iterable[Row], time: str | None, at: datetime) -> list[Row]:
    """The rows with an own time before the instant; those without a time always are."""
    return [row for row in rows if time is None or row.get(time) is None or row[time] < at]


def _in_segments(subject: Subject, segments: frozenset[str]) -> Subject:
    customer = {**subject.values["customer"], "segments": segments or None}
    return Subject(subject.now, subject.calendar, {**subject.values, "customer": customer}, subject.rows)
