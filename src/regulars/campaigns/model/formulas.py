"""Formulas: what is counted by, one value or several that are reckoned with.

    {"multiply": [{"subtract": ["order.grand_total", "order.shipping"]}, {"number": "0.05"}]}

A value is told by its path, or is an expression of the condition language. Arithmetic is no part of that
language: it stays what both its compilers understand, and is reckoned with here, exactly.

What is reckoned with a missing value is missing, and so is what is divided by zero; the least and the greatest pass
over what is missing, as aggregates of the language do, so that `greatest` of a value and 0 is 0 at least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import add, mul, sub
from typing import Any

from regulars.core.errors import Fault, Invalid
from regulars.core.money import rounded
from regulars.core.sentences import say, template

Of = str | Mapping[str, Any]
"""A value: by its path, or as an expression of the condition language."""
Reckon = Callable[[Sequence[Fraction]], Fraction | None]
SEVERAL = 20
MOST_DEPTH = 20
MOST_PARTS = 50
NUMBER = "number"
_LONGEST = 20


def _divide(parts: Sequence[Fraction]) -> Fraction | None:
    return None if any(one == 0 for one in parts[1:]) else reduce(lambda a, b: a / b, parts)


RECKONING: Mapping[str, tuple[int, int, Reckon]] = {
    "add": (2, SEVERAL, lambda parts: reduce(add, parts)),
    "subtract": (2, SEVERAL, lambda parts: reduce(sub, parts)),
    "multiply": (2, SEVERAL, lambda parts: reduce(mul, parts)),
    "divide": (2, SEVERAL, _divide),
    "least": (2, SEVERAL, min),
    "greatest": (2, SEVERAL, max),
    "round": (1, 1, lambda parts: Fraction(rounded(parts[0]))),
    "floor": (1, 1, lambda parts: Fraction(floor(parts[0]))),
    "ceiling": (1, 1, lambda parts: Fraction(ceil(parts[0]))),
}
"""Each way to reckon: how many parts it takes, and what comes of them."""
PASSING_OVER = ("least", "greatest")
_BINDS = {"add": 1, "subtract": 1, "multiply": 2, "divide": 2}
_BETWEEN = {
    "add": template("{one} + {other}"),
    "subtract": template("{one} − {other}"),
    "multiply": template("{one} × {other}"),
    "divide": template("{one} ÷ {other}"),
}
_OF = {
    "least": template("the least of {parts}"),
    "greatest": template("the greatest of {parts}"),
    "round": template("{parts} rounded"),
    "floor": template("{parts} rounded down"),
    "ceiling": template("{parts} rounded up"),
}


class InvalidFormula(Invalid):
    """A formula that can't be reckoned, with every fault in it."""

    code = "formula.invalid"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is written in the formula."""

    written: Decimal

    def value(self, known: Callable[[Value], Fraction | None]) -> Fraction | None:
        return Fraction(self.written)

    def values(self) -> Iterator[Value]:
        yield from ()

    def said(self, name: Callable[[Of], str]) -> str:
        return say("{number:n}", number=f"{self.written.normalize():f}")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is looked up; `pointer` is where it stands in the document."""

    of: Of
    pointer: str

    def value(self, known: Callable[[Value], Fraction | None]) -> Fraction | None:
        return known(self)

    def values(self) -> Iterator[Value]:
        yield self

    def said(self, name: Callable[[Of], str]) -> str:
        return name(self.of)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What comes of others."""

    how: str
    parts: tuple[Formula, ...]

    def value(self, known: Callable[[Value], Fraction | None]) -> Fraction | None:
        found = [part.value(known) for part in self.parts]
        there = [one for one in found if one is not None]
        if not there or (len(there) < len(found) and self.how not in PASSING_OVER):
            return None
        return RECKONING[self.how][2](there)

    def values(self) -> Iterator[Value]:
        for part in self.parts:
            yield from part.values()

    def said(self, name: Callable[[Of], str]) -> str:
        parts = [_bracketed(part, name, self.how, n) for n, part in enumerate(self.parts)]
        if self.how in _OF:
            return say(_OF[self.how], parts=parts)
        return reduce(lambda one, other: say(_BETWEEN[self.how], one=one, other=other), parts)


Formula = Number | Value | Reckoned


def _bracketed(part: Formula, name: Callable[[Of], str], within: str, n: int) -> str:
    """A part as it stands in another, in brackets unless what binds closer, or is read first, tells it anyway."""
    told = part.said(name)
    if not isinstance(part, Reckoned):
        return told
    inner, outer = _BINDS.get(part.how, 0), _BINDS.get(within, 0)
    return told if inner > outer > 0 or (n == 0 and inner == outer > 0) else say("({told})", told=told)


def read(document: object) -> Formula:
    """The formula that a document says; raises `InvalidFormula` with everything that is wrong with it."""
    reading = _Reading()
    found = reading.part(document, "", 1)
    if reading.faults:
        raise InvalidFormula(
            say("the formula can't be reckoned: {detail}", detail=reading.faults[0].detail), reading.faults
        )
    assert found is not None
    return found


class _Reading:
    """One reading of one document."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._parts = 0

    def part(self, document: object, pointer: str, depth: int) -> Formula | None:
        self._parts += 1
        if self._parts > MOST_PARTS or depth > MOST_DEPTH:
            if not self._is_too_large():
                self._fault(
                    pointer,
                    "too_large",
                    say(
                        "a formula has at most {most_parts} parts, {most_depth} deep",
                        most_parts=MOST_PARTS,
                        most_depth=MOST_DEPTH,
                    ),
                )
            return None
        if isinstance(document, str) and document:
            return Value(document, pointer)
        if not isinstance(document, Mapping) or not document:
            self._fault(pointer, "missing", say("choose a value, or write a number"))
            return None
        if NUMBER in document:
            return self._number(document, pointer)
        how = next((key for key in document if key in RECKONING), None)
        return Value(document, pointer) if how is None else self._reckoned(how, document, pointer, depth)

    def _is_too_large(self) -> bool:
        return any(one.code == "too_large" for one in self.faults)

    def _fault(self, pointer: str, code: str, detail: str) -> None:
        self.faults.append(Fault(pointer, code, detail))

    def _number(self, document: Mapping[str, Any], pointer: str) -> Number | None:
        number = _decimal(document[NUMBER]) if len(document) == 1 else None
        if number is None:
            told = say("write a number such as 0.05, with at most 4 decimals")
            self._fault(f"{pointer}/{NUMBER}", "number", told)
            return None
        return Number(number)

    def _reckoned(self, how: str, document: Mapping[str, Any], pointer: str, depth: int) -> Formula | None:
        parts, at = document[how], f"{pointer}/{how}"
        least, most = RECKONING[how][:2]
        if len(document) > 1:
            self._fault(
                pointer, "unknown_key", say('"{how}" stands alone; put what belongs to it into its list', how=how)
            )
            return None
        if not isinstance(parts, list) or not least <= len(parts) <= most:
            many = say("one part in a list")
            if most > 1:
                many = say("a list of {least} to {most} parts", least=least, most=most)
            self._fault(at, "parts", say('"{how}" takes {many}', how=how, many=many))
            return None
        read = [self.part(part, f"{at}/{n}", depth + 1) for n, part in enumerate(parts)]
        there = tuple(one for one in read if one is not None)
        return Reckoned(how, there) if len(there) == len(read) else None


def _decimal(written: object) -> Decimal | None:
    """A number as it is written, None for what is none, or too fine or large to be meant."""
    if isinstance(written, bool) or not isinstance(written, str | int) or len(str(written)) > _LONGEST:
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -4 and abs(number) < 10**12
    return number if fits else None
