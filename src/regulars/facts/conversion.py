"""Amounts of an order in the base currency.

Each amount is converted at the order's rate and rounded half away from zero;
those of the lines so that they add up to their converted sum, by largest
remainder.

The door refuses what would be more than `MOST_UNITS` in the base currency, but
it can't tell for a refund, whose currency and rate are its order's. Such an
amount is kept as the most there is: that much was given back at least, and a
missing amount would read as if nothing was.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext

from regulars.core.money import MOST_UNITS, rounded

DIGITS = 60
"""More than any amount times any rate has, so that nothing is rounded on the way."""


def converted(amount: str | None, rate: Decimal, places: int) -> int | None:
    """An amount as whole units of 10^-places of the base currency."""
    if not amount:
        return None
    with localcontext(prec=DIGITS):
        return capped(rounded((Decimal(amount) * rate).scaleb(places)))


def capped(units: int) -> int:
    """Units as they can be kept."""
    return min(units, MOST_UNITS)


def converted_lines(amounts: Sequence[str | None], rate: Decimal, places: int) -> list[int | None]:
    """The lines' amounts, adding up to the conversion of their sum; ties go to the earlier line."""
    with localcontext(prec=DIGITS):
        exact = {n: (Decimal(amount) * rate).scaleb(places) for n, amount in enumerate(amounts) if amount}
        whole = {n: int(amount.to_integral_value(ROUND_FLOOR)) for n, amount in exact.items()}
        left = rounded(sum(exact.values(), Decimal(0))) - sum(whole.values())
        for n in sorted(exact, key=lambda n: (whole[n] - exact[n], n))[:left]:
            whole[n] += 1
    return [capped(whole[n]) if n in whole else None for n in range(len(amounts))]
