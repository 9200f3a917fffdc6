"""The Python compiler answers as the reference does: for every subject, field and operator, on generated shops."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from tests.thorough import examples

from regulars.rules import evaluate

from .asking import EVERY, RICH, SUBJECTS, Case, World, cases
from .conditions import JSON, OPERATORS
from .enumeration import every_test
from .luck import Seeded
from .reference import Asker, holds
from .subjects import VOCABULARIES, subject_of


def differences(world: World, subject: str, conditions: list[JSON], askers: list[Asker]) -> list[str]:
    """What the compiler answers otherwise than the reference."""
    subjects = [subject_of(asker, world.vocabulary) for asker in askers]
    found = []
    for condition in conditions:
        compiled = evaluate.compile(world.checked(condition, subject))
        for asker, given_subject in zip(askers, subjects, strict=True):
            expected = holds(condition, asker)
            if compiled(given_subject) != expected:
                found.append(f"{expected} is right for {condition} at {asker.now} with {asker.values}")
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_finds_what_the_reference_finds(subject: str) -> None:
    @settings(EVERY, max_examples=examples(20))
    @given(cases(subject, conditions=10))
    def agree(case: Case) -> None:
        assert differences(case.world, subject, case.conditions, case.askers) == []

    agree()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_field_and_operator_is_answered_alike(subject: str) -> None:
    world = World.made(Seeded(RICH), most=6)
    askers = world.askers(subject, world.instants(3))[:9]
    conditions = list(every_test(world.writer(subject, askers)))

    assert differences(world, subject, conditions, askers) == []


def test_nothing_of_the_vocabulary_is_left_out() -> None:
    asked: set[tuple[str, str]] = set()
    for subject in SUBJECTS:
        world = World.made(Seeded(RICH), most=6)
        for condition in every_test(world.writer(subject, world.askers(subject, world.instants(1)))):
            asked |= set(pairs(condition))

    paths = {field.path: OPERATORS[field.type] for field in VOCABULARIES["USD"].fields.values()}
    unread = {"order_line.placed_at"} - {path for path, _ in asked}

    assert {(path, operator) for path, operators in paths.items() for operator in operators} - asked == set()
    assert unread == set()


def pairs(condition: Any) -> list[tuple[str, str]]:
    """Each field that is read as it stands, with the operator it is tested by."""
    if isinstance(condition, list):
        return [pair for child in condition for pair in pairs(child)]
    if not isinstance(condition, dict):
        return []
    found = [pair for child in condition.values() for pair in pairs(child)]
    return (
        [(condition["value"], condition["op"]), *found]
        if isinstance(condition.get("value"), str) and "op" in condition
        else found
    )
