"""Leases: work that one process at a time may do.

A lease is an advisory lock on a connection of its own, so the server takes it
back the moment its process is gone, however it went. The connection can also
be lost while the process lives on, so what comes of the work is stored under a
condition that fails when somebody else was at it meanwhile.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg

from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .engine import Books
from .refusals import refusal_of

DYING_SECONDS = 2
"""How long the server may take to notice that a killed process is gone."""

_WATCHED = f"-c lock_timeout={DYING_SECONDS}s -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""A machine that lost its power closes no connection; the server asks whether it is still there."""


class LeaseLost(Conflict):
    """Another process does what we were about to do, or has gone on with it."""

    code = "lease.lost"

    def __init__(self, name: str) -> None:
        super().__init__(say("another process is doing this already ({name}); wait until it is done", name=name))
        self.name = name


@contextlib.contextmanager
def alone(books: Books, name: str) -> Iterator[None]:
    """Be the only process in this block; raises `LeaseLost` when another is in it."""
    with contextlib.closing(_connected(books)) as connection:
        try:
            connection.execute("select pg_advisory_lock(hashtextextended(%s, 0))", (name,))
        except psycopg.errors.LockNotAvailable:
            raise LeaseLost(name) from None
        yield


def _connected(books: Books) -> psycopg.Connection[tuple[object, ...]]:
    url = books.url.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        return psycopg.connect(url, autocommit=True, options=_WATCHED, application_name="regulars lease")
    except psycopg.Error as error:
        raise refusal_of(error) or error from error
