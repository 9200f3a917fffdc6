"""Dependencies of routes: who asks, with which scope, and deeds that are done once.

A route that reads takes `Depends(require(Scope.…))`; one that changes something
takes `Depends(deed(Scope.…))` and does it with `deed.do(work)`: one transaction
with the idempotency key and the audit's actor. Cookies are sent by browsers to
whoever asks, so a change asked for with one needs a header that another site
can't send.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from regulars.books.once import Key, answered
from regulars.books.unit import Unit
from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .actor import UNKNOWN_KEY, Actor, NotSignedIn, of_key, of_session
from .digests import digest
from .house import House, InHouse
from .scopes import Scope

COOKIE = "regulars_session"
HEADER = "X-Regulars"
JSON = dict[str, Any]
"""An answer that is as it is sent already."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_cookie = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False, description="Set by signing in.")
_bearer = HTTPBearer(scheme_name="key", auto_error=False, description="An API key: rk_… or, for storefronts, pk_…")


class MissingHeader(Refusal):
    """A change was asked for with a cookie alone."""

    code = "missing_header"
    status = 403

    def __init__(self) -> None:
        super().__init__(say("a change asked for with a session needs the header {header}: 1", header=HEADER))


def who(
    request: Request,
    house: InHouse,
    token: Annotated[str | None, Security(_cookie)],
    bearer: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)],
) -> Actor:
    """Who is asking; raises `NotSignedIn` or `MissingHeader`."""
    if bearer is not None:
        with house.books.looking() as unit:
            found = of_key(unit, bearer.credentials)
        if found is None:
            raise NotSignedIn(UNKNOWN_KEY)
        return found
    if not token:
        raise NotSignedIn
    with house.books.transaction() as unit:
        found = of_session(unit.connection, token, unit.now)
    if found is None:
        raise NotSignedIn(say("the session has ended; sign in again"))
    if request.method not in SAFE and request.headers.get(HEADER) != "1":
        raise MissingHeader
    return found


Asking = Annotated[Actor, Depends(who)]


def require(*scopes: Scope) -> Callable[[Actor], Awaitable[Actor]]:
    """A dependency that lets through who has one of the scopes, and gives who it is."""

    async def check(actor: Asking) -> Actor:
        if not actor.scopes.intersection(scopes):
            actor.check(scopes[0])
        return actor

    check.scopes = scopes  # type: ignore[attr-defined]  # read by the tests that go over all routes
    return check


@dataclass(frozen=True, slots=True)
class Deed:
    """A change that somebody asked for."""

    house: House
    actor: Actor
    key: Key | None

    def answered(self) -> Any:
        """The answer that the same call was given before, or None: what takes long to find out needn't be asked again."""
        if self.key is None:
            return None
        with self.house.books.looking() as unit:
            kept = answered(unit, self.key)
        return None if kept is None else kept.answer

    def do(self, work: Callable[[Unit], BaseModel | JSON | None], *, dry: bool = False) -> Any:
        """Do it in one transaction and give its answer as JSON; a call repeated with its key gets the first answer.

        `work` may be called again from the start when the database asks for it. `dry` rolls back.
        """

        def answer(unit: Unit) -> Any:
            done = work(unit)
            return done.model_dump(mode="json") if isinstance(done, BaseModel) else done

        return self.house.books.perform(answer, actor=self.actor.name, key=self.key, dry=dry)


def deed(*scopes: Scope) -> Callable[..., Awaitable[Deed]]:
    """A dependency for routes that change something: who may, and the idempotency key of the call."""
    allowed = Depends(require(*scopes))

    async def prepare(
        request: Request,
        house: InHouse,
        actor: Actor = allowed,
        idempotency_key: Annotated[
            str | None, Header(min_length=1, max_length=255, description="The same key again gives the same answer.")
        ] = None,
    ) -> Deed:
        return Deed(house, actor, await key_of(request, actor, idempotency_key))

    prepare.scopes = scopes  # type: ignore[attr-defined]
    return prepare


async def key_of(request: Request, actor: Actor, key: str | None) -> Key | None:
    """What makes two calls of this route the same one, or None without a key."""
    return None if key is None else key_with(request, actor, key, await request.body())


def key_with(request: Request, actor: Actor, key: str, body: bytes) -> Key:
    """The same of a call whose body was read."""
    route = f"{request.method} {request.url.path}"
    return Key(actor.name, route, key, digest(request.url.query, body))
