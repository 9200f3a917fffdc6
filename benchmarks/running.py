"""The generated shop, open for business: its customers in the books, 20 segments, an earning rule, the processes."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.points import earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.rules.scope import Scope
from regulars.segments import store

from . import shop
from .definitions import segments
from .ground import GROUND
from .place import add_segments

SEGMENTS = 20
STARTS_WITHIN_SECONDS = 600
LOOK_EVERY_SECONDS = 0.01


def open_shop(books: Books, facts_path: Path) -> None:
    """Give the books the customers that the facts know, 20 segments and an earning rule."""
    with shop.facts(facts_path) as facts:
        identities(books, facts)
    add_segments(books, segments(SEGMENTS, SEGMENTS))
    scope = Scope(GROUND.vocabulary, "order", shop.CALENDAR.zone)
    saying = Saying(style=PerAmount(points=1, amount=100))
    books.perform(lambda unit: earning_rules.create(unit, saying, name="a point a dollar", scope=scope))


def identities(books: Books, facts: Facts) -> None:
    """Who is who, as if every customer had been mentioned in the journal."""
    found = facts.ask("select customer_id, external_id, email_folded, updated_at from customer order by customer_id")
    with books.transaction() as unit, unit.driver.cursor() as cursor:
        with cursor.copy(
            "copy customer_identity (customer_id, external_id, email, verified, updated_at, position) from stdin"
        ) as copy:
            for batch in found.to_batches(max_chunksize=50_000):
                for id_, name, email, updated_at in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    copy.write_row((id_, name, email, False, updated_at, 0))
        cursor.execute("update journal_mark set customers = %s", (found.num_rows,))
    with psycopg.connect(plain(books), autocommit=True) as connection:
        connection.execute("vacuum analyze customer_identity")


def plain(books: Books) -> str:
    """The address of the database for psycopg."""
    return books.url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def process(folder: Path, books: Books, *arguments: str) -> Iterator[Path]:
    """`regulars ARGUMENTS` over a place for as long as the block lasts; yields the file with what it says."""
    log = folder / f"{arguments[0]}.log"
    environment = {**os.environ, "REGULARS_DATA_DIR": str(folder), "REGULARS_DATABASE_URL": plain(books)}
    with log.open("w") as said:
        running = subprocess.Popen(
            [sys.executable, "-m", "regulars", *arguments], env=environment, stdout=said, stderr=said
        )
    try:
        yield log
        assert running.poll() is None, log.read_text()[-2_000:]
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


def address(log: Path) -> str:
    """Where it is served, once it says so."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        found = re.search(r"(?:ready|listens) at (http://[^\s,]+)", log.read_text())
        if found:
            return found.group(1)
        time.sleep(0.1)
    raise AssertionError(log.read_text()[-2_000:])


def wait_until_computed(books: Books) -> None:
    """Wait until every segment has its members and nothing waits on the road."""
    from regulars.flows.road import lag

    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        with books.transaction() as unit:
            computing = [d.id for d in store.definitions(unit.connection) if d.state == "computing"]
            if not computing and not lag(unit)[0]:
                return
        time.sleep(0.1)
    raise AssertionError(f"not computed: {computing}")


@dataclass
class Watch:
    """Sees how far the books have reacted: (instant, position), an entry each time it moved."""

    books: Books
    seen: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        last = -1
        with psycopg.connect(plain(self.books), autocommit=True) as connection:
            while not self._stop.is_set():
                row = connection.execute("select position from journal_reader where name = 'road'").fetchone()
                if row and row[0] != last:
                    last = row[0]
                    self.seen.append((time.monotonic(), last))
                time.sleep(LOOK_EVERY_SECONDS)

    def at(self, position: int) -> float:
        """The instant at which a position was first seen to be reached."""
        return next(instant for instant, reached in self.seen if reached >= position)


def positions(books: Books) -> dict[str, int]:
    """The journal position of each live order, by number."""
    with books.transaction() as unit:
        rows = unit.driver.execute(
            "select journal.key, stamp.position from journal_stamp as stamp join journal using (seq) where type = 'order'"
        )
        return dict(rows.fetchall())
