"""Idempotency keys: a repeated call is answered with the first one's answer.

A key belongs to an API key and a route and is kept for 30 days. Two calls at
the same instant meet at the row's unique index: the second waits for the first
to commit and then reads its answer, or goes on itself when it was rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.core.errors import Refusal

from .tables import idempotency_key
from .unit import Unit

KEPT = timedelta(days=30)


class KeyReused(Refusal):
    """An idempotency key came again with another body."""

    code = "idempotency.key_reused"
    status = 422

    def __init__(self, key: str) -> None:
        super().__init__(
            f"the idempotency key {key!r} was used for another request; give each request a key of its own"
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two calls the same one."""

    api_key: str
    route: str
    key: str
    body_digest: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before."""

    answer: Any


def claim(unit: Unit, key: Key) -> Kept | None:
    """Take the key for this transaction, or return the answer that was given for it."""
    table = idempotency_key
    mine = (table.c.api_key == key.api_key) & (table.c.route == key.route) & (table.c.key == key.key)
    unit.connection.execute(sa.delete(table).where(mine, table.c.created_at <= unit.now - KEPT))
    taken = unit.connection.execute(
        insert(table)
        .values(api_key=key.api_key, route=key.route, key=key.key, body_digest=key.body_digest, created_at=unit.now)
        .on_conflict_do_nothing()
        .returning(table.c.key)
    ).one_or_none()
    if taken is not None:
        return None
    kept = unit.connection.execute(sa.select(table.c.body_digest, table.c.answer).where(mine)).one()
    if kept.body_digest != key.body_digest:
        raise KeyReused(key.key)
    return Kept(kept.answer)


def answered(unit: Unit, key: Key) -> Kept | None:
    """The answer that was given for a key before, to whoever would otherwise find out what is asked in vain; raises `KeyReused`."""
    table = idempotency_key
    mine = (table.c.api_key == key.api_key) & (table.c.route == key.route) & (table.c.key == key.key)
    mine &= table.c.created_at > unit.now - KEPT
    kept = unit.connection.execute(sa.select(table.c.body_digest, table.c.answer).where(mine)).one_or_none()
    if kept is None:
        return None
    if kept.body_digest != key.body_digest:
        raise KeyReused(key.key)
    return Kept(kept.answer)


def keep(unit: Unit, key: Key, answer: Any) -> None:
    """Store the answer beside the key, in the transaction that the deed was done in."""
    table = idempotency_key
    unit.connection.execute(
        sa.update(table)
        .where(table.c.api_key == key.api_key, table.c.route == key.route, table.c.key == key.key)
        .values(answer=answer)
    )


def forget(unit: Unit, before: datetime) -> int:
    """Remove the keys made before an instant; returns how many."""
    return unit.connection.execute(sa.delete(idempotency_key).where(idempotency_key.c.created_at < before)).rowcount
