"""What happened is announced in the transaction that brought it about, to those who listen and to nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest

from regulars.books import Books
from regulars.books.announcing import ANNOUNCED, CHANNEL, EVERY_TYPE, LISTENED, Happening, announce

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def happenings(count: int) -> list[Happening]:
    return [Happening(NOON + timedelta(seconds=n), {"n": n}) for n in range(count)]


def listen(books: Books, *types: str) -> None:
    books.perform(lambda unit: unit.set_setting(LISTENED, list(types)))


def announced(books: Books) -> list[dict[str, object]]:
    with books.transaction() as unit:
        found = unit.driver.execute("select payload from outbox where topic = %s order by id", [ANNOUNCED]).fetchall()
    return [payload for (payload,) in found]


def test_nothing_is_written_while_nobody_listens(books: Books) -> None:
    books.perform(lambda unit: announce(unit, "segment.entered", happenings(2)))
    listen(books, "segment.left")

    books.perform(lambda unit: announce(unit, "segment.entered", happenings(2)))

    assert announced(books) == []


@pytest.mark.parametrize("heard", ["segment.entered", EVERY_TYPE])
def test_what_somebody_listens_to_is_a_message_each(books: Books, heard: str) -> None:
    listen(books, heard)

    books.perform(lambda unit: announce(unit, "segment.entered", happenings(2)))

    assert announced(books) == [
        {"type": "segment.entered", "timestamp": "2026-03-01T12:00:00Z", "data": {"n": 0}},
        {"type": "segment.entered", "timestamp": "2026-03-01T12:00:01Z", "data": {"n": 1}},
    ]


def test_texts_arrive_as_they_are_and_instants_in_utc(books: Books) -> None:
    listen(books, "a.b")
    text = 'back\\slash "quoted"\ttab\nline \\N \\. Ženja'
    east = timezone(timedelta(hours=2))

    books.perform(lambda unit: announce(unit, "a.b", [Happening(NOON.astimezone(east), {"text": text})]))

    assert announced(books) == [{"type": "a.b", "timestamp": "2026-03-01T12:00:00Z", "data": {"text": text}}]


def test_what_is_rolled_back_was_never_announced(books: Books) -> None:
    listen(books, "a.b")

    books.perform(lambda unit: announce(unit, "a.b", happenings(1)), dry=True)

    assert announced(books) == []


def test_it_rings_once_something_was_announced(books: Books, books_url: str) -> None:
    listen(books, "a.b")
    with psycopg.connect(books_url, autocommit=True) as listener:
        listener.execute(f"listen {CHANNEL}")

        books.perform(lambda unit: announce(unit, "other.type", happenings(1)))
        books.perform(lambda unit: announce(unit, "a.b", happenings(1)))

        assert [ring.channel for ring in listener.notifies(timeout=5, stop_after=1)] == [CHANNEL]


def test_a_hundred_thousand_are_one_copy(books: Books) -> None:
    listen(books, "a.b")

    books.perform(lambda unit: announce(unit, "a.b", happenings(100_000)))

    with books.transaction() as unit:
        assert unit.driver.execute("select count(*) from outbox").fetchone() == (100_000,)
