"""Why a customer is in a segment or not, asked over HTTP of the generated shop: beside an idle worker, and a busy one.

Each question is about another customer, by turns of each of 20 segments. The
worker is busy with orders that come in for as long as questions are asked, as
fast as they can be appended.
"""

from __future__ import annotations

import contextlib
import itertools
import statistics
import threading
import time
from collections.abc import Iterator

import httpx
import orjson

from regulars.books import Books
from regulars.http import access
from regulars.http.scopes import Scope
from regulars.journal.append import append_many
from regulars.journal.deliver import door_of

from . import shop
from .live_orders import order
from .measure import Result, percentile
from .place import books, place
from .running import SEGMENTS, STARTS_WITHIN_SECONDS, address, open_shop, process, wait_until_computed

ASKED = 200
WARM = 20
SCOPES = frozenset({Scope.SEGMENTS_READ, Scope.CUSTOMERS_READ})
_SPREAD = 7_919


def run(size: shop.Size = shop.FULL) -> Iterator[Result]:
    """The median when nothing else is done, and the 95th percentile while orders come in."""
    with place(size) as folder, books(folder) as opened:
        open_shop(opened, folder / "facts.duckdb")
        _, key = opened.perform(
            lambda unit: access.create_key(unit, name="benchmark", publishable=False, scopes=SCOPES)
        )
        with process(folder, opened, "serve", "--port", "0") as log:
            headers = {"Authorization": f"Bearer {key}"}
            with httpx.Client(base_url=address(log), headers=headers, timeout=60) as client:
                wait_until_computed(opened)
                _times(client, size, WARM)
                idle = _times(client, size, ASKED)
                with _orders_coming_in(opened, size):
                    busy = _times(client, size, ASKED)
        claim = "explanation of one customer of one segment"
        yield Result(f"{claim}, beside an idle worker", 1000 * statistics.median(idle), "ms", most=50)
        yield Result(f"{claim}, beside a busy one, p95", 1000 * percentile(busy, 0.95), "ms", most=200)


def _times(client: httpx.Client, size: shop.Size, count: int) -> list[float]:
    """The seconds of each of so many questions."""
    found = []
    for n in range(count):
        customer = 1 + n * _SPREAD % size.customers
        started = time.perf_counter()
        answer = client.get(f"/v1/segments/s{n % SEGMENTS}-of-{SEGMENTS}/explain/id:{customer}")
        found.append(time.perf_counter() - started)
        assert answer.status_code == 200, answer.text[:300]
    return found


@contextlib.contextmanager
def _orders_coming_in(opened: Books, size: shop.Size) -> Iterator[None]:
    """Orders are appended for as long as the block lasts; it begins when the first of them have been."""
    door, begun, over = door_of(opened), threading.Event(), threading.Event()

    def send() -> None:
        drafts = (door.read("order", orjson.dumps(order("busy", n, size=size))) for n in itertools.count())
        for _ in append_many(opened, drafts, live=True):
            begun.set()
            if over.is_set():
                return

    sending = threading.Thread(target=send)
    sending.start()
    begun.wait(STARTS_WITHIN_SECONDS)
    try:
        yield
        assert sending.is_alive(), "orders no longer came in"
    finally:
        over.set()
        sending.join()
