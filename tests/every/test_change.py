"""The next change told for a person is exact: the reference answers alike until then, and otherwise from then on."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.rules.change import next_change
from regulars.rules.evaluate import Subject

from .asking import World, dated, edges
from .luck import Drawn
from .reference import as_of, holds
from .subjects import subject_of


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_changes_before_the_next_change_and_something_does_there(data: st.DataObject) -> None:
    world = World.made(Drawn(data.draw))
    world.shop.stays = ()  # who is in a segment changes by what the books decide, not by time
    assume(world.customers)
    now = world.instants(1)[0]
    writer = world.writer("customer", world.askers("customer", [now])[:12])
    conditions = [writer.condition() for _ in range(3)]
    later = edges(world, now)[:200]

    for customer in world.customers[:3]:

        def subject_at(instant: datetime, customer: int = customer) -> Subject:
            return subject_of(as_of(world.shop, instant, customer), world.vocabulary)

        for condition in conditions:
            answer = holds(condition, as_of(world.shop, now, customer))
            found = next_change(world.checked(condition), subject_at(now), subject_at=subject_at, edges=dated(world))
            if found is not None:
                assert holds(condition, as_of(world.shop, found, customer)) != answer, (condition, now, found)
            for instant in later:
                if found is not None and instant >= found:
                    break
                assert holds(condition, as_of(world.shop, instant, customer)) == answer, (condition, now, instant)
