"""Taking ahead: while one batch is carried along the next is fetched.

Half the time of taking a batch is waiting for the database. Only where there
is more than a batch can hold is it worth while: then the next one is full too.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from regulars.books import Books

from .read import Batch, take


class Ahead:
    """Takes batch after batch for one reader."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="take")
        self._fetching: tuple[tuple[int, int, bool], Future[Batch]] | None = None

    def take(self, after: int, limit: int, *, history: bool = False) -> Batch:
        """The next batch, as `read.take` gives it."""
        batch = self._fetched(after, limit, history) or take(self._books, after, limit, history=history)
        if len(batch) == limit:
            fetching = self._thread.submit(take, self._books, batch.until, limit, history=history)
            self._fetching = (batch.until, limit, history), fetching
        return batch

    def _fetched(self, after: int, limit: int, history: bool) -> Batch | None:
        """What was fetched meanwhile, if it is what is wanted now and there could not be more in it."""
        if self._fetching is None:
            return None
        asked, future = self._fetching
        self._fetching = None
        batch = future.result()
        return batch if asked == (after, limit, history) and len(batch) == limit else None
