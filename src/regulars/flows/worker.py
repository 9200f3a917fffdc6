"""The worker: holds the facts, answers questions about them, drives the road, and does the long work.

One worker carries an installation's journal along at a time: it holds a lock of
the database on a connection of its own, which the server lets go of when the
worker is killed.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from regulars.books import Books
from regulars.books.jobs import Handler, Jobs
from regulars.books.shop import may_change
from regulars.facts.declaring import put_in
from regulars.facts.flight import FactsServer, socket_path
from regulars.facts.refusals import FactsUnusable
from regulars.facts.replay import remove
from regulars.facts.store import Facts
from regulars.settings import Settings

from .doorbell import Doorbell
from .driving import drive
from .road import Road

log = logging.getLogger(__name__)

STOP_WITHIN_SECONDS = 5.0
"""What is not done by then is done again by the next worker."""
AGAIN_AFTER_SECONDS = 2.0

RoadOf = Callable[[Books, Facts], Road]


class Companion(Protocol):
    """Something else that goes on in the worker's process, in a thread of its own, and that the road knows nothing of."""

    @property
    def name(self) -> str:
        """What it is called in the log."""
        ...

    def run(self) -> None:
        """Work until it is stopped; when it raises it is run again a little later."""
        ...

    def stop(self) -> None:
        """Come to an end, soon; may be called from a signal handler, and before or after `run`."""
        ...


def run(
    books: Books,
    settings: Settings,
    road_of: RoadOf,
    *,
    handlers: Mapping[str, Handler],
    stop_when: Callable[[Callable[[], None]], None],
    companions: Sequence[Companion] = (),
) -> None:
    """Work until SIGTERM, SIGINT or what `stop_when` waits for; what is half done is finished first.

    `companions` work beside the road as long as this worker is the one at work.
    """
    stopping = threading.Event()
    with Doorbell(books) as bell:

        def stop(*_: object) -> None:
            stopping.set()
            bell.stop()
            for companion in companions:
                companion.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        stop_when(stop)
        if not bell.hold_alone():
            return
        facts, road = ready(books, settings.facts_path, road_of)
        with facts, FactsServer(facts, socket_path(settings.data_dir)):
            road.begin()
            jobs = Jobs(books, handlers)
            beside = {"jobs": lambda: jobs.work(stopping)} | {one.name: one.run for one in companions}
            threads = [
                threading.Thread(target=_work_beside, args=(name, work, stopping), name=name, daemon=True)
                for name, work in beside.items()
            ]
            for thread in threads:
                thread.start()
            try:
                drive(road, bell)
            finally:
                stop()
                until = time.monotonic() + STOP_WITHIN_SECONDS
                for thread in threads:
                    thread.join(max(0.0, until - time.monotonic()))


def _work_beside(name: str, work: Callable[[], None], stopping: threading.Event) -> None:
    """Do what is done beside the road; trouble with the database is waited out, for the road goes on without it."""
    while not stopping.is_set():
        try:
            work()
        except Exception:
            log.exception("%s: this has stopped and is taken up again", name)
            stopping.wait(AGAIN_AFTER_SECONDS)


def ready(books: Books, path: Path, road_of: RoadOf) -> tuple[Facts, Road]:
    """The facts and the road over them; facts that can't be used, or know more than the books, are begun anew."""
    try:
        facts = _open(books, path)
    except FactsUnusable as refusal:
        if books.perform(may_change):  # nothing is lost: the currency was only chosen after the first start
            log.info("the facts begin anew, for nothing is in the journal yet: %s", refusal.message)
        else:
            log.warning("%s; the facts are made again from the journal", refusal.message)
        remove(path)
        facts = _open(books, path)
    road = road_of(books, facts)
    if road.facts_are_ahead():
        log.warning("the facts are ahead of the books, which were restored; they are made again from the journal")
        facts.close()
        remove(path)
        facts = _open(books, path)
        road = road_of(books, facts)
    return facts, road


def _open(books: Books, path: Path) -> Facts:
    shop = books.shop()
    facts = Facts(path, calendar=shop.calendar, currency=shop.currency)
    try:
        put_in(facts, books)
    except BaseException:
        facts.close()
        raise
    return facts
