"""Ways in which an order earns."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.kinds import Factor, MoneyMinor, Percent, Points, formatted
from regulars.rules.fold import fold

from .base import TEN_THOUSANDTHS, Basis, EarnStyle, Phase


class PerAmount(EarnStyle):
    """A number of points for every full amount spent on products.

    "Full" is of the sum over the lines, so that splitting a line changes nothing.
    """

    kind: Literal["per_amount"] = "per_amount"
    sentence: ClassVar[str] = "{points:point|points} for every full {amount}"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"points": 1, "amount": 500}

    points: Annotated[Points, Field(ge=1)]
    """How many points."""
    amount: Annotated[MoneyMinor, Field(gt=0)]
    """For every full amount of this size."""

    def earn(self, basis: Basis) -> int:
        return basis.amount_minor // self.amount * self.points


class PercentOfAmount(EarnStyle):
    """A percentage of the amount spent, as points: 5 % of 119.98 is 5 points. What isn't full isn't given."""

    kind: Literal["percent"] = "percent"
    sentence: ClassVar[str] = "{percent} of the amount as points"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"percent": "5"}

    percent: Percent
    """How many points for 100 of the base currency."""

    def earn(self, basis: Basis) -> int:
        hundredths = int(self.percent * 100)
        whole: int = basis.amount_minor * hundredths // (10_000 * 10**basis.places)
        return whole


class PerPiece(EarnStyle):
    """A number of points for every piece."""

    kind: Literal["per_piece"] = "per_piece"
    sentence: ClassVar[str] = "{points:point|points} for every piece"
    group: ClassVar[str] = "Products"
    example: ClassVar[dict[str, Any]] = {"points": 10}
    needs_lines: ClassVar[bool] = True

    points: Annotated[Points, Field(ge=1)]
    """How many points for each piece."""

    def earn(self, basis: Basis) -> int:
        return sum(basis.pieces.values()) // TEN_THOUSANDTHS * self.points


class VariantBonus(EarnStyle):
    """A number of points for every piece of some products or variants, on top of what other rules give."""

    kind: Literal["variant_bonus"] = "variant_bonus"
    sentence: ClassVar[str] = "points for every piece: {bonuses}"
    group: ClassVar[str] = "Products"
    example: ClassVar[dict[str, Any]] = {"bonuses": {"MUG-XL": 30}}
    phase: ClassVar[Phase] = Phase.BONUS
    needs_lines: ClassVar[bool] = True

    bonuses: Annotated[
        dict[Annotated[str, Field(min_length=1, max_length=255)], Annotated[Points, Field(ge=1)]],
        Field(min_length=1, max_length=1_000),
        formatted("sku_points"),
    ]
    """How many points for a piece, by SKU."""

    def earn(self, basis: Basis) -> int:
        return sum(basis.pieces.get(fold(sku), 0) // TEN_THOUSANDTHS * points for sku, points in self.bonuses.items())


class Multiplier(EarnStyle):
    """So many times what other rules gave for the amount or the pieces; bonuses are not multiplied."""

    kind: Literal["multiplier"] = "multiplier"
    sentence: ClassVar[str] = "{factor} times what other rules give"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"factor": "2"}
    phase: ClassVar[Phase] = Phase.MULTIPLIER

    factor: Annotated[Factor, Field(gt=1)]
    """Twice as many in all is 2."""

    def earn(self, basis: Basis) -> int:
        return int(basis.base_points * (self.factor - Decimal(1)))


class FixedPoints(EarnStyle):
    """A fixed number of points for an order, whatever else it earns."""

    kind: Literal["fixed"] = "fixed"
    sentence: ClassVar[str] = "{points:point|points} for the order"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"points": 20}
    phase: ClassVar[Phase] = Phase.BONUS

    points: Annotated[Points, Field(ge=1)]
    """How many points."""
    at_least: MoneyMinor = 0
    """Only when the amount that counts, less what was given back, is as much; 0: for any order."""

    def worded(self) -> str:
        return "{points:point|points} for an order of at least {at_least}" if self.at_least else self.sentence

    def earn(self, basis: Basis) -> int:
        return self.points if basis.left and basis.amount_minor >= self.at_least else 0
