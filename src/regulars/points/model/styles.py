"""Ways of earning: what a rule gives for an order, one class a way."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Field

from regulars.kinds import Kind, MoneyMinor, Points

MOST_POINTS = 10**12
"""As many as one rule gives for one order: sums of millions of such still are numbers that a database holds."""


class Basis(NamedTuple):
    """What of an order counts, in minor units of the base currency; see `basis.py`."""

    amount_minor: int


class EarnStyle(Kind):
    """How an order earns points."""

    family: ClassVar[str] = "earn_style"

    def earn(self, basis: Basis) -> int:
        """The points that this gives; no more than `MOST_POINTS` are granted."""
        raise NotImplementedError

    def granted(self, basis: Basis) -> int:
        """The points that are granted for it."""
        return min(self.earn(basis), MOST_POINTS)


class PerAmount(EarnStyle):
    """A number of points for every full amount spent on products, after discounts and without shipping.

    "Full" is of the sum over the lines, so that splitting a line changes nothing.
    """

    kind: Literal["per_amount"] = "per_amount"
    sentence: ClassVar[str] = "{points:point|points} for every full {amount}"
    group: ClassVar[str] = "Orders"
    example: ClassVar[dict[str, Any]] = {"points": 1, "amount": 500}

    points: Annotated[Points, Field(ge=1)]
    """How many points."""
    amount: Annotated[MoneyMinor, Field(gt=0)]
    """For every full amount of this size, of products after discounts and without shipping."""

    def earn(self, basis: Basis) -> int:
        return basis.amount_minor // self.amount * self.points
