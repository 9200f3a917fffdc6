"""The archive: bodies of old months move from the database to Parquet files.

An entry stays where it is, with its order, position and digest; only its body
is in a file of the data directory then. A file is whole and listed before a
body leaves the database, so that a kill at any instant loses none. It may leave
a file that is listed nowhere; whoever moves or erases next removes it.

Whoever writes files, or what is in them, does so under one lock to the end of
the transaction, and whoever reads them shares it: what was read is still true
when it is written, and a listed file is there.
"""

from __future__ import annotations

import os
import re
import uuid
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import sqlalchemy as sa

from regulars.books import Books, DatabaseUnreachable, Unit
from regulars.books.tables import job
from regulars.core.sentences import say

from .append import CHUNK

if TYPE_CHECKING:
    from regulars.books.jobs import Run

KIND = "archive"
KEPT = timedelta(days=365)
"""How long bodies stay in the database."""
DIRECTORY = "journal"
ENTRIES_A_FILE = 100_000

_LOCK = "select pg_advisory_xact_lock(hashtextextended('journal_archive', 0))"
_SHARED_LOCK = "select pg_advisory_xact_lock_shared(hashtextextended('journal_archive', 0))"

_NAME = re.compile(r"\.?\d{12,}-(\d{12,})\..*")
"""How our files are called, also while they are written; the last position in them is told."""

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
    tidy(books)
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

            jobs.enqueue(unit, KIND, say("Move old months of the journal to files"), {})
    return 0


def archive_job(run: Run) -> int:
    """The handler of "archive" jobs; the result is how many entries have moved."""
    return move(run.books, run.books.clock() - KEPT)


def lock(unit: Unit) -> None:
    """Be the only one who writes files, or moves or erases what is in them, until the transaction ends."""
    unit.driver.execute(_LOCK)


def share(cursor: psycopg.Cursor[Any]) -> None:
    """Let nobody move or erase what is in files until the transaction ends; others may read."""
    cursor.execute(_SHARED_LOCK)


def bodies(books: Books, cursor: psycopg.Cursor[Any], positions: Sequence[int]) -> dict[int, bytes]:
    """The bodies of entries that have moved, under the lock that is shared; raises `DatabaseUnreachable` when a file
    of theirs is gone."""
    cursor.execute(_FILES, (list(positions),))
    found: dict[int, bytes] = {}
    for (name,) in cursor.fetchall():
        found |= _read(books, name, [("position", "in", set(positions))])
    return found


def parts(unit: Unit, positions: Sequence[int]) -> list[list[int]]:
    """Positions, in order, cut so that a part lies in one file: rewriting one takes a good part of a second."""
    ends = [end for (end,) in unit.driver.execute("select last_position from journal_archive order by 1").fetchall()]
    found: dict[tuple[int, int], list[int]] = {}
    for n, position in enumerate(positions):
        found.setdefault((bisect_left(ends, position), n // CHUNK), []).append(position)
    return list(found.values())


def rewrite(unit: Unit, books: Books, tombstones: dict[int, bytes]) -> None:
    """Replace what is in files of these positions, under the lock from here on; `tidy` removes the old files later."""
    lock(unit)
    names = [name for (name,) in unit.driver.execute(_FILES, (list(tombstones),)).fetchall()]
    for name in names:
        rows = _read(books, name)
        touched = rows.keys() & tombstones.keys()
        if touched:
            fresh = _write(books, list((rows | {position: tombstones[position] for position in touched}).items()))
            unit.driver.execute("update journal_archive set file = %s where file = %s", (fresh, name))


def tidy(books: Books) -> None:
    """Remove files that are listed nowhere: replaced ones, and what a kill left behind. There are people in them.

    When a listed file is missing, nothing is: it takes a person to see what was restored without what. Nor are
    files of positions that were never given out here: they are another database's.
    """
    if books.data_dir is None or not _directory(books).is_dir():
        return
    with books.transaction() as unit:
        lock(unit)
        listed = {name for (name,) in unit.driver.execute("select file from journal_archive").fetchall()}
        [(reached,)] = unit.driver.execute("select position from journal_mark").fetchall()
        found = {path.name: path for path in _directory(books).iterdir()}
        if listed <= found.keys():
            for name in found.keys() - listed:
                ours = _NAME.fullmatch(name)
                if ours is not None and int(ours[1]) <= reached:
                    found[name].unlink(missing_ok=True)


def _month(instant: datetime) -> datetime:
    """The beginning of the month that an instant lies in."""
    return instant.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _move(books: Books, after: int, until: int) -> int:
    with books.transaction() as unit, unit.driver.cursor(binary=True) as cursor:
        lock(unit)
        cursor.execute("select from journal_archive where last_position > %s limit 1", (after,))
        if cursor.fetchone() is not None:  # somebody else is moving them
            return 0
        cursor.execute(_BODIES, (after, until))
        rows = cursor.fetchall()
        if not rows:
            return 0
        name = _write(books, rows)
        cursor.execute(
            "insert into journal_archive (file, first_position, last_position, entries) values (%s, %s, %s, %s)",
            (name, rows[0][0], rows[-1][0], len(rows)),
        )
    _empty(books, after, until)
    return len(rows)


def _empty(books: Books, after: int, until: int) -> None:
    for start in range(after, until, CHUNK):
        with books.transaction() as unit:
            lock(unit)  # whoever erases changes the same rows, in another order
            unit.driver.execute(_EMPTY, (start, min(start + CHUNK, until)))


def _read(books: Books, name: str, filters: list[tuple[str, str, set[int]]] | None = None) -> dict[int, bytes]:
    """The bodies in a file by their positions; raises `DatabaseUnreachable` when it is gone."""
    import pyarrow.parquet as pq

    path = _directory(books) / name
    try:
        table = pq.read_table(path, filters=filters)
    except FileNotFoundError as error:
        raise DatabaseUnreachable(
            say("{path} holds old entries of the journal and is gone; bring it back from a backup", path=path)
        ) from error
    return dict(zip(table["position"].to_pylist(), table["body"].to_pylist(), strict=True))


def _write(books: Books, rows: Sequence[tuple[int, bytes]]) -> str:
    """A file of bodies, whole and on the disk when this returns; named by its positions, and like no other before it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    directory = _directory(books)
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{rows[0][0]:012d}-{rows[-1][0]:012d}.{uuid.uuid4().hex[:8]}.parquet"
    positions, contents = zip(*rows, strict=True)
    table = pa.table({"position": pa.array(positions, pa.int64()), "body": pa.array(contents, pa.binary())})
    fresh = directory / f".{name}.{os.getpid()}"
    with fresh.open("wb") as file:
        pq.write_table(table, file, compression="zstd", row_group_size=20_000)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(directory / name)
    return name


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
