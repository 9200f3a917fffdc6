"""The reference in `docs/` says what the code says."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from regulars.facts.fields import FIELDS, ROWS
from regulars.flows.demo.examples import SEGMENTS
from regulars.rules.check import check
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

DOCS = Path(__file__).parent.parent / "docs"
SCOPE = Scope(Vocabulary.of(FIELDS, ROWS), zone=ZoneInfo("UTC"))


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("page", sorted(GENERATOR.PAGES))
def test_the_page_is_what_the_code_says(page: str) -> None:
    written = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")

    assert written == GENERATOR.draw(page), "run: make reference"


def _conditions(page: Path) -> list[Any]:
    blocks = re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [json.loads(block) for block in blocks if re.match(r'\{\s*"(all|any|none|value)":', block)]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.stem)
def test_every_condition_that_is_shown_would_be_taken(page: Path) -> None:
    for document in _conditions(page):
        check(document, SCOPE)


@pytest.mark.parametrize("example", SEGMENTS, ids=lambda example: example.id)
def test_every_segment_of_the_demo_would_be_taken(example: Any) -> None:
    check(example.condition, SCOPE)
