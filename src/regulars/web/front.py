"""What is asked hundreds of times a second is answered before everything else that stands before a route.

Finding a route and passing its answer through every guard takes as long as
pricing a cart. So the usual request of a `DirectRoute` is answered here: one with
a key, of a length that is said, that wants no compressed answer. Whatever is
unusual, and whatever is refused, goes the way of all others and is told there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.http.direct import REFUSED, Direct, DirectRoute, in_thread
from regulars.http.languages import answered_in

from .guards import LARGEST_BODY_BYTES, answer_headers


class Front:
    """Answers what `routes` answer directly."""

    def __init__(self, app: ASGIApp, routes: Sequence[DirectRoute]) -> None:
        self.app = app
        self._exact: dict[tuple[str, str], Direct] = {}
        self._others: list[tuple[DirectRoute, Direct]] = []
        for route in routes:
            if route.direct is None:
                continue
            if "{" in route.path:
                self._others.append((route, route.direct))
            else:
                self._exact |= {(method, route.path): route.direct for method in route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._found(scope) if scope["type"] == "http" else None
        headers = dict(scope["headers"]) if found is not None else {}
        if found is None or not _is_usual(scope, headers):
            return await self.app(scope, receive, send)
        answer, parameters = found
        body = await _body(receive)
        if body is None:
            return None
        request = Request({**scope, "path_params": parameters})
        try:
            with answered_in(headers.get(b"accept-language", b"").decode("latin-1")):
                response = await in_thread(answer, request, body)
        except Exception as refused:
            return await self.app({**scope, REFUSED: refused}, _again(body, receive), send)
        told = [*response.raw_headers, *answer_headers(scope["scheme"])]
        await send({"type": "http.response.start", "status": response.status_code, "headers": told})
        await send({"type": "http.response.body", "body": response.body})

    def _found(self, scope: Scope) -> tuple[Direct, Mapping[str, Any]] | None:
        """What answers directly, with the parameters of its path."""
        method, path = scope["method"], scope["path"]
        exact = self._exact.get((method, path))
        if exact is not None:
            return exact, {}
        for route, answer in self._others:
            if method in (route.methods or ()) and (fits := route.path_regex.match(path)):
                return answer, fits.groupdict()
        return None


def _is_usual(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    length = headers.get(b"content-length", b"")
    return (
        not scope["query_string"]
        and b"gzip" not in headers.get(b"accept-encoding", b"")
        and length.isdigit()
        and int(length) <= LARGEST_BODY_BYTES
    )


async def _body(receive: Receive) -> bytes | None:
    """All that is sent; None when whoever sent it is gone."""
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """What was read, to be read again."""
    unread = True

    async def message() -> Message:
        nonlocal unread
        if unread:
            unread = False
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return message
