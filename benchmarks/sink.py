"""A mail server that takes everything and does nothing with it but count: a process of its own, so that it costs the sender no time.

It speaks as much SMTP as a sender of mail needs, with PIPELINING, and keeps how often it was given each `Message-ID`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

END = b"\r\n.\r\n"
_MAIL_ID = re.compile(rb"(?mi)^Message-ID:\s*<(\d+)\.")
_spawned = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Sink:
    """Where it listens, and what it was given."""

    port: int
    _line: Connection

    def many(self) -> int:
        """How many mails it was given."""
        self._line.send("many")
        return int(self._line.recv())

    def given(self) -> Counter[int]:
        """How often it was given the mail of each message."""
        self._line.send("given")
        found: Counter[int] = self._line.recv()
        return found

    def forget(self) -> None:
        """Count from nothing."""
        self._line.send("forget")
        self._line.recv()


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """A sink for as long as the block lasts."""
    ours, theirs = _spawned.Pipe()
    process = _spawned.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Sink(int(ours.recv()), ours)
    finally:
        process.terminate()
        process.join()


def _serve(line: Connection) -> None:
    given: Counter[int] = Counter()
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accept, args=(server, given), daemon=True).start()
    line.send(server.getsockname()[1])
    while True:
        match line.recv():
            case "many":
                line.send(given.total())
            case "given":
                line.send(Counter(given))
            case "forget":
                given.clear()
                line.send(None)


def _accept(server: socket.socket, given: Counter[int]) -> None:
    while True:
        connection, _ = server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_talk, args=(connection, given), daemon=True).start()


def _talk(connection: socket.socket, given: Counter[int]) -> None:
    with connection, contextlib.suppress(OSError):
        connection.sendall(b"220 sink\r\n")
        kept = b""
        while True:
            while b"\r\n" not in kept:
                more = connection.recv(1 << 16)
                if not more:
                    return
                kept += more
            said, _, kept = kept.partition(b"\r\n")
            answer = {b"EHLO": b"250-sink\r\n250 PIPELINING\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
            connection.sendall(answer.get(said[:4].upper(), b"250 fine\r\n"))
            if said[:4].upper() == b"DATA":
                kept = _mail(connection, kept, given)


def _mail(connection: socket.socket, kept: bytes, given: Counter[int]) -> bytes:
    """Take a mail to its end; returns what came after it. Who hangs up before the end has given none."""
    while END not in kept:
        more = connection.recv(1 << 16)
        if not more:
            raise OSError("hung up within a mail")
        kept += more
    mail, _, rest = kept.partition(END)
    found = _MAIL_ID.search(mail)
    given[int(found[1]) if found else 0] += 1
    connection.sendall(b"250 taken\r\n")
    return rest
