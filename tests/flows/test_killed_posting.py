"""Ten thousand orders are posted once each, though the worker is killed in the midst of it, twice."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

from regulars.books import Books, shop
from regulars.flows.ground import ground_of
from regulars.points import earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.points.verify import verify
from regulars.rules.scope import Scope

from . import carrying
from .carrying import NOON, SETTINGS, order, send

ORDERS = 10_000
CUSTOMERS = 2_500
"""Of whom each has four, so that a batch of the journal is a quarter at most."""
KILLED_AFTER = 4_000
"""As many orders are posted at least when the worker is killed, wherever it is at that instant."""


def total(number: int) -> int:
    return 1 + number % 90


def open_shop(books: Books) -> None:
    """A point for each full dollar."""
    books.clock = carrying.noon
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    here = books.shop()
    scope = Scope(ground_of(books, here)().vocabulary, "order", here.calendar.zone)
    with books.transaction() as unit:
        unit.now = NOON - timedelta(days=300)
        earning_rules.create(unit, Saying(style=PerAmount(points=1, amount=100)), name="each", scope=scope)


def posted(books: Books) -> int:
    with books.transaction() as unit:
        found = unit.driver.execute("select count(*) from points_settlement").fetchone()
    assert found is not None
    return int(found[0])


def killed_after(books: Books, url: str, path: Path, orders: int) -> None:
    """A worker carries along until so many orders are posted, and is killed."""
    worker = carrying.started(url, path, limit=2_000)
    while worker.exitcode is None and posted(books) < orders:
        pass
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    assert worker.exitcode == -signal.SIGKILL


def test_every_order_is_posted_once(books: Books, books_url: str, tmp_path: Path) -> None:
    open_shop(books)
    orders = [order(n, f"c{n % CUSTOMERS}", total(n), hours=n % 100) for n in range(ORDERS)]
    send(books, "order", orders, at_once=2_000)

    killed_after(books, books_url, tmp_path / "facts.duckdb", KILLED_AFTER)
    before = carrying.carry(books_url, tmp_path / "facts.duckdb", dies_at="road.written", limit=2_000)
    finished = carrying.carry(books_url, tmp_path / "facts.duckdb")

    assert (before, finished) == (-signal.SIGKILL, 0)
    with books.transaction() as unit:
        assert verify(unit.connection) == []
        rows = unit.driver.execute('select "order", points, key from points_transaction').fetchall()
        lots = unit.driver.execute('select "order", remaining from points_lot').fetchall()
    expected = sorted((str(n), total(n)) for n in range(ORDERS))
    assert sorted((number, points) for number, points, _ in rows) == expected
    assert {key for _, _, key in rows} == {f"earn:1:{n}:r1" for n in range(ORDERS)}
    assert sorted(lots) == expected
