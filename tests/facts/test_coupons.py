"""Coupons in the facts: how each stood, from when until when, whose they are today, and when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.facts.said import APRIL, MARCH, MAY, Journal, at, differences
from tests.facts.test_cuts import UNHURRIED
from tests.thorough import examples

from regulars.facts.documents import load
from regulars.facts.store import Facts

JUNE = "2026-06-01T10:00:00Z"


def told(journal: Journal, what: str, when: str, customer: int | None, **more: Any) -> None:
    """What became of a code that anybody can use once, or with `personal` of a customer's coupon."""
    said = {"coupon": 1, "code": "HELLO", "promotion": 7, "source": "code", "personal": False, "issued_at": MARCH}
    said |= {"ends_at": None, "most_uses": 1, "what": what, "updated_at": when} | more
    type = "decision.coupon" if customer is not None else "decision.code"
    journal.say(type, f"{len(journal.entries)}", customer, **said)


def promotion(journal: Journal, when: str, *, ends_at: str | None = None, ended: bool = False, id: int = 7) -> None:
    said = {"promotion": id, "name": "Welcome", "ends_at": ends_at, "ended": ended, "updated_at": when}
    journal.say("decision.promotion", f"{len(journal.entries)}", **said)


def stood(facts: Facts, customer: int, when: str) -> list[tuple[Any, ...]]:
    """State, uses and last use of a customer's coupons at an instant."""
    rows = load(facts, [customer])[customer].at(at(when))["coupon"]
    return [(row["state"], row["uses"], row["used_at"] and row["used_at"].isoformat()[:10]) for row in rows]


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3, 4)])
def test_two_who_become_one_have_one_coupon_of_a_code_that_both_used(cuts: tuple[int, ...]) -> None:
    journal = Journal()
    guest = journal.id_of("eva@example.com")
    told(journal, "used", MARCH, guest, checkout="a", most_uses=2)
    told(journal, "used", APRIL, journal.id_of("eva"), checkout="b", most_uses=2)
    journal.say("customer", "eva", 2)
    journal.merge(2, 1)
    told(journal, "given_back", MAY, 1, checkout="a", most_uses=2)

    facts = journal.facts(cuts)

    assert stood(facts, 1, MARCH) == [("open", 1, "2026-03-01")]
    assert stood(facts, 1, APRIL) == [("used", 2, "2026-04-01")]
    assert stood(facts, 1, MAY) == [("open", 1, "2026-04-01")]
    assert differences(facts, journal.facts()) == {}


def test_a_code_that_is_taken_back_is_taken_from_whoever_used_it_and_they_are_asked_again() -> None:
    journal = Journal()
    for n, who in enumerate(("anna", "boris")):
        journal.say("customer", who)
        told(journal, "used", MARCH, journal.id_of(who), checkout=str(n), most_uses=2)
    told(journal, "withdrawn", APRIL, None)
    told(journal, "restored", MAY, None)

    facts = journal.facts([4, 5])

    for when, state in ((MARCH, "open"), (APRIL, "withdrawn"), (MAY, "open")):
        assert [stood(facts, who, when)[0][0] for who in (1, 2)] == [state, state]
    assert sorted(facts.touched(4, 5)) == sorted(facts.touched(5, 6)) == [1, 2]


def test_a_coupon_ends_at_its_own_end_or_its_promotions_to_the_microsecond() -> None:
    journal = Journal()
    journal.say("customer", "anna")
    told(journal, "issued", MARCH, 1, personal=True, source="reward", ends_at=MAY)
    before = (at(APRIL) - timedelta(microseconds=1)).isoformat()
    assert stood(journal.facts(), 1, before)[0][0] == stood(journal.facts(), 1, APRIL)[0][0] == "open"
    assert stood(journal.facts(), 1, MAY)[0][0] == "ended"

    promotion(journal, MARCH, ends_at=APRIL)
    facts = journal.facts([2])

    assert (stood(facts, 1, before)[0][0], stood(facts, 1, APRIL)[0][0]) == ("open", "ended")
    assert facts.touched(2) == [1]
    promotion(journal, APRIL, ends_at=JUNE)
    assert stood(journal.facts([2, 3]), 1, APRIL)[0][0] == "open", "its end was moved on"
    promotion(journal, APRIL, ended=True)
    promotion(journal, MAY, ended=True)
    assert stood(journal.facts(), 1, APRIL)[0][0] == "ended", "since somebody ended it, whatever was said later"


def test_coupons_of_who_is_erased_are_gone() -> None:
    journal = Journal()
    journal.say("customer", "eva")
    told(journal, "used", MARCH, 1, checkout="a")
    journal.say("decision.erasure", "1", 1)

    for facts in (journal.facts(), journal.facts([1, 2])):
        rows = facts.ask("select customer_id from coupon union all select customer_id from coupon_entry").to_pylist()
        assert rows == []


happenings = st.tuples(
    st.sampled_from(["issued", "used", "used", "given_back", "withdrawn", "restored", "promotion", "merge"]),
    st.sampled_from([MARCH, APRIL, MAY, JUNE]),
    st.integers(1, 3),
    st.integers(1, 2),
    st.sampled_from("ab"),
)


@settings(max_examples=examples(20), **UNHURRIED)
@given(st.lists(happenings, max_size=14), st.lists(st.integers(1, 14), max_size=4))
def test_where_the_journal_is_cut_changes_nothing(said: list[tuple[str, str, int, int, str]], cuts: list[int]) -> None:
    journal, merged = Journal(), dict[int, int]()
    for name in ("anna", "boris", "clara"):
        journal.say("customer", name)
    for what, when, customer, coupon, checkout in said:
        whose = merged.get(customer, customer)
        match what:
            case "promotion":
                promotion(journal, when, ends_at=JUNE if coupon == 1 else None, ended=customer == 1, id=6 + coupon)
            case "merge" if not merged:
                journal.say("customer", "anna", 1)
                merged[3] = 1
                journal.merge(3, 1)
            case "merge":
                pass
            case "withdrawn" | "restored":
                told(journal, what, when, None, coupon=coupon, promotion=6 + coupon)
            case _:
                told(journal, what, when, whose, coupon=coupon, promotion=6 + coupon, checkout=checkout, most_uses=2)

    assert differences(journal.facts(), journal.facts(cuts)) == {}
