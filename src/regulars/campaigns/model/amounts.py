"""Points by what is known of a customer: so many times the order's amount, the balance, any number of the language, or
what is reckoned of several.

The result is a whole number, rounded as is said; nothing and less than one is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.core.sentences import say, word
from regulars.kinds import Points, Writer

from . import formulas
from .formulas import Formula, Of

BALANCE = "balance"
ORDER = "order."
EVENT = "event.properties."
OF_ORDER = tuple(f"{ORDER}{name}" for name in ("grand_total", "subtotal", "net_total", "discount", "shipping", "tax"))
"""What of the order that let the customer enter points can be counted by, in the base currency."""
MOST_POINTS = 10**9
Path = Annotated[str, Field(min_length=1, max_length=100)]
Times = Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=12, decimal_places=4)]


class Counted(BaseModel):
    """So many points as a value comes to, times a factor."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    of: Path | dict[str, Any]
    """What is counted: `order.grand_total` and the like, of the order that let the customer enter; `event.properties.NAME`, of
    the event that did; `balance`, what the customer can spend; an expression of the condition language on the customer that
    is a number or money, such as `customer.attributes.size`; or a formula of such values and of numbers, each written as
    `{"number": "0.5"}`: `{"add": [A, B]}`, `subtract`, `multiply`, `divide`, `least`, `greatest`, and of one `round`, `floor`,
    `ceiling`. What is reckoned with a missing value is missing, and gives nothing; `least` and `greatest` pass over it."""
    times: Times = Decimal(1)
    """What it is multiplied by: 0.05 gives 5 %. Money counts in major units of the base currency."""
    rounding: Literal["down", "half_up", "up"] = "down"
    """How the result becomes a whole number."""
    at_most: Annotated[Points, Field(ge=1)] | None = None
    """The most points; null: as many as it comes to, up to 1,000,000,000. Where it comes to more, the run says that it was
    limited."""

    @property
    def formula(self) -> Formula:
        """How it is reckoned; raises `InvalidFormula`."""
        return formulas.read(self.of)

    def comes_to(self, value: Fraction | None) -> int:
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
        return whole

    def points(self, value: Fraction | None) -> int:
        """The points that a value gives: no more than there may be."""
        return min(self.comes_to(value), self.at_most or MOST_POINTS)

    def is_limited(self, value: Fraction | None) -> bool:
        """Whether a value comes to more points than it gives."""
        return self.comes_to(value) > self.points(value)

    def said(self, _: Writer) -> str:
        told = self._reckoned()
        return told if self.at_most is None else say("{points}, at most {most:,},", points=told, most=self.at_most)

    def _reckoned(self) -> str:
        try:
            formula = self.formula
        except formulas.InvalidFormula:
            return "…"
        told = formula.said(_name)
        if self.times == 1:
            return told
        times = say("{number:n}", number=f"{self.times.normalize():f}")
        of = say("({told})", told=told) if isinstance(formula, formulas.Reckoned) else told
        return say("{one} × {other}", one=times, other=of)


def expressions(counted: object) -> Iterator[Of]:
    """The expressions of the condition language that an amount of points is counted by, on the customer or the event."""
    if isinstance(counted, Counted):
        for value in counted.formula.values():
            if value.of != BALANCE and not (isinstance(value.of, str) and value.of.startswith(ORDER)):
                yield value.of


def _name(of: Of) -> str:
    """What a value is called in a sentence."""
    if not isinstance(of, str):
        return say("a value of the customer")
    if of == BALANCE:
        return say("the balance")
    if of.startswith(ORDER):
        return say("the order's {field}", field=word(of.removeprefix(ORDER).replace("_", " ")))
    return say("the event's {field}", field=of.removeprefix(EVENT)) if of.startswith(EVENT) else of
