"""A shop's server as tests need it: real HTTP on loopback, that answers as a test says and keeps what it was sent."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

Reply = tuple[int, Mapping[str, str], str]


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def data(self) -> Any:
        return orjson.loads(self.body)["data"]


@dataclass
class Shop:
    """Answers 200 unless told otherwise, by path; `before` is called with each request before it is answered."""

    url: str
    received: list[Received] = field(default_factory=list)
    replies: dict[str, Reply] = field(default_factory=dict)
    before: dict[str, Callable[[Received], None]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def at(self, path: str) -> list[Received]:
        """What came to a path."""
        return [one for one in self.received if one.path == path]

    def answers(
        self, status: int, headers: Mapping[str, str] | None = None, text: str = "", *, path: str = "/"
    ) -> None:
        self.replies[path] = (status, headers or {}, text)

    def counts(self) -> dict[str, int]:
        """How often each message came."""
        found: dict[str, int] = defaultdict(int)
        for one in self.received:
            found[one.id] += 1
        return dict(found)


@contextmanager
def serving() -> Iterator[Shop]:
    """A shop's server, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            one = Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            with shop.lock:
                shop.received.append(one)
            if self.path in shop.before:
                shop.before[self.path](one)
            status, headers, text = shop.replies.get(self.path, (200, {}, "thanks"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 100

        def handle_error(self, *_: Any) -> None:
            """Whoever hangs up is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    shop = Shop(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield shop
    server.shutdown()
    server.server_close()
