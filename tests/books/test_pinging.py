"""A connection that the server has ended is replaced before anybody works with it."""

from __future__ import annotations

import pytest

from regulars.books import Books, pinging


@pytest.mark.parametrize("rested", [0.0, 3600.0])
def test_connections_that_were_ended_meanwhile_are_replaced(
    books: Books, books_url: str, monkeypatch: pytest.MonkeyPatch, rested: float
) -> None:
    """Whether they rested long enough to be asked, or were seen to have been told farewell."""
    monkeypatch.setattr(pinging, "RESTED_SECONDS", rested)
    other = Books(books_url)
    with books.transaction() as first, books.transaction() as second:
        ended = [unit.driver.info.backend_pid for unit in (first, second)]
    with other.transaction() as unit:
        for pid in ended:
            assert unit.driver.execute("select pg_terminate_backend(%s, 5000)", (pid,)).fetchone() == (True,)

    for _ in ended:
        books.perform(lambda unit: unit.set_setting("reached", True))

    assert books.setting("reached") is True
    other.close()


def test_one_in_use_a_moment_ago_is_not_asked(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(books.engine.dialect, "do_ping", asked.append)
    monkeypatch.setattr(pinging, "RESTED_SECONDS", 3600.0)

    for _ in range(3):
        books.setting("n")

    assert asked == []
