"""`regulars replay`: make the facts again from the journal."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa
import typer

from regulars import settings as settings_of
from regulars.core.errors import Conflict

if TYPE_CHECKING:
    from regulars.books import Books


class WorkerRunning(Conflict):
    """The worker has the facts open, so nobody else may replace them."""

    code = "facts.worker_running"

    def __init__(self) -> None:
        super().__init__("a worker is running and has the facts open; stop `regulars serve` first, and start it after")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("replay")(replay)


def replay() -> None:
    """Make the facts again from the journal; the old ones stay until the new ones are whole."""
    from rich.progress import BarColumn, TaskProgressColumn, TimeRemainingColumn

    from regulars.books import Books
    from regulars.facts import replay as replaying

    from .progress import progress

    settings = settings_of.load()
    begun = time.monotonic()
    bar = progress(BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with contextlib.closing(Books.open(settings, begin=False)) as books, _alone(books), bar:
        shop = books.shop()
        until = _reached(books)
        task = bar.add_task("Replaying", total=until)
        position = replaying.replay(
            books,
            settings.facts_path,
            until=until,
            told=lambda done, total: bar.update(task, completed=done, total=total),
            calendar=shop.calendar,
            currency=shop.currency,
        )
    typer.echo(f"{position:,} entries in {time.monotonic() - begun:.1f} s")


@contextlib.contextmanager
def _alone(books: Books) -> Iterator[None]:
    """Nobody else works on the facts meanwhile; raises `WorkerRunning`."""
    from regulars.flows.doorbell import ALONE

    with books.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(sa.text("select pg_try_advisory_lock(:lock)"), {"lock": ALONE}):
            raise WorkerRunning
        try:
            yield
        finally:
            connection.execute(sa.text("select pg_advisory_unlock(:lock)"), {"lock": ALONE})


def _reached(books: Books) -> int:
    """How far the worker has come, so that it goes on from there: up to the batch it has begun."""
    from regulars.flows.road import READER

    with books.transaction() as unit:
        row = unit.connection.execute(
            sa.text("select coalesce(batch_until, position) from journal_reader where name = :name"), {"name": READER}
        ).scalar_one_or_none()
    return int(row or 0)
