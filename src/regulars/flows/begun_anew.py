"""What stands on the shop is built anew when the shop is: it was decided after a process had started.

Currency and time zone stand in nearly everything that a process keeps, so all
of it is built again, in the same process: what is being answered is finished
with what it was begun with.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import psycopg
from sqlalchemy.exc import DBAPIError

from regulars.books import Books
from regulars.books.bell import Bell
from regulars.books.shop import CHANNEL, Shop
from regulars.core.errors import Refusal

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 60.0
"""A ring may be lost."""
DATABASE_BACK_SECONDS = 2.0

StopWhen = Callable[[Callable[[], None]], None]


def watch(books: Books, begun: Shop, then: Callable[[], Shop | None]) -> None:
    """Call `then` whenever the shop is no longer what was `begun` with; it gives the one that is gone on with, or None to end."""
    threading.Thread(target=_watch, args=(books, begun, then), name="shop", daemon=True).start()


class Rounds:
    """The rounds of a process that stops and begins anew by itself: one more for each change of the shop."""

    def __init__(self, books: Books, stop_when: StopWhen) -> None:
        self._books = books
        self._stop_when = stop_when
        self._changed = threading.Event()
        self._first = True

    def another(self) -> bool:
        """Whether there is another round: the first, and then one whenever the shop has changed."""
        again = self._first or self._changed.is_set()
        self._first = False
        self._changed.clear()
        return again

    def stop_when(self, stop: Callable[[], None]) -> None:
        """Have this round stopped by what stops the process, and by a change."""
        self._stop_when(stop)
        changed = self._changed

        def end() -> None:
            changed.set()
            stop()

        watch(self._books, self._books.shop(), end)


def _watch(books: Books, begun: Shop, then: Callable[[], Shop | None]) -> None:
    pause = threading.Event()
    standing: Shop | None = begun
    while standing is not None:
        try:
            _until_changed(books, standing)
            log.info("the shop was decided anew; what stands on it is built again")
            standing = then()
        except (psycopg.Error, DBAPIError, Refusal):  # the database is away; others say so, and it comes back
            pause.wait(DATABASE_BACK_SECONDS)


def _until_changed(books: Books, begun: Shop) -> None:
    with Bell(books, CHANNEL) as bell:
        while books.shop() == begun:
            bell.wait(LOOK_AGAIN_SECONDS)
