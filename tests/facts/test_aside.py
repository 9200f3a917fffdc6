"""An entry that can't be applied is set aside, and stops nobody."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.said import APRIL, MARCH, Journal, differences, empty, row, rows
from tests.facts.test_cuts import UNHURRIED, journals
from tests.facts.test_order_lines import few
from tests.thorough import examples

from regulars.facts import aside, store
from regulars.facts.refusals import FactsFull
from regulars.facts.store import Facts
from regulars.journal import Batch

ORDER: dict[str, Any] = {"placed_at": MARCH, "status": "pending", "currency": "USD", "grand_total": "10.00"}
BAD: dict[str, Any] = ORDER | {"currency": "NONE"}
"""No door lets it in: nobody knows the places of such a currency."""
LINE = {"id": "a", "sku": "TEE", "quantity": "1", "row_total": "10.00"}
ASIDE = "select position, type, external_id, customer_id from set_aside order by position"


def test_an_entry_that_cannot_be_applied_is_noted_and_those_around_it_are_applied() -> None:
    journal = Journal()
    journal.say("order", "1", customer="anna", **ORDER)
    journal.say("order", "2", customer="boris", **BAD)
    journal.say("order", "3", customer="anna", **ORDER)
    facts = journal.facts()

    assert facts.position() == 3
    assert rows(facts, 'select external_id from "order" order by 1') == [{"external_id": "1"}, {"external_id": "3"}]
    assert rows(facts, ASIDE) == [{"position": 2, "type": "order", "external_id": "2", "customer_id": 2}]
    assert row(facts, "select reason from set_aside") == {"reason": "KeyError: 'NONE'"}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("broken", ["currency", "lines"])
def test_it_is_found_among_the_lines_of_many_orders(broken: str, at_once: bool) -> None:
    journal = Journal()
    for n in range(1, 41):
        bad = n in (7, 8, 33)
        line = LINE | {"quantity": "much"} if bad and broken == "lines" else LINE
        said = BAD if bad and broken == "currency" else ORDER
        journal.say("order", str(n), customer="anna", **said, lines=[line, LINE | {"id": "b", "sku": f"SKU-{n}"}])
    with few(0 if at_once else 1_000):
        facts, single = journal.facts(), journal.facts(range(1, 40))

    assert [found["position"] for found in rows(facts, ASIDE)] == [7, 8, 33]
    assert row(facts, "select count(*) as n from order_line") == {"n": 74}
    assert differences(facts, single) == {}


def test_what_comes_later_is_applied_to_what_was_there_before_it() -> None:
    journal = Journal()
    journal.say("order", "1", customer="anna", **ORDER)
    journal.say("order", "1", customer="anna", **BAD | {"updated_at": APRIL})
    journal.say("refund", "r", 1, order="1", refunded_at=MARCH, amount="4.00")
    facts = journal.facts([1, 2])

    assert row(facts, 'select grand_total, refunded_total, position from "order"') == {
        "grand_total": 1000, "refunded_total": 400, "position": 1,
    }  # fmt: skip


def test_who_became_one_with_whom_holds_though_the_entry_is_set_aside() -> None:
    journal = Journal()
    journal.say("order", "1", email="guest@example.com", **ORDER)
    journal.say("customer", "anna", born_on="nonsense")
    journal.merge(2, 1)
    facts = journal.facts()

    assert facts.set_aside() == 1
    assert row(facts, 'select customer_id from "order"') == {"customer_id": 1}


def test_with_an_erased_customer_what_was_set_aside_goes() -> None:
    journal = Journal()
    journal.say("order", "1", customer="anna", **BAD)
    journal.say("decision.erasure", "1", 1)

    assert journal.facts().set_aside() == 0


def test_trouble_with_the_disk_is_no_fault_of_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise duckdb.IOException("could not write: the device is broken")

    journal = Journal()
    journal.say("order", "1", **ORDER)
    monkeypatch.setattr(store, "apply_entries", full)

    with empty() as facts, pytest.raises(FactsFull):
        facts.apply(*journal.batches())


def test_when_nearly_everything_would_be_set_aside_it_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "MOST", 3)
    journal = Journal()
    for n in range(6):
        journal.say("order", str(n), **BAD)

    with empty() as facts, pytest.raises(KeyError):
        facts.apply(*journal.batches())
    with empty() as facts:
        for part in journal.batches(range(1, 4))[:3]:
            facts.apply(part)
        assert (facts.set_aside(), facts.position()) == (3, 3)


def applied(batches: list[Batch]) -> Facts:
    facts = empty()
    for batch in batches:
        facts.apply(batch)
    return facts


@settings(max_examples=examples(8), **UNHURRIED)
@given(journals(), st.sets(st.integers(0, 17), min_size=1, max_size=3), st.sets(st.integers(1, 17), max_size=4))
def test_the_same_is_set_aside_however_the_journal_is_cut(journal: Journal, bad: set[int], cuts: set[int]) -> None:
    spoilt = {journal.entries[n].position for n in bad if n < len(journal.entries)}
    journal.entries = [entry._replace(body=b"{") if entry.position in spoilt else entry for entry in journal.entries]

    whole, some = applied(journal.batches()), applied(journal.batches(cuts))

    assert {found["position"] for found in rows(whole, ASIDE)} == spoilt
    assert differences(whole, some) == {}
