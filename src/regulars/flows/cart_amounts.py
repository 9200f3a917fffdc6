"""Amounts of carts as callers give them, read in minor units and held to what can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from regulars.core import money as amounts
from regulars.core.currencies import PLACES
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.promotions.model.basket import Money as Counted

PRICE_PLACES = 4
MOST_MINOR: int = amounts.MOST_UNITS // 10**PRICE_PLACES
"""What a cart may come to: so much less than can be kept that no tax and no rate of points brings it there."""


def counted_in(currency: str, rate: str | None, *, base: str, base_places: int) -> Counted:
    """What a cart is counted in; raises `Invalid` for a currency that there isn't, and where its rate is missing or odd."""
    if currency not in PLACES:
        raise Invalid(
            say("there is no currency {currency}", currency=currency),
            [
                Fault(
                    "/cart/currency",
                    "currency",
                    say("{currency} is no currency of ISO 4217, such as EUR", currency=currency),
                )
            ],
        )
    if currency != base and rate is None:
        told = say("say how much one {currency} is worth in {base}", currency=currency, base=base)
        raise Invalid(told, [Fault("/cart/rate", "missing", told)])
    worth = Decimal(rate or 1)
    if worth <= 0:
        told = say("a rate is above zero: say how much one {currency} is worth in {base}", currency=currency, base=base)
        raise Invalid(told, [Fault("/cart/rate", "rate", told)])
    if currency == base and worth != 1:
        told = say("the cart is in the base currency, {base}: leave the rate out", base=base)
        raise Invalid(told, [Fault("/cart/rate", "rate", told)])
    return Counted(currency, PLACES[currency], base, base_places, worth)


def minor(text: str | None, counted: Counted, where: str) -> int:
    """An amount of a cart; raises `Invalid` when its currency has fewer decimals. `where`: its place in the cart."""
    try:
        return 0 if text is None else amounts.parse(text, counted.places)
    except amounts.BadAmount:
        told = amounts.too_fine(str(text), counted.currency, counted.places)
        raise Invalid(
            say("the cart's {where}: {told}", where=where[1:], told=told), [Fault(f"/cart{where}", "decimals", told)]
        ) from None


def _can_be(whole: int, counted: Counted) -> bool:
    base = amounts.convert(whole, counted.rate, places=counted.places, to_places=counted.base_places)
    return whole <= MOST_MINOR and base <= MOST_MINOR


def refuse_more_than_can_be(lines: Sequence[int], others: Sequence[tuple[str, int]], counted: Counted) -> None:
    """Raises `Invalid` where a cart comes to more than can be counted, in its own currency or in the base one.

    `lines`: what the lines come to, by their places; `others`: amounts beside them, by theirs. All count together.
    """
    if _can_be(sum(lines) + sum(amount for _, amount in others), counted):
        return
    whole = 0
    for where, amount in (*((f"/lines/{n}", line) for n, line in enumerate(lines)), *others):
        whole += amount
        if _can_be(whole, counted):
            continue
        most = amounts.spelt(MOST_MINOR, counted.places, counted.currency)
        if whole <= MOST_MINOR:
            most = say("{amount} at its rate", amount=amounts.spelt(MOST_MINOR, counted.base_places, counted.base))
        told = say(
            "with this the amounts of the cart come to more than {most}, the most that can be counted", most=most
        )
        raise Invalid(told, [Fault(f"/cart{where}", "too_much", told)])


def refuse_another_total(price: int, quantity: Decimal, total_minor: int, counted: Counted, where: str) -> None:
    """Raises `Invalid` where a row's total isn't its price times its quantity.

    Shops round the price of a piece or the row, so the two may differ by half of a minor unit a piece, and by one.
    """
    whole = Decimal(price) * quantity * Decimal(10) ** (counted.places - PRICE_PLACES)
    if abs(whole - total_minor) <= max(Decimal(1), quantity / 2):
        return
    given = amounts.spelt(total_minor, counted.places, counted.currency)
    priced = amounts.spelt(amounts.rounded(whole), counted.places, counted.currency)
    one = f"{Decimal(price).scaleb(-PRICE_PLACES).normalize():f}"
    told = say(
        "the row's total is {given}, and {quantity:n} × {one:n} come to {priced}: give both as shown before discounts, or leave one of them out",
        given=given,
        quantity=f"{quantity.normalize():f}",
        one=one,
        priced=priced,
    )
    raise Invalid(told, [Fault(f"/cart{where}/row_total", "contradiction", told)])
