"""The tax on an amount, taken line by line from what is left after discounts."""

from __future__ import annotations

from .benefits.base import half_up

RATE = 1_000_000
"""A rate of 100 %, in ten thousandths of a percent."""


def tax_on(minor: int, rate: int, *, taxed: bool) -> int:
    """The tax on an amount: what is in it where it is `taxed`, else what is added."""
    return half_up(minor, rate, RATE + rate) if taxed else half_up(minor, rate, RATE)


def shown_and_tax(minor: int, rate: int, *, taxed: bool) -> int:
    """What is to be paid for an amount as it is shown."""
    return minor if taxed else minor + tax_on(minor, rate, taxed=False)
