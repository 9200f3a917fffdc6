"""The query compiler over the facts finds the members that the reference finds, at any instant.

The facts come the way they come in production: documents go through the door
and are applied in batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import examples, some_of

from regulars.facts.store import Facts
from regulars.rules.query import alarm

from .asking import EVERY, RICH, Case, World, cases, edges
from .conditions import JSON
from .enumeration import every_aggregate, every_test
from .luck import Seeded
from .reference import as_of, holds, is_candidate, value_of
from .stock import answers, compiler, memberships, stocked

BATCH, PARTS = 40, 10
LAST = datetime.max.replace(tzinfo=UTC)


def differences(
    world: World, facts: Facts, conditions: Sequence[JSON], instants: Sequence[datetime], *, current: bool = False
) -> list[str]:
    """Where the query's members are not the reference's."""
    trees = [world.checked(condition) for condition in conditions]
    question = compiler(facts, world, current=current).answers(trees)
    found = []
    for now in instants:
        answered = answers(facts, world, question, trees, now)
        for customer in world.customers:
            there = is_candidate(world.shop, now, customer)
            bits, _ = answered.get(customer, ([False] * len(trees), None))
            asker = as_of(world.shop, now, customer)
            for condition, bit in zip(conditions, bits, strict=True):
                if bit != (there and holds(condition, asker)):
                    found.append(f"{not bit} is right for customer {customer} at {now}: {condition}")
    return found


@settings(EVERY, max_examples=examples(15))
@given(cases("customer"), st.integers(1, 12))
def test_finds_what_the_reference_finds(case: Case, cut: int) -> None:
    with stocked(case.world, cut=cut) as facts:
        assert differences(case.world, facts, case.conditions, case.instants) == []


@pytest.fixture(scope="module")
def rich() -> Iterator[tuple[World, Facts, list[JSON]]]:
    """A shop with some of everything, and all that can be asked of its customers."""
    world = World.made(Seeded(RICH), most=6)
    askers = world.askers("customer", world.instants(3))
    with stocked(world) as facts:
        yield world, facts, list(every_test(world.writer("customer", askers[:14])))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_and_operator_is_answered_alike(rich: tuple[World, Facts, list[JSON]], part: int) -> None:
    world, facts, conditions = rich
    instants = world.scene.instants()
    found = []

    for n in some_of(range(part * BATCH, len(conditions), PARTS * BATCH)):
        found += differences(world, facts, conditions[n : n + BATCH], [instants[n // BATCH % len(instants)]])

    assert found == []


def test_each_aggregate_is_answered_alone(rich: tuple[World, Facts, list[JSON]]) -> None:
    world, facts, _ = rich
    now = world.scene.middle
    writer = world.writer("customer", world.askers("customer", [now]))
    askers = {n: as_of(world.shop, now, n) for n in world.customers if is_candidate(world.shop, now, n)}
    found = []

    for rows in writer.root.rows:
        for condition in list(every_aggregate(writer, writer.root, rows))[::6]:
            question = compiler(facts, world).members(world.checked(condition))
            members = facts.ask(question.sql, memberships(world.shop, question, now), question.settings(now))
            expected = [number for number, asker in askers.items() if holds(condition, asker)]
            if members["customer_id"].to_pylist() != expected:
                found.append(f"{expected} are right: {condition}")

    assert found == []


@settings(EVERY, max_examples=examples(10))
@given(cases("customer", instants=1, conditions=2))
def test_a_preview_counts_what_the_reference_counts(case: Case) -> None:
    world, (now,) = case.world, case.instants
    askers = {n: as_of(world.shop, now, n) for n in world.customers if is_candidate(world.shop, now, n)}

    with stocked(world) as facts:
        for condition in case.conditions:
            question = compiler(facts, world).preview(world.checked(condition))
            (found,) = facts.ask(
                question.sql, memberships(world.shop, question, now), question.settings(now)
            ).to_pylist()

            held = [number for number, asker in askers.items() if holds(condition, asker)]
            assert (found["candidates"], found["members"]) == (len(askers), len(held)), condition
            assert (found["sample"] or []) == held, condition
            for n, node in enumerate(nodes(condition)):
                assert found[f"held{n}"] == sum(holds(node, asker) for asker in askers.values()), (node, condition)
                if "value" in node:
                    missing = sum(value_of(node["value"], asker) is None for asker in askers.values())
                    assert found[f"missing{n}"] == missing, (node, condition)


def nodes(condition: JSON) -> list[JSON]:
    """A condition and all below it, outside of any `where`."""
    children: list[JSON] = next((condition[mode] for mode in ("all", "any", "none") if mode in condition), [])
    return [condition, *(node for child in children for node in nodes(child))]


def test_the_current_columns_are_right_from_the_horizon_on() -> None:
    world = World.made(Seeded(RICH), most=6)
    with stocked(world) as facts:
        horizon = facts.horizon()
        assert horizon is not None
        instants = [horizon, horizon + timedelta(days=3)]
        writer = world.writer("customer", world.askers("customer", instants)[:12])
        conditions = [writer.condition() for _ in range(20)]

        assert differences(world, facts, conditions, instants, current=True) == []


@settings(EVERY, max_examples=examples(6))
@given(cases("customer", instants=2))
def test_how_the_journal_is_cut_changes_nothing(case: Case) -> None:
    world = case.world
    trees = [world.checked(condition) for condition in case.conditions]

    with stocked(world, cut=1) as one_by_one, stocked(world) as at_once:
        question = compiler(at_once, world).answers(trees)
        for now in case.instants:
            expected = answers(at_once, world, question, trees, now)
            assert answers(one_by_one, world, question, trees, now) == expected


@settings(EVERY, max_examples=examples(15))
@given(cases("customer", instants=1, conditions=3, depth=1, stays=False))
def test_the_next_change_is_never_late(case: Case) -> None:
    world, (now,) = case.world, case.instants
    trees = [world.checked(condition) for condition in case.conditions]

    with stocked(world) as facts:
        found = answers(facts, world, compiler(facts, world).answers(trees), trees, now)

    alarms = [alarm(tree, now, world.calendar) for tree in trees]
    later = edges(world, now)
    for customer in world.customers:
        bits, change = found.get(customer, ([False] * len(trees), None))
        until = min([instant for instant in (change, *alarms) if instant is not None], default=LAST)
        for instant in later:
            if instant >= until:
                break
            there = is_candidate(world.shop, instant, customer)
            asker = as_of(world.shop, instant, customer)
            answer = [there and holds(condition, asker) for condition in case.conditions]
            assert answer == bits, f"customer {customer} at {instant} after {now}, said {change}: {case.conditions}"
