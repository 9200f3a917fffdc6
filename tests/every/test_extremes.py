"""The ends of time, the largest numbers and the oddest texts are answered like any others, and stop nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from regulars.facts.documents import Documents, load
from regulars.facts.store import Facts
from regulars.rules import evaluate
from regulars.rules.change import next_change
from regulars.rules.query import alarm

from .asking import RICH, World
from .conditions import JSON
from .luck import Seeded
from .reference import as_of, holds, is_candidate
from .stock import answers, compiler, stocked
from .subjects import subject_of
from .test_documents import subject_at

MOST = 99_999_999_999_999


def ask(value: Any, op: str, to: Any) -> JSON:
    return {"value": value, "op": op, "to": to}


def window(**within: str) -> JSON:
    return ask({"count": "order", "within": within}, ">=", 1)


WINDOWS = [
    *(window(last=span) for span in ("9999y", "200000mo", "7000y", "999999999d", "999999999h", "999999999m")),
    *(window(last=span, aligned="day") for span in ("9999y", "3000y", "99999999w", "999999999mo", "99999999d")),
    window(**{"from": "0001-01-01"}),
    window(**{"from": "0001-01-01T00:00:00Z"}),
    window(**{"from": "9999-12-31T23:59:59.999999Z"}),
    window(**{"from": "2026-01-01", "until": "9999-12-31"}),
    window(until="9999-12-31"),
    window(until="9999-12-31T23:59:59.999999Z"),
]
TIMES = [
    ask("now", "<", "9999-12-31T23:59:59.999999Z"),
    ask("now", "between", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]),
    ask({"date": "now"}, "between", ["0001-01-01", "9999-12-31"]),
    ask("customer.born_on", "between", ["0001-01-01", "9999-12-31"]),
    ask({"max": "order.placed_at"}, "<", "9999-12-31T23:59:59.999999Z"),
]
NUMBERS = [
    ask({"days_since": "customer.registered_at"}, "in", [MOST, -MOST, 3_652_060, 3_652_000, -3_652_000]),
    ask({"days_until": "customer.born_on"}, "between", [-MOST, MOST]),
    ask({"held": "customer.country"}, "<", MOST),
    ask({"days_until_anniversary": "customer.born_on"}, "<=", MOST),
    ask({"age": "customer.born_on"}, ">=", -MOST),
    ask({"sum": "order.grand_total"}, "<=", f"{MOST}.99"),
    ask({"avg": "order_line.price"}, "<=", f"{MOST}.9999"),
    ask({"avg": "order_line.quantity"}, ">", f"-{MOST}.9999"),
    ask("customer.attributes.score", "between", [-MOST, MOST]),
]
TEXTS = [
    ask("customer.first_name", "matches", "(" * 50 + ")" * 50),
    ask("customer.first_name", "matches", r"\\d|'"),
    ask("customer.first_name", "contains", "\\"),
    ask("customer.first_name", "contains", "'"),
    ask("customer.first_name", "starts_with", "\u0345"),
    ask("customer.first_name", "in", ["'; drop table customer; --", "{x}", "%s", "?", "$1", ":a", "x"]),
    ask("customer.tags", "has_any", ["x" * 5000, "x"]),
]


@pytest.fixture(scope="module")
def known() -> Iterator[tuple[World, Facts, dict[int, Documents]]]:
    world = World.made(Seeded(RICH), most=6)
    world.shop.stays = ()
    with stocked(world) as facts:
        yield world, facts, load(facts, world.customers)


@pytest.mark.parametrize("condition", [*WINDOWS, *TIMES, *NUMBERS, *TEXTS], ids=str)
def test_is_answered_alike(known: tuple[World, Facts, dict[int, Documents]], condition: JSON) -> None:
    world, facts, documents = known
    now = world.scene.middle
    tree = world.checked(condition)

    found = answers(facts, world, compiler(facts, world).answers([tree]), [tree], now)
    alarm(tree, now, world.calendar)

    for customer in world.customers:
        asker = as_of(world.shop, now, customer)
        expected = holds(condition, asker)
        assert evaluate.compile(tree)(subject_of(asker, world.vocabulary)) == expected
        assert found[customer][0] == [expected and is_candidate(world.shop, now, customer)]
        next_change(tree, subject_at(world, documents[customer], customer, now))
