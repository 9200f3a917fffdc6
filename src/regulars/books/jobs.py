"""Jobs: long work that goes on in the worker, with progress that everyone can see.

A job is a row that the pages and the command line show; procrastinate sees to
it that one worker runs it, and again when that worker was killed or met with
trouble that passes by itself: a database that is away, a full disk, another
process that is at the same work. So a handler picks up where its last run
stopped, by what that run has committed.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import procrastinate
import sqlalchemy as sa

from regulars.core.errors import NotFound, Refusal
from regulars.core.sentences import say

from .engine import Books
from .leases import LeaseLost
from .refusals import refusal_of
from .tables import job
from .unit import Unit

log = logging.getLogger(__name__)

TASK = "regulars.job"
SHOWN_EVERY_SECONDS = 0.5
RESCUE_EVERY_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 60
"""What failed for trouble that passes is tried again after 1, 2, 4 … seconds, and then every so many."""

_deferring = procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


class Stopped(Exception):
    """The worker is going down; the job goes on in the next one."""


class Cancelled(Exception):
    """Nobody wants it any more."""


class Run:
    """What a handler is given: the books, the job's arguments, and a way to say how far it is."""

    def __init__(self, books: Books, row: sa.Row[Any], stop: threading.Event) -> None:
        self.books = books
        self.id: int = row.id
        self.kind: str = row.kind
        self.args: dict[str, Any] = row.args
        self.created_at: datetime = row.created_at
        self._stop = stop
        self._shown = 0.0
        self._at_the_end: list[Callable[[], None]] = []

    def progress(self, done: int, total: int | None = None) -> None:
        """Show how far it is, at most twice a second; raises `Stopped` when the worker goes down, and `Cancelled`."""
        if self._stop.is_set():
            raise Stopped
        if time.monotonic() - self._shown < SHOWN_EVERY_SECONDS and done != total:
            return
        self._shown = time.monotonic()
        values: dict[str, Any] = {"done": done} if total is None else {"done": done, "total": total}
        with self.books.transaction() as unit:
            mine = sa.update(job).where(job.c.id == self.id, job.c.state == "running")
            if unit.connection.execute(mine.values(values)).rowcount == 0:
                raise Cancelled

    def at_the_end(self, deed: Callable[[], None]) -> None:
        """Have something done once it is written down that the job is done or has failed; not when it will go on."""
        self._at_the_end.append(deed)

    def ended(self) -> None:
        """Do what was asked for; done by whoever wrote the end down."""
        for deed in self._at_the_end:
            deed()


Handler = Callable[[Run], Any]
"""Does the work of a kind of job; what it returns (JSON) is the job's result."""


def enqueue(unit: Unit, kind: str, title: str, args: Mapping[str, Any], *, counted_in: str = "") -> int:
    """Have a job done after this transaction commits; returns its id. `counted_in` is the unit of its progress."""
    statement = sa.insert(job).values(
        kind=kind, title=title, actor=unit.actor, args=dict(args), unit=counted_in, created_at=unit.now
    )
    id_ = int(unit.connection.execute(statement.returning(job.c.id)).scalar_one())
    _defer(unit, id_)
    return id_


def _defer(unit: Unit, id_: int) -> None:
    _deferring.configure_task(TASK, connection=unit.driver).defer(job_id=id_)


def passes(error: BaseException) -> bool:
    """Whether it is trouble that goes by, so that the same work may well succeed later."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    if isinstance(error, Refusal):
        return error.status >= 500 or isinstance(error, LeaseLost)
    return refusal_of(error) is not None


class _Again(procrastinate.BaseRetryStrategy):  # type: ignore[misc]  # procrastinate is not read by mypy
    """Tries again what may succeed later, ever more slowly."""

    def get_retry_decision(
        self, *, exception: BaseException, job: procrastinate.jobs.Job
    ) -> procrastinate.RetryDecision | None:
        pause = min(2 ** min(job.attempts, 10), LONGEST_PAUSE_SECONDS)
        return procrastinate.RetryDecision(retry_in={"seconds": pause}) if passes(exception) else None


def get(unit: Unit, id_: int) -> sa.Row[Any]:
    """A job's row; raises `NotFound`."""
    row = unit.connection.execute(sa.select(job).where(job.c.id == id_)).one_or_none()
    if row is None:
        raise NotFound("job", str(id_))
    return row


def behind(unit: Unit, row: sa.Row[Any]) -> str | None:
    """What a job that waits waits for: the title of the one that is being done; None: it doesn't wait, or only for the worker."""
    if row.state != "waiting":
        return None
    going_on = sa.select(job.c.title).where(job.c.state == "running").order_by(job.c.started_at).limit(1)
    return unit.connection.execute(going_on).scalar_one_or_none()


def cancel(unit: Unit, id_: int) -> bool:
    """Break off a job that isn't done yet; whether it was so. Only of those whose handlers leave nothing half done."""
    mine = sa.update(job).where(job.c.id == id_, job.c.state.in_(("waiting", "running")))
    return unit.connection.execute(mine.values(state="cancelled", finished_at=unit.now)).rowcount > 0


class Jobs:
    """Runs the jobs of an installation; `handlers` by kind."""

    def __init__(self, books: Books, handlers: Mapping[str, Handler]) -> None:
        self._books = books
        self._handlers = handlers

    def work(self, stop: threading.Event, *, until_idle: bool = False) -> None:
        """Run jobs until `stop` is set, or until none is waiting; blocks."""
        asyncio.run(self._work(stop, until_idle))

    async def _work(self, stop: threading.Event, until_idle: bool) -> None:
        conninfo = self._books.url.set(drivername="postgresql").render_as_string(hide_password=False)
        app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4))

        def run(job_id: int) -> None:
            self.run(job_id, stop)

        app.task(name=TASK, retry=_Again())(run)
        async with app.open_async():
            await _rescue(app)
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=1,
                    wait=not until_idle,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=2.0,
                    delete_jobs="always",
                )
            )
            rescued = time.monotonic()
            while not working.done() and not stop.is_set():
                await asyncio.wait([working], timeout=0.2)
                if time.monotonic() - rescued > RESCUE_EVERY_SECONDS:
                    rescued = time.monotonic()
                    await _rescue(app)
            if not working.done():
                working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    def run(self, id_: int, stop: threading.Event) -> None:
        """Do one job here and now; what goes wrong is written down in its row. Raises trouble that passes."""
        with self._books.transaction() as unit:
            row = get(unit, id_)
            begins = sa.update(job).where(job.c.id == id_, job.c.state.in_(("waiting", "running")))
            if unit.connection.execute(begins.values(state="running", started_at=unit.now, error=None)).rowcount == 0:
                return  # it was cancelled, or its worker was killed between writing down that it is done and saying so
        run = Run(self._books, row, stop)
        try:
            handler = self._handlers.get(row.kind)
            if handler is None:
                raise NotFound("kind of job", row.kind)
            result = handler(run)
        except Cancelled:
            run.ended()
        except Stopped:
            with self._books.transaction() as unit:
                if unit.connection.execute(_running(id_).values(state="waiting")).rowcount:
                    _defer(unit, id_)
        except Exception as error:
            if passes(error):
                self._wait(id_, error)
                raise
            if isinstance(error, Refusal):
                self._finish(run, state="failed", error=error.message)
                return
            told = say("this is a mistake of ours; the worker's log has it under job {id}", id=id_)
            self._finish(run, state="failed", error=told)
            log.error("job %d (%s) failed", id_, row.kind, exc_info=error)
            raise
        else:
            self._finish(run, state="done", result=result)

    def _wait(self, id_: int, error: Exception) -> None:
        """Say what a job waits for, if the database can be told; it is tried again in any case."""
        with contextlib.suppress(Refusal), self._books.transaction() as unit:
            values = {"state": "waiting", "error": error.message if isinstance(error, Refusal) else str(error)}
            unit.connection.execute(_running(id_).values(values))

    def _finish(self, run: Run, **values: Any) -> None:
        with self._books.transaction() as unit:
            unit.connection.execute(_running(run.id).values(finished_at=unit.now, **values))
        run.ended()


def _running(id_: int) -> sa.Update:
    """A change of a job that nobody has cancelled meanwhile."""
    return sa.update(job).where(job.c.id == id_, job.c.state == "running")


async def _rescue(app: procrastinate.App) -> None:
    """Put back what a killed worker had begun."""
    for stalled in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(stalled, retry_at=datetime.now(UTC))
