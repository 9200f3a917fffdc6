"""What a priced cart comes to: discounts by line and piece, tax, totals; and what is given back of it piece by piece.

Discounts come before tax, on the price as shown. Tax is taken line by line from
what is left: added where prices don't include it, else found in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .basket import ONE_PIECE, Line
from .pricing import Priced
from .tax import tax_on


class PieceShare(NamedTuple):
    """So many pieces of a line with the same shares. `part`: of a piece that isn't whole, how many ten thousandths it is."""

    pieces: int
    part: int
    minor: tuple[int, ...]


class LineTotal(NamedTuple):
    """A line of a receipt. `net_minor` is what is left of it after discounts, as shown; `tax_minor` the tax on that."""

    line: Line
    discount_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a cart comes to. `total_minor`: what is to be paid, before points and gift cards."""

    lines: tuple[LineTotal, ...]
    subtotal_minor: int
    discount_minor: int
    shipping_minor: int
    shipping_discount_minor: int
    shipping_tax_minor: int
    tax_minor: int
    total_minor: int


def receipt(priced: Priced) -> Receipt:
    """The totals of a priced cart."""
    basket = priced.basket
    lines = tuple(
        LineTotal(line, line.total_minor - left, left, tax_on(left, line.tax, taxed=basket.taxed))
        for line, left in zip(basket.lines, priced.left, strict=True)
    )
    shipping_tax = tax_on(priced.shipping_left, basket.shipping_tax, taxed=basket.taxed)
    tax = sum(line.tax_minor for line in lines) + shipping_tax
    shown = sum(priced.left) + priced.shipping_left
    return Receipt(
        lines,
        basket.subtotal_minor,
        priced.discount_minor,
        basket.shipping_minor,
        priced.shipping_discount_minor,
        shipping_tax,
        tax,
        shown if basket.taxed else shown + tax,
    )


def piece_shares(pieces: int, *amounts: int) -> list[PieceShare]:
    """What each piece of a line has of some amounts, alike pieces together, `pieces` in ten thousandths; of none there are none.

    Whole pieces have the same share each, and the first of them one unit more where it doesn't divide; a part of a piece, of
    which there is one at most, has what is left. So the shares of all pieces are the amounts, to the cent, and where an amount is
    no more than another, no share of it is.
    """
    if pieces == ONE_PIECE:
        return [PieceShare(1, 0, amounts)]
    whole, part = divmod(pieces, ONE_PIECE)
    shares: list[PieceShare] = []
    of_whole = amounts if not part else tuple(amount * whole * ONE_PIECE // pieces for amount in amounts)
    if whole:
        each = [divmod(amount, whole) for amount in of_whole]
        steps = sorted({0, whole, *(over for _, over in each)})
        shares = [
            PieceShare(end - begin, 0, tuple(share + (begin < over) for share, over in each))
            for begin, end in pairwise(steps)
        ]
    if part:
        left = tuple(amount - taken for amount, taken in zip(amounts, of_whole, strict=True))
        shares.append(PieceShare(1, part, left))
    return shares
