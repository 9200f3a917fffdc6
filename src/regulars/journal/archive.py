"""The archive: bodies of old months move from the database to Parquet files.

An entry stays where it is, with its order, position and digest; only its body
is in a file of the data directory then. A file is whole and listed before a
body leaves the database, so that a kill at any instant loses none.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import sqlalchemy as sa

from regulars.books import Books, DatabaseUnreachable, Unit
from regulars.books.tables import job

from .append import CHUNK

if TYPE_CHECKING:
    from regulars.books.jobs import Run

KIND = "archive"
KEPT = timedelta(days=365)
"""How long bodies stay in the database."""
DIRECTORY = "journal"
ENTRIES_A_FILE = 100_000

_BODIES = """
    select stamp.position, body from journal_stamp as stamp join journal using (seq)
    where stamp.position > %s and stamp.position <= %s and body is not null and type <> 'erased'
    order by stamp.position"""

_EMPTY = """
    update journal set body = null from journal_stamp as stamp
    where stamp.seq = journal.seq and stamp.position > %s and stamp.position <= %s and journal.type <> 'erased'
        and journal.body is not null"""

_FILES = """
    select file from journal_archive
    where exists (select from unnest(%s::bigint[]) as wanted (position)
                  where wanted.position between first_position and last_position)
    order by first_position"""


def move(books: Books, before: datetime) -> int:
    """Move the bodies of the months that ended by `before` to Parquet; returns how many entries."""
    moved = 0
    after = _finish(books)
    until = _last_received_before(books, _month(before))
    while after < until:
        upto = min(after + ENTRIES_A_FILE, until)
        moved += _move(books, after, upto)
        after = upto
    return moved


def due(unit: Unit) -> int:
    """For a sweep: has a job move what is older than a year, if there is any and none is at it; nothing is left to do."""
    oldest = unit.driver.execute(
        "select received_at from journal_stamp as stamp join journal using (seq) where stamp.position >"
        " coalesce((select max(last_position) from journal_archive), 0) order by stamp.position limit 1"
    ).fetchone()
    if oldest is not None and oldest[0] < _month(unit.now - KEPT):
        waiting = sa.select(job.c.id).where(job.c.kind == KIND, job.c.state.in_(["waiting", "running"])).limit(1)
        if unit.connection.scalar(waiting) is None:
            from regulars.books import jobs

            jobs.enqueue(unit, KIND, "Move old months of the journal to files", {})
    return 0


def archive_job(run: Run) -> int:
    """The handler of "archive" jobs; the result is how many entries have moved."""
    return move(run.books, run.books.clock() - KEPT)


def bodies(books: Books, cursor: psycopg.Cursor[Any], positions: Sequence[int]) -> dict[int, bytes]:
    """The bodies of entries that have moved; raises `DatabaseUnreachable` when a file of theirs is gone."""
    import pyarrow.parquet as pq

    cursor.execute(_FILES, (list(positions),))
    found: dict[int, bytes] = {}
    for (name,) in cursor.fetchall():
        try:
            table = pq.read_table(_directory(books) / name, filters=[("position", "in", set(positions))])
        except FileNotFoundError as error:
            raise DatabaseUnreachable(
                f"{error.filename} holds old entries of the journal and is gone; bring it back from a backup"
            ) from error
        found.update(zip(table["position"].to_pylist(), table["body"].to_pylist(), strict=True))
    return found


def rewrite(unit: Unit, books: Books, tombstones: dict[int, bytes]) -> list[Path]:
    """Replace bodies in the files, and list the new files in this transaction; returns the old ones, to be removed
    when it has committed."""
    import pyarrow.parquet as pq

    with unit.driver.cursor() as cursor:
        cursor.execute(_FILES, (list(tombstones),))
        names = [name for (name,) in cursor.fetchall()]
        old = []
        for name in names:
            path = _directory(books) / name
            rows = dict(zip(*pq.read_table(path).to_pydict().values(), strict=True))
            touched = rows.keys() & tombstones.keys()
            if not touched:
                continue
            rows |= {position: tombstones[position] for position in touched}
            fresh = _write(books, list(rows.items()), generation=_generation(name) + 1)
            cursor.execute("update journal_archive set file = %s where file = %s", (fresh, name))
            old.append(path)
        return old


def _month(instant: datetime) -> datetime:
    """The beginning of the month that an instant lies in."""
    return instant.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _move(books: Books, after: int, until: int) -> int:
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        cursor.execute(_BODIES, (after, until))
        rows = cursor.fetchall()
        if not rows:
            return 0
        name = _write(books, rows, generation=0)
        cursor.execute(
            "insert into journal_archive (file, first_position, last_position, entries) values (%s, %s, %s, %s)",
            (name, rows[0][0], rows[-1][0], len(rows)),
        )
    _empty(books, after, until)
    return len(rows)


def _empty(books: Books, after: int, until: int) -> None:
    for start in range(after, until, CHUNK):
        with books.transaction() as unit:
            unit.driver.execute(_EMPTY, (start, min(start + CHUNK, until)))


def _write(books: Books, rows: Sequence[tuple[int, bytes]], *, generation: int) -> str:
    """A file of bodies, whole and on the disk when this returns; named by its positions."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    directory = _directory(books)
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{rows[0][0]:012d}-{rows[-1][0]:012d}.{generation}.parquet"
    positions, contents = zip(*rows, strict=True)
    table = pa.table({"position": pa.array(positions, pa.int64()), "body": pa.array(contents, pa.binary())})
    fresh = directory / f".{name}.{os.getpid()}"
    with fresh.open("wb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=20_000)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(directory / name)
    return name


def _generation(name: str) -> int:
    return int(name.split(".")[1])


def _directory(books: Books) -> Path:
    assert books.data_dir is not None, "old months are in the data directory"
    return books.data_dir / DIRECTORY


def _finish(books: Books) -> int:
    """Bring what was stopped to its end: the last file may hold what is in the database too. Returns its end."""
    with books.transaction() as unit:
        row = unit.driver.execute(
            "select first_position, last_position from journal_archive order by last_position desc limit 1"
        ).fetchone()
    if row is None:
        return 0
    _empty(books, row[0] - 1, row[1])
    return int(row[1])


def _last_received_before(books: Books, instant: datetime) -> int:
    """The last position of the entries received before an instant; found by halving, for positions follow time."""
    with books.transaction() as unit, unit.driver.cursor() as cursor:
        cursor.execute("select coalesce(max(position), 0) from journal_stamp")
        low, high = 0, int(cursor.fetchall()[0][0])
        while low < high:
            middle = (low + high + 1) // 2
            cursor.execute(
                "select received_at < %s from journal_stamp as stamp join journal using (seq) where stamp.position = %s",
                (instant, middle),
            )
            row = cursor.fetchone()
            low, high = (middle, high) if row is not None and row[0] else (low, middle - 1)
        return low
