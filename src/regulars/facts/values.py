"""Values of records as the facts keep them: folded texts, sets, exact amounts.

Caches live as long as the facts are open: a shop has few channels, statuses,
cities and prices, and many records that repeat them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any

from regulars.core.money import rounded
from regulars.rules.fold import fold

CACHED_TEXTS = 500_000
QUANTITY_PLACES = PRICE_PLACES = 4
DIGITS = 18
EXACTLY = Context(prec=100, traps=[Inexact, InvalidOperation])


class Folds(dict[str | None, str | None]):
    """Texts as they are compared; an empty text is missing."""

    def __missing__(self, text: str | None) -> str | None:
        folded = fold(text) if text else None
        if len(self) < CACHED_TEXTS:
            self[text] = folded
        return folded


class Units(dict[Any, int | None]):
    """Decimal texts as whole units of 10^-places, rounded half away from zero; missing stays missing."""

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def __missing__(self, text: Any) -> int | None:
        units = None if text is None or text == "" else self._read(text)
        if len(self) < CACHED_TEXTS:
            self[text] = units
        return units

    def _read(self, text: str) -> int:
        whole, _, decimals = text.partition(".")
        if len(decimals) <= self.places:
            return int(whole + decimals.ljust(self.places, "0"))
        return rounded(Decimal(text).scaleb(self.places))


def exact(value: Any, places: int) -> int | None:
    """A number of the shop as whole units of 10^-places, or None when it isn't one, has more places or is beyond 10^18."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        units = Decimal(value).scaleb(places, context=EXACTLY)
        if not units.is_finite() or units.adjusted() >= DIGITS or units != units.to_integral_value():
            return None
        return int(units)
    except ArithmeticError:
        return None


def text(value: Any) -> str | None:
    """A text as written; an empty one is missing."""
    return value or None


def members(values: Iterable[str] | None) -> list[str] | None:
    """A set of texts, sorted; an empty one is missing."""
    return sorted({value for value in values or () if value}) or None


def with_folded(folds: Folds, names: Iterable[str], document: Mapping[str, Any]) -> dict[str, Any]:
    """The named texts of a document, each with its folded form beside it."""
    found: dict[str, Any] = {}
    for name in names:
        found[name] = value = text(document.get(name))
        found[f"{name}_folded"] = folds[value]
    return found


def set_with_folded(folds: Folds, name: str, values: Iterable[str] | None) -> dict[str, Any]:
    """A set with its folded form beside it."""
    kept = members(values)
    return {name: kept, f"{name}_folded": members(folds[value] or "" for value in kept or ())}
