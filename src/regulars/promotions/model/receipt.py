"""What a priced cart comes to: discounts by line and piece, tax, totals; and what is given back of it piece by piece.

Discounts come before tax, on the price as shown. Tax is taken line by line from
what is left: added where prices don't include it, else found in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .basket import ONE_PIECE, Basket, Line
from .benefits.base import half_up
from .pricing import Priced

RATE = 1_000_000
"""A rate of 100 %, in ten thousandths of a percent."""


class PieceShare(NamedTuple):
    """So many pieces of a line with the same share; a part of a piece counts as one."""

    pieces: int
    minor: int


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


def tax_on(minor: int, rate: int, *, taxed: bool) -> int:
    """The tax on an amount: what is in it where it is `taxed`, else what is added."""
    return half_up(minor, rate, RATE + rate) if taxed else half_up(minor, rate, RATE)


def up_to(minor: int, pieces: int, reached: int) -> int:
    """The part of a line's amount that its first `reached` pieces have, both in ten thousandths of a piece.

    Whole pieces have the same share each, and the first of them a cent more where it doesn't divide. So whatever is
    given back piece by piece is what was paid, to the cent.
    """
    assert 0 <= reached <= pieces, (reached, pieces)
    if pieces % ONE_PIECE or not pieces:
        return minor * reached // pieces if pieces else 0
    each, over = divmod(minor, pieces // ONE_PIECE)
    done, part = divmod(reached, ONE_PIECE)
    begun = (each + (done < over)) * part // ONE_PIECE
    return each * done + min(done, over) + begun


def given_back(minor: int, pieces: int, *, before: int, now: int) -> int:
    """What is given back of a line's amount for `now` pieces, after `before` were already, in ten thousandths."""
    return up_to(minor, pieces, before + now) - up_to(minor, pieces, before)


def piece_shares(minor: int, pieces: int) -> list[PieceShare]:
    """The shares of a line's pieces, pieces of the same share together; of no pieces there are none."""
    if pieces == 0:
        return []
    whole = max(-(-pieces // ONE_PIECE), 1)
    each, over = divmod(minor, whole)
    shares = [PieceShare(over, each + 1), PieceShare(whole - over, each)]
    return [share for share in shares if share.pieces]


def paid_of(basket: Basket, line: LineTotal) -> int:
    """What was paid for a line with tax."""
    return line.net_minor if basket.taxed else line.net_minor + line.tax_minor
