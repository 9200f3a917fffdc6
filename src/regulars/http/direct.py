"""Routes that are asked hundreds of times a second: answered in one hop to a thread, without resolving dependencies.

Such a route is declared as any other, and its schema is drawn from that. Beside it
stands a function that answers the same from the request and its body, for the usual
case; for everything else (a body that isn't right, another content type) it raises
`Otherwise`, and the route as it was declared is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from regulars.books.unit import Unit

from .actor import UNKNOWN_KEY, Actor, NotSignedIn, of_key
from .house import House
from .scopes import Scope

Direct = Callable[[Request, bytes], Response]
T = TypeVar("T")
RouteT = TypeVar("RouteT", bound=Callable[..., Any])
ModelT = TypeVar("ModelT", bound=BaseModel)


class Otherwise(Exception):
    """The route as it was declared shall answer this."""


def directly(answer: Direct) -> Callable[[RouteT], RouteT]:
    """What answers the usual case of a route."""

    def mark(route: RouteT) -> RouteT:
        route.direct = answer  # type: ignore[attr-defined]
        return route

    return mark


class DirectRoute(APIRoute):
    """A route that asks the function beside it first, where there is one."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        declared = super().get_route_handler()
        answer: Direct | None = getattr(self.endpoint, "direct", None)
        if answer is None:
            return declared

        async def handle(request: Request) -> Response:
            body = await request.body()
            try:
                return await run_in_threadpool(answer, request, body)
            except Otherwise:
                return await declared(request)

        return handle


def house_of(request: Request) -> House:
    """The house that the application was built with."""
    house: House = request.app.state.house
    return house


class Caller:
    """A program that asks with a key, and the scope that it needs. Who it is is found by whoever asks the books anyway."""

    def __init__(self, key: str, scope: Scope) -> None:
        self.key = key
        self._scope = scope
        self._actor: Actor | None = None

    @classmethod
    def of(cls, request: Request, scope: Scope) -> Caller:
        """Whoever asks; raises `Otherwise` where it isn't with a key."""
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not key:
            raise Otherwise
        return cls(key, scope)

    def found(self, actor: Actor | None) -> Actor:
        """Note who has the key; raises `NotSignedIn` where nobody has, `Forbidden` where they may not."""
        if actor is None:
            raise NotSignedIn(UNKNOWN_KEY)
        actor.check(self._scope)
        self._actor = actor
        return actor

    @property
    def is_known(self) -> bool:
        return self._actor is not None

    @property
    def actor(self) -> Actor:
        """Who it is, once that is found."""
        assert self._actor is not None, "nobody has asked the books yet"
        return self._actor


def perform(request: Request, caller: Caller, work: Callable[[Unit], T]) -> T:
    """Do something in one transaction, in which it is also found who asks."""

    def deed(unit: Unit) -> T:
        unit.actor = caller.found(of_key(unit, caller.key)).name
        return work(unit)

    return house_of(request).books.perform(deed)


def read(model: type[ModelT], request: Request, body: bytes) -> ModelT:
    """The body; raises `Otherwise` where it isn't one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Otherwise
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise Otherwise from None
