"""Benefits in words of other languages than that in which their kinds are written.

A kind says what it gives in English. A catalogue has the same for another language
by its `kind`; one that it doesn't know, as somebody else's may be, is said in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from regulars.core import currencies
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.benefits.amounts import AmountTier
from regulars.promotions.model.benefits.base import Selection
from regulars.promotions.model.benefits.pieces import PieceTier
from regulars.rules.texts import Texts

from . import pl, ru

CATALOGUES: Mapping[str, Mapping[str, str]] = {"pl": pl.SAYS, "ru": ru.SAYS}
ALL = Decimal(100)


def said(benefit: Benefit, texts: Texts, *, currency: str, places: int) -> str:
    """What a benefit gives, amounts in a base currency with so many decimals."""
    catalogue = CATALOGUES.get(texts.language)
    if catalogue is None or benefit.kind not in catalogue:  # type: ignore[attr-defined]
        return benefit.say(currency=currency, places=places)
    return _Saying(texts, catalogue, currency, places).said(benefit)


def products(selection: Selection, texts: Texts, *, currency: str, places: int) -> str:
    """Some products, as a benefit names them."""
    catalogue = CATALOGUES.get(texts.language)
    if catalogue is None:
        return selection.said(lambda _, value: str(value))
    return _Saying(texts, catalogue, currency, places).products(selection)


class _Saying:
    def __init__(self, texts: Texts, catalogue: Mapping[str, str], currency: str, places: int) -> None:
        self._texts = texts
        self._says = catalogue
        self._currency = currency
        self._places = places

    def said(self, benefit: Any) -> str:
        arguments = {name: self._written(name, getattr(benefit, name)) for name in type(benefit).model_fields}
        return self._says[_template(benefit)].format_map(arguments) + self._further(benefit)

    def products(self, selection: Selection) -> str:
        names = [", ".join(selection.skus)] if selection.skus else []
        if selection.categories:
            key = "category" if len(selection.categories) == 1 else "categories"
            names.append(self._says[key].format(ids=", ".join(selection.categories)))
        return self._says["or"].join(names)

    def _written(self, name: str, value: Any) -> str:
        match name, value:
            case _, None:
                return ""
            case "percent", percent:
                return self._percent(percent)
            case "tiers", tiers:
                return ", ".join(self._tier(tier) for tier in tiers)
            case "parts", parts:
                return self._says["and"].join(f"{one.pieces} × {self.products(one.products)}" for one in parts)
            case "bought", selection:
                return self.products(selection)
            case _, dict(amounts):
                return self._amounts(amounts)
            case _, int(number):
                return self._texts.number(Decimal(number))
        return str(value)

    def _tier(self, tier: AmountTier | PieceTier) -> str:
        off = self._percent(tier.percent) if tier.percent is not None else self._amounts(tier.off or {})
        if isinstance(tier, PieceTier):
            return self._says["tier_of_pieces"].format(off=off, start=self._counted("pieces_from", tier.at_least))
        return self._says["tier_of_amount"].format(off=off, start=self._amount(tier.at_least, self._currency))

    def _further(self, benefit: Any) -> str:
        """Of which pieces it is, and how often it is given, where that isn't the usual."""
        bought = getattr(benefit, "bought", None)
        parts = [self._says["bought"].format(products=self.products(bought))] if bought is not None else []
        if getattr(benefit, "over", None) == "line" and bought is None:
            parts.append(self._says["in_one_line"])
        if getattr(benefit, "which", None) == "lines":
            parts.append(self._says["of_lines"])
        for counted in ("times", "steps", "sets"):
            most = getattr(benefit, f"at_most_{counted}", None)
            if most is not None:
                parts.append(self._says["at_most"].format(most=self._counted(counted, most)))
        return "".join(parts)

    def _counted(self, noun: str, number: int) -> str:
        form = self._says.get(f"{noun}.{self._texts.form(number)}") or self._says[f"{noun}.many"]
        return form.format(n=self._texts.number(Decimal(number)))

    def _percent(self, percent: Decimal) -> str:
        return f"{self._texts.number(percent)}{self._says['percent_sign']}"

    def _amounts(self, amounts: Mapping[str, int]) -> str:
        ordered = sorted(amounts, key=lambda one: (one != self._currency, one))
        symbols = currencies.symbols_of(ordered)
        return self._says["or"].join(self._amount(amounts[one], one, symbols[one]) for one in ordered)

    def _amount(self, minor: int, currency: str, symbol: str | None = None) -> str:
        places = self._places if currency == self._currency else currencies.places_of(currency)
        return self._texts.amount(minor, places=places, currency=currency, currency_places=places, symbol=symbol)


def _template(benefit: Any) -> str:
    """Kinds whose sentence is another by what they say."""
    kind: str = benefit.kind
    if kind == "buy_get" and benefit.percent == ALL:
        return "buy_get.free"
    if kind == "shipping_percent" and benefit.percent == ALL:
        return "shipping_percent.free"
    if kind == "each_pieces" and benefit.what == "is the price of":
        return "each_pieces.price"
    return kind
