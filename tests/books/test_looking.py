"""Looks: none waits for ever, however many there are and whatever they look at within each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa

from regulars.books import Books
from regulars.books.engine import LOOKING

ONE = sa.text("select 1")


def test_as_many_as_can_look_at_once_each_look_within_their_look(books: Books) -> None:
    all_there = Barrier(LOOKING)

    def look(_: int) -> object:
        with books.looking() as outer:
            all_there.wait(timeout=20)
            with books.looking() as inner:
                found = inner.connection.scalar(ONE)
            return found, outer.connection.scalar(ONE)

    with ThreadPoolExecutor(LOOKING) as threads:
        assert list(threads.map(look, range(LOOKING))) == [(1, 1)] * LOOKING


def test_a_look_after_one_that_failed_has_a_connection_of_its_own(books: Books) -> None:
    try:
        with books.looking() as unit:
            unit.connection.execute(sa.text("select nothing from nowhere"))
    except sa.exc.ProgrammingError:
        pass

    with books.looking() as unit:
        assert unit.connection.scalar(ONE) == 1
