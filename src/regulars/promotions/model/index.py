"""The promotions in force, compiled once, and an index that finds those that can fit a cart.

Of each promotion one thing is picked that its cart can't do without: a coupon,
a product on one of its lines, something that is true of the customer, a store or
country, a subtotal. It is found by that; only those found are asked. So what a
quote costs grows with the promotions that fit, not with those there are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from regulars.rules.fold import fold
from regulars.rules.lines import Seen, looked_up
from regulars.rules.tree import Aggregate, Condition, Expression, Group, Read, Test
from regulars.rules.vocabulary import Type

from .rules import Codes, Policy, Promotion, in_order

SUBTOTAL = "cart.subtotal"


class OfLine(NamedTuple):
    """A line must have one of these values."""

    path: str
    values: tuple[str, ...]


class OfCustomer(NamedTuple):
    """An audience must hold."""

    audience: str


class OfCart(NamedTuple):
    """A text of the cart must be one of these."""

    name: str
    values: tuple[str, ...]


class Worth(NamedTuple):
    """The cart must come to so much, in units of the field's places."""

    least: int


Key = OfLine | OfCustomer | OfCart | Worth
_PREFERRED: tuple[type[Key], ...] = (OfLine, OfCustomer, OfCart, Worth)
"""The first that there is finds a promotion: how few carts have it."""


def needed(condition: Condition | None, audiences: Mapping[Test, str]) -> Iterator[Key]:
    """What a cart must have for a condition to hold, as far as it can be looked up."""
    for test in _required(condition):
        audience = audiences.get(test)
        if audience is not None:
            yield OfCustomer(audience)
            continue
        if isinstance(test.value, Read) and not isinstance(test.to, Expression):
            yield from _of_read(test, test.value)
        if isinstance(test.value, Aggregate) and _asks_for_one(test, test.value):
            yield from needed_of_lines(test.value.where)


def needed_of_lines(condition: Condition | None) -> Iterator[OfLine]:
    """What one line must have for a condition on lines to hold of it."""
    for test in _required(condition):
        key = looked_up(test)
        if key is not None and test.op in ("=", "in", "has_any"):
            yield OfLine(*key)


def _required(condition: Condition | None) -> Iterator[Test]:
    """The tests that must hold for a condition to hold."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, Group) and (condition.mode == "all" or _is_single(condition)):
        for child in condition.children:
            yield from _required(child)


def _is_single(group: Group) -> bool:
    return group.mode == "any" and len(group.children) == 1


def _of_read(test: Test, read: Read) -> Iterator[Key]:
    field = read.field
    if field.subject != "cart" or field.default is not None:
        return
    if field.type is Type.TEXT and test.op in ("=", "in"):
        values = test.to if isinstance(test.to, tuple) else (test.to,)
        yield OfCart(field.name, tuple(map(str, values)))
    if field.path == SUBTOTAL and test.op in (">=", ">") and isinstance(test.to, int):
        yield Worth(-(-test.to // 10 ** (test.places - read.places)))


def _asks_for_one(test: Test, counted: Aggregate) -> bool:
    """Whether there must be a line that its `where` lets through."""
    if counted.rows.name != "line" or counted.within is not None or isinstance(test.to, Expression):
        return False
    if counted.function not in ("count", "sum") or test.to is None or isinstance(test.to, tuple | str):
        return False
    least = test.to
    return (test.op in (">=", "=") and least > 0) or (test.op == ">" and least >= 0)  # type: ignore[operator]


class Ready(NamedTuple):
    """A promotion with what can be looked up of it."""

    promotion: Promotion
    keys: tuple[Key, ...]


class Snapshot:
    """The promotions in force and what finds them. It never changes: a new one takes its place."""

    def __init__(self, ready: Iterable[Ready], policy: Policy) -> None:
        self.ready = tuple(ready)
        keys = {one.promotion.id: one.keys for one in self.ready}
        self.policy = policy
        self.promotions = tuple(in_order([one.promotion for one in self.ready], policy))
        self.nudging = tuple(promotion for promotion in self.promotions if promotion.nudges)
        self._always: list[int] = []
        self._by_code: dict[int, int] = {}
        self._by_line: dict[str, dict[str, list[int]]] = {}
        self._by_audience: dict[str, list[int]] = {}
        self._by_cart: dict[str, dict[str, list[int]]] = {}
        worth: list[tuple[int, int]] = []
        for rank, promotion in enumerate(self.promotions):
            if promotion.needs != "none":
                self._by_code[promotion.id] = rank
                continue
            key = _best_of(keys[promotion.id])
            match key:
                case OfLine(path, values):
                    for value in values:
                        self._by_line.setdefault(path, {}).setdefault(value, []).append(rank)
                case OfCustomer(audience):
                    self._by_audience.setdefault(audience, []).append(rank)
                case OfCart(name, values):
                    for value in values:
                        self._by_cart.setdefault(name, {}).setdefault(value, []).append(rank)
                case Worth(least):
                    worth.append((least, rank))
                case None:
                    self._always.append(rank)
        worth.sort()
        self._worth_least = [least for least, _ in worth]
        self._worth_rank = [rank for _, rank in worth]

    def candidates(self, seen: Seen, codes: Codes) -> list[Promotion]:
        """Those that can fit, in the order in which they are asked."""
        found = set(self._always)
        for id in codes:
            if id in self._by_code:
                found.add(self._by_code[id])
        for path, by_value in self._by_line.items():
            for value in seen.index(path).keys() & by_value.keys():
                found.update(by_value[value])
        for audience in seen.true & self._by_audience.keys():
            found.update(self._by_audience[audience])
        cart = seen.values["cart"]
        for name, by_value in self._by_cart.items():
            text = cart.get(name)
            if text is not None:
                found.update(by_value.get(fold(text), ()))
        found.update(self._worth_rank[: bisect_right(self._worth_least, cart.get("subtotal") or 0)])
        return [self.promotions[rank] for rank in sorted(found)]


def _best_of(keys: Iterable[Key]) -> Key | None:
    """The key that fewest carts have: of one kind, the one with the fewest values."""
    told = list(keys)
    for kind in _PREFERRED:
        of_kind = [key for key in told if isinstance(key, kind)]
        if of_kind:
            return min(of_kind, key=lambda key: len(key.values) if isinstance(key, OfLine | OfCart) else 0)
    return None
