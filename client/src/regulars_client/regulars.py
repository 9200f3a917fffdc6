"""The client: where the server is, who asks, and every route as a method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ParamSpec, cast

import httpx

from ._transport import TRIES, Transport
from .api import Routes

TIMEOUT_SECONDS = 30.0

P = ParamSpec("P")


class Regulars(Routes):
    """One installation's REST API, asked with an API key.

    `key` is a secret API key (`rk_…`) or, in what customers may see, the publishable one (`pk_…`), with the
    customer's token as `customer_token`. `http` is a client of your own, for proxies and the like; its address counts.
    """

    def __init__(
        self,
        base_url: str = "",
        *,
        key: str | None = None,
        customer_token: str | None = None,
        http: httpx.Client | None = None,
        tries: int = TRIES,
    ) -> None:
        self._http = http or httpx.Client(base_url=base_url, timeout=TIMEOUT_SECONDS)
        if key is not None:
            self._http.headers["Authorization"] = f"Bearer {key}"
        if customer_token is not None:
            self._http.headers["X-Customer-Token"] = customer_token
        super().__init__(Transport(self._http, tries=tries))

    def every(self, method: Callable[P, Mapping[str, Any]], *args: P.args, **kwargs: P.kwargs) -> Iterator[Any]:
        """Each of a list, over all its pages: `every(regulars.list_segments, limit=100)`."""
        ask = cast(Callable[..., Mapping[str, Any]], method)
        said: dict[str, Any] = dict(kwargs)
        while True:
            page = ask(*args, **said)
            yield from page["data"]
            if not page.get("next_cursor"):
                return
            said["cursor"] = page["next_cursor"]

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> Regulars:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
