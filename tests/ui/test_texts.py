"""The pages call things what the sentences call them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from regulars.core.currencies import PLACES
from regulars.facts.fields import FIELDS
from regulars.rules.texts import CATALOGUES

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "ui/src/texts"
AUDITED = re.compile(r'\baudit\(\s*"([a-z_]+)\.([a-z_]+)"')
"""What is written into the audit, by its kind and deed."""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_fields_have_the_names_that_sentences_use(language: str) -> None:
    names = {field.path: capital(CATALOGUES[language][f"field.{field.path}"]) for field in FIELDS}

    assert json.loads((TEXTS / f"fields.{language}.json").read_text()) == names


def test_every_time_zone_that_can_be_chosen_is_one_that_the_server_knows() -> None:
    zones = json.loads((ROOT / "ui/src/format/zones.json").read_text())

    assert {one for zone, (_, _, _, _, *former) in zones.items() for one in (zone, *former)} <= available_timezones()


def test_every_currency_that_a_country_has_is_one_that_the_server_knows() -> None:
    assert json.loads((ROOT / "ui/src/format/currencies.json").read_text()).keys() <= PLACES.keys()


@pytest.mark.parametrize("language", ["en", "pl", "ru"])
def test_whatever_stands_in_the_audit_is_told_in_words(language: str) -> None:
    sources = (path.read_text() for path in (ROOT / "src/regulars").rglob("*.py"))
    audited = {found for source in sources for found in AUDITED.findall(source)}
    told = json.loads((TEXTS / f"{language}.json").read_text())["audit"]["did"]

    assert len(audited) > 80
    assert {f"{kind}.{deed}" for kind, deed in audited if deed not in told.get(kind, {})} == set()
