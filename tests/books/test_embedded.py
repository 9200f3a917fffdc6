"""The embedded server is there for whoever needs it, and goes when the last has gone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from regulars.books import Books, DatabaseUnreachable, embedded
from regulars.settings import Settings

OPEN = """
import sys
from regulars.books import Books
from regulars.settings import Settings
books = Books.open(Settings())
books.perform(lambda unit: unit.set_setting(sys.argv[1], True))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="regulars-embedded-") as directory:
        yield Path(directory)
        if (Path(directory) / "postgres" / "postmaster.pid").exists():
            embedded.start(Path(directory))
            embedded.leave(Path(directory))


def opener(data_dir: Path, name: str) -> subprocess.Popen[str]:
    """Another process that opens the books, says so, and stays until its input ends."""
    environment = os.environ | {"REGULARS_DATA_DIR": str(data_dir)}
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, name], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_until_open(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_several_processes_may_start_it_at_once(data_dir: Path) -> None:
    processes = [opener(data_dir, f"p{n}") for n in range(3)]
    for process in processes:
        wait_until_open(process)

    books = Books.open(Settings(data_dir=data_dir))

    assert [books.setting(f"p{n}") for n in range(3)] == [True] * 3
    books.close()
    for process in processes:
        process.communicate()
    embedded.leave(data_dir)
    assert not (data_dir / "postgres" / "postmaster.pid").exists(), "the last one stops it"


def test_a_killed_process_loses_nothing_and_leaves_nothing(data_dir: Path) -> None:
    process = opener(data_dir, "killed")
    wait_until_open(process)
    process.kill()
    process.communicate()

    books = Books.open(Settings(data_dir=data_dir))

    assert books.setting("killed") is True
    books.close()
    embedded.leave(data_dir)
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


def test_a_killed_server_recovers(data_dir: Path) -> None:
    books = Books.open(Settings(data_dir=data_dir))
    books.perform(lambda unit: unit.set_setting("kept", 1))
    os.kill(postmaster(data_dir), signal.SIGKILL)
    books.close()

    again = Books.open(Settings(data_dir=data_dir))

    assert again.setting("kept") == 1
    again.close()


def test_books_that_are_open_start_a_server_again_that_was_killed(data_dir: Path) -> None:
    books = Books.open(Settings(data_dir=data_dir))
    books.perform(lambda unit: unit.set_setting("kept", 1))
    killed = postmaster(data_dir)
    os.kill(killed, signal.SIGKILL)

    kept, deadline = None, time.monotonic() + 60
    while (kept is None or postmaster(data_dir) == killed) and time.monotonic() < deadline:
        with contextlib.suppress(DatabaseUnreachable):  # its children outlive it for a moment, and may still answer
            kept = books.setting("kept")

    assert kept == 1
    assert postmaster(data_dir) != killed
    books.close()


def test_a_long_path_has_its_socket_elsewhere(data_dir: Path) -> None:
    deep = data_dir / ("long" * 20)

    url = embedded.start(deep)

    with psycopg.connect(url) as connection:
        assert connection.execute("show fsync").fetchone() == ("on",)
    embedded.leave(deep)
