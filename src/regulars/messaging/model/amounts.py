"""Amounts of money as templates hold them: a number to compare and count with, that knows its currency."""

from __future__ import annotations

from regulars.core import money
from regulars.core.currencies import places_of


class Amount(float):
    """So much of a currency, in major units. Liquid counts with floats, and what it counts is only shown.

    Written, it has all the decimals of its currency; what is counted from it is a plain number again.
    """

    __slots__ = ("currency", "text")
    currency: str
    text: str

    @classmethod
    def of_minor(cls, minor: int, currency: str, *, places: int | None = None) -> Amount:
        """An amount kept in whole units of its last place."""
        text = money.text(minor, places_of(currency) if places is None else places)
        found = cls(text)
        found.text, found.currency = text, currency
        return found

    def __str__(self) -> str:
        return self.text
