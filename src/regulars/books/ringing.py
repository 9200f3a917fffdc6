"""Ringing: telling other processes, after a commit, that there is something for them.

A notification is a transaction of its own, which costs as much as what it tells
of, and who listens takes all that has come in at once. So one thread of a
process rings for all its transactions: at once when it has been quiet, and
otherwise not more often than somebody can listen.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection

import psycopg
from sqlalchemy.engine import URL

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.02
IDLE_SECONDS = 60.0
"""After so long without a ring the thread and its connection are let go of."""


class Ringer:
    """Rings channels of PostgreSQL for one process; a ring may be lost when the process or the database ends.

    Not with `notify` in the transaction that it is about: that makes commits wait for each other until they are on the
    disk.
    """

    def __init__(self, url: URL) -> None:
        self._conninfo = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._changed = threading.Condition()
        self._pending: set[str] = set()
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def ring(self, channels: Collection[str]) -> None:
        """Have channels rung, soon."""
        if self._pending.issuperset(channels):
            return  # what is pending is rung after this
        with self._changed:
            self._pending.update(channels)
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._run, name="ringing", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Ring what is pending, and no more."""
        self._closed.set()
        with self._changed:
            thread = self._thread
            self._changed.notify()
        if thread is not None:
            thread.join(IDLE_SECONDS)

    def _run(self) -> None:
        try:
            with psycopg.connect(self._conninfo, autocommit=True, application_name="regulars ringing") as connection:
                connection.execute("set synchronous_commit = off")
                while channels := self._next():
                    connection.execute("; ".join(f"notify {channel}" for channel in sorted(channels)).encode())
                    self._closed.wait(PAUSE_SECONDS)
        except psycopg.Error:
            log.debug("the rings of now are lost", exc_info=True)
            self._end()

    def _next(self) -> set[str]:
        """What is to be rung, waited for; none when it is the end."""
        with self._changed:
            if not self._closed.is_set():
                self._changed.wait_for(lambda: self._pending or self._closed.is_set(), IDLE_SECONDS)
            channels, self._pending = self._pending, set()
            if not channels:
                self._thread = None
            return channels

    def _end(self) -> None:
        with self._changed:
            self._pending.clear()
            self._thread = None
