"""What every benefit is, and what it is told of a cart while it is priced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core import money
from regulars.core.sentences import say
from regulars.kinds import Kind, Writer
from regulars.promotions.model.basket import ONE_PIECE, Basket, Money
from regulars.rules.fold import fold
from regulars.rules.subject import NOTHING, Row

Chosen = Sequence[int]
"""Lines by their places in the cart, in their order."""


class Shelf:
    """What some benefits look up of the lines' products, found when first asked for. Everything is folded."""

    def __init__(self, basket: Basket, rows: Sequence[Row]) -> None:
        self._basket = basket
        self._rows = rows

    @cached_property
    def skus(self) -> list[str | None]:
        return [fold(line.sku) if line.sku else None for line in self._basket.lines]

    @cached_property
    def categories(self) -> list[frozenset[str]]:
        products = [row.get("_product") or NOTHING for row in self._rows]
        return [frozenset(map(fold, product.get("categories") or ())) for product in products]

    @cached_property
    def shipping_shares(self) -> list[int]:
        return self._basket.shipping_shares()


@dataclass(slots=True)
class Till:
    """A cart while it is priced.

    `left`: what each line still costs; `base`: what percentages are taken from, which is `left` itself or what the line
    cost at first; `pieces`: in ten thousandths; `shipping_left` and `shipping_base` likewise.
    """

    left: list[int]
    base: list[int]
    pieces: list[int]
    shelf: Shelf
    shipping_left: int = 0
    shipping_base: int = 0


class Missing(NamedTuple):
    """Pieces that a benefit would make free and that aren't in the cart."""

    sku: str
    pieces: int


class Given(NamedTuple):
    """What a benefit takes off: of each line chosen, in their order; of shipping; and what is to be put in the cart."""

    lines: Sequence[int] = ()
    shipping: int = 0
    missing: tuple[Missing, ...] = ()


What = Literal["pieces", "amount", "price", "shipping"]


class Lack(NamedTuple):
    """What is missing for a benefit to give something: so many `pieces`, of these products where it says which; so much of
    the `amount` that products cost together; or so much of the `price` that they have or that of `shipping`, where it
    takes off what is above a price."""

    what: What
    by: int
    of: Selection | None = None


Applying = Callable[[Till, Chosen], Given | Sequence[int]]
"""What is taken off the lines chosen, in their order, or more than that. More than what is left is cut off later."""


class Benefit(Kind):
    """What a promotion gives."""

    family: ClassVar[str] = "benefit"
    of_pieces: ClassVar[bool] = True
    """Whether it is given for pieces, so that "at most so many pieces" says something."""
    of_shipping: ClassVar[bool] = False
    """Whether it takes off shipping, not lines."""

    everywhere: ClassVar[bool] = False
    """Whether it looks for its products itself, on whichever lines a promotion is for."""

    @property
    def fewest_pieces(self) -> int:
        """How many pieces it needs to give anything."""
        return 1

    @property
    def asks_for(self) -> Sequence[tuple[Selection, int]]:
        """What has to be in a cart for it to give anything, with how many pieces, beside the lines that it is for."""
        return ()

    def shipping_above(self, counted: Money) -> int:
        """What shipping has to cost more than for it to give anything, in the cart's currency."""
        return 0

    def least_off(self, currency: str) -> int:
        """What it takes off at least wherever it gives all that it promises, in minor units of the base currency; 1 where that
        hangs on prices."""
        return 1

    def applying(self, counted: Money) -> Applying:
        """The benefit made ready for carts of a currency."""
        raise NotImplementedError

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        """What is missing for it to give something, asked where it gives nothing; None where there is no saying."""
        return None


def in_currency(amounts: Mapping[str, int], counted: Money) -> int:
    """An amount in the cart's currency: the one given in it, else the base currency's at the cart's rate."""
    given = amounts.get(counted.currency)
    if given is not None:
        return given
    places = Fraction(10) ** (counted.places - counted.base_places)
    return money.rounded(Fraction(amounts[counted.base]) / Fraction(counted.rate) * places)


def percent_of(percent: Decimal) -> int:
    """A percentage in hundredths of a percent, which it always has a whole number of."""
    return int(percent * 100)


def half_up(amount: int, numerator: int, denominator: int) -> int:
    """A part of an amount that isn't negative, to the nearest whole number, half away from zero."""
    return (2 * amount * numerator + denominator) // (2 * denominator)


class Selection(BaseModel):
    """Some products: these SKUs, and whatever lies in these categories or below."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    skus: tuple[Annotated[str, Field(min_length=1, max_length=255)], ...] = ()
    categories: tuple[Annotated[str, Field(min_length=1, max_length=255)], ...] = ()

    @model_validator(mode="after")
    def _names_something(self) -> Selection:
        if not self.skus and not self.categories:
            raise ValueError(say("name a SKU or a category"))
        return self

    def said(self, write: Writer) -> str:
        """A-1, A-2 or products of the categories 16, 17."""
        noun = "category" if len(self.categories) == 1 else "categories"
        categories = f"products of the {noun} {', '.join(self.categories)}" if self.categories else ""
        return " or ".join(part for part in (", ".join(self.skus), categories) if part)

    def lines(self, till: Till) -> list[int]:
        """The lines that these products are on."""
        skus, categories = {fold(sku) for sku in self.skus}, {fold(id) for id in self.categories}
        return [
            n
            for n, sku in enumerate(till.shelf.skus)
            if sku in skus or (categories and not categories.isdisjoint(till.shelf.categories[n]))
        ]


class Pool(NamedTuple):
    """Whole pieces of lines, by what one costs."""

    lines: list[int]
    """By price, the dearest first; of the same price, by place."""
    pieces: list[int]
    """Whole pieces of each."""

    @property
    def total(self) -> int:
        return sum(self.pieces)


def pool(till: Till, chosen: Chosen) -> Pool:
    """The whole pieces of the lines chosen. Pieces that cost nothing any more count too."""
    left, pieces = till.left, till.pieces
    whole = [n for n in chosen if pieces[n] >= ONE_PIECE]
    if len(whole) > 1:
        # Two fractions with denominators up to `most` that differ do so by more than 1 / `fine`, so as whole numbers too.
        most = max(pieces[n] for n in whole)
        fine = most * most + 1
        whole.sort(key=lambda n: (-(left[n] * fine // pieces[n]), n))
    return Pool(whole, [pieces[n] // ONE_PIECE for n in whole])


def portion(till: Till, line: int, pieces: int) -> int:
    """What so many whole pieces of a line still cost; all that there are cost what the line does."""
    return half_up(till.left[line], pieces * ONE_PIECE, till.pieces[line])


@dataclass(slots=True)
class Shares:
    """What is taken off by line, put together piece by piece."""

    chosen: Chosen
    by_line: dict[int, int] = field(default_factory=dict)

    def take(self, line: int, minor: int) -> None:
        self.by_line[line] = self.by_line.get(line, 0) + minor

    def listed(self) -> list[int]:
        return [self.by_line.get(n, 0) for n in self.chosen]


def spread(minor: int, weights: Sequence[int]) -> list[int]:
    """An amount over lines by what they cost, never more than that."""
    most = sum(weights)
    return money.allocate(min(minor, most), weights) if most else [0] * len(weights)
