"""Files that were sent to be imported: kept, taken through the door, and removed when they are done with."""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import sqlalchemy as sa

from regulars.books import Books
from regulars.books.jobs import Run
from regulars.books.tables import job
from regulars.core.errors import Refusal
from regulars.core.sentences import say
from regulars.journal.importing import UnreadableFile, import_job

from .points_preview import PointsPreview

UPLOADS = "uploads"
"""The directory that sent files are kept in, each in one of its own."""
ABANDONED_AFTER = timedelta(hours=1)
"""How old a file is that no job names before nobody can be about to make its job."""
BLOCK_BYTES = 1 << 20


class DiskFull(Refusal):
    """There is no room for what was sent."""

    code = "disk.full"
    status = 507

    def __init__(self) -> None:
        super().__init__(say("there is no room left for this file on the server's disk; free some and send it again"))


class Kept(NamedTuple):
    """A file that was sent, and the digest of what is in it."""

    path: Path
    digest: bytes


def keep(data_dir: Path, name: str, sent: BinaryIO) -> Kept:
    """Keep a file in a place of its own, whole or not at all; raises `DiskFull`."""
    directory = data_dir / UPLOADS / uuid.uuid4().hex
    path = directory / re.sub(r"[^\w.-]", "_", name)[-100:]
    digest = hashlib.sha256()
    try:
        directory.mkdir(parents=True)
        with path.open("wb") as kept:
            for block in _blocks(sent):
                digest.update(block)
                kept.write(block)
    except BaseException as error:
        discard(path)
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull from error
        raise
    return Kept(path, digest.digest())


def discard(path: Path) -> None:
    """Remove a file that was sent, and the place made for it."""
    if path.parent.parent.name == UPLOADS:
        shutil.rmtree(path.parent, ignore_errors=True)


def sweep(books: Books, uploads: Path) -> None:
    """Remove what no job is going to read: left behind by a process that was killed."""
    abandoned = [path for path in uploads.glob("*") if _touched(path) < books.clock() - ABANDONED_AFTER]
    if not abandoned:
        return
    ahead = sa.select(job.c.args["path"].astext).where(job.c.kind == "import", job.c.state.in_(["waiting", "running"]))
    with books.transaction() as unit:
        wanted = {Path(path).parent for path in unit.connection.scalars(ahead)}
    for directory in abandoned:
        if directory not in wanted:
            shutil.rmtree(directory, ignore_errors=True)


def import_upload(run: Run) -> dict[str, Any]:
    """The handler of "import" jobs; what is stopped or tried again goes on with the same file."""
    path = Path(run.args["path"])
    if not path.exists():
        raise UnreadableFile(say("the file that was sent is not there any more; send it again"))

    def clear() -> None:
        discard(path)
        if path.parent.parent.name == UPLOADS:
            sweep(run.books, path.parent.parent)

    run.at_the_end(clear)
    return _with_points(run) if run.args.get("dry_run") and run.args.get("asks_points") else import_job(run)


def _with_points(run: Run) -> dict[str, Any]:
    """A trial, and where the file has orders also what they would earn."""
    with closing(PointsPreview(run.books)) as preview:
        preview.begin_file()
        told = import_job(run, tried=preview.take)
        [orders], [earned] = preview.orders(), preview.earned()
        points = {"points": earned.points, "points_orders": earned.orders, "points_exact": preview.is_exact()}
        return told | points if orders else told


def _blocks(sent: BinaryIO) -> Iterator[bytes]:
    while block := sent.read(BLOCK_BYTES):
        yield block


def _touched(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:  # its import has just ended
        return datetime.max.replace(tzinfo=UTC)
