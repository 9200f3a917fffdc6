"""How a request is sent: with its key, again when that can do no harm, and with refusals raised as such."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

TRIES = 4
PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 30.0
NOT_NOW = frozenset({429, 502, 503, 504})
HARMLESS_TWICE = frozenset({"GET", "PUT", "DELETE"})


class Refused(Exception):
    """The server refused what was asked; the fields are those of its problem document (RFC 9457)."""

    def __init__(self, response: httpx.Response) -> None:
        problem = _json(response)
        self.status = response.status_code
        self.code: str = problem.get("code", f"http_{response.status_code}")
        self.detail: str = problem.get("detail") or problem.get("title") or response.reason_phrase
        self.errors: list[dict[str, Any]] = problem.get("errors", [])
        self.problem = problem
        super().__init__(f"{self.code}: {self.detail}")


class Unanswered(Exception):
    """No answer came, also after trying again: whether it was done isn't known."""


class Transport:
    """Sends requests for `Regulars`."""

    def __init__(self, http: httpx.Client, *, tries: int = TRIES) -> None:
        self.http = http
        self.tries = tries

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        content: bytes | None = None,
        content_type: str | None = None,
        form: Mapping[str, Any] | None = None,
        key: str | None = None,
        keyed: bool = False,
        raw: bool = False,
    ) -> Any:
        """The answer as JSON, or as bytes with `raw`; None where there is none.

        `keyed`: the route takes a key. `form`: what is uploaded, files as bytes.
        """
        headers = {}
        if keyed:
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
        if content_type is not None:
            headers["Content-Type"] = content_type
        asked = {name: _said(value) for name, value in (params or {}).items() if value is not None}
        files = {name: (name, value) for name, value in (form or {}).items() if isinstance(value, bytes)}
        fields = {name: _said(value) for name, value in (form or {}).items() if not isinstance(value, bytes)}
        response = self._sent(
            method,
            path,
            again=keyed or method in HARMLESS_TWICE,
            params=asked,
            json=json,
            content=content,
            headers=headers,
            files=files or None,
            data=fields or None,
        )
        if response.is_error:
            raise Refused(response)
        if raw:
            return response.content
        return response.json() if response.content else None

    def _sent(self, method: str, path: str, *, again: bool, **said: Any) -> httpx.Response:
        said = {name: value for name, value in said.items() if value is not None}
        tries = self.tries if again else 1
        for attempt in range(1, tries + 1):
            try:
                response = self.http.request(method, path, **said)
            except httpx.TransportError as error:
                if attempt == tries:
                    raise Unanswered(f"{method} {path}: {error}") from error
                _pause(attempt, None)
                continue
            if response.status_code not in NOT_NOW or attempt == tries:
                return response
            _pause(attempt, response.headers.get("Retry-After"))
        raise AssertionError


def _pause(attempt: int, asked: str | None) -> None:
    """Wait as long as the server asks, else longer each time, at random so that many don't come back together."""
    longest = PAUSE_SECONDS * 2**attempt
    seconds = float(asked) if asked and asked.isdigit() else random.uniform(longest / 2, longest)
    time.sleep(min(seconds, LONGEST_PAUSE_SECONDS))


def _said(value: Any) -> Any:
    """A parameter as it stands in an address."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [_said(one) for one in value]
    return value


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
