"""The pages call things what the sentences call them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest

from regulars.core.currencies import PLACES
from regulars.facts.fields import FIELDS
from regulars.kinds.announcements import declared
from regulars.points.programme import USUAL
from regulars.rules.texts import CATALOGUES

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "ui/src/texts"
AUDITED = re.compile(r'\baudit\(\s*"([a-z_]+)\.([a-z_]+)"')
"""What is written into the audit, by its kind and deed."""
SUBJECT = re.compile(r'\baudit\(\s*f?"[a-z_.{}]+",\s*f?"([a-z_-]+)[:"]|^SUBJECT = "([a-z-]+)[:"]', re.MULTILINE)
"""The kind of what an entry of the audit is about; where it is a constant, it is called SUBJECT."""
LANGUAGES = pytest.mark.parametrize("language", ["en", "pl", "ru"])


def sources() -> Iterator[str]:
    return (path.read_text() for path in (ROOT / "src/regulars").rglob("*.py"))


def texts(language: str, *path: str) -> Any:
    return reduce(lambda found, name: found[name], path, json.loads((TEXTS / f"{language}.json").read_text()))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_fields_have_the_names_that_sentences_use(language: str) -> None:
    words = CATALOGUES[language]
    names = {field.path: capital(words[f"field.{field.path}"]) for field in FIELDS}
    many = {f"{field.path}.many": words.get(f"field.{field.path}.many") for field in FIELDS}
    own = {f"{field.path}.{fn}": words.get(f"{fn}.{field.path}") for field in FIELDS for fn in ("sum", "avg")}
    forms = {path: form.replace("{rows}", "{{rows}}") for path, form in (many | own).items() if form}

    assert json.loads((TEXTS / f"fields.{language}.json").read_text()) == names | forms


def test_every_time_zone_that_can_be_chosen_is_one_that_the_server_knows() -> None:
    zones = json.loads((ROOT / "ui/src/format/zones.json").read_text())

    assert {one for zone, (_, _, _, _, *former) in zones.items() for one in (zone, *former)} <= available_timezones()


def test_every_currency_that_a_country_has_is_one_that_the_server_knows() -> None:
    assert json.loads((ROOT / "ui/src/format/currencies.json").read_text()).keys() <= PLACES.keys()


def test_points_that_nobody_has_named_are_called_as_the_server_calls_them() -> None:
    usual = {code: {"singular": name.singular, "plural": name.plural} for code, name in USUAL.items()}

    assert json.loads((ROOT / "ui/src/format/points.json").read_text()) == usual


@LANGUAGES
def test_whatever_stands_in_the_audit_is_told_in_words(language: str) -> None:
    audited = {found for source in sources() for found in AUDITED.findall(source)}
    told = texts(language, "audit", "did")

    assert len(audited) > 80
    assert {f"{kind}.{deed}" for kind, deed in audited if deed not in told.get(kind, {})} == set()


@LANGUAGES
def test_whatever_the_audit_is_about_is_told_in_words(language: str) -> None:
    about = {one or other for source in sources() for one, other in SUBJECT.findall(source)}
    shown = set(re.findall(r'^  "([a-z_-]+)",$', (ROOT / "ui/src/pages/settings/subject.ts").read_text(), re.MULTILINE))

    assert len(about) > 20
    assert about - shown == set()
    assert shown - texts(language, "audit", "kind").keys() == set()


@LANGUAGES
def test_whatever_webhooks_tell_of_is_told_in_words(language: str) -> None:
    for path in (ROOT / "src/regulars").rglob("announcements.py"):
        import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
    told = texts(language, "webhooks", "types")

    assert len(declared()) > 5
    assert [
        one for one in declared() if reduce(lambda found, name: found.get(name, {}), one.split("."), told) == {}
    ] == []
