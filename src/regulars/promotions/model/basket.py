"""A cart as it is priced: amounts in minor units of its currency, lines in the order of their ids.

Amounts are as shown to the customer: with tax where prices include it. What is
taken off comes before tax, on the price as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

ONE_PIECE = 10_000
"""Quantities are counted in units of the last place that they have."""


class Line(NamedTuple):
    """A line of a cart.

    `total_minor`: all of its pieces as shown; `pieces`: in ten thousandths; `tax`: the rate in ten thousandths of a
    percent, so that 23 % are 230,000; `weight`: of all pieces, what shipping is shared by.
    """

    id: str
    sku: str | None
    total_minor: int
    pieces: int
    tax: int = 0
    weight: Decimal | None = None


class Money(NamedTuple):
    """What a cart is counted in: its currency with so many decimals, and how much of the base currency one is worth."""

    currency: str
    places: int
    base: str
    base_places: int
    rate: Decimal = Decimal(1)

    @property
    def is_base(self) -> bool:
        return self.currency == self.base

    def at_least(self, base: int, *, places: int | None = None) -> int:
        """The fewest minor units of the cart's currency that are worth an amount in the base currency's units, or in units
        of as many decimals."""
        if self.is_base and places in (None, self.base_places):
            return base
        own = Fraction(10) ** (self.places - (self.base_places if places is None else places))
        return ceil(Fraction(base) / Fraction(self.rate) * own)

    def at_most(self, base_minor: int) -> int:
        """The most minor units of the cart's currency that are worth no more than an amount in the base currency."""
        if self.is_base:
            return base_minor
        return int(Fraction(base_minor) / Fraction(self.rate) * Fraction(10) ** (self.places - self.base_places))


@dataclass(frozen=True, slots=True)
class Basket:
    """A cart to be priced. `taxed`: prices include tax; `shipping_tax`: the rate on shipping, as that of a line."""

    lines: Sequence[Line]
    money: Money
    taxed: bool = False
    shipping_minor: int = 0
    shipping_tax: int = 0
    subtotal_minor: int = field(init=False)

    def __post_init__(self) -> None:
        assert [line.id for line in self.lines] == sorted({line.id for line in self.lines}), "lines come by their ids"
        object.__setattr__(self, "subtotal_minor", sum(line.total_minor for line in self.lines))

    def shipping_shares(self) -> list[int]:
        """What each line weighs for shipping; where any line has no weight, all count by their pieces."""
        if all(line.weight is not None for line in self.lines):
            weights = [int((line.weight or 0) * ONE_PIECE) for line in self.lines]
            if any(weights):
                return weights
        return [line.pieces for line in self.lines]
