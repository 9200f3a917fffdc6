"""A file that was sent is kept until its import has really ended."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from regulars.books import Books, DatabaseUnreachable, jobs
from regulars.books.engine import utc_now
from regulars.books.jobs import Jobs, Run
from regulars.flows import uploads
from regulars.flows.uploads import UPLOADS, import_upload

CUSTOMERS = 60

WORK = """
import sys, threading
from regulars.books import Books
from regulars.books.engine import utc_now
from regulars.books.jobs import Jobs, Run
from regulars.flows.uploads import import_upload
from regulars.journal.importing import running
running.CHUNK_ITEMS = 20
def progress(run, done, total=None):
    print(done, flush=True)
    sys.stdin.readline()
Run.progress = progress
Jobs(Books(sys.argv[1]), {"import": import_upload}).run(int(sys.argv[2]), threading.Event())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / UPLOADS / "a" / "customers.jsonl"
    path.parent.mkdir(parents=True)
    document = {"type": "customer", "updated_at": "2026-02-01T10:00:00Z"}
    path.write_text("".join(json.dumps(document | {"external_id": str(n)}) + "\n" for n in range(CUSTOMERS)))
    return path


def enqueue(books: Books, path: Path) -> int:
    return books.perform(lambda unit: jobs.enqueue(unit, "import", "import", {"path": str(path)}))


def row(books: Books, id_: int) -> Any:
    with books.transaction() as unit:
        return jobs.get(unit, id_)


def test_an_import_whose_worker_was_killed_goes_on_in_the_next(books: Books, books_url: str, path: Path) -> None:
    id_ = enqueue(books, path)
    killed = subprocess.Popen(
        [sys.executable, "-c", WORK, books_url, str(id_)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    assert killed.stdout.readline(), "it is half way"
    killed.kill()
    killed.wait()

    Jobs(books, {"import": import_upload}).run(id_, threading.Event())

    done = row(books, id_)
    assert (done.state, done.result["resumed"], done.result["accepted"]) == ("done", True, CUSTOMERS)
    assert not path.parent.exists()


def test_a_file_is_kept_while_its_import_will_be_tried_again(
    books: Books, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(_: Run) -> Any:
        raise DatabaseUnreachable("it is away")

    monkeypatch.setattr(uploads, "import_job", unreachable)
    id_ = enqueue(books, path)

    with pytest.raises(DatabaseUnreachable):
        Jobs(books, {"import": import_upload}).run(id_, threading.Event())

    assert (row(books, id_).state, path.exists()) == ("waiting", True)


def test_what_no_job_will_read_is_swept_when_it_is_old(books: Books, path: Path) -> None:
    waiting, abandoned = path, path.parent.parent / "b" / "customers.jsonl"
    abandoned.parent.mkdir()
    abandoned.write_text("")
    enqueue(books, waiting)

    uploads.sweep(books, path.parent.parent)
    assert abandoned.exists(), "its job may be about to be made"
    books.clock = lambda: utc_now() + 2 * uploads.ABANDONED_AFTER
    uploads.sweep(books, path.parent.parent)

    assert (waiting.exists(), abandoned.parent.exists()) == (True, False)
