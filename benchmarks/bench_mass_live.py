"""Points for everybody while orders come in: how soon each order is seen meanwhile, and how soon segments know of the points.

The generated shop with 20 segments and one that asks for points; the worker
gives every customer 50 points while live orders are appended one by one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import orjson
from pyroaring import BitMap

from regulars.books import Books
from regulars.journal.append import append
from regulars.journal.deliver import door_of
from regulars.points import mass, service
from regulars.points.model.mass import Terms
from regulars.points.model.taking import Shortage
from regulars.segments import store

from . import shop
from .live_orders import order
from .measure import Result, percentile
from .place import books, place
from .running import Watch, open_shop, positions, process, wait_until_computed

RATE = 20
POINTS = 50
GIVEN = "given"
HAVE_POINTS = {"value": {"sum": "points_entry.points"}, "op": ">=", "to": POINTS}


def run(size: shop.Size = shop.FULL) -> Iterator[Result]:
    """The 95th percentile of being seen, how long the deed took, and how long after it the segment was whole."""
    with place(size) as folder, books(folder) as opened:
        open_shop(opened, folder / "facts.duckdb")
        _ask_for_points(opened)
        with process(folder, opened, "worker"):
            wait_until_computed(opened)
            done, soon, later, customers = _give(opened, size)
        many = f"points for {customers:,} customers"
        yield Result(f"{many}, by the worker beside live orders", done, "s")
        yield Result("… live orders meanwhile seen in membership and points, p95", soon, "s", most=3)
        yield Result("… in facts and segments after it", later, "s", most=60)


def _ask_for_points(opened: Books) -> None:
    with opened.transaction() as unit:
        values: dict[str, Any] = {"id": GIVEN, "name": GIVEN, "description": "", "condition": HAVE_POINTS}
        values |= {"applies_to": "everyone", "created_at": unit.now, "updated_at": unit.now}
        assert store.insert_definition(unit.connection, values)


def _give(opened: Books, size: shop.Size) -> tuple[float, float, float, int]:
    """Begin the deed and send orders until it is done."""
    door, sent = door_of(opened), {}
    terms = Terms(POINTS, "bench", service.LEDGER, Shortage.FORGIVE, opened.clock(), None)
    whom = BitMap(range(1, size.customers + 1))
    with Watch(opened) as watch:
        began = time.monotonic()
        id = opened.perform(lambda unit: mass.create(unit, terms, whom, {})).id
        n = 0
        while _kept(opened, id).is_under_way:
            document = order("live", n, size=size)
            draft = door.read("order", orjson.dumps(document))
            with opened.transaction() as unit:
                append(unit, [draft], live=True)
            sent[document["external_id"]] = time.monotonic()
            n += 1
            time.sleep(max(0.0, began + n / RATE - time.monotonic()))
        ended = time.monotonic()
        kept = _kept(opened, id)
        given = kept.moved // POINTS
        while _members(opened) < given:
            assert time.monotonic() - ended < 600, "the segment never became whole"
            time.sleep(0.2)
        whole = time.monotonic()
        wait_until_computed(opened)
    at = positions(opened)
    soon = percentile((watch.at(at[key]) - when for key, when in sent.items()), 0.95)
    return ended - began, soon, whole - ended, given


def _kept(opened: Books, id: int) -> mass.Mass:
    with opened.transaction() as unit:
        return mass.get(unit, id)


def _members(opened: Books) -> int:
    with opened.transaction() as unit:
        found = store.members(unit.connection, [GIVEN])
    return len(found.get(GIVEN, BitMap()))
