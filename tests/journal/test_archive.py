"""Old bodies move to files, erased ones are gone; what is read stays the same."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from regulars.books import Books, jobs
from regulars.books.tables import job
from regulars.core.errors import NotFound
from regulars.journal import Entry, append, archive, erase, identity, read, stamp

from .test_road import order, put

MARCH = datetime(2026, 3, 15, tzinfo=UTC)


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
    assert file.endswith(".1.parquet")
    assert [entry.type for entry in entries(shop)] == ["erased", "order", "decision.erasure"]
    assert b"boris" in entries(shop)[1].body


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
