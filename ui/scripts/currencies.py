"""Draws src/format/currencies.json: where each currency is the money that people pay with now.

It comes from the Unicode locale data that `babel` brings; run it when a country changes its money: `python ui/scripts/currencies.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel.core import get_global
from babel.numbers import get_territory_currencies

TARGET = Path(__file__).parents[1] / "src/format/currencies.json"


def table() -> dict[str, str]:
    """The countries of each currency."""
    found: dict[str, list[str]] = {}
    for country in sorted(get_global("territory_currencies")):
        for currency in get_territory_currencies(country):
            found.setdefault(currency, []).append(country)
    return {currency: " ".join(countries) for currency, countries in sorted(found.items())}


if __name__ == "__main__":
    TARGET.write_text(json.dumps(table(), indent=2) + "\n")
