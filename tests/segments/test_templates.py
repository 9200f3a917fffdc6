"""Conditions to begin with are conditions, and are called something in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.segments.shop import GROUND

from regulars.facts.fields import BOOLEAN, FIELDS, ROWS
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Field, Vocabulary
from regulars.segments.plan import checked
from regulars.segments.questions import Ground
from regulars.segments.templates import RECOMMENDED, TEMPLATES, Template, available

TEXTS = Path(__file__).parents[2] / "ui" / "src" / "texts"
DECLARED = Field(RECOMMENDED, BOOLEAN, "Recommended", "Whether the shop recommends it.")
WITH_ATTRIBUTE = Vocabulary.of((*FIELDS, DECLARED), ROWS, currency="USD")


def read(template: Template) -> Condition:
    return checked(template.condition, Ground(WITH_ATTRIBUTE, GROUND.calendar, GROUND.tables))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_every_template_is_a_condition(template: Template) -> None:
    read(template)

    for pointer in template.yours:
        at = template.condition
        for step in pointer.split("/")[1:]:
            at = at[int(step)] if isinstance(at, list) else at[step]
        assert at is not None


@pytest.mark.parametrize("language", ["en", "pl", "ru"])
def test_every_template_is_called_something(language: str) -> None:
    texts = json.loads((TEXTS / f"{language}.json").read_text())["template"]

    assert {key for key in texts if not key.startswith("intro")} == {template.key for template in TEMPLATES}
    assert all(set(texts[template.key]) == {"name", "text"} for template in TEMPLATES)


def test_what_needs_an_attribute_is_there_once_it_is_declared() -> None:
    without = {template.key for template in available(GROUND.vocabulary)}

    assert {template.key for template in TEMPLATES} - without == {"wishRecommended"}
    assert len(list(available(WITH_ATTRIBUTE))) == len(TEMPLATES)
