"""Entries are in order of their transactions' ids, which are numbers and no text."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg

from regulars.books import Books
from regulars.journal.append import append
from regulars.journal.deliver import door_of
from regulars.journal.read import take

AT = datetime(2026, 3, 1, tzinfo=UTC)


def _append(books: Books, key: str) -> None:
    document = b'{"external_id":"%s","updated_at":"2026-03-01T00:00:00Z"}' % key.encode()
    with books.transaction() as unit:
        append(unit, [door_of(books).read("customer", document)], live=False)


def _use_up_ids_until_one_digit_more_is_near(books: Books) -> None:
    """Leave the next transaction's id a few below a power of ten."""
    url = books.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("select pg_current_xact_id()::text::bigint").fetchone()
        assert row is not None
        ahead = 10 ** len(str(row[0])) - row[0] - 3
        connection.execute(
            f"do $$ begin for n in 1..{ahead} loop perform pg_current_xact_id(); commit; end loop; end $$"
        )


def test_an_id_with_one_digit_more_comes_after(books: Books) -> None:
    _use_up_ids_until_one_digit_more_is_near(books)
    keys = [f"customer-{n}" for n in range(8)]
    for key in keys:
        _append(books, key)

    first = take(books, 0)
    again = take(books, first.until)

    assert [entry.key for entry in first.entries] == keys
    assert not again
