"""Taking ahead gives the batches that taking gives."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import orjson
import pytest

from regulars.books import Books
from regulars.journal import Door, append, take
from regulars.journal.ahead import Ahead
from regulars.journal.read import Batch
from regulars.rules.calendar import Calendar

DOOR = Door(Calendar(ZoneInfo("Europe/Warsaw")), "USD")


def deliver(books: Books, *numbers: int) -> None:
    said = {"name": "visited", "occurred_at": "2026-03-01T10:00:00Z"}
    drafts = [DOOR.read("event", orjson.dumps(said | {"id": str(n), "customer": f"c{n % 7}"})) for n in numbers]
    with books.transaction() as unit:
        append(unit, drafts, live=False)


def all_of(ahead: Ahead, limit: int) -> Iterator[Batch]:
    after = 0
    while batch := ahead.take(after, limit):
        yield batch
        after = batch.until


@pytest.mark.parametrize("limit", [1, 3, 10, 11, 100])
def test_the_same_batches(books: Books, limit: int) -> None:
    deliver(books, *range(10))

    ahead = list(all_of(Ahead(books), limit))

    assert [entry.key for batch in ahead for entry in batch.entries] == [str(n) for n in range(10)]
    assert ahead[0] == take(books, 0, limit)


def test_what_comes_in_meanwhile_is_in_the_next_batch(books: Books) -> None:
    deliver(books, 0, 1)
    ahead = Ahead(books)
    first = ahead.take(0, 2)  # full, so the next is fetched at once, and is empty
    deliver(books, 2, 3, 4)

    assert [entry.key for entry in ahead.take(first.until, 2).entries] == ["2", "3"]


def test_who_goes_back_gets_what_lies_there(books: Books) -> None:
    deliver(books, *range(6))
    ahead = Ahead(books)
    ahead.take(0, 2)

    assert [entry.key for entry in ahead.take(0, 2).entries] == ["0", "1"]
    assert [entry.key for entry in ahead.take(1, 3).entries] == ["1", "2", "3"]
