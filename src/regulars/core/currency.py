"""How many decimal places the minor unit of a currency has (ISO 4217)."""

from __future__ import annotations

_OTHERS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_PLACES = {currency: places for places, currencies in _OTHERS.items() for currency in currencies.split()}


def places_of(currency: str) -> int:
    """The decimal places of amounts in a currency; two unless ISO 4217 says otherwise."""
    return _PLACES.get(currency, 2)
