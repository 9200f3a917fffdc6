"""What the facts know of one customer answers as the reference does, and says exactly when time changes the answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.facts.documents import Documents, load
from regulars.rules import evaluate
from regulars.rules.change import next_change
from regulars.rules.subject import Subject

from .asking import EVERY, Case, World, cases, edges
from .reference import as_of, holds
from .stock import stocked

MOMENT = timedelta(microseconds=1)


def subject_at(world: World, documents: Documents, customer: int, now: datetime) -> Subject:
    """A customer at an instant, in the segments they were in then."""
    here = [stay.segment for stay in world.shop.stays if stay.customer == customer and stay.covers(now)]
    return documents.subject(now, world.calendar, here)


@settings(EVERY, max_examples=examples(12))
@given(cases("customer", conditions=12), st.integers(1, 12))
def test_answers_what_the_reference_answers(case: Case, cut: int) -> None:
    world = case.world
    compiled = [(condition, evaluate.compile(world.checked(condition))) for condition in case.conditions]

    with stocked(world, cut=cut) as facts:
        loaded = load(facts, world.customers)

    assert sorted(loaded) == world.customers
    for now in case.instants:
        for customer, documents in loaded.items():
            subject, asker = subject_at(world, documents, customer, now), as_of(world.shop, now, customer)
            for condition, answer in compiled:
                assert answer(subject) == holds(condition, asker), f"customer {customer} at {now}: {condition}"


@settings(EVERY, max_examples=examples(15))
@given(cases("customer", instants=1, conditions=6, depth=1, stays=False))
def test_the_next_change_is_exact(case: Case) -> None:
    world, (now,) = case.world, case.instants
    later = edges(world, now)

    with stocked(world) as facts:
        loaded = load(facts, world.customers)

    for customer, documents in loaded.items():
        askers = [as_of(world.shop, instant, customer) for instant in (now, *later)]
        for condition in case.conditions:
            change = next_change(
                world.checked(condition),
                subject_at(world, documents, customer, now),
                subject_at=lambda at, of=documents, who=customer: subject_at(world, of, who, at),  # type: ignore[misc]
                edges=documents.edges(now),
            )
            answers = [holds(condition, asker) for asker in askers if change is None or asker.now < change]
            about = f"customer {customer} after {now}, said {change}: {condition}"
            assert set(answers) == {answers[0]}, f"late for {about}"
            if change is not None:
                assert holds(condition, as_of(world.shop, change - MOMENT, customer)) == answers[0], f"late for {about}"
                assert holds(condition, as_of(world.shop, change, customer)) != answers[0], f"no change for {about}"
