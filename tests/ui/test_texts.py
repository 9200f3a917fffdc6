"""The pages call things what the sentences call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regulars.facts.fields import FIELDS
from regulars.rules.texts import CATALOGUES

TEXTS = Path(__file__).parents[2] / "ui/src/texts"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_fields_have_the_names_that_sentences_use(language: str) -> None:
    names = {field.path: capital(CATALOGUES[language][f"field.{field.path}"]) for field in FIELDS}

    assert json.loads((TEXTS / f"fields.{language}.json").read_text()) == names
