"""Taking ahead: while one batch is carried along the next is fetched.

Half the time of taking a batch is waiting for the database. Only where there
is more than a batch can hold is it worth while: then the next one is full too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from .read import Batch


class Ahead:
    """Takes batch after batch for one reader. `take` gives the batch after a position, of at most so many entries."""

    def __init__(self, take: Callable[[int, int], Batch]) -> None:
        self._take = take
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="take")
        self._fetching: tuple[int, int, Future[Batch]] | None = None

    def take(self, after: int, limit: int) -> Batch:
        """The next batch."""
        batch = self._fetched(after, limit) or self._take(after, limit)
        if len(batch) == limit:
            self._fetching = (batch.until, limit, self._thread.submit(self._take, batch.until, limit))
        return batch

    def _fetched(self, after: int, limit: int) -> Batch | None:
        """What was fetched meanwhile, if it is what is wanted now and there could not be more in it."""
        if self._fetching is None:
            return None
        place, most, future = self._fetching
        self._fetching = None
        batch = future.result()
        return batch if (place, most) == (after, limit) and len(batch) == limit else None
