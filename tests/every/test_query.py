"""The query compiler over the facts finds the members that the reference finds, at any instant.

The facts come the way they come in production: documents go through the door
and are applied in batches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from regulars.facts.store import Facts
from regulars.rules.query import alarm

from .asking import World, edges
from .conditions import JSON
from .reference import as_of, holds, is_candidate
from .stock import answers, compiler

RICH = 394
"""The seed of a shop with some of everything."""
BATCH, PARTS = 40, 10


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


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_finds_what_the_reference_finds(data: st.DataObject) -> None:
    world = World.made(Drawn(data.draw))
    assume(world.customers)
    instants = world.instants(3)
    writer = world.writer("customer", world.askers("customer", instants)[:12])
    conditions = [writer.condition() for _ in range(5)]

    with stocked(world, cut=1 + world.luck.below(9)) as facts:
        assert differences(world, facts, conditions, instants) == []


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

    for n in range(part * BATCH, len(conditions), PARTS * BATCH):
        found += differences(world, facts, conditions[n : n + BATCH], [instants[n // BATCH % len(instants)]])

    assert found == []


def test_the_current_columns_are_right_from_the_horizon_on() -> None:
    world = World.made(Seeded(RICH), most=6)
    with stocked(world) as facts:
        horizon = facts.horizon()
        assert horizon is not None
        instants = [horizon, horizon + timedelta(days=3)]
        writer = world.writer("customer", world.askers("customer", instants)[:12])
        conditions = [writer.condition() for _ in range(20)]

        assert differences(world, facts, conditions, instants, current=True) == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_how_the_journal_is_cut_changes_nothing(data: st.DataObject) -> None:
    world = World.made(Drawn(data.draw))
    assume(world.customers)
    instants = world.instants(2)
    writer = world.writer("customer", world.askers("customer", instants)[:12])
    trees = [world.checked(writer.condition()) for _ in range(5)]

    with stocked(world, cut=1) as one_by_one, stocked(world) as at_once:
        question = compiler(at_once, world).answers(trees)
        for now in instants:
            expected = answers(at_once, world, question, trees, now)
            assert answers(one_by_one, world, question, trees, now) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_next_change_is_never_late(data: st.DataObject) -> None:
    world = World.made(Drawn(data.draw))
    world.shop.stays = ()
    assume(world.customers)
    now = world.instants(1)[0]
    writer = world.writer("customer", world.askers("customer", [now])[:12])
    conditions = [writer.condition(depth=1) for _ in range(3)]
    trees = [world.checked(condition) for condition in conditions]
    later = [instant for instant in edges(world, now) if instant > now][:400]

    with stocked(world) as facts:
        found = answers(facts, world, compiler(facts, world).answers(trees), trees, now)

    alarms = [alarm(tree, now, world.calendar) for tree in trees]
    for customer in world.customers:
        bits, change = found.get(customer, ([False] * len(trees), None))
        until = min(
            (instant for instant in (change, *alarms) if instant is not None), default=datetime.max.replace(tzinfo=UTC)
        )
        for instant in later:
            if instant >= until:
                break
            there = is_candidate(world.shop, instant, customer)
            asker = as_of(world.shop, instant, customer)
            assert [there and holds(condition, asker) for condition in conditions] == bits, (
                customer,
                now,
                instant,
                change,
            )
