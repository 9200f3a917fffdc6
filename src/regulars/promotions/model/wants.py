"""What a cart must be for a condition to hold, written out as alternatives: in each, some tests hold and others don't.

From an alternative the numbers are read that a cart has to lie between, the
texts it has to have, and what has to be true of its customer. Where these can't
be together, no cart fulfils the alternative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from math import ceil, floor
from typing import Any, NamedTuple, TypeVar

from regulars.rules.tree import NEGATIONS, Aggregate, Condition, Expression, Read, Test
from regulars.rules.vocabulary import Type

PlaceT = TypeVar("PlaceT")
MOST = 24
"""So many alternatives are looked at; a condition that has more of them is looked at in part."""


class Wanted(NamedTuple):
    """A test, and whether it is to hold."""

    test: Test
    holds: bool


Alternative = tuple[Wanted, ...]


def alternatives(condition: Condition | None, *, most: int = MOST) -> list[Alternative]:
    """Some of the ways in which a condition holds, all of them when there are fewer than `most`."""
    return [()] if condition is None else list(islice(_ways(condition, holds=True), most))


def _ways(condition: Condition, *, holds: bool) -> Iterator[Alternative]:
    if isinstance(condition, Test):
        yield (Wanted(condition, holds),)
        return
    children = condition.children
    each = holds if condition.mode != "none" else not holds
    if (condition.mode == "all") is each or (condition.mode != "all" and not each):
        ways = [list(islice(_ways(child, holds=each), MOST)) for child in children]
        for parts in product(*ways):
            yield tuple(wanted for part in parts for wanted in part)
    else:
        for child in children:
            yield from _ways(child, holds=each)


@dataclass(slots=True)
class Range:
    """Whole numbers from `least` to `most`, both included."""

    least: int | None = None
    most: int | None = None

    def narrow(self, other: Range) -> None:
        self.least = max((n for n in (self.least, other.least) if n is not None), default=None)
        self.most = min((n for n in (self.most, other.most) if n is not None), default=None)

    @property
    def is_empty(self) -> bool:
        return self.least is not None and self.most is not None and self.least > self.most

    def __contains__(self, number: int) -> bool:
        return (self.least is None or self.least <= number) and (self.most is None or number <= self.most)


class OfLines(NamedTuple):
    """A number or a sum over lines: which of them, and what is summed ("count" counts lines)."""

    where: Condition | None
    summed: str


@dataclass(slots=True)
class Wants:
    """What a cart must be, as far as it can be read off an alternative.

    `numbers`: by field of the cart, in minor units or whole pieces; `lines`: by what is counted; `texts` and `coupons`: of
    the cart; `true` and `false`: audiences of its customer; `timed`: whether the instant matters; `against`: two tests
    that can't hold together.
    """

    numbers: dict[str, Range] = field(default_factory=dict)
    lines: dict[OfLines, Range] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    coupons: set[str] = field(default_factory=set)
    true: set[str] = field(default_factory=set)
    false: set[str] = field(default_factory=set)
    timed: bool = False
    against: tuple[Test, Test] | None = None


def wants(alternative: Iterable[Wanted], audiences: Mapping[Test, str]) -> Wants:
    """What the tests of an alternative want of a cart."""
    found = Wants()
    by_place: dict[object, list[Test]] = {}
    for test, holds in alternative:
        place = _take(found, test, audiences, holds=holds)
        if place is None:
            continue
        before = by_place.setdefault(place, [])
        before.append(test)
        if found.against is None and _is_impossible(found, place):
            found.against = before[0], test
    return found


def _take(found: Wants, test: Test, audiences: Mapping[Test, str], *, holds: bool) -> object:
    """Add what one test wants; returns what it is about, None when nothing can be read off it."""
    audience = audiences.get(test)
    if audience is not None:
        (found.true if holds else found.false).add(audience)
        return audience
    read = test.value
    if isinstance(test.to, Expression):
        return None
    if isinstance(read, Read) and read.field.subject == "cart":
        return _take_of_cart(found, test, read, holds=holds)
    if isinstance(read, Aggregate) and read.rows.name == "line" and read.within is None:
        counted = OfLines(read.where, "count" if read.field is None else read.field.name)
        if read.function in ("count", "sum"):
            return _narrow(found.lines, counted, range_of(test, read.places, holds=holds))
        return None
    found.timed = True
    return None


def _take_of_cart(found: Wants, test: Test, read: Read, *, holds: bool) -> object:
    name = read.field.name
    if read.type in (Type.NUMBER, Type.MONEY):
        return _narrow(found.numbers, name, range_of(test, read.places, holds=holds))
    positive = holds is (test.op not in NEGATIONS)
    to = test.to if isinstance(test.to, tuple) else (test.to,)
    if read.type is Type.SET and positive:
        found.coupons |= {str(one) for one in to} if test.op == "has_all" else {str(to[0])}
        return name
    if read.type is Type.TEXT:
        if positive and test.op in ("=", "in"):
            if name in found.texts and found.texts[name] not in map(str, to):
                found.against = test, test
            found.texts.setdefault(name, str(to[0]))
            return name
        found.texts.setdefault(name, "other" if test.op in NEGATIONS else str(to[0]))
        return None
    found.timed = True
    return None


def _narrow(ranges: dict[PlaceT, Range], place: PlaceT, told: Range | None) -> PlaceT | None:
    if told is None:
        return None
    ranges.setdefault(place, Range()).narrow(told)
    return place


def _is_impossible(found: Wants, place: object) -> bool:
    if place in found.true and place in found.false:
        return True
    ranges: tuple[Mapping[Any, Range], ...] = (found.numbers, found.lines)
    return any(place in told and told[place].is_empty for told in ranges)


def range_of(test: Test, places: int, *, holds: bool) -> Range | None:
    """The whole numbers, in units of the value's places, that a test on a number lets through; None: no one range."""
    op = test.op if holds else _OPPOSITES.get(test.op)
    if op not in ("=", "<", "<=", ">", ">=", "between") or isinstance(test.to, Expression) or test.to is None:
        return None
    scale = Fraction(10) ** (places - test.places) if test.value.type is Type.MONEY else Fraction(1)
    numbers = test.to if isinstance(test.to, tuple) else (test.to,)
    least, most = (Fraction(numbers[n]) * scale for n in (0, -1))  # type: ignore[arg-type]
    match op:
        case ">=":
            return Range(ceil(least), None)
        case ">":
            return Range(floor(least) + 1, None)
        case "<=":
            return Range(None, floor(most))
        case "<":
            return Range(None, ceil(most) - 1)
    return Range(ceil(least), floor(most))


_OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "!=": "="}


def together(told: Sequence[Wants]) -> Wants:
    """What several want at once; ranges may be empty then."""
    found = Wants()
    for one in told:
        _narrow_all(found.numbers, one.numbers)
        _narrow_all(found.lines, one.lines)
        found.texts = one.texts | found.texts
        found.coupons |= one.coupons
        found.true |= one.true
        found.false |= one.false
        found.timed |= one.timed
        found.against = found.against or one.against
    return found


def _narrow_all(ranges: dict[PlaceT, Range], others: Mapping[PlaceT, Range]) -> None:
    for place, other in others.items():
        ranges.setdefault(place, Range()).narrow(other)
