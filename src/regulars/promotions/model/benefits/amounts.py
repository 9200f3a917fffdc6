"""Benefits that take off an amount or a percentage of what lines cost."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.sentences import say
from regulars.kinds import Amounts, MoneyMinor, Part, Writer, formatted
from regulars.promotions.model.basket import ONE_PIECE, Money

from .base import Applying, Benefit, Chosen, Lack, Till, half_up, in_currency, percent_of, spread

WHOLE = 10_000
"""A hundred percent, in hundredths of a percent."""


class PercentOff(Benefit):
    """A percentage off the price of each product, rounded line by line."""

    kind: Literal["percent"] = "percent"
    sentence: ClassVar[str] = "{percent} off the price of products"
    group: ClassVar[str] = "Products"
    example: ClassVar[dict[str, Any]] = {"percent": "20"}

    percent: Part
    """How much of the price."""

    def applying(self, counted: Money) -> Applying:
        part, half = percent_of(self.percent), WHOLE // 2

        def apply(till: Till, chosen: Chosen) -> list[int]:
            base = till.base
            return [(base[n] * part + half) // WHOLE for n in chosen]

        return apply


class FixedPerPiece(Benefit):
    """An amount off each piece."""

    kind: Literal["fixed_per_piece"] = "fixed_per_piece"
    sentence: ClassVar[str] = "{amount} off each piece"
    group: ClassVar[str] = "Products"
    example: ClassVar[dict[str, Any]] = {"amount": {"USD": 500}}

    amount: Amounts
    """How much a piece."""

    def least_off(self, currency: str) -> int:
        return self.amount[currency]

    def applying(self, counted: Money) -> Applying:
        amount = in_currency(self.amount, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            return [half_up(amount, till.pieces[n], ONE_PIECE) for n in chosen]

        return apply


class FixedPrice(Benefit):
    """A price for each piece; what costs less already stays as it is."""

    kind: Literal["fixed_price"] = "fixed_price"
    sentence: ClassVar[str] = "{price} for each piece"
    group: ClassVar[str] = "Products"
    example: ClassVar[dict[str, Any]] = {"price": {"USD": 999}}

    price: Amounts
    """What a piece costs then."""

    def applying(self, counted: Money) -> Applying:
        price = in_currency(self.price, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            return [max(till.left[n] - half_up(price, till.pieces[n], ONE_PIECE), 0) for n in chosen]

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        price = in_currency(self.price, counted)
        return above(max(till.left[n] - half_up(price, till.pieces[n], ONE_PIECE) for n in chosen))


class FixedOnCart(Benefit):
    """An amount off the cart, shared by its lines by what they cost."""

    kind: Literal["fixed_on_cart"] = "fixed_on_cart"
    sentence: ClassVar[str] = "{amount} off the cart"
    group: ClassVar[str] = "Cart"
    example: ClassVar[dict[str, Any]] = {"amount": {"USD": 10_000}}
    of_pieces: ClassVar[bool] = False

    amount: Amounts
    """How much."""

    def least_off(self, currency: str) -> int:
        return self.amount[currency]

    def applying(self, counted: Money) -> Applying:
        amount = in_currency(self.amount, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            return spread(amount, [till.left[n] for n in chosen])

        return apply


class PercentOfCart(Benefit):
    """A percentage off what the products cost together, rounded once and shared by the lines by what they cost."""

    kind: Literal["percent_of_cart"] = "percent_of_cart"
    sentence: ClassVar[str] = "{percent} off the cart"
    group: ClassVar[str] = "Cart"
    example: ClassVar[dict[str, Any]] = {"percent": "10"}
    of_pieces: ClassVar[bool] = False

    percent: Part
    """How much of the whole."""

    def applying(self, counted: Money) -> Applying:
        part = percent_of(self.percent)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            return spread(half_up(sum(till.base[n] for n in chosen), part, WHOLE), [till.left[n] for n in chosen])

        return apply


class EachAmount(Benefit):
    """An amount off for each full amount that the products cost together."""

    kind: Literal["each_amount"] = "each_amount"
    sentence: ClassVar[str] = "{off} off for every full {step}"
    group: ClassVar[str] = "Steps"
    example: ClassVar[dict[str, Any]] = {"step": {"USD": 10_000}, "off": {"USD": 1_000}, "at_most_steps": 5}
    of_pieces: ClassVar[bool] = False

    step: Amounts
    """For every full amount of this size."""
    off: Amounts
    """How much."""
    at_most_steps: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    """For no more steps than so many."""

    def worded(self) -> str:
        return self.sentence + at_most("steps", self.at_most_steps)

    @model_validator(mode="after")
    def _gives_less_than_it_asks(self) -> EachAmount:
        _below(self.off, self.step, say("what is taken off is more than the step that it is for"))
        return self

    def least_off(self, currency: str) -> int:
        return self.off[currency]

    def applying(self, counted: Money) -> Applying:
        step, off = max(in_currency(self.step, counted), 1), in_currency(self.off, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            steps = sum(till.base[n] for n in chosen) // step
            if self.at_most_steps is not None:
                steps = min(steps, self.at_most_steps)
            return spread(steps * off, [till.left[n] for n in chosen])

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        return _up_to(max(in_currency(self.step, counted), 1), till, chosen)


class AmountTier(BaseModel):
    """From an amount on, so much off."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    at_least: MoneyMinor
    """In the base currency."""
    percent: Part | None = None
    off: Amounts | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> AmountTier:
        one_of_both(self.percent, self.off)
        return self

    def said(self, write: Writer) -> str:
        """5% off from $50.00 on."""
        return f"{off_of(self.percent, self.off, write)} off from {write('money', self.at_least)} on"


class TiersOfAmount(Benefit):
    """The more the products cost together, the more is taken off: the highest tier that is reached counts."""

    kind: Literal["tiers_of_amount"] = "tiers_of_amount"
    sentence: ClassVar[str] = "{tiers}"
    group: ClassVar[str] = "Steps"
    example: ClassVar[dict[str, Any]] = {
        "tiers": [{"at_least": 5_000, "percent": "5"}, {"at_least": 10_000, "off": {"USD": 1_500}}]
    }
    of_pieces: ClassVar[bool] = False

    tiers: Annotated[tuple[AmountTier, ...], Field(min_length=1, max_length=50), formatted("amount_tiers")]
    """From which amount on how much."""

    @model_validator(mode="after")
    def _grow(self) -> TiersOfAmount:
        growing([tier.at_least for tier in self.tiers])
        return self

    def least_off(self, currency: str) -> int:
        return min(1 if tier.off is None else tier.off[currency] for tier in self.tiers)

    def applying(self, counted: Money) -> Applying:
        tiers = [
            (
                in_currency({counted.base: tier.at_least}, counted),
                None if tier.percent is None else percent_of(tier.percent),
                0 if tier.off is None else in_currency(tier.off, counted),
            )
            for tier in reversed(self.tiers)
        ]

        def apply(till: Till, chosen: Chosen) -> list[int]:
            whole = sum(till.base[n] for n in chosen)
            for least, part, off in tiers:
                if whole >= least:
                    amount = off if part is None else half_up(whole, part, WHOLE)
                    return spread(amount, [till.left[n] for n in chosen])
            return []

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        return _up_to(in_currency({counted.base: self.tiers[0].at_least}, counted), till, chosen)


def _up_to(least: int, till: Till, chosen: Chosen) -> Lack | None:
    """What products lack of an amount that they have to cost together."""
    missing = least - sum(till.base[n] for n in chosen)
    return Lack("amount", missing) if missing > 0 else None


def above(over: int) -> Lack | None:
    """What something lacks of costing more than a price, when it costs so much more."""
    return Lack("price", 1 - over) if over <= 0 else None


def off_of(percent: Decimal | None, off: dict[str, int] | None, write: Writer) -> str:
    """What a tier takes off."""
    return write("amounts", off) if percent is None else write("percent", percent)


def at_most(counted: str, most: int | None) -> str:
    """What a sentence says last of how often a benefit is given: `counted` are the argument's last word, times or steps."""
    return "" if most is None else f", at most {{at_most_{counted}:{counted.removesuffix('s')}|{counted}}}"


def one_of_both(percent: object, off: object) -> None:
    """A tier takes off a percentage or an amount."""
    if (percent is None) == (off is None):
        raise ValueError(say("a tier takes off a percentage or an amount: give one of both"))


def growing(least: list[int]) -> None:
    """Tiers come in their order, none twice."""
    if any(before >= after for before, after in pairwise(least)):
        raise ValueError(say("each tier begins higher than the one before"))


def _below(off: dict[str, int], step: dict[str, int], told: str) -> None:
    if any(off[currency] > step[currency] for currency in off.keys() & step.keys()):
        raise ValueError(told)
