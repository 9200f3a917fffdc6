"""Draws src/format/zones.json: where each time zone's city lies and what readers call the city.

Countries come from the zone table that `tzdata` brings, names from the Unicode locale data that `babel` brings; run it when
a zone is added to the world: `python ui/scripts/zones.py`. A zone has its country, its city in English, Polish and Russian,
and the ids it had before, which browsers and shops still say.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from babel import Locale
from babel.core import get_global

LANGUAGES = ("en", "pl", "ru")
TARGET = Path(__file__).parents[1] / "src/format/zones.json"


def table() -> dict[str, list[str]]:
    """Each zone's country, its city in each language, and its former ids."""
    canonical = dict(get_global("zone_aliases"))
    places = _places()
    regions = {zone.split("/")[0] for zone in places}
    former: dict[str, set[str]] = {}
    for alias, zone in canonical.items():
        former.setdefault(zone, {zone}).add(alias)
    found = {}
    for zone, country in sorted(places.items()):
        old = former.get(canonical.get(zone, zone), set())
        ids = sorted(one for one in old if one not in places and one.split("/")[0] in regions)
        found[zone] = [country, *(_city(zone, canonical, language) for language in LANGUAGES), *ids]
    return found


def _places() -> dict[str, str]:
    lines = (resources.files("tzdata") / "zoneinfo/zone.tab").read_text().splitlines()
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in cells}


def _city(zone: str, canonical: dict[str, str], language: str) -> str:
    names = Locale(language).time_zones
    for known in (zone, canonical.get(zone, zone)):
        if city := names.get(known, {}).get("city"):
            return str(city)
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


if __name__ == "__main__":
    rows = (f"  {json.dumps(zone)}: {json.dumps(row, ensure_ascii=False)}" for zone, row in table().items())
    TARGET.write_text("{\n" + ",\n".join(rows) + "\n}\n")
