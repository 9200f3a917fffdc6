"""A bell: how a process learns that something was committed, without asking again and again.

A commit notifies a channel of PostgreSQL (`Unit.ring`); who listens on a
connection of its own sleeps until it rings, an instant comes, or it is told to
stop.
"""

from __future__ import annotations

import os
import selectors
from types import TracebackType
from typing import Self

import psycopg

from .engine import Books


class Bell:
    """Sleeps until a channel rings. `stop` may be called from a signal handler or another thread."""

    def __init__(self, books: Books, channel: str) -> None:
        url = books.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(url, autocommit=True, application_name=f"regulars {channel}")
        self._connection.execute(f"listen {channel}".encode())
        self._read, self._write = os.pipe()
        self.stopped = False

    def wait(self, seconds: float | None) -> None:
        """Sleep until it rings or is stopped, at most so long; a ring since the last call is not missed.

        Raises `psycopg.OperationalError` when the database is gone.
        """
        if self.stopped or self._rang():
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._connection.fileno(), selectors.EVENT_READ)
            selector.register(self._read, selectors.EVENT_READ)
            selector.select(seconds)
        self._rang()

    def rest(self, seconds: float) -> None:
        """Sleep so long, whether it rings or not, unless it is stopped."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._read, selectors.EVENT_READ)
            selector.select(seconds)

    def stop(self) -> None:
        """Wake whoever waits, and let nobody wait again."""
        self.stopped = True
        os.write(self._write, b"x")

    def _rang(self) -> bool:
        """Take what has come in, all of it."""
        return any(True for _ in list(self._connection.notifies(timeout=0)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        os.close(self._read)
        os.close(self._write)
