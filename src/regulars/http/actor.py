"""Who is asking: a person with a session, a program with a key, or the installation itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from regulars.books.unit import Unit
from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .scopes import PUBLISHABLE, SCOPES_OF, SECRET, WORDS, Role, Scope
from .secrets import PUBLISHABLE_PREFIX, SECRET_PREFIX, digest
from .tables import session, user_account

UNKNOWN_KEY = say("this API key is unknown or was revoked")


class NotSignedIn(Refusal):
    """Nobody is asking: no session, no key, or one that no longer counts."""

    code = "not_signed_in"
    status = 401
    headers = {"WWW-Authenticate": "Bearer"}  # noqa: RUF012 - read only

    def __init__(self, message: str = say("sign in, or send an API key as Authorization: Bearer rk_…")) -> None:
        super().__init__(message)


class Forbidden(Refusal):
    """Who asks may not do this."""

    code = "forbidden"
    status = 403

    def __init__(self, *, scope: Scope, by_key: bool) -> None:
        if scope == Scope.STOREFRONT:
            said = say("this is for pages of the shop and takes a publishable key alone: Authorization: Bearer pk_…")
        elif by_key:
            said = say(
                'this needs the right "{what}" ({scope}), which this key doesn\'t have; ask an owner for one that has it',
                what=WORDS[scope],
                scope=scope,
            )
        else:
            said = say('this needs the right "{what}", which you don\'t have; ask an owner', what=WORDS[scope])
        super().__init__(said)
        self.scope = scope


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, and what they may do. `name` is what the books and the audit call them."""

    kind: Literal["user", "key"]
    id: str
    label: str
    scopes: frozenset[Scope]
    role: Role | None = None

    @property
    def name(self) -> str:
        """As in the audit: "user:3", "key:7"."""
        return f"{self.kind}:{self.id}"

    def check(self, scope: Scope) -> None:
        """Raise `Forbidden` when this isn't allowed."""
        if scope not in self.scopes:
            raise Forbidden(scope=scope, by_key=self.kind == "key")


def of_session(connection: Connection, token: str, at: datetime) -> Actor | None:
    """The person whose session has this token, unless it ended or they were disabled."""
    found = connection.execute(
        select(user_account.c.id, user_account.c.name, user_account.c.role)
        .join_from(session, user_account)
        .where(session.c.token_digest == digest(token), session.c.ends_at > at, user_account.c.disabled_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    role = Role(found.role)
    return Actor("user", str(found.id), found.name, SCOPES_OF[role], role)


KEY = "select id, name, publishable, scopes from api_key where digest = %(digest)s::bytea and revoked_at is null"
"""Asked with `asked_by`; what is found is read by `told`. For whoever asks the books something else with it."""


def of_key(unit: Unit, key: str) -> Actor | None:
    """The program that has this key, unless it was revoked."""
    found = unit.driver.execute(KEY, asked_by(key)).fetchone()
    return None if found is None else told(*found)


def asked_by(key: str | None) -> dict[str, bytes | None]:
    """How `KEY` is asked; what can't be a key finds nothing."""
    can_be = key is not None and key.startswith((SECRET_PREFIX, PUBLISHABLE_PREFIX))
    return {"digest": digest(key) if key is not None and can_be else None}


def told(id: int, name: str, publishable: bool, scopes: Sequence[str]) -> Actor:
    """The program that `KEY` has found."""
    return Actor("key", str(id), name, PUBLISHABLE if publishable else SECRET.intersection(scopes))
