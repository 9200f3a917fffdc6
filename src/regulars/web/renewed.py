"""The application that is answered with now: it can be put in another's place while requests come in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send


class Renewed:
    """An application that is built again when asked; what is being answered is finished by the one before."""

    def __init__(self, build: Callable[[], ASGIApp]) -> None:
        self._build = build
        self._now = build()

    def renew(self) -> None:
        """Build it again, and answer with that from now on."""
        self._now = self._build()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._now(scope, receive, send)
