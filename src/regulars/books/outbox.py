"""The outbox: what must happen after a commit, done at least once and never before.

Who delivers claims messages for a while; what is not reported delivered by
then is claimed again by the next, so a message may be delivered twice after a
crash, and its id tells the receiver so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from .tables import outbox
from .unit import Unit


class Message(NamedTuple):
    """Something to be delivered; `attempts` counts this one."""

    id: int
    topic: str
    payload: dict[str, Any]
    created_at: datetime
    attempts: int


def claim(unit: Unit, topics: Sequence[str], *, limit: int, lasting: timedelta) -> list[Message]:
    """Claim what is due of some topics, the oldest first; others pass over it until `lasting` has gone by."""
    columns = outbox.c
    due = (
        sa.select(columns.id)
        .where(
            columns.topic.in_(topics),
            columns.delivered_at.is_(None),
            columns.due_at <= unit.now,
            columns.claimed_until.is_(None) | (columns.claimed_until <= unit.now),
        )
        .order_by(columns.due_at, columns.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = unit.connection.execute(
        sa.update(outbox)
        .where(columns.id.in_(due))
        .values(claimed_until=unit.now + lasting, attempts=columns.attempts + 1)
        .returning(columns.id, columns.topic, columns.payload, columns.created_at, columns.attempts)
    )
    return sorted(map(Message._make, claimed))


def delivered(unit: Unit, ids: Iterable[int]) -> None:
    """Note that messages have arrived."""
    unit.connection.execute(
        sa.update(outbox)
        .where(outbox.c.id.in_(list(ids)))
        .values(delivered_at=unit.now, claimed_until=None, error=None)
    )


def failed(unit: Unit, id_: int, error: str, *, again_at: datetime) -> None:
    """Note why a message could not be delivered, and when to try again."""
    unit.connection.execute(
        sa.update(outbox).where(outbox.c.id == id_).values(error=error, due_at=again_at, claimed_until=None)
    )


def forget(unit: Unit, before: datetime) -> int:
    """Remove messages delivered before an instant; returns how many."""
    return unit.connection.execute(sa.delete(outbox).where(outbox.c.delivered_at < before)).rowcount
