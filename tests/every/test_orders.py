"""Rules on orders see what the reference lets an order see: all before it was placed, and not itself."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from tests.thorough import examples

from regulars.facts.store import Facts
from regulars.flows.order_conditions import OrdersAlone
from regulars.flows.seen.as_placed import AsPlaced
from regulars.flows.seen.at_once import AtOnce
from regulars.points.asking import OrderNow
from regulars.rules.about import reads_customer
from regulars.segments.questions import Ground

from .asking import EVERY, Case, World, cases
from .reference import holds, order_asker
from .reference.shop import instant
from .stock import columns, stocked

NOTHING: Any = None
"""Conditions ask for no amounts."""
NO_BOOKS: Any = None
"""Conditions that name no segment are answered from the facts alone."""


def orders_of(world: World, facts: Facts) -> list[OrderNow]:
    """The shop's orders as rules are asked of them."""
    known = {order["external_id"]: order for order in world.shop.all("order")}
    ids = facts.ids("order", list(known))
    return [
        OrderNow(key, ids[key], world.shop.owner(order), instant(order["placed_at"]), None, {}, NOTHING)
        for key, order in known.items()
    ]


@settings(EVERY, max_examples=examples(15))
@given(cases("order", conditions=8))
def test_a_rule_holds_for_the_orders_the_reference_says(case: Case) -> None:
    world = case.world
    conditions = [condition for condition in case.conditions if "customer.segments" not in json.dumps(condition)]
    askers = {order["external_id"]: order_asker(world.shop, order) for order in world.shop.all("order")}
    known = set(world.customers)

    with stocked(world) as facts:
        ground = Ground(world.vocabulary, world.calendar, columns(facts))
        orders = orders_of(world, facts)
        whole, alone, together = (
            AsPlaced(NO_BOOKS, facts, ground),
            OrdersAlone(facts, world.calendar),
            AtOnce(NO_BOOKS, facts, ground),
        )
        trees = [world.checked(condition, "order") for condition in conditions]
        theirs = {order.external_id for order in orders if order.customer_id in known}
        every = zip(conditions, trees, whole.hold(trees, orders), together.hold(trees, orders), strict=True)
        for condition, tree, found, found_together in every:
            right = {key for key, asker in askers.items() if holds(condition, asker)}
            assert found & theirs == right & theirs, f"{condition}"
            assert found_together & theirs == right & theirs, f"{condition}"
            if not reads_customer(tree):
                assert alone.hold([tree], orders) == [right], f"{condition}"
