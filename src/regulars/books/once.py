"""Idempotency keys: a repeated call is answered with the first one's answer.

A key belongs to an API key and a route and is kept for 30 days. Two calls at
the same instant meet at the row's unique index: the second waits for the first
to commit and then reads its answer, or goes on itself when it was rolled back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
from psycopg.types.json import Jsonb

from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .tables import idempotency_key
from .unit import Unit

KEPT = timedelta(days=30)


class KeyReused(Refusal):
    """An idempotency key came again with another body."""

    code = "idempotency.key_reused"
    status = 422

    def __init__(self, key: str) -> None:
        super().__init__(
            say("the idempotency key {key!r} was used for another request; give each request a key of its own", key=key)
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Key:
    """What makes two calls the same one."""

    api_key: str
    route: str
    key: str
    body_digest: bytes

    @property
    def asked(self) -> dict[str, Any]:
        """What it is found by."""
        return {"api_key": self.api_key, "route": self.route, "key": self.key}


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before."""

    answer: Any


def claim(unit: Unit, key: Key) -> Kept | None:
    """Take the key for this transaction, or return the answer that was given for it."""
    asked = key.asked | {"body_digest": key.body_digest, "now": unit.now, "kept_since": unit.now - KEPT}
    if unit.driver.execute(_CLAIM, asked).fetchone() is not None:
        return None
    kept = answered(unit, key)
    assert kept is not None, "whoever has the key has committed"
    return kept


_CLAIM = """
    insert into idempotency_key as k (api_key, route, key, body_digest, created_at)
    values (%(api_key)s, %(route)s, %(key)s, %(body_digest)s, %(now)s)
    on conflict (api_key, route, key)
    do update set body_digest = excluded.body_digest, created_at = excluded.created_at, answer = null
    where k.created_at <= %(kept_since)s returning 1"""
CLAIM_ANSWERED = """
    insert into idempotency_key as k (api_key, route, key, body_digest, created_at, answer)
    values (%(call_by)s, %(call_route)s, %(call_key)s, %(call_digest)s, %(called_at)s, %(answer)s)
    on conflict (api_key, route, key)
    do update set body_digest = excluded.body_digest, created_at = excluded.created_at, answer = excluded.answer
    where k.created_at <= %(kept_since)s returning 1"""
"""The same with its answer, in a statement that is a deed by itself; asked with `claiming`."""
_MINE = "api_key = %(api_key)s and route = %(route)s and key = %(key)s"


def claiming(key: Key, answer: Any, *, at: datetime) -> dict[str, Any]:
    """How `CLAIM_ANSWERED` is asked, where the answer is known before the deed is done."""
    return {
        "call_by": key.api_key, "call_route": key.route, "call_key": key.key, "call_digest": key.body_digest,
        "called_at": at, "kept_since": at - KEPT, "answer": Jsonb(answer, dumps=orjson.dumps),
    }  # fmt: skip


def answered(unit: Unit, key: Key) -> Kept | None:
    """The answer that was given for a key before, to whoever would otherwise find out what is asked in vain; raises `KeyReused`."""
    kept = unit.driver.execute(
        f"select body_digest, answer from idempotency_key where {_MINE} and created_at > %(kept_since)s".encode(),
        key.asked | {"kept_since": unit.now - KEPT},
    ).fetchone()
    if kept is None:
        return None
    body_digest, answer = kept
    if bytes(body_digest) != key.body_digest:
        raise KeyReused(key.key)
    return Kept(answer)


def keep(unit: Unit, key: Key, answer: Any) -> None:
    """Store the answer beside the key, in the transaction that the deed was done in."""
    unit.driver.execute(
        f"update idempotency_key set answer = %(answer)s where {_MINE}".encode(),
        key.asked | {"answer": Jsonb(answer, dumps=orjson.dumps)},
    )


def forget(unit: Unit, before: datetime) -> int:
    """Remove the keys made before an instant; returns how many."""
    return unit.connection.execute(sa.delete(idempotency_key).where(idempotency_key.c.created_at < before)).rowcount
