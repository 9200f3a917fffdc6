"""What the books decided stands in the facts: points as rows of whose they are today, stays read off changes."""

from __future__ import annotations

import base64
from typing import Any

import pyarrow as pa
import pytest
from pyroaring import BitMap
from tests.facts.said import APRIL, MARCH, MAY, Journal, differences

from regulars.facts.fields import POSTINGS
from regulars.facts.stays import STAYS, moved
from regulars.facts.store import Facts
from regulars.points.model.entries import Deed


def posting(points: int, **more: Any) -> dict[str, Any]:
    return {"posted_at": MARCH, "kind": "earn", "points": points, "ledger": 1} | more


def change(journal: Journal, segment: str, at: str, *, entered: list[int] = [], left: list[int] = []) -> None:  # noqa: B006
    who = {
        name: base64.b64encode(BitMap(ids).serialize()).decode() for name, ids in (("entered", entered), ("left", left))
    }
    journal.say("decision.segment", str(len(journal.entries)), segment=segment, at=at, updated_at=at, **who)


def points(facts: Facts) -> list[tuple[Any, ...]]:
    query = 'select external_id, customer_id, points, "order" from points_entry order by 1'
    return [tuple(row.values()) for row in facts.ask(query).to_pylist()]


def stays(facts: Facts, *customers: int) -> list[tuple[Any, ...]]:
    asked = {"asked": pa.table({"customer_id": pa.array(customers, pa.int32())})}
    rows = facts.ask(f"select * from ({STAYS}) order by position, customer_id", asked).to_pylist()
    ends = [row["left_at"] and row["left_at"].isoformat() + "Z" for row in rows]
    return [(row["customer_id"], row["entered_at"].isoformat() + "Z", end) for row, end in zip(rows, ends, strict=True)]


def test_every_kind_of_posting_can_be_asked_about() -> None:
    assert set(POSTINGS) == {str(deed) for deed in Deed}


def test_points_of_another_kind_are_rows_of_their_own() -> None:
    journal = Journal()
    eva = journal.id_of("eva@example.com")
    journal.say("decision.points", "a", eva, **posting(10))
    journal.say("decision.points", "b", eva, **posting(3, points_kind="stars"))
    many = [
        {"key": key, "customer_id": eva, **posting(n, **more)}
        for key, n, more in (("c", 20, {}), ("d", 4, {"points_kind": "stars"}))
    ]
    journal.say("decision.points_posted", "c", postings=many)

    facts = journal.facts(())

    others = facts.ask("select external_id, points_kind, points from other_points_entry order by 1").to_pylist()
    assert [key for key, *_ in points(facts)] == ["a", "c"]
    assert [tuple(row.values()) for row in others] == [("b", "stars", 3), ("d", "stars", 4)]


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3)])
def test_points_are_those_of_whom_the_customer_became(cuts: tuple[int, ...]) -> None:
    journal = Journal()
    guest = journal.id_of("eva@example.com")
    journal.say("decision.points", "a", guest, **posting(10, order="1"))
    journal.say("customer", "eva", 2)
    journal.merge(2, 1)
    many = [{"key": key, "customer_id": id, **posting(n)} for key, id, n in (("b", 2, 20), ("c", 3, 30))]
    journal.say("decision.points_posted", "b", postings=many)

    facts = journal.facts(cuts)

    assert points(facts) == [("a", 1, 10, "1"), ("b", 1, 20, None), ("c", 3, 30, None)]
    assert {1, 3} <= set(facts.touched(2)), "who is told of among many is asked about again"


def test_a_stay_ends_with_the_next_change_in_which_the_customer_leaves() -> None:
    journal = Journal()
    change(journal, "vip", MARCH, entered=[1, 2, 3])
    change(journal, "new", MARCH, entered=[1])
    change(journal, "vip", APRIL, left=[1, 2], entered=[4])
    change(journal, "vip", MAY, entered=[1])

    facts = journal.facts([2])

    assert stays(facts, 1) == [(1, MARCH, APRIL), (1, MARCH, None), (1, MAY, None)]
    assert stays(facts, 2, 3) == [(2, MARCH, APRIL), (3, MARCH, None)]
    assert moved(facts, 2, 4) == [1, 2, 4]
    assert differences(facts, journal.facts()) == {}


def test_points_of_who_is_erased_are_gone() -> None:
    journal = Journal()
    journal.say("customer", "eva")
    journal.say("decision.points", "a", 1, **posting(10))
    journal.say("decision.erasure", "1", 1)

    assert points(journal.facts()) == points(journal.facts([1, 2])) == []
