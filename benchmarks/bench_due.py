"""Many customers whose "30 days" end in the same minute: how soon they are members, and how soon it is acted on.

100,000 customers of the generated shop have placed an order within one minute,
each at an instant of their own. The clock is moved past the thirtieth day; what
is measured is the road from there, as the worker drives it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import orjson

from regulars.app import road_of
from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.road import Road
from regulars.journal.append import append_many
from regulars.journal.deliver import door_of
from regulars.segments import reading, store

from . import shop
from .live_orders import order
from .measure import Result
from .place import add_segments, books, place
from .running import identities

DUE = 100_000
CHANNEL = "kiosk"
DAYS = timedelta(days=30)
ENDED = {
    "value": {"days_since": {"last": "order.placed_at", "where": {"value": "order.channel", "op": "=", "to": CHANNEL}}},
    "op": ">=",
    "to": 30,
}
ACTIONS = {"group": "Departed", "priority": 1, "on_entry": {"add": ["departed"]}}


def run() -> Iterator[Result]:
    """Until all are members, until all are in the group, and how many have another instant than the true one."""
    now = [shop.NOW]
    with place() as folder, books(folder, clock=lambda: now[0]) as opened:
        add_segments(opened, [ENDED], actions=ACTIONS)
        with shop.facts(folder / "facts.duckdb") as facts:
            identities(opened, facts)
            _bring_in(opened)
            road = road_of(opened, facts)
            road.begin()
            road.run_dry()
            while road.get_ready():
                pass
            now[0] = shop.NOW + DAYS
            members, acted = _follow(opened, road)
            wrong = _wrong(opened, facts)
        claim = f"{DUE:,} due in the same minute"
        yield Result(f"{claim}: members", members, "s", most=5)
        yield Result(f"{claim}: moved to a group and tagged", acted, "s", most=30)
        yield Result(f"{claim}: at another instant than the true one", wrong, "customers", most=0)


def _placed(number: int) -> Any:
    """The order of the n-th of them, within a minute that ended a minute ago."""
    at = shop.NOW - timedelta(minutes=2) + number * timedelta(microseconds=600)
    return order("due", number, at=at) | {"channel": CHANNEL}


def _bring_in(opened: Books) -> None:
    door = door_of(opened)
    drafts = (door.read("order", orjson.dumps(_placed(number))) for number in range(DUE))
    for _ in append_many(opened, drafts, live=True):
        pass


def _follow(opened: Books, road: Road) -> tuple[float, float]:
    """Drive the road until nothing is left; the seconds until all are members and until the end."""
    started, seen = time.perf_counter(), None
    while road.step():
        if seen is None and _size(opened) >= DUE:
            seen = time.perf_counter() - started
    assert seen is not None, f"only {_size(opened):,} are members"
    return seen, time.perf_counter() - started


def _size(opened: Books) -> int:
    with opened.transaction() as unit:
        [definition] = store.definitions(unit.connection)
    return definition.size


def _wrong(opened: Books, facts: Facts) -> int:
    """How many did not enter in the second that begins thirty days after their order."""
    rows = facts.ask(f"select customer_id, placed_at from \"order\" where channel = '{CHANNEL}'").to_pylist()
    with opened.transaction() as unit:
        [definition] = store.definitions(unit.connection)
        entered = reading.entered(unit.connection, definition.id, [row["customer_id"] for row in rows])
    true = {row["customer_id"]: row["placed_at"] + DAYS for row in rows}
    off = {id: entered[id].replace(tzinfo=None) - at for id, at in true.items() if id in entered}
    return len(true) - sum(1 for by in off.values() if timedelta(0) <= by < timedelta(seconds=1))
