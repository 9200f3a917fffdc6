"""Asking a connection from the pool whether it is still there, if there is reason to.

The pool itself would ask each time, which is a sixth of the round trips of a short
transaction. Of one that was given back a moment ago it is enough that nothing has
arrived on it since: a server that goes says so, or closes it.
"""

from __future__ import annotations

import select
import time
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import Engine

RESTED_SECONDS = 1.0
_GIVEN_BACK = "regulars.given_back"


def if_doubtful(engine: Engine) -> None:
    """Have a connection pinged before it is handed out if it has rested or something came in on it; when it is dead,
    it is replaced, and so are the others of its time."""

    @sa.event.listens_for(engine, "checkin")
    def given_back(_: Any, record: Any) -> None:
        record.info[_GIVEN_BACK] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def handed_out(connection: psycopg.Connection[Any], record: Any, _: Any) -> None:
        since = record.info.get(_GIVEN_BACK)
        if since is None or (time.monotonic() - since < RESTED_SECONDS and is_quiet(connection)):
            return
        try:
            engine.dialect.do_ping(connection)  # type: ignore[arg-type]
        except psycopg.Error as error:
            raise sa.exc.InvalidatePoolError from error


def is_quiet(connection: psycopg.Connection[Any]) -> bool:
    """Whether nothing has arrived, so neither a farewell nor the end."""
    if connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
