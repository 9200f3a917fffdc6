"""The doorbell: how the worker learns that something was appended, and how no two carry the journal along."""

from __future__ import annotations

from regulars.books import Books
from regulars.books.bell import Bell
from regulars.journal.append import CHANNEL

ALONE = 0x726F6164
"""The advisory lock of whoever carries the journal along ("road")."""
TRY_AGAIN_SECONDS = 0.5


class Doorbell(Bell):
    """Sleeps until something was appended; its connection may hold the worker's lock."""

    def __init__(self, books: Books) -> None:
        super().__init__(books, CHANNEL)

    def hold_alone(self) -> bool:
        """Wait until no other worker is at work; False when it was stopped before."""
        while not self.stopped:
            row = self._connection.execute("select pg_try_advisory_lock(%s)", (ALONE,)).fetchone()
            if row is not None and row[0]:
                return True
            self.wait(TRY_AGAIN_SECONDS)
        return False
