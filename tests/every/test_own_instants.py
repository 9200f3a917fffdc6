"""Customers asked about together, each at an instant of their own, get the answers that they get one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from pyroaring import BitMap

from regulars.facts.store import Facts
from regulars.rules.query import Question
from regulars.rules.tree import Condition
from regulars.segments.bitmaps import asked, asked_at

from .asking import RICH, World
from .enumeration import every_test
from .luck import Seeded
from .stock import compiler, memberships, stocked

BATCH, EACH = 20, 50
Answers = dict[int, dict[str, Any]]


@pytest.fixture(scope="module")
def rich() -> Iterator[tuple[World, Facts, list[Condition]]]:
    world = World.made(Seeded(RICH), most=6)
    writer = world.writer("customer", world.askers("customer", world.instants(3))[:14])
    with stocked(world) as facts:
        yield world, facts, [world.checked(condition) for condition in list(every_test(writer))[::EACH]]


def who(world: World, instants: Sequence[datetime]) -> dict[datetime, BitMap]:
    """The customers spread over the instants."""
    found: dict[datetime, BitMap] = {instant: BitMap() for instant in instants}
    for customer in world.customers:
        found[instants[customer % len(instants)]].add(customer)
    return found


def together(world: World, facts: Facts, question: Question, those: dict[datetime, BitMap]) -> Answers:
    given = {"asked": asked_at(those, question)} | memberships(world.shop, question, world.scene.middle)
    return by_customer(facts.ask(question.sql, given).to_pylist())


def one_by_one(world: World, facts: Facts, question: Question, those: dict[datetime, BitMap]) -> Answers:
    found: Answers = {}
    for instant, customers in those.items():
        given = {"asked": asked(customers)} | memberships(world.shop, question, world.scene.middle)
        found |= by_customer(facts.ask(question.sql, given, question.settings(instant)).to_pylist())
    return found


def by_customer(rows: list[dict[str, Any]]) -> Answers:
    return {row["customer_id"]: row for row in rows}


def test_the_answers_are_those_of_each_alone(rich: tuple[World, Facts, list[Condition]]) -> None:
    world, facts, conditions = rich
    now, before = compiler(facts, world, current=True), compiler(facts, world, current=False)

    for n in range(0, len(conditions), BATCH):
        there = now if n // BATCH % 2 else before
        those = who(world, world.scene.instants()[n // BATCH % 5 :: 5])
        some = conditions[n : n + BATCH]
        own, alone = there.answers(some, own=True), there.answers(some, asked=True)
        assert together(world, facts, own, those) == one_by_one(world, facts, alone, those)
