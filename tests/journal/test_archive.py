"""Old bodies move to files, erased ones are gone; what is read stays the same."""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from regulars.books import Books, jobs
from regulars.books.tables import job
from regulars.core.errors import NotFound
from regulars.journal import Entry, append, archive, erase, identity, read, stamp

from .test_road import order, put

MARCH = datetime(2026, 3, 15, tzinfo=UTC)


class Killed(BaseException):
    """The process is gone."""


class Clock:
    now = MARCH

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shop(books_url: str, clock: Clock, tmp_path: Path) -> Books:
    return Books(books_url, clock=clock, data_dir=tmp_path)


def entries(shop: Books) -> list[Entry]:
    while stamp(shop):
        pass
    return read(shop, 0).entries


def bodies_in(file: Path) -> list[bytes]:
    bodies: list[bytes] = pq.read_table(file)["body"].to_pylist()
    return bodies


def everything_kept(shop: Books, tmp_path: Path) -> bytes:
    """All bodies there are, in the database and in any file, listed or not."""
    with shop.transaction() as unit:
        rows = unit.driver.execute("select body from journal where body is not null").fetchall()
    in_files = [body for file in (tmp_path / "journal").glob("*") for body in bodies_in(file)]
    return b"".join([*(body for (body,) in rows), *in_files])


def number_of(shop: Books, external_id: str) -> int:
    with shop.transaction() as unit:
        found = identity.find_id(unit, external_id=external_id)
    assert found is not None
    return found


def test_what_moved_to_files_reads_the_same(shop: Books, clock: Clock) -> None:
    put(shop, order("1"), order("2", customer="boris"))
    clock.now = MARCH + timedelta(days=31)
    put(shop, order("3"))
    before = entries(shop)

    assert archive.move(shop, clock.now) == 2

    assert entries(shop) == before
    assert archive.move(shop, clock.now) == 0


def test_a_year_on_a_job_moves_them(shop: Books, clock: Clock) -> None:
    put(shop, order("1"))
    before = entries(shop)
    shop.perform(archive.due)
    clock.now = MARCH + timedelta(days=400)
    shop.perform(archive.due)
    shop.perform(archive.due)

    jobs.Jobs(shop, {archive.KIND: archive.archive_job}).work(threading.Event(), until_idle=True)

    assert entries(shop) == before
    with shop.transaction() as unit:
        assert [row.result for row in unit.connection.execute(sa.select(job))] == [1]


def test_a_month_that_has_not_ended_stays(shop: Books, clock: Clock) -> None:
    put(shop, order("1"))
    entries(shop)

    assert archive.move(shop, clock.now) == 0


def test_a_kill_between_file_and_database_loses_nothing(shop: Books, clock: Clock) -> None:
    put(shop, order("1"), order("2"))
    before = entries(shop)
    clock.now = MARCH + timedelta(days=31)
    archive.move(shop, clock.now)
    with shop.transaction() as unit:  # as it was when the file was listed and the second body not yet gone
        unit.driver.execute("update journal set body = %s where key = '2'", (before[1].body,))
    assert entries(shop) == before

    archive.move(shop, clock.now)

    assert entries(shop) == before
    with shop.transaction() as unit:
        assert unit.driver.execute("select count(body) from journal").fetchone() == (0,)


def test_an_erased_customer_leaves_tombstones_and_a_decision(shop: Books) -> None:
    put(shop, order("1"), order("2", customer="boris"), order("3"))
    entries(shop)

    assert erase.erase(shop, number_of(shop, "anna")) == 2

    assert [(entry.type, entry.key) for entry in entries(shop)] == [
        ("erased", ""),
        ("order", "2"),
        ("erased", ""),
        ("decision.erasure", "1"),
    ]
    assert b"anna" not in b"".join(entry.body for entry in entries(shop))
    with pytest.raises(NotFound):
        erase.erase(shop, 1)


def test_an_old_delivery_does_not_bring_an_erased_customer_back(shop: Books) -> None:
    put(shop, order("1"))
    entries(shop)
    erase.erase(shop, number_of(shop, "anna"))

    assert put(shop, order("1")) == ["repeated"]


def test_who_comes_again_is_somebody_new(shop: Books) -> None:
    put(shop, order("1"))
    entries(shop)
    was = number_of(shop, "anna")
    erase.erase(shop, was)

    put(shop, order("2"))
    entries(shop)

    assert number_of(shop, "anna") != was


def test_erasing_reaches_into_the_files(shop: Books, clock: Clock, tmp_path: Path) -> None:
    put(shop, order("1"), order("2", customer="boris"))
    entries(shop)
    clock.now = MARCH + timedelta(days=31)
    archive.move(shop, clock.now)

    erase.erase(shop, number_of(shop, "anna"))

    [file] = os.listdir(tmp_path / "journal")
    assert b"anna" not in b"".join(bodies_in(tmp_path / "journal" / file))
    assert [entry.type for entry in entries(shop)] == ["erased", "order", "decision.erasure"]
    assert b"boris" in entries(shop)[1].body


def until(holds: Callable[[], bool]) -> None:
    while not holds():
        pass


def is_waited_for(shop: Books) -> bool:
    """Whether somebody waits for a lock that another has."""
    with shop.transaction() as unit:
        found = unit.driver.execute(
            "select exists (select from pg_locks join pg_database on pg_database.oid = pg_locks.database"
            " where locktype = 'advisory' and not granted and datname = current_database())"
        ).fetchone()
    return found == (True,)


@pytest.mark.parametrize("after", range(1, 4))
def test_an_erasure_stopped_anywhere_is_finished_by_doing_it_again(
    shop: Books, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    put(shop, order("1"), order("2", customer="boris"))
    entries(shop)
    clock.now = MARCH + timedelta(days=31)
    archive.move(shop, clock.now)
    put(shop, order("3"))
    entries(shop)
    anna = number_of(shop, "anna")
    perform, done = shop.perform, itertools.count(1)

    def killed_after(*given: Any, **named: Any) -> Any:
        answer = perform(*given, **named)
        if next(done) == after:
            raise Killed
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(shop, "perform", killed_after)
        with pytest.raises(Killed):
            erase.erase(shop, anna)
    with contextlib.suppress(NotFound):  # all is done but for the file that was replaced
        erase.erase(shop, anna)

    assert b"anna" not in everything_kept(shop, tmp_path)
    assert b"boris" in everything_kept(shop, tmp_path)
    assert [entry.type for entry in entries(shop)] == ["erased", "order", "erased", "decision.erasure"]


def test_an_entry_is_read_as_it_was_or_as_a_tombstone_and_never_between(
    shop: Books, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shop, order("1"))
    before = entries(shop)
    clock.now = MARCH + timedelta(days=40)
    archive.move(shop, clock.now)
    bodies = archive.bodies

    with ThreadPoolExecutor(1) as another:
        erasing: list[Future[int]] = []

        def erased_meanwhile(*given: Any) -> dict[int, bytes]:
            erasing.append(another.submit(erase.erase, shop, number_of(shop, "anna")))
            while not (erasing[0].done() or someone_waits(shop)):
                pass
            return bodies(*given)

        monkeypatch.setattr(archive, "bodies", erased_meanwhile)
        found = read(shop, 0).entries
        erasing[0].result()

    assert found == before
    monkeypatch.undo()
    assert [entry.type for entry in entries(shop)] == ["erased", "decision.erasure"]


def someone_waits(shop: Books) -> bool:
    """Whether somebody waits for a lock that another one holds."""
    with shop.transaction() as unit:
        [(count,)] = unit.driver.execute(
            """select count(*) from pg_locks join pg_database on pg_database.oid = database
            where locktype = 'advisory' and not granted and datname = current_database()"""
        ).fetchall()
    return bool(count)


def test_what_is_stamped_while_erasing_goes_too(shop: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shop, order("1"))
    entries(shop)
    parts = archive.parts

    def meanwhile(*given: Any) -> list[list[int]]:
        put(shop, order("2"))
        entries(shop)
        return parts(*given)

    monkeypatch.setattr(archive, "parts", meanwhile)

    assert erase.erase(shop, number_of(shop, "anna")) == 2

    assert b"anna" not in everything_kept(shop, tmp_path)


def test_who_is_moved_to_a_file_while_being_erased_is_in_none(
    shop: Books, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shop, order("1"), order("2", customer="boris"))
    entries(shop)
    anna = number_of(shop, "anna")
    clock.now = MARCH + timedelta(days=31)
    write = archive._write

    with ThreadPoolExecutor(1) as other:
        erasing: list[Future[int]] = []

        def while_erasing(*given: Any) -> str:
            if not erasing:
                erasing.append(other.submit(erase.erase, shop, anna))
                until(lambda: erasing[0].done() or is_waited_for(shop))
            return write(*given)

        monkeypatch.setattr(archive, "_write", while_erasing)
        archive.move(shop, clock.now)

        assert erasing[0].result() == 1
    archive.move(shop, clock.now)
    assert b"anna" not in everything_kept(shop, tmp_path)


def test_a_body_that_is_in_a_file_and_yet_in_the_database_goes_from_both(
    shop: Books, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shop, order("1"), order("2", customer="boris"))
    entries(shop)
    clock.now = MARCH + timedelta(days=31)
    with monkeypatch.context() as patched:
        patched.setattr(archive, "_empty", lambda *_: None)
        archive.move(shop, clock.now)

    erase.erase(shop, number_of(shop, "anna"))

    assert b"anna" not in everything_kept(shop, tmp_path)


def test_two_of_one_file_can_be_erased_at_once(shop: Books, clock: Clock, tmp_path: Path) -> None:
    names = ("anna", "boris", "clara")
    put(shop, *(order(name, customer=name) for name in names))
    entries(shop)
    clock.now = MARCH + timedelta(days=31)
    archive.move(shop, clock.now)

    with ThreadPoolExecutor(2) as both:
        for erasing in [both.submit(erase.erase, shop, number_of(shop, name)) for name in names[:2]]:
            assert erasing.result() == 1

    kept = everything_kept(shop, tmp_path)
    assert (b"anna" in kept, b"boris" in kept, b"clara" in kept) == (False, False, True)


def test_what_a_kill_left_behind_is_removed_when_old_months_move(shop: Books, clock: Clock, tmp_path: Path) -> None:
    put(shop, order("1"))
    entries(shop)
    (tmp_path / "journal").mkdir()
    for name in ("000000000001-000000000001.0.parquet", ".000000000001-000000000001.0.parquet.77"):
        (tmp_path / "journal" / name).touch()

    archive.move(shop, clock.now)

    assert os.listdir(tmp_path / "journal") == []


def test_files_of_another_database_stay(shop: Books, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "000000000001-000000000900.0.parquet").touch()

    archive.move(shop, clock.now)

    assert len(os.listdir(tmp_path / "journal")) == 1


def test_no_file_is_removed_while_one_is_missing(shop: Books, clock: Clock, tmp_path: Path) -> None:
    put(shop, order("1"))
    entries(shop)
    clock.now = MARCH + timedelta(days=31)
    archive.move(shop, clock.now)
    [file] = (tmp_path / "journal").iterdir()
    file.rename(file.with_name("000000000001-000000000001.0.parquet"))

    archive.tidy(shop)

    assert len(os.listdir(tmp_path / "journal")) == 1


def test_a_guest_that_was_taken_over_is_erased_with_the_account(shop: Books) -> None:
    put(shop, order("1", customer=None, email="anna@shop.example"), order("2"))
    from .test_identity import customer

    put(shop, customer("anna", email="anna@shop.example"))
    entries(shop)

    assert erase.erase(shop, number_of(shop, "anna")) == 3


def test_nothing_is_erased_of_somebody_unknown(shop: Books) -> None:
    with shop.transaction() as unit:
        append(unit, [order("1")], live=True)

    with pytest.raises(NotFound):
        erase.erase(shop, 99)
