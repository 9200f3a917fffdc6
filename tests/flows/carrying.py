"""A shop with a segment and an earning rule, carried along by processes that may be killed."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa

from regulars import app
from regulars.books import Books, shop
from regulars.facts.store import Facts
from regulars.flows import failpoint
from regulars.flows.ground import ground_of
from regulars.flows.road import Road
from regulars.flows.worker import ready
from regulars.journal import deliver, door_of
from regulars.points import earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.points.tables import points_transaction
from regulars.points.verify import verify
from regulars.rules.scope import ANY_NAME, Scope
from regulars.segments import service, store
from regulars.segments.hidden import is_hidden
from regulars.segments.packing import unpacked
from regulars.segments.tables import segment_change
from regulars.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = Settings(currency="USD", time_zone="Europe/Kyiv")
BIG = {"value": {"sum": "order.grand_total", "where": {"value": "order.status", "op": "=", "to": "complete"}}, "op": ">=", "to": "100"}  # fmt: skip
IN_BIG = {"value": "customer.segments", "op": "has_any", "to": ["big"]}

ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.append(ROOT)  # for the processes that find this module by its name
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["regulars.app", "tests.flows.everything", __name__])


def noon() -> datetime:
    return NOON


def found(books: Books) -> None:
    """Decide what the shop counts in; make the segment `big` and two earning rules, one for its members alone."""
    books.clock = noon
    books.perform(lambda unit: shop.settle(unit, SETTINGS))
    here = books.shop()
    ground = ground_of(books, here)()
    scope = Scope(ground.vocabulary, "order", here.calendar.zone)
    with books.transaction() as unit:
        unit.now = NOON - timedelta(days=300)
        service.create(unit, ground, ANY_NAME, service.Draft("Big", BIG, id="big"))
        earning_rules.create(unit, Saying(style=PerAmount(points=1, amount=100)), name="each", scope=scope)
        twice = Saying(style=PerAmount(points=1, amount=100), condition=IN_BIG)
        earning_rules.create(unit, twice, name="big twice", scope=scope)


def order(number: int, customer: str, total: int, *, status: str = "complete", hours: int = 0) -> dict[str, Any]:
    at = (NOON - timedelta(days=9) + timedelta(hours=hours)).isoformat()
    line = {"id": "1", "sku": "X", "quantity": "1", "price": f"{total}.00", "row_total": f"{total}.00"}
    return {
        "external_id": str(number), "updated_at": at, "customer": customer, "placed_at": at, "status": status,
        "currency": "USD", "subtotal": f"{total}.00", "grand_total": f"{total}.00", "lines": [line],
    }  # fmt: skip


def send(books: Books, type: str, documents: Sequence[dict[str, Any]], *, at_once: int = 1) -> None:
    """Deliver documents as happening now, so many a transaction."""
    door = door_of(books)
    for start in range(0, len(documents), at_once):
        with books.transaction() as unit:
            part = [orjson.dumps(document) for document in documents[start : start + at_once]]
            outcomes = deliver(unit, door, type, part)
        assert not [outcome.errors for outcome in outcomes if outcome.errors]


def carry(url: str, path: Path, *, dies_at: str | None = None, limit: int = 5_000) -> int:
    """Let a process of its own carry everything along, or be killed at a failpoint; returns its exit code."""
    process = started(url, path, dies_at=dies_at, limit=limit)
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def started(url: str, path: Path, *, dies_at: str | None = None, limit: int = 5_000) -> BaseProcess:
    """A process of its own that carries everything along, for whoever wants to kill it at an instant of their choice."""
    process = _processes.Process(target=_carry, args=(url, path, dies_at, limit))
    process.start()
    return process


def _carry(url: str, path: Path, dies_at: str | None, limit: int) -> None:
    if dies_at is not None:
        os.environ[failpoint.VARIABLE] = dies_at
    books = Books(url, clock=noon)
    facts, road = ready(books, path, _road_of(limit))
    road.begin()
    road.run_dry()
    facts.close()
    books.close()


def _road_of(limit: int) -> Callable[[Books, Facts], Road]:
    def road_of(books: Books, facts: Facts) -> Road:
        road = app.road_of(books, facts)
        road.limit = limit
        return road

    return road_of


def standing(books: Books, path: Path) -> dict[str, Any]:
    """Everything that came of it, in a form that doesn't tell how it was cut."""
    here = books.shop()
    with Facts(path, calendar=here.calendar, currency=here.currency) as facts:
        orders = facts.ask('select external_id, customer_id, status, grand_total from "order" order by 1').to_pylist()
        position = facts.position()
    with books.transaction() as unit:
        assert verify(unit.connection) == []
        members = {id: sorted(held) for id, held in store.members(unit.connection).items()}
        changes = unit.connection.execute(sa.select(segment_change).order_by(segment_change.c.id)).all()
        posted = unit.connection.execute(sa.select(points_transaction)).all()
        [reached] = unit.connection.scalars(sa.text("select position from journal_reader where name = 'road'"))
    assert reached == position
    return {
        "orders": orders,
        "members": members,
        "moves": moves(changes),
        "posted": sorted((row.key, row.customer_id, row.points) for row in posted),
    }


def moves(changes: Sequence[Any]) -> dict[int, list[tuple[str, str]]]:
    """For each customer the segments that people see entered and left, in order."""
    found: dict[int, list[tuple[str, str]]] = {}
    for change in (one for one in changes if not is_hidden(one.segment_id)):
        for how, bitmap in (("left", change.left), ("entered", change.entered)):
            for customer in unpacked(bitmap):
                found.setdefault(customer, []).append((how, change.segment_id))
    return found
