"""The demo shop, from the door to the facts: read, checked, appended, stamped and applied.

As `regulars demo` does it: one process brings the records in while another
carries them to the facts. Memberships and points are not in it, nor is making
JSON documents out of the data set, which a shop has done when it comes to the door.
"""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

from regulars.books import Books, embedded
from regulars.facts.store import Facts
from regulars.flows.demo.bring import parts
from regulars.flows.demo.source import Shift, open_source
from regulars.journal.ahead import Ahead
from regulars.journal.append import CHUNK, append_many
from regulars.journal.deliver import door_of
from regulars.settings import Settings

from .measure import Result

ORDERS, LINES = 155_848, 1_469_307
SHIFT = Shift(0)


def run() -> Iterator[Result]:
    """Orders and lines a second."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-bench-"))
    try:
        seconds = _import(folder)
    finally:
        embedded.leave(folder)
        shutil.rmtree(folder, ignore_errors=True)
    yield Result("demo shop, door to facts: orders", ORDERS / seconds, "orders/s", least=4_200)
    yield Result("demo shop, door to facts: lines", LINES / seconds, "lines/s", least=40_000)


def _import(folder: Path) -> float:
    """How long everything takes, in seconds."""
    books = Books.open(Settings(data_dir=folder, time_zone="America/New_York", currency="USD"))
    shop = books.shop()
    with Facts(folder / "facts.duckdb", calendar=shop.calendar, currency=shop.currency) as facts:
        spawned = multiprocessing.get_context("spawn")
        ready, go = spawned.Event(), spawned.Event()
        url = books.url.render_as_string(hide_password=False)
        bringing = spawned.Process(target=_bring, args=(url, ready, go))
        bringing.start()
        ready.wait()
        started = time.perf_counter()
        go.set()
        _carry(books, facts, bringing)
        seconds = time.perf_counter() - started
        found = facts.ask('select (select count(*) from "order") as orders, (select count(*) from order_line) as lines')
    books.close()
    assert found.to_pylist() == [{"orders": ORDERS, "lines": LINES}], found
    return seconds


def _bring(url: str, ready: Event, go: Event) -> None:
    """Bring every record in, once all of them are written down and it is time to go."""
    books = Books(url)
    door = door_of(books)
    with open_source() as source:
        documents = [(part.type, list(part.bodies)) for part in parts(source, SHIFT)]
    ready.set()
    go.wait()
    for type, bodies in documents:
        drafts = (door.read(type, body) for body in bodies)
        for _ in append_many(books, drafts, live=False, asks_points=True):
            pass


def _carry(books: Books, facts: Facts, bringing: multiprocessing.process.BaseProcess) -> None:
    """Apply batch after batch until everything has come."""
    position, ahead = 0, Ahead(books)
    while True:
        all_there = not bringing.is_alive()
        while batch := ahead.take(position, CHUNK):
            position = facts.apply(batch)
        if all_there:
            assert bringing.exitcode == 0, "bringing in failed"
            return
        time.sleep(0.02)  # nothing is there yet
