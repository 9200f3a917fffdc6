"""Benefits for pieces that come together: so many for an amount, sets at a price, gifts.

Whole pieces are counted, the dearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.kinds import Amounts, Writer, formatted
from regulars.promotions.model.basket import ONE_PIECE, Money
from regulars.rules.fold import fold

from .amounts import above, at_most
from .base import (
    Applying,
    Benefit,
    Chosen,
    Given,
    Lack,
    Missing,
    Pool,
    Selection,
    Shares,
    Till,
    in_currency,
    pool,
    portion,
    spread,
)
from .pieces import Most, Pieces


class EachPieces(Benefit):
    """For every so many pieces an amount off, or a price for them together; the dearest are counted first, and pieces that
    cost less together than their price stay as they are."""

    kind: Literal["each_pieces"] = "each_pieces"
    sentence: ClassVar[str] = "{amount} off for every {step} pieces"
    group: ClassVar[str] = "Steps"
    example: ClassVar[dict[str, Any]] = {"step": 3, "what": "off for", "amount": {"USD": 500}}

    step: Pieces
    """How many pieces a step has."""
    what: Literal["off for", "is the price of"] = "off for"
    """Whether the amount is taken off, or is what the pieces of a step cost together."""
    amount: Amounts
    """How much."""
    at_most_steps: Most = None
    """For no more steps than so many."""

    @property
    def fewest_pieces(self) -> int:
        return self.step

    def worded(self) -> str:
        told = self.sentence if self.what == "off for" else "every {step} pieces for {amount}"
        return told + at_most("steps", self.at_most_steps)

    def least_off(self, currency: str) -> int:
        return self.amount[currency] if self.what == "off for" else 1

    def applying(self, counted: Money) -> Applying:
        amount = in_currency(self.amount, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            pooled = pool(till, chosen)
            steps = pooled.total // self.step
            if self.at_most_steps is not None:
                steps = min(steps, self.at_most_steps)
            if self.what == "is the price of":
                steps = _dearer(steps, lambda n: _cost([_first(till, pooled, n * self.step)]), amount)
            costs = dict(_first(till, pooled, steps * self.step))
            off = steps * amount if self.what == "off for" else sum(costs.values()) - steps * amount
            shares = spread(off, list(costs.values()))
            by_line = dict(zip(costs, shares, strict=True))
            return [by_line.get(n, 0) for n in chosen]

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        pooled = pool(till, chosen)
        if pooled.total < self.step:
            return Lack("pieces", self.step - pooled.total)
        if self.what == "off for":
            return None
        return above(_cost([_first(till, pooled, self.step)]) - in_currency(self.amount, counted))


def _first(till: Till, pooled: Pool, wanted: int) -> Iterator[tuple[int, int]]:
    """By line what so many of the dearest pieces cost."""
    for n, there in zip(pooled.lines, pooled.pieces, strict=True):
        taken = min(there, wanted)
        if taken == 0:
            return
        yield n, portion(till, n, taken)
        wanted -= taken


def _cost(parts: Iterable[Iterable[tuple[int, int]]]) -> int:
    return sum(cost for part in parts for _, cost in part)


def _dearer(most: int, cost_of: Callable[[int], int], price: int) -> int:
    """How many sets cost more than the price of one, which none after them does: the dearest are counted first, so each
    costs no more than the one before. `cost_of` tells what so many cost together."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if cost_of(middle) - cost_of(middle - 1) > price:
            low = middle
        else:
            high = middle - 1
    return low


class BundlePart(BaseModel):
    """So many pieces of some products."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    products: Selection
    pieces: Pieces = 1

    def said(self, write: Writer) -> str:
        """2 × SHORT-1."""
        return f"{self.pieces:,} × {self.products.said(write)}"


class Bundle(Benefit):
    """Products that are bought together, at a price for the set; a product is counted for one part only. The dearest are
    counted first, and sets that cost less than the price stay as they are."""

    kind: Literal["bundle"] = "bundle"
    sentence: ClassVar[str] = "a set of {parts} for {price}"
    group: ClassVar[str] = "Pieces"
    example: ClassVar[dict[str, Any]] = {
        "parts": [{"products": {"skus": ["SHORT-1"]}, "pieces": 1}, {"products": {"categories": ["16"]}, "pieces": 2}],
        "price": {"USD": 7_900},
    }
    of_pieces: ClassVar[bool] = False

    parts: Annotated[tuple[BundlePart, ...], Field(min_length=1, max_length=20), formatted("parts")]
    """What a set is made of."""
    price: Amounts
    """What a set costs."""
    at_most_sets: Most = None
    """No more sets than so many."""

    def worded(self) -> str:
        return self.sentence + at_most("sets", self.at_most_sets)

    @property
    def asks_for(self) -> Sequence[tuple[Selection, int]]:
        return [(part.products, part.pieces) for part in self.parts]

    def applying(self, counted: Money) -> Applying:
        price = in_currency(self.price, counted)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            pools = self._pools(till, chosen)
            sets = min(pooled.total // pieces for pooled, pieces in pools)
            if self.at_most_sets is not None:
                sets = min(sets, self.at_most_sets)
            sets = _dearer(sets, lambda n: _cost(_first(till, pooled, n * pieces) for pooled, pieces in pools), price)
            costs = {n: cost for pooled, pieces in pools for n, cost in _first(till, pooled, sets * pieces)}
            off = sum(costs.values()) - sets * price
            by_line = dict(zip(costs, spread(off, list(costs.values())), strict=True))
            return [by_line.get(n, 0) for n in chosen]

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        pools = self._pools(till, chosen)
        short = [
            (part.products, pieces - pooled.total)
            for part, (pooled, pieces) in zip(self.parts, pools, strict=True)
            if pooled.total < pieces
        ]
        if short:
            return Lack("pieces", sum(missing for _, missing in short), short[0][0] if len(short) == 1 else None)
        return above(_cost(_first(till, *one) for one in pools) - in_currency(self.price, counted))

    def _pools(self, till: Till, chosen: Chosen) -> list[tuple[Pool, int]]:
        """The pieces that there are for each part, and how many of them a set has."""
        among = set(chosen)
        pools = []
        for part in self.parts:
            lines = [n for n in part.products.lines(till) if n in among]
            among -= set(lines)
            pools.append((pool(till, lines), part.pieces))
        return pools


class Gift(Benefit):
    """Pieces of a product for free; where they aren't in the cart, the answer says what is to be put there."""

    kind: Literal["gift"] = "gift"
    sentence: ClassVar[str] = "{pieces} × {sku} for free"
    group: ClassVar[str] = "Pieces"
    example: ClassVar[dict[str, Any]] = {"sku": "24-MB03", "pieces": 1}
    of_pieces: ClassVar[bool] = False
    everywhere: ClassVar[bool] = True

    sku: Annotated[str, Field(min_length=1, max_length=255)]
    """The product."""
    pieces: Pieces = 1
    """How many."""

    def applying(self, counted: Money) -> Applying:
        wanted_sku = fold(self.sku)

        def apply(till: Till, chosen: Chosen) -> Given:
            shares, wanted = Shares(chosen), self.pieces
            for n in chosen:
                if till.shelf.skus[n] == wanted_sku and wanted:
                    taken = min(till.pieces[n] // ONE_PIECE, wanted)
                    shares.take(n, portion(till, n, taken))
                    wanted -= taken
            return Given(shares.listed(), 0, (Missing(self.sku, wanted),) if wanted else ())

        return apply
