"""Processes killed at any instant: what they committed is there once, and the next goes on."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from regulars.books import Books, leases
from regulars.journal import read, stamp
from regulars.journal.importing import Options, import_file, running

from .test_importing import order as line
from .test_importing import write
from .test_road import order, put

IMPORT = """
import sys
from pathlib import Path
from regulars.books import Books
from regulars.journal.importing import Options, import_file, running
running.CHUNK_ITEMS = 20
books = Books(sys.argv[1])
print("begun", flush=True)
import_file(books, Path(sys.argv[2]), Options(), tell=lambda done, total, unit: print(done, flush=True))
"""


def test_an_import_killed_again_and_again_brings_every_line_in_once(
    books: Books, books_url: str, tmp_path: Path
) -> None:
    lines = [line(n) for n in range(400)]
    path = write(tmp_path / "shop.jsonl", *lines)
    chance = random.Random(4)

    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORT, books_url, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(1 + chance.randrange(5)):
            process.stdout.readline()
        process.kill()
        process.communicate()
    done = import_file(books, path, Options())

    while stamp(books):
        pass
    assert (done.accepted + done.repeated, done.refused) == (400, 0), "what the killed ones brought in is known by now"
    assert [entry.key for entry in read(books, 0).entries] == [str(n) for n in range(400)]


def test_who_was_overtaken_stores_no_more(books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that lost its connection for the lease, and with it the lease, finds that somebody else went on."""
    monkeypatch.setattr(running, "CHUNK_ITEMS", 1)
    path = write(tmp_path / "shop.jsonl", line(1), b"{", line(2))

    def overtake(done: int, total: int, unit: str) -> None:
        with monkeypatch.context() as blind:
            blind.setattr(leases, "alone", lambda _books, _name: contextlib.nullcontext())
            import_file(books, path, Options())

    with pytest.raises(leases.LeaseLost):
        import_file(books, path, Options(), tell=overtake)

    while stamp(books):
        pass
    assert [entry.key for entry in read(books, 0).entries] == ["1", "2"]


def test_two_stampers_at_once_give_every_position_once(books: Books, books_url: str) -> None:
    put(books, *[order(str(n), customer=str(n % 7)) for n in range(500)], live=False)
    others = [Books(books_url) for _ in range(3)]

    def work(books: Books) -> None:
        while stamp(books, 20):
            pass

    threads = [threading.Thread(target=work, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    entries = read(books, 0).entries
    assert [entry.position for entry in entries] == list(range(1, 501))
    assert [entry.key for entry in entries] == [str(n) for n in range(500)]
    assert {entry.customer_id for entry in entries} == set(range(1, 8))


def test_many_who_append_at_once_lose_and_double_nothing(books: Books, books_url: str) -> None:
    """Eight writers with overlapping deliveries, while somebody stamps all along."""
    stop = threading.Event()

    def stamping() -> None:
        while not stop.is_set() or stamp(books, 7):
            pass

    def writing(n: int) -> None:
        mine = Books(books_url)
        for start in range(0, 60, 6):
            put(mine, *[order(str(key)) for key in range(start + n, start + n + 6)], live=False)
        mine.close()

    stamper = threading.Thread(target=stamping)
    stamper.start()
    writers = [threading.Thread(target=writing, args=(n,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    stamper.join()

    keys = [entry.key for entry in read(books, 0).entries]
    assert sorted(keys, key=int) == [str(n) for n in range(67)]
