"""A served shop: web and worker are killed at random while orders come in, and everything comes out once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from tests.thorough import THOROUGH

from regulars.books import Books
from regulars.books.engine import utc_now
from regulars.http import access
from regulars.http.scopes import Scope

from . import carrying
from .carrying import order

CUSTOMERS = 30
ROUNDS = 8 if THOROUGH else 5
READY = "Regulars is ready at "


class Served:
    """`regulars serve` over a database, with a key that may send records."""

    def __init__(self, url: str, data_dir: Path, key: str) -> None:
        environment = os.environ | {
            "REGULARS_DATA_DIR": str(data_dir),
            "REGULARS_DATABASE_URL": url,
            "REGULARS_PORT": "0",
        }
        self.told = data_dir / "told"
        """What is written to stderr."""
        with self.told.open("wb") as told:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "regulars", "serve"],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
            )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert said.startswith(READY), said
        transport = httpx.HTTPTransport(retries=100)
        self.client = httpx.Client(
            base_url=said.removeprefix(READY).strip(),
            headers={"Authorization": f"Bearer {key}"},
            timeout=60,
            transport=transport,
        )

    def kill(self, name: str) -> None:
        """Kill the web process or the worker, whichever instance of it runs just now."""
        for child in psutil.Process(self.process.pid).children():
            # One that ended a moment ago and isn't collected yet has no command line any more.
            with suppress(psutil.NoSuchProcess):
                if name in child.cmdline():
                    child.kill()

    def send(self, documents: list[dict[str, Any]]) -> None:
        """Send orders until an answer comes, as a shop would; a lost answer means sending again."""
        while True:
            try:
                answer = self.client.post("/v1/records/order", json={"data": documents})
            except httpx.TransportError:
                continue
            if answer.status_code == 200:
                assert answer.json()["refused"] == 0, answer.text
                return
            assert answer.status_code == 503, answer.text

    def settle(self) -> None:
        """Wait until the worker has reacted to everything."""
        while True:
            try:
                answer = self.client.get("/v1/overview")
            except httpx.TransportError:
                continue
            if answer.status_code == 200 and answer.json()["lag"]["entries"] == 0:
                return

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait()


@pytest.fixture
def shop(books: Books) -> Books:
    carrying.found(books)
    books.clock = utc_now
    return books


@pytest.fixture
def served(shop: Books, books_url: str, tmp_path: Path) -> Iterator[Served]:
    scopes = frozenset({Scope.RECORDS_WRITE, Scope.OVERVIEW_READ})
    _, key = shop.perform(lambda unit: access.create_key(unit, name="shop", publishable=False, scopes=scopes))
    served = Served(books_url, tmp_path, key)
    yield served
    served.process.kill()
    served.process.wait()


def deserved(rounds: list[list[dict[str, Any]]]) -> dict[str, int]:
    """The points of each customer: one for each full 1.00, and once more from 100.00 bought before."""
    bought: dict[str, int] = defaultdict(int)
    points: dict[str, int] = defaultdict(int)
    for document in (document for round_ in rounds for document in round_):
        customer, total = document["customer"], int(float(document["grand_total"]))
        points[customer] += total * (2 if bought[customer] >= 100 else 1)
        bought[customer] += total
    return dict(points)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_word(served: Served, number: signal.Signals) -> None:
    served.send([order(1, "anna", 10)])
    served.settle()

    assert served.stop(number) == 0

    assert served.told.read_text() == ""


def test_every_order_is_taken_once_though_both_processes_are_killed_at_random(
    served: Served, shop: Books, tmp_path: Path
) -> None:
    chance = random.Random(7)
    rounds = [
        [order(n * 1000 + c, f"c{c}", chance.randint(1, 60), hours=n) for c in range(CUSTOMERS)] for n in range(ROUNDS)
    ]

    for documents in rounds:
        served.send(documents)
        served.kill(chance.choice(["web", "worker", "worker"]))
    served.settle()
    stopped = served.stop()

    told = carrying.standing(shop, tmp_path / "facts.duckdb")
    wanted = deserved(rounds)
    with shop.transaction() as unit:
        named = dict(unit.driver.execute("select customer_id, external_id from customer_identity").fetchall())
    points: dict[str, int] = defaultdict(int)
    for _, customer_id, posted in told["posted"]:
        points[named[customer_id]] += posted
    bought = {customer: sum(int(float(d["grand_total"])) for r in rounds for d in r if d["customer"] == customer) for customer in wanted}  # fmt: skip
    assert stopped == 0
    assert sorted(row["external_id"] for row in told["orders"]) == sorted(d["external_id"] for r in rounds for d in r)
    assert dict(points) == wanted
    assert {named[id] for id in told["members"]["big"]} == {c for c, total in bought.items() if total >= 100}
    assert all(moves == [("entered", "big")] for moves in told["moves"].values())
