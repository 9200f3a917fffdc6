"""A unit of work: the transaction that a use case runs in, and what it may record there.

Services get a unit and never commit. What they publish is stored in the same
transaction and delivered after it commits; what they audit is written with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from .tables import audit, outbox, setting


class Unit:
    """One open transaction on the books: `connection`, the instant `now` and who acts."""

    def __init__(self, connection: Connection, *, now: datetime, actor: str) -> None:
        assert now.tzinfo is not None, "instants carry their offset"
        self.connection = connection
        self.now = now
        self.actor = actor
        self._published: list[dict[str, Any]] = []
        self._audited: list[dict[str, Any]] = []
        self.rings: set[str] = set()

    @property
    def driver(self) -> psycopg.Connection[Any]:
        """The psycopg connection of this transaction, for `copy` and arrays."""
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        return driver

    def publish(self, topic: str, payload: Mapping[str, Any], *, due_at: datetime | None = None) -> None:
        """Have something done after the commit, not before `due_at`; `topic` says by whom, such as "webhook"."""
        self._published.append(
            {"topic": topic, "payload": dict(payload), "created_at": self.now, "due_at": due_at or self.now}
        )

    def audit(self, action: str, subject: str, details: Mapping[str, Any] | None = None) -> None:
        """Note that the actor did `action` ("segment.changed") to `subject` ("segment:12")."""
        self._audited.append(
            {"at": self.now, "actor": self.actor, "action": action, "subject": subject, "details": dict(details or {})}
        )

    def ring(self, channel: str) -> None:
        """After the commit tell whoever listens on a channel that there is something; a ring may be lost."""
        self.rings.add(channel)

    def rather_lose_than_wait(self) -> None:
        """Don't wait for the disk at the commit: a crash within the next second may undo this transaction, whole.

        For a step of a deed that finds out by itself, from what this transaction writes, what is left to be done: what
        was lost is done again. Whatever commits later and does wait, as claiming a message does, waits for this too.
        """
        self.driver.execute("set local synchronous_commit = off")

    def hold_names(self) -> None:
        """Wait for whoever saves a condition or removes what conditions name, and let nobody else until the end.

        Each of them looks at what the other writes: without this, what is named and what is removed would be checked
        before either is there to be seen.
        """
        self.connection.execute(sa.text("select pg_advisory_xact_lock(hashtextextended('names', 0))"))

    def setting(self, name: str) -> Any:
        """A stored setting of the installation, or None."""
        found = self.driver.execute("select value from setting where name = %s", (name,)).fetchone()
        return None if found is None else found[0]

    def set_setting(self, name: str, value: Any) -> None:
        """Store a setting of the installation (any JSON but null)."""
        assert value is not None
        statement = insert(setting).values(name=name, value=value)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
        )

    def flush(self) -> None:
        """Write what was published and audited; done by whoever opened the unit, before its commit."""
        if self._published:
            self.connection.execute(sa.insert(outbox), self._published)
            self._published = []
        if self._audited:
            self.connection.execute(sa.insert(audit), self._audited)
            self._audited = []
