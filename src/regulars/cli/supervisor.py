"""Keeping the processes of an installation alive: a child that dies is started again.

Each child holds the reading end of a pipe whose writing end is ours, so that
children end when the supervisor is gone in whatever way. A child that keeps
dying is started ever more slowly; one that ran well for a while is forgiven.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from regulars.core.errors import Refusal
from regulars.settings import Settings, make_data_dir

log = logging.getLogger(__name__)

PARENT_FD = "REGULARS_PARENT_FD"
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0
FORGIVEN_AFTER_SECONDS = 30.0
STOP_WITHIN_SECONDS = 15.0


class AlreadyRunning(Refusal):
    """Another process serves this data directory."""

    code = "already_running"
    status = 409

    def __init__(self, *, data_dir: str, process: str) -> None:
        super().__init__(f"{data_dir} is served already by process {process}; stop it first, or set REGULARS_DATA_DIR")
        self.data_dir = data_dir
        self.process = process


class HostUnknown(Refusal):
    """The address to listen on isn't one of this machine, or is no address at all."""

    code = "host_unknown"

    def __init__(self, *, host: str, reason: str) -> None:
        super().__init__(
            f"{host} can't be listened on ({reason}); set REGULARS_HOST to an address of this machine, such as 127.0.0.1"
        )
        self.host = host
        self.reason = reason


class PortTaken(Refusal):
    """Something else listens on the port."""

    code = "port_taken"
    status = 409

    def __init__(self, *, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port} can't be listened on ({reason}); set REGULARS_PORT to a free port")
        self.host = host
        self.port = port
        self.reason = reason


def typed(settings: Settings, words: str) -> str:
    """A command over the same data as a person here would type it."""
    called = Path(sys.argv[0])
    if called.is_relative_to(Path.cwd()):
        called = called.relative_to(Path.cwd())
    program = str(called) if called.name == "regulars" else "regulars"
    where = (
        f"REGULARS_DATA_DIR={shlex.quote(str(settings.data_dir))} " if "data_dir" in settings.model_fields_set else ""
    )
    return f"{where}{program} {words}"


def lock(data_dir: Path) -> int:
    """Hold the data directory for this process; the lock goes with the process, however it ends.

    Raises `AlreadyRunning` when another process holds it.
    """
    make_data_dir(data_dir)
    path = data_dir / "serve.lock"
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        process = path.read_text().strip() or "unknown"
        os.close(held)
        raise AlreadyRunning(data_dir=str(data_dir), process=process) from None
    os.ftruncate(held, 0)
    os.write(held, str(os.getpid()).encode())
    return held


def listen(host: str, port: int) -> socket.socket:
    """A listening socket that outlives the web process, so that requests wait while it restarts.

    Raises `HostUnknown`, `PortTaken`.
    """
    family, kind, protocol, _, address = _resolved(host, port)
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise HostUnknown(host=host, reason=os.strerror(error.errno)) from None
        raise PortTaken(host=host, port=port, reason=os.strerror(error.errno or 0)) from None
    listening.listen(2048)
    return listening


def taken_over(descriptor: int) -> socket.socket:
    """The listening socket that the supervisor passed on."""
    return socket.socket(fileno=descriptor)


def _resolved(host: str, port: int) -> tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[object, ...]]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        raise HostUnknown(host=host, reason=error.strerror or str(error)) from None


def when_parent_ends(then: Callable[[], None]) -> None:
    """Call `then` once the supervisor that started this process is gone; nothing without one."""
    told = os.environ.get(PARENT_FD)
    if told is None:
        return

    def wait() -> None:
        os.read(int(told), 1)
        then()

    threading.Thread(target=wait, name="parent", daemon=True).start()


@dataclass
class Child:
    """A process to keep alive, with these descriptors passed on."""

    name: str
    command: Sequence[str]
    descriptors: Sequence[int] = ()
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause_seconds: float = FIRST_PAUSE_SECONDS
    start_again_at: float = 0.0


class Supervisor:
    """Starts children, starts them again when they end, and stops them all at a signal."""

    def __init__(self, children: Sequence[Child], *, before_start: Callable[[], None] = lambda: None) -> None:
        """`before_start` sees to what every child needs, each time one is started again."""
        self.children = list(children)
        self._before_start = before_start
        self._parent_read, self._parent_write = os.pipe()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        self._stopping = False

    def run(self, *, started: Callable[[], None] = lambda: None) -> None:
        """Keep the children alive until SIGINT or SIGTERM; `started` is called in a thread once all run."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        try:
            for child in self.children:
                self._start(child)
            threading.Thread(target=started, name="started", daemon=True).start()
            while not self._stopping:
                self._tend()
                self._sleep()
        finally:
            self._end_all()
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            list(child.command),
            pass_fds=[self._parent_read, *child.descriptors],
            env={**os.environ, **child.environment, PARENT_FD: str(self._parent_read)},
            start_new_session=True,
        )
        child.started_at = time.monotonic()

    def _tend(self) -> None:
        """Start again whoever ended and has waited long enough."""
        at = time.monotonic()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                if at - child.started_at > FORGIVEN_AFTER_SECONDS:
                    child.pause_seconds = FIRST_PAUSE_SECONDS
                log.warning("%s ended (%s) and starts again in %.1f s", child.name, code, child.pause_seconds)
                child.process = None
                child.start_again_at = at + child.pause_seconds
                child.pause_seconds = min(child.pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            if child.process is None and at >= child.start_again_at:
                self._start_again(child)

    def _start_again(self, child: Child) -> None:
        try:
            self._before_start()
        except Refusal as refusal:
            log.error("%s can't start: %s", child.name, refusal.message)
            child.start_again_at = time.monotonic() + child.pause_seconds
            child.pause_seconds = min(child.pause_seconds * 2, LONGEST_PAUSE_SECONDS)
        else:
            self._start(child)

    def _sleep(self) -> None:
        """Wait for a signal (a child's end is one), or until a child is to be started again."""
        waiting = [child.start_again_at for child in self.children if child.process is None]
        timeout = max(0.0, min(waiting) - time.monotonic()) if waiting else None
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_read, selectors.EVENT_READ)
            if selector.select(timeout):
                os.read(self._wake_read, 4096)

    def _end_all(self) -> None:
        """Ask every child to end, and end those that don't."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + STOP_WITHIN_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for descriptor in (self._parent_read, self._parent_write, self._wake_read, self._wake_write):
            os.close(descriptor)
