"""What is posted is told to the journal: a few one by one, many together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from regulars.books import Books
from regulars.books.announcing import LISTENED
from regulars.points.announcements import CHANGED
from regulars.points.announcing import AT_ONCE, FEW, Posting, announce
from regulars.points.model.entries import Deed
from regulars.points.service import adjust

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def postings(count: int) -> list[Posting]:
    return [
        Posting(f"earn:1:o{n}:r1", Deed.EARN, NOON + timedelta(minutes=n), n % 7, 1, n, 1, f"o{n}")
        for n in range(count)
    ]


def told(books: Books, those: list[Posting], *, live: bool) -> list[tuple[str, str, int | None, dict[str, object]]]:
    """Type, key, customer and body of the entries there are once these postings were announced."""
    with books.transaction() as unit:
        announce(unit, those, live=live)
    with books.transaction() as unit:
        found = unit.driver.execute("select type, key, customer_id, body from journal order by seq").fetchall()
    return [(type_, key, customer_id, orjson.loads(body)) for type_, key, customer_id, body in found]


@pytest.mark.parametrize("live", [True, False])
def test_few_postings_are_an_entry_each(books: Books, live: bool) -> None:
    entries = told(books, postings(FEW), live=live)

    assert [key for _, key, _, _ in entries] == [one.key for one in postings(FEW)]
    assert entries[3][0] == "decision.points"
    assert entries[3][2] == 3


@pytest.mark.parametrize("live", [True, False])
def test_many_postings_share_entries_that_tell_the_same(books: Books, live: bool) -> None:
    shared = told(books, postings(AT_ONCE + 1), live=live)
    with books.transaction() as unit:
        unit.driver.execute("truncate journal")
    single = told(books, postings(FEW), live=live)

    assert [(type_, key) for type_, key, _, _ in shared] == [
        ("decision.points_posted", "earn:1:o0:r1"),
        ("decision.points_posted", f"earn:1:o{AT_ONCE}:r1"),
    ]
    posted = [posting for *_, body in shared for posting in body["postings"]]  # type: ignore[attr-defined]
    assert len(posted) == AT_ONCE + 1
    assert posted[:FEW] == [{"key": key, "customer_id": customer_id, **body} for _, key, customer_id, body in single]


@pytest.mark.parametrize("live", [True, False])
def test_shops_that_listen_are_told_of_what_is_live(books: Books, live: bool) -> None:
    with books.transaction() as unit:
        unit.set_setting(LISTENED, [CHANGED.type])
        unit.driver.execute(
            "insert into customer_identity (customer_id, external_id, email, verified, position)"
            " values (1, 'c-1', 'jan@example.com', true, 1)"
        )
        adjust(unit, 1, 30, key="first", reason="welcome")
        unit.driver.execute("truncate outbox")

        announce(unit, postings(2), live=live)

    with books.transaction() as unit:
        told = [payload for (payload,) in unit.driver.execute("select payload from outbox order by id").fetchall()]
    assert [one["data"]["customer"] for one in told] == ([] if not live else [
        {"id": "0", "external_id": None, "email": None},
        {"id": "1", "external_id": "c-1", "email": "jan@example.com"},
    ])  # fmt: skip
    if live:
        assert told[1] == {
            "type": "points.changed",
            "timestamp": "2026-03-01T12:01:00Z",
            "data": told[1]["data"]
            | {"points": 1, "available": 30, "kind": "earned", "order": "o1", "reason": None, "key": "earn:1:o1:r1"},
        }
        assert told[1]["data"].keys() == CHANGED.example.keys()
