"""Entries come out in the order that can no longer change, once each."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.thorough import examples

from regulars.books import Books
from regulars.journal import Door, Draft, append, append_many, read, stamp, take
from regulars.journal.decisions import POINTS, Decision, append_decisions
from regulars.rules.calendar import Calendar

DOOR = Door(Calendar(ZoneInfo("Europe/Kyiv")), "USD")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def order(key: str, *, customer: str | None = "anna", email: str | None = None, total: str = "10.00") -> Draft:
    document = {
        "external_id": key,
        "updated_at": NOON.isoformat(),
        "customer": customer,
        "email": email,
        "placed_at": NOON.isoformat(),
        "status": "complete",
        "currency": "USD",
        "grand_total": total,
    }
    return DOOR.read("order", orjson.dumps(document))


def put(books: Books, *drafts: Draft, live: bool = True) -> list[str]:
    with books.transaction() as unit:
        return [answer.status for answer in append(unit, drafts, live=live)]


def keys(books: Books) -> list[str]:
    while stamp(books):
        pass
    return [entry.key for entry in read(books, 0).entries]


def test_the_same_delivery_twice_is_one_entry(books: Books) -> None:
    assert put(books, order("1"), order("2"), order("1")) == ["accepted", "accepted", "repeated"]

    assert put(books, order("2"), order("3")) == ["repeated", "accepted"]
    assert keys(books) == ["1", "2", "3"]


def test_many_and_few_are_deduplicated_alike(books: Books) -> None:
    many = [order(str(n)) for n in range(300)]
    put(books, many[7])

    statuses = put(books, *many)

    assert statuses.count("repeated") == 1
    assert statuses[7] == "repeated"
    assert put(books, many[299]) == ["repeated"]


def test_a_lower_sequence_that_commits_later_is_not_lost_and_not_overtaken(books: Books) -> None:
    with books.transaction() as slow:
        append(slow, [order("slow")], live=True)
        put(books, order("quick"))

        assert keys(books) == [], "nothing is taken while something could still come in before it"

    assert keys(books) == ["slow", "quick"]


def test_what_was_rolled_back_leaves_no_hole(books: Books) -> None:
    put(books, order("1"))
    books.perform(lambda unit: append(unit, [order("gone")], live=True), dry=True)
    put(books, order("2"))

    assert keys(books) == ["1", "2"]
    assert list(read(books, 0).positions) == [1, 2]


def test_a_batch_ends_before_a_second_live_entry_of_a_customer(books: Books) -> None:
    put(books, order("1"), order("2", customer="boris"), order("3"), order("4"))

    first = take(books, 0)
    second = take(books, first.until)

    assert [entry.key for entry in first.entries] == ["1", "2"]
    assert [entry.key for entry in second.entries] == ["3"]
    assert (first.cut, second.cut, take(books, second.until).cut) == (True, True, False)


def test_of_what_nothing_follows_from_a_customer_may_have_any_number(books: Books) -> None:
    put(books, order("1"))
    take(books, 0)
    with books.transaction() as unit:
        decisions = [Decision(POINTS, f"p{n}", NOON, {"points": 1}, customer_id=1) for n in range(3)]
        append_decisions(unit, decisions)
    put(books, order("2"))

    assert len(take(books, 0)) == 1
    passed = take(books, 0, passed=frozenset({POINTS}))
    assert ([entry.key for entry in passed.entries], passed.cut) == (["1", "p0", "p1", "p2"], True)


def test_history_does_not_end_a_batch(books: Books) -> None:
    put(books, order("1"), order("2"), order("3"), live=False)

    assert len(take(books, 0)) == 3


def test_an_empty_journal_gives_an_empty_batch(books: Books) -> None:
    batch = take(books, 0)

    assert not batch
    assert batch.until == 0


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=4), cut=st.integers(1, 50))
def test_stamping_one_by_one_or_many_gives_the_same(books: Books, sizes: list[int], cut: int) -> None:
    start = read_all(books)
    emails = ["a@shop.example", "b@shop.example", None]
    drafts = [
        order(f"{start}-{n}", customer=None if n % 3 else f"c{n % 5}", email=emails[n % 3]) for n in range(sum(sizes))
    ]
    list(append_many(books, drafts, live=False))

    while stamp(books, cut):
        pass
    entries = read(books, start).entries

    assert [entry.key for entry in entries] == [draft.key for draft in drafts]
    assert [entry.position for entry in entries] == list(range(start + 1, start + 1 + len(drafts)))


def read_all(books: Books) -> int:
    while stamp(books):
        pass
    return read(books, 0).until
