"""Every sentence that is said has its words in every language, with the same things filled in.

Sentences are found in the source: what `say` and `template` are given. So that none
is forgotten, refusals and faults are given nothing but sentences, but for those
that only the command line and whoever starts the server read.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import regulars.app  # knows every kind
from regulars import kinds
from regulars.campaigns.book import State as CampaignState
from regulars.campaigns.model.amounts import OF_ORDER, ORDER
from regulars.campaigns.model.check import OWN_BRANCHES
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.campaigns.model.triggers.happenings import Status
from regulars.core import sentences, wording
from regulars.core.errors import Refusal
from regulars.journal.importing.cells import _DIRECTIVES
from regulars.messaging.newsletters import State as NewsletterState
from regulars.promotions.book import Kept
from regulars.rules.vocabulary import Type
from regulars.segments.model import State as SegmentState
from regulars.webhooks.model import EndpointState

SOURCE = Path(regulars.app.__file__).parent
LANGUAGES = ("pl", "ru")
NAMING = {
    "NotFound": 0,
    "NameTaken": 0,
    "refuse_taken": 0,
    "Changed": 0,
    "word": 0,
    "_named": 0,
    "named": 0,
    "number": 1,
    "KeyTaken": 1,
}
"""Calls that name what something is, and which of their arguments does."""
AT_THE_SERVER = (
    "books/embedded.py", "books/engine.py", "books/migrate.py", "books/refusals.py", "books/shop.py", "cli/",
    "facts/connecting.py", "facts/opening.py", "facts/store.py", "flows/demo/", "journal/archive.py", "kinds/contributed.py", "settings.py",
)  # fmt: skip
"""Where what is refused is read in a terminal, before anybody can open a page."""
FILLED_IN_ELSEWHERE = {
    "campaigns/model/formulas.py",
    "core/sentences.py",
    "journal/importing/cells.py", "core/wording.py", "kinds/base.py", "kinds/formats.py", "rules/patterns.py", "segments/health.py",
}  # fmt: skip
"""Where a template comes from a table; the tables are read below, or mark their templates."""
WORDS = {
    *get_args(CampaignState), *get_args(NewsletterState), *get_args(Kept), *get_args(EndpointState), *get_args(SegmentState),
    *get_args(Status), *(type.value for type in Type), *(field.removeprefix(ORDER).replace("_", " ") for field in OF_ORDER),
    *OWN_BRANCHES, "confirmed", "left",  # of subscriptions
    "waiting", "running", "done", "failed", "cancelled", "previewing", "previewed", "entering",  # of jobs and back-fills
    "earn style", "benefit", "trigger", "step", "attribute value",  # of kinds
    "category", "group", "list",  # of what conditions name
    *_DIRECTIVES.values(), "import", "correction", "order", "cart", "refund",
}  # fmt: skip
"""Words that sentences name by what is asked, so that they stand in no literal."""


@cache
def modules() -> dict[str, ast.Module]:
    return {
        str(path.relative_to(SOURCE)): ast.parse(path.read_text())
        for path in sorted(SOURCE.rglob("*.py"))
        if "static" not in path.parts
    }


def calls(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name):
                    yield name, node
                case ast.Attribute(value=ast.Name(id="sentences"), attr=name):
                    yield name, node


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@cache
def said() -> dict[str, str]:
    """Every template, and where it is said."""
    found: dict[str, str] = {}
    for place, module in modules().items():
        for name, call in calls(module):
            if name in ("say", "template") and call.args and (text := literal(call.args[0])) is not None:
                found.setdefault(text, place)
            named = call.args[NAMING[name] :][:1] if name in NAMING else []
            for text in filter(None, map(literal, named)):
                found.setdefault(text.replace("_", " ") if name == "named" else text, place)
    for text in wording._SAID.values():
        found.setdefault(text, "core/wording.py")
    for family in (Step, Trigger):
        for kind in kinds.kinds_of(family).values():  # type: ignore[type-abstract]
            found.setdefault(kind.sentence, f"{kind.__module__}.{kind.__name__}")
    for text in WORDS:
        found.setdefault(text, "a word")
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_its_words(language: str) -> None:
    known = sentences.catalogue(language)

    assert {text: place for text, place in said().items() if text not in known} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_kept_of_what_nobody_says(language: str) -> None:
    assert sorted(sentences.catalogue(language).keys() - said().keys()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_name_only_what_is_filled_in(language: str) -> None:
    """A language may do without something, such as a kind whose grammar would not fit."""
    odd = {
        text: words
        for text, words in sentences.catalogue(language).items()
        if not placeholders(words) <= placeholders(text)
    }

    assert odd == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_noun_beside_a_number_has_the_three_forms_of_the_language(language: str) -> None:
    odd = [
        words
        for words in sentences.catalogue(language).values()
        for _, name, spec, _ in string.Formatter().parse(words)
        if name is not None and "|" in (spec or "") and (spec or "").count("|") != 2
    ]

    assert odd == []


def test_a_template_is_a_literal_or_marked_as_one() -> None:
    odd = [
        f"{place}:{call.lineno}"
        for place, module in modules().items()
        if place not in FILLED_IN_ELSEWHERE
        and any(
            isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("sentences")
            for node in module.body
        )
        for name, call in calls(module)
        if name == "say" and literal(call.args[0]) is None
    ]

    assert odd == []


def test_refusals_are_given_sentences() -> None:
    refusals = {kind.__name__ for kind in _below(Refusal)} - {"NotFound", "NameTaken", "Changed"}
    odd = [
        f"{place}:{argument.lineno}: {ast.unparse(argument)}"
        for place, module in modules().items()
        if not place.startswith(AT_THE_SERVER)
        for name, call in calls(module)
        if name in refusals | {"Fault", "misfit"}
        for argument in (call.args[-1:] if name in ("Fault", "misfit") else call.args[:1])
        if isinstance(argument, ast.JoinedStr | ast.Constant) and " " in ast.unparse(argument)
    ]

    assert odd == []


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
