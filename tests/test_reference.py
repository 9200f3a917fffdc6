"""The reference in `docs/` says what the code says."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from regulars import app
from regulars.facts.fields import FIELDS, ROWS
from regulars.flows.demo.examples import SEGMENTS
from regulars.journal.importing import parse_mapping
from regulars.journal.importing.mapping import Cell, Mapping
from regulars.journal.records import TYPES
from regulars.rules.check import check
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

DOCS = Path(__file__).parent.parent / "docs"
SCOPE = Scope(Vocabulary.of(FIELDS, ROWS), zone=ZoneInfo("UTC"))


def _generator() -> ModuleType:
    """The script, as it runs beside those that it imports."""
    sys.path.insert(0, str(DOCS))
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(DOCS))
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("page", sorted(GENERATOR.PAGES))
def test_the_page_is_what_the_code_says(page: str) -> None:
    written = (DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8")

    assert written == GENERATOR.draw(page), "run: make reference"


MAPPINGS = (DOCS / "reference" / "mapping-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("part", [Mapping, Cell], ids=["mapping", "cell"])
def test_every_key_of_a_mapping_file_is_in_its_reference(part: type[Mapping | Cell]) -> None:
    keys = {field.alias or name for name, field in part.model_fields.items()}
    told = set(re.findall(r"^\| `(\w+)` \|", MAPPINGS, re.MULTILINE))

    assert keys - told == set()


def test_every_type_and_every_key_that_the_reference_of_mapping_files_tells_there_is() -> None:
    keys = {field.alias or name for part in (Mapping, Cell) for name, field in part.model_fields.items()}

    assert set(re.findall(r"^\| `(\w+)` \|", MAPPINGS, re.MULTILINE)) - keys == set()
    assert [name for name in TYPES if f"`{name}`" not in MAPPINGS] == []


@pytest.mark.parametrize("page", ["reference/mapping-files.md", "how-to/import-data.md"])
def test_every_mapping_that_is_shown_would_be_taken(page: str) -> None:
    shown = re.findall(r"```toml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)

    assert [parse_mapping(text).type for text in shown]


@pytest.mark.parametrize("example", re.findall(r"^\| `\w+` \|.*\| `(\{.*\})` \|$", MAPPINGS, re.MULTILINE))
def test_every_cell_that_is_shown_would_be_taken(example: str) -> None:
    assert "customer" in parse_mapping(f'type = "order"\n[fields]\ncustomer = {example}').fields


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


def test_every_schema_of_the_api_has_a_name_of_its_own() -> None:
    """Two of one name are told apart by the paths of their modules, which nobody can write down."""
    schemas = app.build_web(cast(Any, None)).openapi()["components"]["schemas"]

    assert [name for name in schemas if "__" in name] == []
