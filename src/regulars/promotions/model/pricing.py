"""The price of a cart: promotions are applied one after the other to what is left of it.

Lanes come in their order, and in a lane promotions by priority. What one takes
off is cut to its limits, to what lines may cost at least, to what all promotions
together may take off, and to what is left. Amounts are shared by largest
remainder, so that what the lines lose is what the cart loses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from regulars.core import money
from regulars.rules.lines import Seen, bits
from regulars.rules.subject import NOTHING

from .basket import ONE_PIECE, Basket
from .benefits.base import Given, Lack, Missing, Shelf, Till, half_up, in_currency, pool
from .rules import Lane, Policy, Promotion
from .tax import shown_and_tax


class Applied(NamedTuple):
    """What a promotion took off: of lines by their places, and of shipping; what it would give beside."""

    promotion: Promotion
    lines: tuple[int, ...]
    shares: Sequence[int]
    shipping_minor: int
    missing: tuple[Missing, ...]

    @property
    def minor(self) -> int:
        return sum(self.shares) + self.shipping_minor

    def share_of(self, line: int) -> int:
        """What it took off the line of a place."""
        return next((share for n, share in zip(self.lines, self.shares, strict=False) if n == line), 0)


class Passed(NamedTuple):
    """Why a promotion that fits gave nothing, and because of which other, or what is missing."""

    why: str
    by: Promotion | None = None
    lack: Lack | None = None


@dataclass(slots=True)
class Priced:
    """A cart with what promotions take off it. `passed`: those that fit and gave nothing, by id."""

    basket: Basket
    left: list[int]
    shipping_left: int
    applied: list[Applied]
    passed: dict[int, Passed] = field(default_factory=dict)

    @property
    def discounts(self) -> list[int]:
        """What is taken off each line."""
        return [line.total_minor - left for line, left in zip(self.basket.lines, self.left, strict=True)]

    @property
    def discount_minor(self) -> int:
        return self.basket.subtotal_minor - sum(self.left)

    @property
    def shipping_discount_minor(self) -> int:
        return self.basket.shipping_minor - self.shipping_left


class _Pricing:
    """One cart while promotions are applied to it."""

    def __init__(self, basket: Basket, seen: Seen, policy: Policy) -> None:
        left = [line.total_minor for line in basket.lines]
        original = policy.percent_of == "original"
        self.basket = basket
        self.till = Till(
            left=left,
            base=list(left) if original else left,
            pieces=[line.pieces for line in basket.lines],
            shelf=Shelf(basket, seen.rows),
            shipping_left=basket.shipping_minor,
            shipping_base=basket.shipping_minor,
        )
        self.original = original
        self.in_base = basket.money.is_base
        self.all = tuple(range(len(left)))
        self.closed = 0
        self.room = policy.most_of(basket.subtotal_minor, basket.money)
        self.floor = _floors(basket, seen, policy.floor)
        self.places: dict[int, tuple[int, ...]] = {seen.all: self.all}

    def chosen(self, promotion: Promotion, seen: Seen) -> tuple[int, ...]:
        """The lines that a promotion is for, less those that take nothing more."""
        mask = seen.all
        if promotion.lines is not None and not promotion.benefit.everywhere:
            mask = promotion.lines(seen)
        mask &= ~self.closed
        known = self.places.get(mask)
        if known is None:
            known = self.places[mask] = tuple(bits(mask))
        return known

    def given(self, promotion: Promotion, chosen: tuple[int, ...]) -> Applied:
        """What a promotion would take off now; nothing is changed."""
        till = self.till
        if promotion.plain and self.room is None and self.floor is None:
            apply = promotion.apply if self.in_base else promotion.applying(self.basket.money)
            found = apply(till, chosen)
            lines, shipping, missing = found if isinstance(found, Given) else (found, 0, ())
            left = till.left
            shares = [share if share <= left[n] else left[n] for share, n in zip(lines, chosen, strict=False)]
            return Applied(promotion, chosen, shares, min(shipping, till.shipping_left), tuple(missing))
        return self._limited(promotion, chosen)

    def _limited(self, promotion: Promotion, chosen: tuple[int, ...]) -> Applied:
        """The same, within limits."""
        counted, limits, till = self.basket.money, promotion.limits, self.till
        if limits.pieces is not None and promotion.benefit.of_pieces:
            till = _of_pieces(till, chosen, limits.pieces)
        found = promotion.applying(counted)(till, chosen)
        lines, shipping, missing = found if isinstance(found, Given) else (found, 0, ())
        left = self.till.left
        shares = [share if share <= left[n] else left[n] for share, n in zip(lines, chosen, strict=False)]
        if self.floor is not None or limits.floor is not None:
            shares = self._above_floor(promotion, chosen, shares)
        shipping = min(shipping, self.till.shipping_left)
        if limits.amount is not None:
            shares, shipping = _at_most(in_currency(limits.amount, counted), shares, shipping)
        if self.room is not None:
            shares = _cut(shares, self.room)
        return Applied(promotion, chosen, shares, shipping, tuple(missing))

    def saved(self, applied: Applied) -> int:
        """How much less is to be paid: what it takes off, and the tax on that where prices don't include it."""
        basket, left = self.basket, self.till.left
        if basket.taxed:
            return applied.minor

        def less(before: int, taken: int, rate: int) -> int:
            return shown_and_tax(before, rate, taxed=False) - shown_and_tax(before - taken, rate, taxed=False)

        shares = zip(applied.lines, applied.shares, strict=False)
        of_lines = sum(less(left[n], share, basket.lines[n].tax) for n, share in shares if share)
        return of_lines + less(self.till.shipping_left, applied.shipping_minor, basket.shipping_tax)

    def is_limited(self, promotion: Promotion, chosen: tuple[int, ...]) -> bool:
        """Whether a promotion that takes off nothing would take off something if nothing were limited."""
        if promotion.plain and self.room is None and self.floor is None:
            return False
        found = promotion.applying(self.basket.money)(self.till, chosen)
        lines, shipping, _ = found if isinstance(found, Given) else (found, 0, ())
        return any(min(share, self.till.left[n]) for share, n in zip(lines, chosen, strict=False)) or shipping > 0

    def apply(self, applied: Applied) -> None:
        """Take it off."""
        till = self.till
        left, taken = till.left, 0
        for n, share in zip(applied.lines, applied.shares, strict=False):
            left[n] -= share
            taken += share
        if self.room is not None:
            self.room -= taken
        if applied.shipping_minor:
            till.shipping_left -= applied.shipping_minor
            if not self.original:
                till.shipping_base = till.shipping_left
        if applied.promotion.stop == "line":
            for n, share in zip(applied.lines, applied.shares, strict=False):
                if share:
                    self.closed |= 1 << n

    def _above_floor(self, promotion: Promotion, chosen: tuple[int, ...], shares: list[int]) -> list[int]:
        till, limits = self.till, promotion.limits
        own = None if limits.floor is None else in_currency(limits.floor, self.basket.money)
        cut = []
        for n, share in zip(chosen, shares, strict=False):
            least = 0 if self.floor is None else self.floor[n]
            if own is not None:
                least = max(least, half_up(own, till.pieces[n], ONE_PIECE))
            cut.append(min(share, max(till.left[n] - least, 0)))
        return cut


def price(basket: Basket, seen: Seen, promotions: Iterable[Promotion], policy: Policy) -> Priced:
    """Apply promotions that fit the cart, given in the order in which they are asked (`rules.in_order`)."""
    pricing = _Pricing(basket, seen, policy)
    priced = Priced(basket, pricing.till.left, 0, [])
    by_lane: dict[int, list[Promotion]] = {}
    for promotion in promotions:
        by_lane.setdefault(promotion.lane, []).append(promotion)
    stopped: Promotion | None = None
    for lane in policy.lanes:
        there = by_lane.get(lane.id)
        if not there:
            continue
        if stopped is not None:
            priced.passed |= {one.id: Passed("stopped", stopped) for one in there}
        elif lane.together == "best":
            stopped = _best(pricing, seen, there, priced)
        else:
            stopped = _in_turn(pricing, seen, lane, there, priced)
    priced.shipping_left = pricing.till.shipping_left
    return priced


def _in_turn(
    pricing: _Pricing, seen: Seen, lane: Lane, promotions: Sequence[Promotion], priced: Priced
) -> Promotion | None:
    """One after the other, or until one gave something; returns the one that stops all further."""
    first: Promotion | None = None
    stopped: Promotion | None = None
    for promotion in promotions:
        if stopped is not None or first is not None:
            told = Passed("stopped", stopped) if stopped is not None else Passed("another", first)
            priced.passed[promotion.id] = told
            continue
        chosen = pricing.chosen(promotion, seen)
        applied = _given(pricing, promotion, chosen, priced)
        if applied is None:
            continue
        pricing.apply(applied)
        priced.applied.append(applied)
        if promotion.stop == "cart":
            stopped = promotion
        elif lane.together == "first":
            first = promotion
    return stopped


def _best(pricing: _Pricing, seen: Seen, promotions: Sequence[Promotion], priced: Priced) -> Promotion | None:
    """The one after which least is to be paid; of those that come to the same, the one that comes first."""
    best: Applied | None = None
    most = -1
    for promotion in promotions:
        applied = _given(pricing, promotion, pricing.chosen(promotion, seen), priced)
        if applied is not None and (saved := pricing.saved(applied)) > most:
            best, most = applied, saved
    if best is None:
        return None
    pricing.apply(best)
    priced.applied.append(best)
    for promotion in promotions:
        if promotion is not best.promotion:
            priced.passed.setdefault(promotion.id, Passed("another", best.promotion))
    return best.promotion if best.promotion.stop == "cart" else None


def _given(pricing: _Pricing, promotion: Promotion, chosen: tuple[int, ...], priced: Priced) -> Applied | None:
    """What it takes off, None when that is nothing."""
    if not chosen:
        priced.passed[promotion.id] = Passed("no_line")
        return None
    applied = pricing.given(promotion, chosen)
    if any(applied.shares) or applied.shipping_minor or applied.missing:
        return applied
    till = pricing.till
    left = till.shipping_left if promotion.benefit.of_shipping else any(till.left[n] for n in chosen)
    if not left:
        priced.passed[promotion.id] = Passed("nothing_left")
    elif pricing.is_limited(promotion, chosen):
        priced.passed[promotion.id] = Passed("limited")
    else:
        lack = promotion.benefit.lacks(till, chosen, pricing.basket.money)
        priced.passed[promotion.id] = Passed("too_little", lack=lack)
    return None


def _of_pieces(till: Till, chosen: Sequence[int], most: int) -> Till:
    """The cart as if only so many pieces were there, the dearest."""
    pooled, wanted = pool(till, chosen), most
    left, pieces = list(till.left), list(till.pieces)
    base = left if till.base is till.left else list(till.base)
    for n, there in zip(pooled.lines, pooled.pieces, strict=True):
        kept = min(there, wanted)
        wanted -= kept
        if kept * ONE_PIECE == till.pieces[n]:
            continue
        scaled = [(left, till.left)] if base is left else [(left, till.left), (base, till.base)]
        for amounts, whole in scaled:
            amounts[n] = half_up(whole[n], kept * ONE_PIECE, till.pieces[n])
        pieces[n] = kept * ONE_PIECE
    for n in chosen:
        if till.pieces[n] < ONE_PIECE:
            left[n] = base[n] = pieces[n] = 0
    return Till(left, base, pieces, till.shelf, till.shipping_left, till.shipping_base)


def _at_most(most: int, shares: list[int], shipping: int) -> tuple[list[int], int]:
    """Cut what is taken off to an amount."""
    *lines, of_shipping = _cut([*shares, shipping], most)
    return lines, of_shipping


def _cut(shares: list[int], most: int) -> list[int]:
    return money.allocate(max(most, 0), shares) if sum(shares) > most else shares


def _floors(basket: Basket, seen: Seen, field: str | None) -> list[int] | None:
    """What each line costs at least, by a field of products with four decimals of the base currency."""
    if field is None:
        return None
    counted = basket.money
    least = []
    for line, row in zip(basket.lines, seen.rows, strict=True):
        value = (row.get("_product") or NOTHING).get(field)
        if value is None:
            least.append(0)
            continue
        scale = 10 ** (4 - counted.base_places) if counted.base_places <= 4 else 1
        piece = in_currency({counted.base: int(value)}, counted)
        least.append(half_up(piece, line.pieces, ONE_PIECE * scale))
    return least
