"""What a database in trouble is told as: one message each, with what to do.

And what is no trouble of the database: a text that it can't hold, wherever in
what was given that stands.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
import sqlalchemy.exc

from regulars.core.errors import Fault, Invalid, Refusal
from regulars.core.sentences import say


class DatabaseUnreachable(Refusal):
    """The books' database can't be talked to just now."""

    code = "database.unreachable"
    status = 503


class NothingHere(Refusal):
    """A data directory in which nothing was begun yet, where something that is there is asked about."""

    code = "nothing_here"
    status = 404

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no shop yet; say where it is with REGULARS_DATA_DIR, such as REGULARS_DATA_DIR=data in the folder"
            " where `make demo` was run, or begin one with `regulars serve`"
        )
        self.path = str(path)


class DatabaseFull(Refusal):
    """The books' database has no room left on its disk."""

    code = "database.full"
    status = 507


class DatabaseUnsuitable(Refusal):
    """The database is too old for us, or was written by a newer Regulars."""

    code = "database.unsuitable"
    status = 503


def refusal_of(error: BaseException) -> Refusal | None:
    """The refusal that an error of the driver comes to, or None when it's a mistake of ours."""
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    if not isinstance(cause, psycopg.Error):
        return None
    told = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    if isinstance(cause, psycopg.errors.DiskFull) or "No space left on device" in str(cause):
        return DatabaseFull(
            say("the database has no room left ({told}); free some disk space, nothing was lost", told=told)
        )
    if isinstance(cause, psycopg.errors.ReadOnlySqlTransaction):
        return DatabaseUnreachable(
            say("the database takes no writes ({told}); point REGULARS_DATABASE_URL at the primary", told=told)
        )
    if isinstance(cause, psycopg.DataError) and _is_about_nul(cause):
        said = say("texts can't hold the NUL character; remove it")
        return Invalid(said, [Fault("", "nul", said)])
    if isinstance(cause, psycopg.OperationalError) and _is_about_the_server(cause.sqlstate):
        return DatabaseUnreachable(
            say(
                "the database can't be reached ({told}); see that it runs and that REGULARS_DATABASE_URL is right",
                told=told,
            )
        )
    return None


def _is_about_the_server(state: str | None) -> bool:
    """Whether it is more than this transaction's trouble: no connection, no room, a server going down."""
    return state is None or (state[:2] in {"08", "53", "57", "58"} and state != "57014")


def _is_about_nul(error: psycopg.DataError) -> bool:
    """The driver says so of a text, the server of one within JSON."""
    return "NUL (0x00)" in str(error) or (
        isinstance(error, psycopg.errors.UntranslatableCharacter) and "u0000" in str(error)
    )
