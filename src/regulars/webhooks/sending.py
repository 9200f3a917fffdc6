"""Sending one message: signed, to an address that was looked at, with an end to every wait.

The connection is made to an address that was checked, not to the name again,
which might have another address by then. Certificates are checked against the
name all the same.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx
from standardwebhooks import Webhook

import regulars
from regulars.core.sentences import Said, say

from . import addresses
from .addresses import AddressRefused
from .model import Answer, Secrets

SECONDS = 15.0
"""All of an attempt, from the first look at the name to the last byte that is read."""
SHOWN_CHARACTERS = 1_000
READ_BYTES = 4 * SHOWN_CHARACTERS
"""As much of an answer is read; nobody is followed who has more to say."""
KEPT_OPEN_SECONDS = 30.0
AGENT = f"Regulars/{regulars.__version__}"


def headers(message_id: str, body: str, secrets: Secrets, at: datetime) -> dict[str, str]:
    """The headers of an attempt at an instant, signed with every secret that counts then."""
    signed = [Webhook(one).sign(message_id, at.astimezone(UTC), body) for one in secrets.signing(at)]
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "accept-encoding": "identity",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signed),
    }


class Sender:
    """Sends, many at a time; used within one event loop. `private` allows addresses that aren't public, and http.

    It is a pool of connections alone: nothing follows redirects, keeps cookies, or heeds a proxy of the environment,
    which would make connections that nobody has looked at.
    """

    def __init__(self, *, private: bool, trusting: ssl.SSLContext | None = None) -> None:
        self._private = private
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trusting or httpx.create_ssl_context(),
            max_connections=None,
            max_keepalive_connections=100,
            keepalive_expiry=KEPT_OPEN_SECONDS,
            network_backend=_Guarded(private=private),
        )

    async def send(self, url: str, headers: Mapping[str, str], body: str) -> Answer:
        """Send once; whatever goes wrong is the answer. Once a status has come it counts, however its body goes on."""
        began = time.monotonic()
        status, retry_after, read = None, None, bytearray()
        error: str | None = None
        try:
            if not self._private and not url.startswith("https://"):
                raise AddressRefused(say("only https addresses are sent to; nothing was sent"))
            async with asyncio.timeout(SECONDS):
                response = await self._pool.handle_async_request(_request(url, headers, body))
                try:
                    status, retry_after = response.status, _header(response, b"retry-after")
                    async for part in response.aiter_stream():
                        read += part
                        if len(read) >= READ_BYTES:
                            break
                finally:
                    await response.aclose()
        except (TimeoutError, httpcore.TimeoutException):
            error = say("no answer within {seconds:.0f} seconds", seconds=SECONDS)
        except AddressRefused as refused:
            error = refused.args[0]
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            httpx.InvalidURL,
            OSError,
        ) as failure:
            error = say("no answer: {failure}", failure=_in_words(failure))
        took = round((time.monotonic() - began) * 1000)
        return Answer(status, _text(read), error if status is None else None, retry_after, took)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._pool.aclose()


def _request(url: str, headers: Mapping[str, str], body: str) -> httpcore.Request:
    to = httpx.URL(url)
    target = httpcore.URL(scheme=to.raw_scheme, host=to.raw_host, port=to.port, target=to.raw_path)
    written = httpx.Request("POST", to, headers=headers, content=body.encode()).headers.raw
    waits = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    return httpcore.Request("POST", target, headers=written, content=body.encode(), extensions={"timeout": waits})


def _header(response: httpcore.Response, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in response.headers if key.lower() == name), None)


def _text(read: bytearray) -> str:
    """The first characters of an answer, as far as they can be read as text and kept."""
    return read.decode("utf-8", errors="replace").replace("\0", "\ufffd")[:SHOWN_CHARACTERS]


def _in_words(failure: Exception) -> str:
    if failure.args and isinstance(failure.args[0], Said):
        return failure.args[0]
    told = str(failure).encode(errors="replace").decode().replace("\0", "")
    return (told or type(failure).__name__)[:SHOWN_CHARACTERS]


class _Guarded(httpcore.AsyncNetworkBackend):
    """Connects to names only at addresses that were looked at."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._within = httpcore.AnyIOBackend()
        self._asked: dict[str, asyncio.Task[list[str]]] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that takes it; raises `AddressRefused`."""
        found = await self._resolved(host)
        if not self._private:
            found = addresses.let_through(host, found)
        failure: Exception = httpcore.ConnectError(say("{host} has no address", host=host))
        for address in found:
            try:
                return await self._within.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError:  # whose words are English, and say no more
                failure = httpcore.ConnectError(say("{host} takes no connection at port {port}", host=host, port=port))
        raise failure

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Nobody is sent to there."""
        raise AddressRefused(say("sockets of this machine are not sent to"))

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _resolved(self, host: str) -> list[str]:
        """The addresses of a host; it is asked for once at a time, however many wait for it."""
        task = self._asked.get(host)
        if task is None:
            task = self._asked[host] = asyncio.ensure_future(_resolve(host))
            task.add_done_callback(lambda _: self._asked.pop(host, None))
        try:
            return await asyncio.shield(task)
        except OSError as error:
            raise httpcore.ConnectError(say("{host} can't be found", host=host)) from error


async def _resolve(host: str) -> list[str]:
    """Ask for a host's addresses in a thread of its own: a name server that hangs keeps nobody else waiting, and not
    even the end of the process."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str] | OSError) -> None:
        if found.done():
            return
        if isinstance(addresses, OSError):
            found.set_exception(addresses)
        else:
            found.set_result(addresses)

    def ask() -> None:
        answer: list[str] | OSError
        try:
            infos = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answer = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, UnicodeError) as error:
            answer = error if isinstance(error, OSError) else OSError(str(error))
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    return await found
