"""A database restored to another server goes on where it was: transaction ids of two servers don't mix."""

from __future__ import annotations

from regulars.books import Books
from regulars.journal import read, stamp

from .test_road import order, put


def restored(books: Books, *, xids_were: int) -> None:
    """What a restore leaves: rows and mark with another server's transaction ids, and its name."""
    with books.transaction() as unit:
        unit.driver.execute(f"update journal set xid = '{xids_were}'::xid8".encode())
        unit.driver.execute(f"update journal_mark set xid = '{xids_were}'::xid8 where position > 0".encode())
        unit.driver.execute(f"update epoch set server = 'another', xid = {xids_were}".encode())
    books.prepare()


def keys(books: Books) -> list[str]:
    while stamp(books):
        pass
    return [entry.key for entry in read(books, 0).entries]


def test_entries_from_a_server_that_was_further_on_are_not_waited_for(books: Books) -> None:
    put(books, order("stamped"))
    keys(books)
    put(books, order("waiting"))
    restored(books, xids_were=2**40)

    put(books, order("new"))

    assert keys(books) == ["stamped", "waiting", "new"]


def test_entries_from_a_server_that_was_behind_come_once(books: Books) -> None:
    put(books, order("stamped"))
    keys(books)
    put(books, order("waiting"))
    restored(books, xids_were=3)

    put(books, order("new"))

    assert keys(books) == ["stamped", "waiting", "new"]


def test_the_same_server_keeps_its_epoch(books: Books) -> None:
    books.prepare()
    books.prepare()

    with books.transaction() as unit:
        assert unit.driver.execute("select number from epoch").fetchone() == (1,)


def test_a_server_that_may_not_be_asked_its_name_is_told_by_ids_running_backwards(books: Books) -> None:
    put(books, order("waiting"))
    restored(books, xids_were=2**40)
    with books.transaction() as unit:
        unit.driver.execute("update epoch set server = '', xid = %s", (2**50,))

    books.prepare()

    with books.transaction() as unit:
        assert unit.driver.execute("select number from epoch").fetchone() == (3,)
