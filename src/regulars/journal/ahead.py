"""Taking ahead: while one batch is carried along the next is fetched.

Half the time of taking a batch is waiting for the database. Only where there
is more than a batch can hold is it worth while: then the next one is full too.
"""

from __future__ import annotations

from collections.abc import Set
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from regulars.books import Books

from .read import NONE, Batch, take


class _Asked(NamedTuple):
    after: int
    limit: int
    history: bool
    passed: Set[str]


class Ahead:
    """Takes batch after batch for one reader."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="take")
        self._fetching: tuple[_Asked, Future[Batch]] | None = None

    def take(self, after: int, limit: int, *, history: bool = False, passed: Set[str] = NONE) -> Batch:
        """The next batch, as `read.take` gives it."""
        asked = _Asked(after, limit, history, passed)
        batch = self._fetched(asked) or self._take(asked)
        if len(batch) == limit:
            following = asked._replace(after=batch.until)
            self._fetching = following, self._thread.submit(self._take, following)
        return batch

    def _take(self, asked: _Asked) -> Batch:
        return take(self._books, asked.after, asked.limit, history=asked.history, passed=asked.passed)

    def _fetched(self, wanted: _Asked) -> Batch | None:
        """What was fetched meanwhile, if it is what is wanted now and there could not be more in it."""
        if self._fetching is None:
            return None
        asked, future = self._fetching
        self._fetching = None
        batch = future.result()
        return batch if asked == wanted and len(batch) == wanted.limit else None
