"""Every kind of every family can be offered, chosen, said and kept."""

from __future__ import annotations

from typing import Any

import pytest

from regulars import kinds
from regulars.campaigns.model.steps import Step
from regulars.campaigns.model.triggers import Trigger
from regulars.kinds import FORMATS, Kind
from regulars.points.model.styles import EarnStyle

FAMILIES: list[type[Kind]] = [EarnStyle, Trigger, Step]
"""The families of the slices there are."""

KINDS = [pytest.param(family, kind, id=name) for family in FAMILIES for name, kind in kinds.kinds_of(family).items()]
MONEY = {"currency": "EUR", "places": 2}


@pytest.mark.parametrize(("family", "kind"), KINDS)
def test_the_example_is_read_kept_and_read_again(family: type[Kind], kind: type[Kind]) -> None:
    document = kinds.described(kind)["example"]

    chosen = kinds.read(family, document)

    assert type(chosen) is kind
    assert kinds.read(family, chosen.model_dump(mode="json")) == chosen
    told = chosen.model_dump(mode="json", context=MONEY)
    assert kinds.read(family, told, context=MONEY) == chosen


@pytest.mark.parametrize(("family", "kind"), KINDS)
def test_the_sentence_tells_the_example(family: type[Kind], kind: type[Kind]) -> None:
    said = kinds.read(family, kinds.described(kind)["example"]).say(currency="EUR", places=2)

    assert said
    assert "{" not in said


@pytest.mark.parametrize(("family", "kind"), KINDS)
def test_every_argument_has_an_input_and_says_what_it_is(family: type[Kind], kind: type[Kind]) -> None:
    described = kinds.described(kind)
    arguments: dict[str, Any] = {n: a for n, a in described["schema"]["properties"].items() if n != "kind"}

    assert described["label"]
    assert described["description"]
    assert described["group"]
    assert {argument["format"] for argument in arguments.values()} <= FORMATS.keys()
    assert all(argument.get("description") for argument in arguments.values())
