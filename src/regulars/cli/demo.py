"""`regulars demo`: a year of real purchases, loaded the way any shop's are, told in a table, and served."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from regulars import settings as settings_of
from regulars.core.errors import Refusal
from regulars.settings import PREFIX, Settings

from . import serve, supervisor

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from regulars.books import Books
    from regulars.books.shop import Shop
    from regulars.facts.flight import RemoteFacts
    from regulars.flows.demo.load import Figures

TIME_ZONE = "America/New_York"
"""Where the days of the data begin."""
EMAIL = "demo@example.com"
ACTOR = "demo"
LOOK_EVERY_SECONDS = 0.2
ANSWERS_WITHIN_SECONDS = 120.0
"""A worker that finds its facts lost or of another version makes them again first."""


class WorkerEnded(Refusal):
    """The worker that carries the records along has ended by itself."""

    code = "demo.worker_ended"

    def __init__(self, log: Path) -> None:
        super().__init__(f"the worker has ended; what it said is in {log}. Run the demo again to go on from here")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    *,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End when it is loaded.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    as_recorded: Annotated[
        bool,
        typer.Option("--as-recorded", help="Keep the dates of 2017 instead of moving them to the year that ends now."),
    ] = False,
    host: Annotated[str | None, typer.Option(help="Address to serve it on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve it on; 0 takes a free one.")] = None,
) -> None:
    """Load the demo shop, say what is in it and how to sign in, and serve it. Loading it again changes nothing.

    With --json and --no-serve nobody is let in, so that no password stands in what is kept of scripts; `regulars user
    create` does.
    """
    settings = _settings(host=host, port=port)
    started = time.monotonic()
    figures, shop = _load(settings, as_recorded=as_recorded)
    seconds = time.monotonic() - started
    if as_json:
        typer.echo(json.dumps(_told(figures, shop, seconds)))
    else:
        _show(figures, shop, seconds)
    if no_serve and as_json:
        return
    sign_in = f"Sign in as {EMAIL} with the password {_let_in(settings)}"
    if no_serve:
        typer.echo(f"{sign_in}, once it is served: {supervisor.typed(settings, 'serve')}")
    else:
        serve.run(settings, say=lambda ready: typer.echo(f"{ready}\n{sign_in}"))


def _settings(*, host: str | None, port: int | None) -> Settings:
    """The settings; days begin where they do in the data unless another time zone is asked for."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = settings_of.load().model_copy(update=given)
    chosen = "time_zone" in settings.model_fields_set
    return settings if chosen else settings.model_copy(update={"time_zone": TIME_ZONE})


def _load(settings: Settings, *, as_recorded: bool) -> tuple[Figures, Shop]:
    """Bring everything in while a worker carries it along; the figures once it is at rest."""
    from regulars.books import Books
    from regulars.flows.demo import bring, load
    from regulars.flows.ground import ground_of

    held = supervisor.lock(settings.data_dir)
    try:
        with contextlib.closing(Books.open(settings)) as books, _progress() as progress:
            shop = books.shop()
            ground = ground_of(books, shop)()
            shift = books.perform(lambda unit: load.prepare(unit, shop, ground, as_recorded=as_recorded), actor=ACTOR)
            with books.transaction() as unit:
                complete = bring.is_complete(unit)
            with _worker(settings, books) as worker:
                following = _Following(books, worker, progress)
                if not complete:
                    bring.bring_in(books, shift, following.brought)
                following.to_rest()
                books.perform(lambda unit: load.make_segments(unit, ground), actor=ACTOR)
                books.perform(lambda unit: load.make_offers(unit, shop, ground), actor=ACTOR)
                following.to_computed()
                with contextlib.closing(_facts(settings)) as facts, books.transaction() as unit:
                    return load.figures(unit, facts), shop
    finally:
        os.close(held)


def _facts(settings: Settings) -> RemoteFacts:
    from regulars.facts.flight import RemoteFacts, socket_path

    return RemoteFacts(socket_path(settings.data_dir), patience_seconds=ANSWERS_WITHIN_SECONDS)


def _progress() -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn

    from .progress import progress

    return progress(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), transient=True)


@contextlib.contextmanager
def _worker(settings: Settings, books: Books) -> Iterator[_Worker]:
    """A worker for as long as the block lasts; it ends with us, however we end."""
    log = settings.data_dir / "demo.log"
    ours, theirs = os.pipe()
    environment = {
        PREFIX + "DATA_DIR": str(settings.data_dir),
        PREFIX + "DATABASE_URL": books.url.set(drivername="postgresql").render_as_string(hide_password=False),
        supervisor.PARENT_FD: str(ours),
    }
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*serve.REGULARS, "worker"],
            pass_fds=[ours],
            env={**os.environ, **environment},
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    os.close(ours)
    try:
        yield _Worker(process, log)
    finally:
        os.close(theirs)
        process.terminate()
        try:
            process.wait(supervisor.STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class _Worker:
    """The worker's process, and where it writes what happens."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process = process
        self._log = log

    def check(self) -> None:
        """Raise `WorkerEnded` when it did."""
        if self._process.poll() is not None:
            raise WorkerEnded(self._log)


class _Following:
    """Watches what was brought in being carried along, and shows it."""

    def __init__(self, books: Books, worker: _Worker, progress: Progress) -> None:
        self._books = books
        self._worker = worker
        self._progress = progress
        self._bars: dict[str, TaskID] = {}
        self._brought: dict[str, int] = {}
        self._carrying = progress.add_task("Carried to facts and points", total=None)
        self._look_at = 0.0

    def brought(self, title: str, done: int, total: int) -> None:
        """Told by the loader of each few thousand records."""
        if title not in self._bars:
            self._bars[title] = self._progress.add_task(f"Bringing in {title}", total=total)
        self._progress.update(self._bars[title], completed=done)
        self._brought[title] = done
        if time.monotonic() >= self._look_at:
            self._look()

    def to_rest(self) -> None:
        """Wait until everything has been carried along."""
        while self._look():
            time.sleep(LOOK_EVERY_SECONDS)

    def to_computed(self) -> None:
        """Wait until every segment has its members, and what they entered is carried along too."""
        from regulars.flows.demo.load import being_computed

        computing = self._progress.add_task("Computing segments", total=None)
        while True:
            with self._books.transaction() as unit:
                left = being_computed(unit)
            if not left and not self._look():
                break
            time.sleep(LOOK_EVERY_SECONDS)
        self._progress.remove_task(computing)

    def _look(self) -> int:
        """How many entries have yet to be carried along, as far as they are counted."""
        from regulars.flows.road import lag, reached

        self._worker.check()
        with self._books.transaction() as unit:
            waiting, _ = lag(unit)
            carried = reached(unit)
        total = max(sum(self._brought.values()), carried + waiting)
        self._progress.update(self._carrying, completed=carried, total=total or None)
        self._look_at = time.monotonic() + LOOK_EVERY_SECONDS
        return waiting


def _let_in(settings: Settings) -> str:
    """A user to sign in as, with a password of this day; made at first, else given the new password."""
    from regulars.books import Books
    from regulars.core.errors import NotFound
    from regulars.http import access, secrets
    from regulars.http.scopes import Role

    password = secrets.fresh_password()
    with contextlib.closing(Books.open(settings)) as books, books.transaction(ACTOR) as unit:
        try:
            access.change_user(unit, access.find_user(unit, EMAIL), password=password)
        except NotFound:
            access.create_user(unit, email=EMAIL, name="Demo", role=Role.OWNER, password=password)
    return password


def _told(figures: Figures, shop: Shop, seconds: float) -> dict[str, Any]:
    """The figures as JSON; money as everywhere else."""
    from regulars.core import money

    told = asdict(figures)
    minor = told.pop("sales_minor")
    told["sales"] = {"amount": money.text(minor, shop.places), "currency": shop.currency}
    return {**told, "seconds": round(seconds, 1)}


def _show(figures: Figures, shop: Shop, seconds: float) -> None:
    """The figures as a table."""
    from rich.console import Console
    from rich.table import Table

    from regulars.core import money

    table = Table(title=f"The demo shop, loaded in {seconds:.0f} s", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    whole, _, cents = money.text(figures.sales_minor, shop.places).partition(".")
    table.add_row("Customers", f"{figures.customers:,}")
    table.add_row("Orders", f"{figures.orders:,}")
    table.add_row("Lines", f"{figures.lines:,}")
    table.add_row("Sales", f"{int(whole):,}.{cents} {shop.currency}")
    table.add_row("Points issued", f"{figures.points_issued:,}", end_section=True)
    for segment in figures.segments:
        table.add_row(f"Segment: {segment.name}", f"{segment.size:,}")
    Console().print(table)
