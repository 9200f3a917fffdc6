"""Conditions of earning rules, asked of many orders with as little loaded as possible.

The part about the customer is answered once, when an order is first seen, and
kept with the order (`points.model.pinning`). What is left reads nothing but the
order and needs no customer loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from regulars.facts.documents import Asked, load_orders
from regulars.points.asking import OrderNow
from regulars.points.model.pinning import packed, pinned, unpacked
from regulars.points.settling import NOBODY, Pin, Pinned
from regulars.rules.about import of_the_customer, reads_customer, reads_lines, reads_refunds
from regulars.rules.calendar import Calendar
from regulars.rules.evaluate import compile as compiled
from regulars.rules.subject import Subject
from regulars.rules.tree import Condition

from .seen import Looking

AT_ONCE = 2_000
"""Orders whose documents are in memory together."""


class Conditions(Protocol):
    """Says for each condition of which orders it holds, each as of the instant it was placed."""

    def hold(self, conditions: Sequence[Condition], orders: Sequence[Looking]) -> list[set[str]]: ...


class OrdersAlone:
    """Answers conditions that read nothing but the order."""

    def __init__(self, facts: Asked, calendar: Calendar) -> None:
        self._facts = facts
        self._calendar = calendar

    def hold(self, conditions: Sequence[Condition], orders: Sequence[Looking]) -> list[set[str]]:
        """For each condition the numbers of those orders for which it held when they were placed."""
        holding = [compiled(condition) for condition in conditions]
        with_lines = any(reads_lines(condition) for condition in conditions)
        with_refunds = any(reads_refunds(condition) for condition in conditions)
        found = [set[str]() for _ in conditions]
        for start in range(0, len(orders), AT_ONCE):
            part = orders[start : start + AT_ONCE]
            ids = [order.order_id for order in part]
            documents = load_orders(self._facts, ids, with_lines=with_lines, with_refunds=with_refunds)
            for order in part:
                if order.order_id in documents:
                    (itself,) = documents[order.order_id].at(order.placed_at)["order"]
                    rows = {"line": itself["_lines"]}
                    subject = Subject(order.placed_at, self._calendar, {"order": itself}, rows)
                    for holds, of_condition in zip(holding, found, strict=True):
                        if holds(subject):
                            of_condition.add(order.external_id)
        return found


class Conditional:
    """Answers the conditions of rules for one batch; `new` are the answers about customers to be kept."""

    def __init__(self, whole: Conditions, alone: Conditions, pins: Mapping[Pin, Pinned]) -> None:
        self._whole = whole
        self._alone = alone
        self._pins = pins
        self.new: dict[Pin, Pinned] = {}

    def hold(
        self, rule: tuple[int, int], condition: Condition, orders: Sequence[OrderNow], *, due: set[str]
    ) -> set[str]:
        """Of the orders that are `due`, those for which the condition of this rule and version holds."""
        tests = of_the_customer(condition)
        kept = self._pinned(rule, condition, orders)
        alike: dict[str, list[OrderNow]] = defaultdict(list)
        for order in orders:
            if order.external_id in due:
                alike[kept[order.external_id]].append(order)
        found: set[str] = set()
        for answers, those in alike.items():
            left = pinned(condition, unpacked(tests, answers))
            if isinstance(left, bool):
                found.update(order.external_id for order in those if left)
            else:
                found |= (self._whole if reads_customer(left) else self._alone).hold([left], those)[0]
        return found

    def _pinned(self, rule: tuple[int, int], condition: Condition, orders: Sequence[OrderNow]) -> dict[str, str]:
        """For each order what is true of its customer: as it was kept, else as it is found now and will be kept."""
        tests = of_the_customer(condition)
        if not tests:
            return {order.external_id: "" for order in orders}
        kept = {order.external_id: self._kept(rule, order) for order in orders}
        fresh = [order for order in orders if kept[order.external_id] is None]
        held = self._whole.hold(tests, fresh) if fresh else []
        for order in fresh:
            answers = packed([order.external_id in of_test for of_test in held])
            kept[order.external_id] = answers
            self.new[(*rule, order.external_id)] = Pinned(answers, order.customer_id or NOBODY)
        return {order: answers for order, answers in kept.items() if answers is not None}

    def _kept(self, rule: tuple[int, int], order: OrderNow) -> str | None:
        """What was kept of the order's customer; of an order that was moved to another since it says nothing."""
        found = self._pins.get((*rule, order.external_id))
        if found is None or found.customer_id not in (None, order.customer_id or NOBODY):
            return None
        return found.answers
