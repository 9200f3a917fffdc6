"""Benefits that count pieces: buy so many and get some, every n-th piece, the more the cheaper.

Whole pieces are counted. The pieces of a line are all alike, so that what one
of them costs is the line's share; what is taken off them is taken off the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.kinds import Amounts, Part, Writer, formatted
from regulars.promotions.model.basket import ONE_PIECE, Money

from .amounts import WHOLE, at_most, growing, off_of, one_of_both
from .base import (
    Applying,
    Benefit,
    Chosen,
    Lack,
    Pool,
    Selection,
    Shares,
    Till,
    half_up,
    in_currency,
    percent_of,
    pool,
    portion,
    spread,
)

Pieces = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Most = Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None
Over = Literal["line", "cart"]
ALL = Decimal(100)


def _of_a_line(over: Over) -> str:
    """What a sentence says of pieces that are counted line by line."""
    return ", in one line" if over == "line" else ""


def _taken(till: Till, pooled: Pool, wanted: int, part: int) -> Iterator[tuple[int, int]]:
    """By line what is taken off so many of the cheapest pieces, at a part of what they cost."""
    for n, there in zip(reversed(pooled.lines), reversed(pooled.pieces), strict=True):
        taken = min(there, wanted)
        if taken == 0:
            return
        yield n, half_up(portion(till, n, taken), part, WHOLE)
        wanted -= taken


def _pools(till: Till, chosen: Chosen, over: Over) -> Iterator[Pool]:
    """The pieces that are counted together."""
    if over == "cart":
        yield pool(till, chosen)
    else:
        for n in chosen:
            yield pool(till, [n])


def _too_few(till: Till, chosen: Chosen, over: Over, wanted: int) -> Lack | None:
    """How many pieces are missing where most are."""
    missing = wanted - max(pooled.total for pooled in _pools(till, chosen, over))
    return Lack("pieces", missing) if missing > 0 else None


class BuyGet(Benefit):
    """Whoever buys so many pieces gets some more for less, the cheapest of them."""

    kind: Literal["buy_get"] = "buy_get"
    of_pieces: ClassVar[bool] = False  # it says itself how often at most
    sentence: ClassVar[str] = "{percent} off {get:piece|pieces} for every {buy} bought"
    group: ClassVar[str] = "Pieces"
    example: ClassVar[dict[str, Any]] = {"buy": 2, "get": 1, "percent": "100", "over": "cart"}

    buy: Pieces
    """How many are paid for."""
    get: Pieces
    """How many come for less with them."""
    percent: Part = ALL
    """How much is taken off these; 100 makes them free."""
    over: Over = "cart"
    """Whether pieces of one line are counted, or those of all lines that the promotion is for."""
    bought: Selection | None = Field(default=None, json_schema_extra={"format": "selection"})
    """What has to be bought, when that is something else than what is got. Where all that can be got is among it, a piece is
    either bought or got."""
    at_most_times: Most = None
    """No more than so many times."""

    def worded(self) -> str:
        get = "{get:piece|pieces} for free" if self.percent == ALL else "{percent} off {get:piece|pieces}"
        buy = "{buy:piece|pieces} bought of {bought}" if self.bought else "{buy} bought"
        return f"{get} for every {buy}{_of_a_line(self.over)}{at_most('times', self.at_most_times)}"

    @property
    def asks_for(self) -> Sequence[tuple[Selection, int]]:
        return () if self.bought is None else [(self.bought, self.buy)]

    def applying(self, counted: Money) -> Applying:
        part = percent_of(self.percent)

        def times(pieces: int) -> int:
            found = pieces // (self.buy if self.bought else self.buy + self.get)
            return found if self.at_most_times is None else min(found, self.at_most_times)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            shares = Shares(chosen)
            if self.bought is not None:
                paid = self.bought.lines(till)
                there = sum(till.pieces[n] // ONE_PIECE for n in paid)
                apart = [n for n in chosen if n not in paid]
                got = pool(till, apart or chosen)
                wanted = times(there) * self.get if apart else self._got_of(there, got.total, times(there))
                for n, minor in _taken(till, got, wanted, part):
                    shares.take(n, minor)
                return shares.listed()
            for pooled in _pools(till, chosen, self.over):
                for n, minor in _taken(till, pooled, times(pooled.total) * self.get, part):
                    shares.take(n, minor)
            return shares.listed()

        return apply

    def _got_of(self, there: int, mine: int, most_times: int) -> int:
        """How many come for less where they are among what is bought: `there` are so many pieces, `mine` of them could be got.

        As many as can be, with enough of the others left to be paid for.
        """
        even = there // (self.buy + self.get)
        often = {even, even + 1, -(-mine // self.get), most_times}
        return max(min(n * self.get, mine, there - n * self.buy) for n in {min(n, most_times) for n in often})

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        if self.bought is None:
            return _too_few(till, chosen, self.over, self.buy + self.get)
        paid = self.bought.lines(till)
        there = sum(till.pieces[n] // ONE_PIECE for n in paid)
        if there < self.buy:
            return Lack("pieces", self.buy - there, self.bought)
        apart = [n for n in chosen if n not in paid]
        is_got = pool(till, apart or chosen).total > 0 and (bool(apart) or there > self.buy)
        return None if is_got else Lack("pieces", 1)


class NthPiece(Benefit):
    """Every n-th piece for less, counted from the dearest to the cheapest."""

    kind: Literal["nth_piece"] = "nth_piece"
    of_pieces: ClassVar[bool] = False  # it says itself how often at most
    sentence: ClassVar[str] = "{percent} off every piece number {n}"
    group: ClassVar[str] = "Pieces"
    example: ClassVar[dict[str, Any]] = {"n": 2, "percent": "50", "over": "cart", "at_most_times": 1}

    n: Annotated[int, Field(strict=True, ge=2, le=1_000_000)]
    """2: every second piece."""
    percent: Part
    """How much is taken off it."""
    over: Over = "cart"
    """Whether pieces of one line are counted, or those of all lines that the promotion is for."""
    at_most_times: Most = None
    """No more than so many times, the dearest first."""

    def worded(self) -> str:
        return self.sentence + _of_a_line(self.over) + at_most("times", self.at_most_times)

    def applying(self, counted: Money) -> Applying:
        part = percent_of(self.percent)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            shares = Shares(chosen)
            for pooled in _pools(till, chosen, self.over):
                given, before = 0, 0
                for line, there in zip(pooled.lines, pooled.pieces, strict=True):
                    hit = (before + there) // self.n - before // self.n
                    if self.at_most_times is not None:
                        hit = min(hit, self.at_most_times - given)
                    if hit > 0:
                        shares.take(line, half_up(portion(till, line, hit), part, WHOLE))
                    given, before = given + hit, before + there
            return shares.listed()

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        return _too_few(till, chosen, self.over, self.n)


class PieceTier(BaseModel):
    """From so many pieces on, so much off."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    at_least: Pieces
    percent: Part | None = None
    off: Amounts | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> PieceTier:
        one_of_both(self.percent, self.off)
        return self

    def said(self, write: Writer) -> str:
        """5% off from 2 pieces on."""
        pieces = "piece" if self.at_least == 1 else "pieces"
        return f"{off_of(self.percent, self.off, write)} off from {self.at_least:,} {pieces} on"


class TiersOfPieces(Benefit):
    """The more pieces, the more is taken off all of them: the highest tier that is reached counts."""

    kind: Literal["tiers_of_pieces"] = "tiers_of_pieces"
    sentence: ClassVar[str] = "{tiers}"
    group: ClassVar[str] = "Steps"
    example: ClassVar[dict[str, Any]] = {
        "tiers": [{"at_least": 2, "percent": "5"}, {"at_least": 5, "off": {"USD": 1_500}}], "over": "cart"
    }  # fmt: skip

    tiers: Annotated[tuple[PieceTier, ...], Field(min_length=1, max_length=50), formatted("piece_tiers")]
    """From how many pieces on how much."""
    over: Over = "cart"
    """Whether pieces of one line are counted, or those of all lines that the promotion is for."""

    def worded(self) -> str:
        return self.sentence + _of_a_line(self.over)

    @property
    def fewest_pieces(self) -> int:
        return self.tiers[0].at_least

    @model_validator(mode="after")
    def _grow(self) -> TiersOfPieces:
        growing([tier.at_least for tier in self.tiers])
        return self

    def least_off(self, currency: str) -> int:
        return min(1 if tier.off is None else tier.off[currency] for tier in self.tiers)

    def applying(self, counted: Money) -> Applying:
        tiers = [
            (
                tier.at_least * ONE_PIECE,
                None if tier.percent is None else percent_of(tier.percent),
                0 if tier.off is None else in_currency(tier.off, counted),
            )
            for tier in reversed(self.tiers)
        ]

        def together(till: Till, lines: Chosen) -> list[int]:
            pieces = sum(till.pieces[n] for n in lines)
            for least, part, off in tiers:
                if pieces < least:
                    continue
                if part is None:
                    return spread(off, [till.left[n] for n in lines])
                return [half_up(till.base[n], part, WHOLE) for n in lines]
            return [0] * len(lines)

        def apply(till: Till, chosen: Chosen) -> list[int]:
            if self.over == "cart":
                return together(till, chosen)
            return [share for n in chosen for share in together(till, [n])]

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        pieces = [till.pieces[n] for n in chosen]
        missing = self.tiers[0].at_least * ONE_PIECE - (sum(pieces) if self.over == "cart" else max(pieces))
        return Lack("pieces", -(-missing // ONE_PIECE)) if missing > 0 else None
