"""What every way of earning is, and what it is told of an order."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar, NamedTuple

from regulars.kinds import MOST_POINTS, Kind

TEN_THOUSANDTHS = 10_000
"""Pieces are counted in units of the last place that quantities have."""


class Phase(IntEnum):
    """When a rule is asked of an order: what multiplies comes after what it multiplies, and is no part of bonuses."""

    BASE = 0
    MULTIPLIER = 1
    BONUS = 2


class Basis(NamedTuple):
    """What of an order counts for a rule; see `model.earning`.

    `amount_minor`: in minor units of the base currency, which has so many `places`; `pieces`: by folded SKU, in ten
    thousandths of a piece; `base_points`: what the rules before gave that can be multiplied. `left`: whether what
    counts comes to anything, before what was paid with points and gift cards; `given_back`: whether the whole order was.
    """

    amount_minor: int
    places: int = 2
    pieces: Mapping[str, int] = {}
    base_points: int = 0
    left: bool = True
    given_back: bool = False


class EarnStyle(Kind):
    """How points are earned."""

    family: ClassVar[str] = "earn_style"
    phase: ClassVar[Phase] = Phase.BASE
    needs_lines: ClassVar[bool] = False
    """Whether it asks for more of an order than an amount."""
    of_orders: ClassVar[bool] = True
    """Whether an order earns by it; else what a customer does."""

    def earn(self, basis: Basis) -> int:
        """The points that this gives for an order; no more than `MOST_POINTS` are granted."""
        raise NotImplementedError

    def granted(self, basis: Basis) -> int:
        """The points that are granted for it; nothing for an order that was given back whole."""
        if basis.given_back:
            return 0
        return max(min(self.earn(basis), MOST_POINTS), 0)
