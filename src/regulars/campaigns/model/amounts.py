"""Points by what is known of a customer: so many times the order's amount, the balance, or any number of the language.

The result is a whole number, rounded as is said; nothing and less than one is none.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.kinds import Points

BALANCE = "balance"
ORDER = "order."
OF_ORDER = ("order.grand_total", "order.subtotal", "order.net_total", "order.discount", "order.shipping")
"""What of the order that let the customer enter points can be counted by, in the base currency."""
MOST_POINTS = 10**9
Path = Annotated[str, Field(min_length=1, max_length=100)]
Times = Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=12, decimal_places=4)]


class Counted(BaseModel):
    """So many points as a value comes to, times a factor."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    of: Path | dict[str, Any]
    """What is counted: `order.grand_total` and the like, of the order that let the customer enter; `balance`, what the customer
    can spend; or an expression of the condition language on the customer that is a number or money, such as
    `customer.attributes.size`."""
    times: Times = Decimal(1)
    """What it is multiplied by: 0.05 gives 5 %. Money counts in major units of the base currency."""
    rounding: Literal["down", "half_up", "up"] = "down"
    """How the result becomes a whole number."""
    at_most: Annotated[Points, Field(ge=1)] | None = None
    """The most points; null: as many as it comes to."""

    @property
    def of_order(self) -> str | None:
        """The field of the order that is counted."""
        return self.of if isinstance(self.of, str) and self.of.startswith(ORDER) else None

    def points(self, value: Fraction | None) -> int:
        """The points that a value comes to; none for one that is missing."""
        if value is None or value <= 0:
            return 0
        exact = value * Fraction(self.times)
        match self.rounding:
            case "down":
                whole = floor(exact)
            case "half_up":
                whole = floor(exact + Fraction(1, 2))
            case "up":
                whole = ceil(exact)
        return min(whole, self.at_most or MOST_POINTS)

    def __str__(self) -> str:
        of = self.of if isinstance(self.of, str) else "a value of the customer"
        said = of.removeprefix(ORDER).replace("_", " ")
        said = f"the order's {said}" if self.of_order else "the balance" if self.of == BALANCE else said
        most = "" if self.at_most is None else f", at most {self.at_most:,},"
        return f"{self.times.normalize():f} × {said}{most}"
