"""Spending: how many points a cart takes, and what they take off it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.money import rounded
from regulars.core.sentences import say
from regulars.kinds import MoneyMinor, Percent, Points

Why = Literal[
    "inactive", "no_spending", "no_rule", "not_asked", "no_points", "too_few", "asked_few", "nothing_to_pay", "least", "share", "covered", "most", "not_enough",
    "steps",
]  # fmt: skip
"""Why no points are taken: the programme is off; spending is; no rule is for the cart and its customer; nobody asked for any; there are
none; fewer than the rule's step; fewer were asked for than its step or its least, though there are enough; nothing is left to
pay; fewer than the least that the rule takes; what of the cart may be paid with points is less than a step or than the least is worth, because of the rule's share (`share`), or because the cart is
worth no more (`covered`).

Or why fewer than were asked for: more would take off more than the share of the cart (`share`), more than there is to pay
(`covered`), the rule takes no more for an order, the customer has no more, or what is over makes no whole step."""


class Exchange(BaseModel):
    """For each so many points so much off: an amount, or a percentage of what is to be paid."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    points: Annotated[Points, Field(ge=1)] = 1
    """Points are taken in steps of so many."""
    amount: MoneyMinor | None = None
    """What a step takes off."""
    percent: Percent | None = None
    """What a step takes off, of what is to be paid."""
    least: Annotated[Points, Field(ge=1)] | None = None
    """The fewest points an order takes."""
    most: Annotated[Points, Field(ge=1)] | None = None
    """The most points an order takes."""
    share: Percent | None = None
    """The most of a cart that is paid with points; none: all of it."""
    shipping: bool = True
    """Whether points pay for shipping too."""

    @model_validator(mode="after")
    def _one_way(self) -> Exchange:
        if (self.amount is None) == (self.percent is None):
            raise ValueError(say("say what the points take off: either an amount or a percentage"))
        if self.amount == 0:
            raise ValueError(say("points that take nothing off aren't spent; give an amount above zero"))
        if self.share is not None and self.share > 100:
            raise ValueError(say("no more than 100 percent of a cart can be paid with points"))
        if self.least is not None and self.most is not None and self.most < self.least:
            raise ValueError(say("the most points are fewer than the least"))
        return self

    def unfit(self) -> tuple[str, str] | None:
        """Which argument makes no sense beside the others, and why; what is kept may be older than this."""
        if self.percent is not None and self.percent > 100:
            return "percent", say("a step can't take more than 100 % off")
        if self.most is not None and self.most < self.points:
            return "most", say(
                "points are taken in steps of {points:,}, so at most {most:,} are never taken",
                points=self.points,
                most=self.most,
            )
        if self.most is not None and self.least is not None and self.most // self.points * self.points < self.least:
            return "most", (
                say(
                    "points are taken in steps of {points:,}: no number of them lies from {least:,} to {most:,}",
                    points=self.points,
                    least=self.least,
                    most=self.most,
                )
            )
        return None


class Payable(NamedTuple):
    """What is to be paid: products after discounts with their tax, and shipping, in minor units of the base currency."""

    products_minor: int
    shipping_minor: int


class Spend(NamedTuple):
    """Points taken and what they take off; `why` says why none or not all that were wanted are, and `short` how many points
    are missing where it is for want of points, or how many more would have to be asked for."""

    points: int
    off_minor: int
    why: Why | None = None
    short: int | None = None


def spend(exchange: Exchange, payable: Payable, *, available: int, wanted: int | None = None) -> Spend:
    """The points that are spent of those wanted (None: as many as make sense); points that buy nothing are not taken."""
    whole = payable.products_minor + (payable.shipping_minor if exchange.shipping else 0)
    most_off = whole if exchange.share is None else int(Fraction(whole) * Fraction(exchange.share) / 100)
    if whole <= 0:
        return Spend(0, 0, "nothing_to_pay")
    limit = available if wanted is None else min(wanted, available)
    if wanted == 0:
        return Spend(0, 0, "not_asked")
    if limit <= 0:
        return Spend(0, 0, "no_points")
    if exchange.most is not None:
        limit = min(limit, exchange.most)
    affordable = _affordable(exchange, whole, most_off)
    cart: Why = "covered" if most_off == whole or _affordable(exchange, whole, whole) == affordable else "share"
    needed = -(-max(exchange.least or 1, 1) // exchange.points)
    if affordable < needed:  # more points would help nobody
        return Spend(0, 0, cart)
    steps = limit // exchange.points
    if steps < needed:
        return _too_few(exchange, needed * exchange.points, wanted, available)
    cut = cart if steps > affordable else None
    steps = min(steps, affordable)
    points = steps * exchange.points
    why = _why_fewer(exchange, points, wanted, available, cut)
    short = wanted - available if wanted is not None and why == "not_enough" else None
    return Spend(points, worth(exchange, whole, steps), why, short)


def _too_few(exchange: Exchange, needed: int, wanted: int | None, available: int) -> Spend:
    """Nothing is taken: the rule takes no fewer points than those needed."""
    if available < needed:
        return Spend(0, 0, "too_few" if available < exchange.points else "least", needed - available)
    if wanted is not None and wanted < needed:
        return Spend(0, 0, "asked_few", needed - wanted)
    return Spend(0, 0, "most")


def _why_fewer(exchange: Exchange, points: int, wanted: int | None, available: int, cut: Why | None) -> Why | None:
    """Why fewer points are taken than were asked for, None when they are all taken. `cut`: why the cart takes no more.

    As many as make sense are all of them unless the rule takes fewer, by its share of the cart or its most for an order."""
    if wanted is None:
        why = _why_fewer(exchange, points, available, available, cut)
        return why if why in ("share", "most") else None
    if points == wanted:
        return None
    if cut is not None:
        return cut
    if exchange.most is not None and exchange.most < min(wanted, available):
        return "most"
    return "not_enough" if available < wanted else "steps"


def worth(exchange: Exchange, whole_minor: int, steps: int) -> int:
    """What so many steps take off."""
    if exchange.amount is not None:
        return exchange.amount * steps
    assert exchange.percent is not None
    return min(rounded(Fraction(whole_minor) * Fraction(exchange.percent * Decimal(steps)) / 100), whole_minor)


def _affordable(exchange: Exchange, whole: int, most_off: int) -> int:
    """How many steps take no more off than may be paid with points."""
    if exchange.amount is not None:
        return most_off // exchange.amount
    assert exchange.percent is not None
    steps = int(Fraction(most_off, whole) * 100 / Fraction(exchange.percent))
    return steps if worth(exchange, whole, steps) <= most_off else steps - 1
