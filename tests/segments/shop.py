"""A small shop whose segments are kept by the road, with the time told by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from regulars.books import Books
from regulars.facts.fields import FIELDS, ROWS
from regulars.facts.relations import tables
from regulars.facts.store import Facts
from regulars.flows.memberships import MembershipsKept
from regulars.flows.road import Road
from regulars.journal import Door, deliver
from regulars.rules.calendar import Calendar
from regulars.rules.scope import ANY_NAME
from regulars.rules.vocabulary import Vocabulary
from regulars.segments import service, store
from regulars.segments.model import Definition
from regulars.segments.questions import Ground

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Europe/Kyiv"))
GROUND = Ground(Vocabulary.of(FIELDS, ROWS, currency="USD"), CALENDAR, tables())


class Shop:
    """The shop of the stories: USD, Europe/Kyiv."""

    def __init__(self, books: Books, *, facts: Facts | None = None, limit: int = 5_000) -> None:
        self.now = START
        self.books = books
        books.clock = lambda: self.now
        self.door = Door(CALENDAR, "USD")
        self.facts = facts or Facts(":memory:", calendar=CALENDAR, currency="USD", threads=1)
        self.road = Road(books, self.facts, [MembershipsKept(lambda: GROUND)], limit=limit)
        self.road.begin()

    def segment(self, id: str, condition: Any, **said: Any) -> Definition:
        with self.books.transaction() as unit:
            made = service.create(unit, GROUND, ANY_NAME, service.Draft(said.pop("name", id), condition, id=id, **said))
        self.road.run_dry()
        return made

    def change(self, id: str, **changes: Any) -> None:
        """Change a segment from the version it has."""
        with self.books.transaction() as unit:
            version = service.get(unit, id).version
            service.change(unit, GROUND, ANY_NAME, id, version=version, changes=changes)
        self.road.run_dry()

    def send(self, type: str, *documents: dict[str, Any], live: bool = True, go: bool = True) -> None:
        """Deliver records and let the road come to its end."""
        for document in documents:
            document.setdefault("updated_at", self.now.isoformat())
        with self.books.transaction() as unit:
            outcomes = deliver(unit, self.door, type, [orjson.dumps(document) for document in documents], live=live)
        faults = [fault for outcome in outcomes for fault in outcome.errors]
        assert not faults, faults
        if go:
            self.road.run_dry()

    def at(self, now: datetime) -> None:
        """Let time pass, and the worker with it."""
        assert now >= self.now
        self.now = now
        self.road.run_dry()

    def customer(self, key: str, *, go: bool = True, **said: Any) -> None:
        registered = (START - timedelta(days=300)).isoformat()
        self.send("customer", {"external_id": key, "registered_at": registered, "group": "General"} | said, go=go)

    def customers(self, keys: list[str], **said: Any) -> None:
        """Several at once."""
        registered = (START - timedelta(days=300)).isoformat()
        about = {"registered_at": registered, "group": "General"} | said
        self.send("customer", *({"external_id": key} | about for key in keys))

    def order(self, key: str, customer: str | None, total: str, status: str, *, go: bool = True, **said: Any) -> None:
        self.send(
            "order",
            {
                "external_id": key,
                "customer": customer,
                "placed_at": (START - timedelta(days=1)).isoformat(),
                "status": status,
                "currency": "USD",
                "subtotal": total,
                "grand_total": total,
                "lines": [{"id": "1", "sku": "X", "quantity": "1", "price": total, "row_total": total}],
            }
            | said,
            go=go,
        )

    def members(self, id: str) -> set[str]:
        """Who is in a segment, by the shop's ids."""
        with self.books.transaction() as unit:
            held = list(store.members(unit.connection, [id]).get(id, ()))
        rows = self.facts.ask("select customer_id, external_id, email from customer").to_pylist()
        return {row["external_id"] or row["email"] for row in rows if row["customer_id"] in held}

    def changes(self, id: str) -> list[tuple[datetime, int, int, str]]:
        """What happened in a segment, the first first: at, entered, left, cause."""
        with self.books.transaction() as unit:
            found = store.changes(unit.connection, id)
        return [(row.at, row.entered_count, row.left_count, row.cause) for row in reversed(found)]
