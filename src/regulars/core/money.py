"""Amounts: whole units of 10^-places of a currency, and the arithmetic that never loses one.

An amount is an `int`, called `…_minor` where its places are those of the
currency. Texts are in major units ("12.34"). Halves are rounded away from zero,
on the exact value; shares are made by largest remainder, so that they sum to the
whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from .sentences import Amount, Said, say

MOST_UNITS = 10**18 - 1
"""Amounts are kept in whole units of their last place, which have 18 digits at most."""

_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


class BadAmount(ValueError):
    """Not an amount, or one with more decimals than there are."""


def parse(text: str, places: int) -> int:
    """ "12.34" as whole units of 10^-places; raises `BadAmount` rather than lose a decimal."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise BadAmount(say("{text!r:.40} is not an amount such as 12.34", text=text))
    sign, whole, decimals = found.group(1), found.group(2), (found.group(3) or "").rstrip("0")
    if len(decimals) > places:
        if not places:
            raise BadAmount(say("{text:.40} has decimals, and this is a whole number", text=text))
        raise BadAmount(say("{text:.40} has more than {places:decimal|decimals}", text=text, places=places))
    amount = int(whole + decimals.ljust(places, "0"))
    return -amount if sign else amount


def too_fine(text: str, currency: str, places: int) -> Said:
    """What is wrong with an amount that has more decimals than its currency, and what it has."""
    if not places:
        return say(
            "{text:.40} has too many decimals: amounts in {currency} are whole numbers", text=text, currency=currency
        )
    return say(
        "{text:.40} has too many decimals: amounts in {currency} have at most {places:decimal|decimals}",
        text=text,
        currency=currency,
        places=places,
    )


def text(amount: int, places: int) -> str:
    """Whole units of 10^-places in major units: 1234 with 2 places is "12.34"."""
    digits = str(abs(amount)).rjust(places + 1, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def spelt(amount: int, places: int, currency: str, *, symbol: str | None = None) -> Said:
    """The same with its currency, as it stands in a sentence: "€1,234.50", in Polish "1234,50 €"."""
    return say("{amount}", amount=Amount(text(amount, places), currency, symbol))


def rounded(value: Fraction | Decimal) -> int:
    """To the nearest whole number, half away from zero."""
    exact = Fraction(value)
    half_up = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return half_up if exact >= 0 else -half_up


def convert(amount: int, rate: Decimal, *, places: int, to_places: int) -> int:
    """An amount at a rate (so much of the other currency for one of this), in whole units of the other's places."""
    return rounded(Fraction(amount) * Fraction(rate) * Fraction(10) ** (to_places - places))


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares of an amount in proportion to weights, by largest remainder; they sum to it.

    Remainders of the same size go to the earlier share, and a weight of zero
    gets zero. While the amount is no more than the sum of the weights, no share
    is more than its weight.
    """
    assert all(weight >= 0 for weight in weights), weights
    total = sum(weights)
    if amount == 0:
        return [0] * len(weights)
    assert total > 0, "an amount can't be shared among nothing"
    size = abs(amount)
    shares = [size * weight // total for weight in weights]
    remainders = [size * weight % total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-remainders[n], n))
    for n in by_remainder[: size - sum(shares)]:
        shares[n] += 1
    return shares if amount > 0 else [-share for share in shares]
