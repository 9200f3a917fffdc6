"""Documents of a few customers are what the reference reads of the shop, at any instant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.every.asking import World
from tests.every.luck import Drawn, Seeded
from tests.every.reference import as_of, holds
from tests.every.stock import stocked
from tests.facts.said import APRIL, MARCH, MAY, Journal, at
from tests.thorough import examples

from regulars.facts.documents import Documents, load
from regulars.rules import evaluate
from regulars.rules.explain import Explanation, explain
from regulars.rules.sentence import Speaker
from regulars.rules.subject import Subject
from regulars.rules.texts import Texts
from regulars.rules.tree import Condition


def stays(world: World, customer: int, now: datetime) -> list[str]:
    return [stay.segment for stay in world.shop.stays if stay.customer == customer and stay.covers(now)]


def differences(world: World, conditions: int) -> list[Any]:
    """What is answered of the loaded documents otherwise than the reference does."""
    found = []
    with stocked(world, 7) as facts:
        documents = load(facts, world.customers)
    instants = world.instants(3)
    askers = world.askers("customer", instants)
    assume(askers)
    writer = world.writer("customer", askers)
    for condition in [writer.condition() for _ in range(conditions)]:
        compiled = evaluate.compile(world.checked(condition))
        for customer in world.customers:
            for now in instants:
                subject = documents[customer].subject(now, world.calendar, stays(world, customer, now))
                if compiled(subject) != holds(condition, as_of(world.shop, now, customer)):
                    found.append((condition, now, customer))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_conditions_are_answered_as_the_reference_answers_them(seed: int) -> None:
    assert differences(World.made(Seeded(seed), most=4), conditions=40) == []


@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_so_they_are_on_any_shop(data: st.DataObject) -> None:
    assert differences(World.made(Drawn(data.draw)), conditions=10) == []


@pytest.mark.parametrize("seed", range(6))
def test_an_explanation_is_the_same_of_what_its_condition_reads_alone(seed: int) -> None:
    world = World.made(Seeded(seed), most=4)
    instants = world.instants(2)
    speaker = Speaker(world.vocabulary, Texts("en", world.calendar.zone))
    writer = world.writer("customer", world.askers("customer", instants))
    conditions = [world.checked(writer.condition()) for _ in range(15)]

    def told(condition: Condition, documents: Documents, customer: int, now: datetime) -> Explanation:
        def subject_at(at: datetime) -> Subject:
            return documents.subject(at, world.calendar, stays(world, customer, at))

        return explain(condition, subject_at(now), speaker, subject_at=subject_at, edges=documents.edges(now))

    with stocked(world, 7) as facts:
        whole = load(facts, world.customers)
        parts = [(condition, load(facts, world.customers, [condition])) for condition in conditions]

    for condition, part in parts:
        for customer in world.customers:
            for now in instants:
                assert told(condition, part[customer], customer, now) == told(condition, whole[customer], customer, now)


def loaded(journal: Journal, name: str = "anna") -> Documents:
    id = journal.id_of(name)
    assert id is not None
    return load(journal.facts(), [id])[id]


def test_an_order_stands_where_it_stood_at_the_instant() -> None:
    journal = Journal()
    history = [{"at": MARCH, "status": "pending"}, {"at": MAY, "status": "complete"}]
    journal.say(
        "order",
        "1",
        customer="anna",
        placed_at=MARCH,
        status="complete",
        status_history=history,
        currency="USD",
        grand_total="10.00",
    )

    (order,) = loaded(journal).at(at(APRIL))["order"]

    assert (order["status"], order["completed_at"], order["_since"]["status"]) == ("pending", None, at(MARCH))


def test_a_later_refund_has_not_been_given_back_yet() -> None:
    journal = Journal()
    journal.say("order", "1", customer="anna", placed_at=MARCH, status="complete", currency="USD", grand_total="10.00")
    journal.say("refund", "r", order="1", refunded_at=MAY, amount="4.00")
    documents = loaded(journal)

    totals = [documents.at(at(instant))["order"][0]["net_total"] for instant in (APRIL, MAY)]

    assert totals == [1000, 600]


def test_what_is_dated_ahead_is_an_edge() -> None:
    journal = Journal()
    history = [{"at": MARCH, "status": "pending"}, {"at": APRIL, "status": "complete"}]
    journal.say(
        "order",
        "1",
        customer="anna",
        placed_at=MARCH,
        status="complete",
        status_history=history,
        currency="USD",
        grand_total="10.00",
    )
    journal.say("refund", "r", order="1", refunded_at=MAY, amount="4.00")

    assert loaded(journal).edges(at(MARCH)) == [at(APRIL), at(MAY)]
