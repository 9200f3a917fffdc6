"""The generated shop with 20 segments, while orders come in: how soon each is seen, and how fast a backlog goes.

Orders are appended one by one in this process, each in a transaction of its
own; the worker is a process beside it. An order is seen once the transaction
that wrote its memberships and points has moved the reader past it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from regulars.books import Books
from regulars.journal.append import append, append_many
from regulars.journal.deliver import door_of
from regulars.journal.door import Door

from .live_orders import order
from .measure import Result, percentile
from .place import books, place
from .running import Watch, open_shop, positions, process, wait_until_computed

RATE = 1_000
ORDERS = 15_000
THREADS = 4
BACKLOG = 50_000
READY_WITHIN_SECONDS = 5
"""A worker that has just started compiles the questions that it will ask, while nothing waits."""


def run() -> Iterator[Result]:
    """The rate kept, the 95th percentile of being seen, and the rate of catching up."""
    with place() as folder, books(folder) as opened:
        open_shop(opened, folder / "facts.duckdb")
        door = door_of(opened)
        with process(folder, opened, "worker"):
            wait_until_computed(opened)
            time.sleep(READY_WITHIN_SECONDS)
            rate, soon = _steady(opened, door)
        yield Result("live: orders appended one by one", rate, "orders/s", least=RATE * 0.99)
        yield Result("live: seen in membership and points, p95", soon, "s", most=1)
        yield Result("live: catching up", _catching_up(folder, opened, door), "orders/s", least=5_000)


def _steady(opened: Books, door: Door) -> tuple[float, float]:
    """Append at the promised rate; the rate kept and the 95th percentile of seconds until seen."""
    sent: dict[str, float] = {}
    started = time.monotonic() + 0.5

    def send(thread: int) -> None:
        for n in range(thread, ORDERS, THREADS):
            time.sleep(max(0.0, started + n / RATE - time.monotonic()))
            document = order("live", n)
            draft = door.read("order", orjson.dumps(document))
            with opened.transaction() as unit:
                append(unit, [draft], live=True)
            sent[document["external_id"]] = time.monotonic()

    with Watch(opened) as watch:
        threads = [threading.Thread(target=send, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ended = max(sent.values())
        wait_until_computed(opened)
    at = positions(opened)
    return ORDERS / (ended - started), percentile((watch.at(at[key]) - when for key, when in sent.items()), 0.95)


def _catching_up(folder: Path, opened: Books, door: Door) -> float:
    """Append while no worker runs, then start one; the orders a second from its first step on."""
    drafts = (door.read("order", orjson.dumps(order("backlog", n))) for n in range(BACKLOG))
    for _ in append_many(opened, drafts, live=True):
        pass
    with Watch(opened) as watch, process(folder, opened, "worker"):
        wait_until_computed(opened)
    at = positions(opened)
    first = min(at[f"backlog-{n}"] for n in range(BACKLOG))
    last = max(at[f"backlog-{n}"] for n in range(BACKLOG))
    begun = watch.at(first)
    done_then = next(reached for instant, reached in watch.seen if instant == begun) - first
    return (last - first - done_then) / (watch.at(last) - begun)
