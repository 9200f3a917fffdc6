"""Who was in which segments when orders were placed.

An order sees the memberships that were known then, however late it is settled.
Where that history doesn't reach back (the segment is younger, or the customer
came with this order), a segment's condition is evaluated as of the instant. A
broken segment has its last result.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.rules.traits import references
from regulars.rules.tree import Condition
from regulars.segments import store
from regulars.segments.model import Definition
from regulars.segments.packing import EVERYBODY, unpacked
from regulars.segments.plan import Plan, needed, plan
from regulars.segments.questions import Ground

from . import Looking

Held = Mapping[str, set[str]]
"""By segment, the orders whose customer was in it."""
Holds = Callable[[Condition, Sequence[Looking], Held], set[str]]
"""Of which of these orders a segment's condition held, given the segments before it."""

_KNOWN_SINCE = """
    select customer_identity.customer_id, journal.received_at from customer_identity
    join journal_stamp using (position) join journal using (seq)
    where customer_identity.customer_id = any(%s)"""


class Memberships:
    """Says in which segments the customers of orders were, each just before its order was placed."""

    def __init__(self, books: Books, ground: Ground) -> None:
        self._books = books
        self._ground = ground
        self._histories: dict[str, _History] = {}

    def of(self, conditions: Iterable[Condition], orders: Sequence[Looking], holds: Holds) -> Held:
        """For the segments that the conditions read, with those that these name, the external ids of the orders."""
        asked = self._needed(conditions)
        held: dict[str, set[str]] = {}
        if not asked or not orders:
            return held
        with self._books.transaction() as unit:
            mentioned = known_since(unit, {order.customer_id for order in orders if order.customer_id is not None})
            for id in sorted(asked & self._broken):
                held[id] = self._history(unit, id, orders).of(orders)
        for segment in (segment for layer in self._plan.layers for segment in layer.segments):
            if segment.id not in asked - self._broken:
                continue
            made_at = self._definitions[segment.id].created_at
            reached = [order for order in orders if max(made_at, _mentioned(mentioned, order)) < order.placed_at]
            found: set[str] = set()
            if reached:
                with self._books.transaction() as unit:
                    found |= self._history(unit, segment.id, reached).of(reached)
            if len(reached) < len(orders):
                there = {order.external_id for order in reached}
                others = [order for order in orders if order.external_id not in there]
                found |= holds(segment.condition, others, held)
            held[segment.id] = found
        return held

    def _history(self, unit: Unit, id: str, orders: Sequence[Looking]) -> _History:
        """What is known of who came and went, back to the first of these orders; kept for the next ones."""
        since = min(order.placed_at for order in orders)
        if id not in self._histories or self._histories[id].since > since:
            self._histories[id] = _History(unit, id, since)
        return self._histories[id]

    def _needed(self, conditions: Iterable[Condition]) -> set[str]:
        named = [condition for condition in conditions if _names_segments(condition)]
        if not named:
            return set()
        live = {segment.id: segment.condition for segment in self._plan.segments if segment.id not in self._broken}
        every = dict.fromkeys(self._definitions) | live
        return {id for condition in named for id in needed(condition, every)}

    @cached_property
    def _broken(self) -> set[str]:
        """Those that can't be evaluated: what is known of them is their last result."""
        marked = {id for id, definition in self._definitions.items() if definition.broken_by}
        return marked | (self._definitions.keys() - {segment.id for segment in self._plan.segments})

    @cached_property
    def _definitions(self) -> dict[str, Definition]:
        with self._books.transaction() as unit:
            return {definition.id: definition for definition in store.definitions(unit.connection)}

    @cached_property
    def _plan(self) -> Plan:
        return plan(list(self._definitions.values()), self._ground)


class _History:
    """Who was in a segment at instants not before `since`: today's members, with later changes undone."""

    def __init__(self, unit: Unit, id: str, since: datetime) -> None:
        self.since = since
        self._now = store.members(unit.connection, [id]).get(id, BitMap())
        changes = store.changes(unit.connection, id, since=since)
        self._later = [
            (change.at, None if change.entered == EVERYBODY else unpacked(change.entered), unpacked(change.left))
            for change in changes
        ]
        self._first = next((at for at, entered, _ in self._later if entered is None), None)
        self._before_first = [] if self._first is None else store.changes(unit.connection, id, until=self._first)

    def of(self, orders: Sequence[Looking]) -> set[str]:
        """The orders whose customer was in it before anything of that instant was known."""
        held, later = BitMap(self._now), iter(self._later)
        change = next(later, None)
        found: set[str] = set()
        for order in sorted(orders, key=lambda order: order.placed_at, reverse=True):
            if order.customer_id is None:
                continue
            if self._first is not None and self._first >= order.placed_at:
                is_in = self._just_before(order.customer_id, order.placed_at)
            else:
                while change is not None and change[0] >= order.placed_at:
                    held = (held - (change[1] or BitMap())) | change[2]
                    change = next(later, None)
                is_in = order.customer_id in held
            if is_in:
                found.add(order.external_id)
        return found

    def _just_before(self, customer_id: int, at: datetime) -> bool:
        """The same of one customer, at an instant before the segment was first computed."""
        held = customer_id in self._now
        for changed_at, entered, left in self._later:
            if changed_at < at:
                break
            if entered is None:
                held = self._came_before_first(customer_id, at)
            elif customer_id in entered:
                held = False
            elif customer_id in left:
                held = True
        return held

    def _came_before_first(self, customer_id: int, at: datetime) -> bool:
        """Whether it was found out later that the customer was in already, before the segment was first computed."""
        came = (change.entered for change in self._before_first if change.at < at and change.entered != EVERYBODY)
        return any(customer_id in unpacked(entered) for entered in came)


def known_since(unit: Unit, customer_ids: Collection[int]) -> dict[int, datetime]:
    """When each customer was first mentioned to us."""
    return dict(unit.driver.execute(_KNOWN_SINCE, (list(customer_ids),)).fetchall())


def _mentioned(mentioned: Mapping[int, datetime], order: Looking) -> datetime:
    return order.placed_at if order.customer_id is None else mentioned.get(order.customer_id, order.placed_at)


def _names_segments(condition: Condition) -> bool:
    named = references(condition)
    return bool(named.segments) or named.any_segment
