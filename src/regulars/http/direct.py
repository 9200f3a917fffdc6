"""Routes that are asked hundreds of times a second: answered in one hop to a thread, without resolving dependencies.

Such a route is declared as any other, and its schema is drawn from that. Beside it
stands a function that answers the same from the request and its body, for the usual
case; for everything else (a body that isn't right, another content type) it raises
`Otherwise`, and the route as it was declared is asked.
"""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

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

    @property
    def direct(self) -> Direct | None:
        """The function beside it."""
        found: Direct | None = getattr(self.endpoint, "direct", None)
        return found

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        declared, answer = super().get_route_handler(), self.direct
        if answer is None:
            return declared

        async def handle(request: Request) -> Response:
            before: Exception | None = request.scope.get(REFUSED)
            if request.scope["query_string"]:
                return await declared(request)  # which parameters there are is asked there
            if before is None:
                body = await request.body()
                try:
                    return await in_thread(answer, request, body)
                except Otherwise:
                    return await declared(request)
            if isinstance(before, Otherwise):
                return await declared(request)
            raise before

        return handle


REFUSED = "regulars.direct"
"""Where a request says why it wasn't answered before it came to its route: the error that the function beside it raised."""
_THREADS = ThreadPoolExecutor(40, thread_name_prefix="direct")


async def in_thread(answer: Direct, request: Request, body: bytes) -> Response:
    """The answer of a function, which may wait."""
    run = copy_context().run  # in which language it is answered stands there
    return await get_running_loop().run_in_executor(_THREADS, run, answer, request, body)


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


def find_out(request: Request, caller: Caller) -> Actor:
    """Who asks; raises `NotSignedIn` or `Forbidden`."""
    with house_of(request).books.looking() as unit:
        return caller.found(of_key(unit, caller.key))


def read(model: type[ModelT], request: Request, body: bytes) -> ModelT:
    """The body; raises `Otherwise` where it isn't one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Otherwise
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise Otherwise from None
