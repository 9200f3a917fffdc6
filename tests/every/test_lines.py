"""Conditions answered for all lines of a cart at once find what the compiler finds one by one, and what finds
promotions misses none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.thorough import examples

from regulars.promotions.model.index import OfCart, OfCustomer, OfLine, Worth, needed, needed_of_lines
from regulars.rules import evaluate
from regulars.rules.fold import fold
from regulars.rules.lines import Compiler, Seen, failing
from regulars.rules.tree import Condition

from .asking import EVERY, RICH, Case, World, cases
from .enumeration import every_test
from .luck import Seeded
from .reference import Asker
from .subjects import subject_of


def seen_by(asker: Asker, world: World) -> Seen:
    """A cart that asks, as rules look at it."""
    subject = subject_of(asker, world.vocabulary)
    rows = {name: rows for name, rows in subject.rows.items() if name != "line"}
    return Seen(subject.now, subject.calendar, subject.values, subject.rows.get("line", ()), other_rows=rows)


def of_cart_differ(condition: Condition, carts: list[Seen]) -> list[str]:
    whole, asked = evaluate.compile(condition), Compiler().asked(condition)
    found = []
    for seen in carts:
        expected = whole(seen.subject)
        if asked.holds(seen) is not expected or (failing(asked, seen) is None) is not expected:
            found.append(f"{expected} is right for {condition} of {seen.values} with {seen.rows}")
        elif expected and not all(has(seen, key) for key in needed(condition, {})):
            found.append(f"{condition} isn't found for {seen.values} with {seen.rows}")
    return found


def of_lines_differ(condition: Condition, carts: list[Seen]) -> list[str]:
    whole, lines = evaluate.compile(condition), Compiler().lines(condition)
    found = []
    for seen in carts:
        expected = sum(1 << n for n in range(len(seen.rows)) if whole(seen.of_line(n)))
        if lines(seen) != expected:
            found.append(f"{expected:b} is right for {condition} of {seen.values} with {seen.rows}")
        elif expected and not all(has(seen, key) for key in needed_of_lines(condition)):
            found.append(f"{condition} isn't found for {seen.values} with {seen.rows}")
    return found


def has(seen: Seen, key: OfLine | OfCart | OfCustomer | Worth) -> bool:
    """Whether a cart has what a promotion is found by."""
    match key:
        case OfLine(path, values):
            return any(value in seen.index(path) for value in values)
        case OfCart(name, values):
            text = seen.values["cart"].get(name)
            return text is not None and fold(text) in values
        case Worth(least):
            return (seen.values["cart"].get("subtotal") or 0) >= least
    raise AssertionError(key)


@settings(EVERY, max_examples=examples(25))
@given(cases("cart", conditions=10))
def test_a_condition_on_the_cart(case: Case) -> None:
    carts = [seen_by(asker, case.world) for asker in case.askers]

    assert [one for said in case.conditions for one in of_cart_differ(case.world.checked(said, "cart"), carts)] == []


@settings(EVERY, max_examples=examples(25))
@given(cases("line", conditions=10), cases("cart", conditions=1))
def test_a_condition_on_lines(case: Case, of_carts: Case) -> None:
    carts = [seen_by(asker, of_carts.world) for asker in of_carts.askers]
    if case.world.vocabulary.currency != of_carts.world.vocabulary.currency:
        return

    assert [one for said in case.conditions for one in of_lines_differ(case.world.checked(said, "line"), carts)] == []


@pytest.mark.parametrize("subject", ["cart", "line"])
def test_every_field_and_operator(subject: str) -> None:
    world = World.made(Seeded(RICH), most=6)
    carts = [seen_by(asker, world) for asker in world.askers("cart", world.instants(3))[:9]]
    differ = of_cart_differ if subject == "cart" else of_lines_differ
    conditions = list(every_test(world.writer(subject, world.askers(subject, world.instants(3))[:9])))

    assert [one for said in conditions for one in differ(world.checked(said, subject), carts)] == []
