"""Lines of many orders, read by the database, are what they are when read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from tests.facts.said import MARCH, MAY, Journal, differences, empty, row, rows
from tests.facts.test_cuts import UNHURRIED, journals
from tests.thorough import examples

from regulars.facts.apply import order_lines
from regulars.facts.store import Facts

ORDER = {"placed_at": MARCH, "status": "complete", "currency": "USD", "grand_total": "10.00"}


@contextmanager
def few(count: int) -> Iterator[None]:
    usual, order_lines.FEW = order_lines.FEW, count
    try:
        yield
    finally:
        order_lines.FEW = usual


def facts_of(journal: Journal, *, at_once: bool) -> Facts:
    facts = empty()
    with few(0 if at_once else 1_000):
        for part in journal.batches():
            facts.apply(part)
    return facts


def line(**said: Any) -> dict[str, Any]:
    return {"sku": "TEE", "quantity": "1", "row_total": "10.00"} | said


@settings(max_examples=examples(25), **UNHURRIED)
@given(journals())
def test_at_once_and_one_by_one_give_the_same_tables(journal: Journal) -> None:
    assert differences(facts_of(journal, at_once=True), facts_of(journal, at_once=False)) == {}


@pytest.mark.parametrize(
    "said",
    [
        line(quantity="0001.50000000", price="0.0001", discount="0.010"),
        line(quantity="99999999999999.9999", price="9999999999999.9999", row_total="9999999999999.99"),
        line(id="ä\"'\\\n\u2028", sku="ǅ ß\t😀"),
        line(sku="", id="x"),
        {"quantity": "0", "row_total": "0"},
        line(options={"sku": "other", "lines": [1]}),
    ],
)
def test_any_line_comes_out_the_same(said: dict[str, Any]) -> None:
    journal = Journal()
    for number in "ab":
        journal.say("order", number, customer="anna", **ORDER, lines=[said, line(id="last")])

    at_once, singly = facts_of(journal, at_once=True), facts_of(journal, at_once=False)

    assert len(rows(at_once, "select * from order_line")) == 4
    assert differences(at_once, singly) == {}


def test_orders_that_need_arithmetic_go_their_own_way_beside_the_others() -> None:
    journal = Journal()
    journal.say("order", "plain", **ORDER, lines=[line(), line(sku="MUG")])
    journal.say("order", "yen", **ORDER | {"currency": "JPY", "rate": "0.0067"}, lines=[line(row_total="1000")])
    journal.say("order", "returned", **ORDER, lines=[line(id="a")])
    journal.say(
        "refund", "r", order="returned", refunded_at=MAY, amount="10.00", lines=[{"line": "a", "quantity": "1"}]
    )

    facts = facts_of(journal, at_once=True)

    assert differences(facts, facts_of(journal, at_once=False)) == {}
    assert row(facts, "select count(*) as n, sum(row_total) as total, sum(refunded_quantity) as back from order_line") == {
        "n": 4, "total": 3670, "back": 1,
    }  # fmt: skip
