"""Statements that are a transaction each, by themselves.

The beginning and the end of a transaction are round trips of their own, two of
three when the deed is one statement. Such statements go over connections that
commit each by itself, handed from one to the next without locks.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import psycopg

from .pinging import is_quiet

KEPT = 16
"""More connections than these aren't kept when nothing is to be done."""
SECONDS = 0.01
"""Whoever takes over a connection sooner doesn't look whether its server has gone meanwhile."""


class Alone:
    """Does statements, each in a transaction of its own; from any number of threads."""

    def __init__(self, connect: Callable[[], psycopg.Connection[Any]]) -> None:
        self._connect = connect
        self._idle: deque[tuple[psycopg.Cursor[Any], float]] = deque()
        """A cursor is kept with its connection: making one anew is a tenth of what a short statement takes here."""

    def execute(self, statement: bytes, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows that a statement answers, which is committed then; raises `psycopg.Error`, and nothing was done unless
        the connection was lost."""
        cursor = self._taken()
        try:
            return cursor.execute(statement, parameters).fetchall()
        finally:
            self._give_back(cursor)

    def close(self) -> None:
        """Let go of the connections."""
        while self._idle:
            self._idle.pop()[0].connection.close()

    def _taken(self) -> psycopg.Cursor[Any]:
        while True:
            try:
                cursor, since = self._idle.pop()
            except IndexError:
                return self._connect().cursor()
            if time.monotonic() - since < SECONDS or is_quiet(cursor.connection):
                return cursor
            cursor.connection.close()

    def _give_back(self, cursor: psycopg.Cursor[Any]) -> None:
        if cursor.connection.closed or len(self._idle) >= KEPT:
            cursor.connection.close()
        else:
            self._idle.append((cursor, time.monotonic()))
