"""A journal written by hand, and facts made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from regulars.facts.schema import TABLES
from regulars.facts.store import Facts
from regulars.journal import Batch, Entry, Merge
from regulars.rules.calendar import Calendar

WARSAW = Calendar(ZoneInfo("Europe/Warsaw"))
MARCH = "2026-03-01T10:00:00Z"
APRIL = "2026-04-01T10:00:00Z"
MAY = "2026-05-01T10:00:00Z"


def empty(calendar: Calendar = WARSAW, currency: str = "USD") -> Facts:
    """Facts of nothing, in memory."""
    return Facts(":memory:", calendar=calendar, currency=currency, threads=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


class Journal:
    """Entries as they are said, with positions from 1; customers get ids by external id or e-mail."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.merges: list[Merge] = []
        self._customers: dict[str, int] = {}

    def say(self, type: str, key: str, customer_id: int | None = None, **document: Any) -> Entry:
        """Append a record, an event or a decision."""
        document.setdefault("updated_at", document.get("occurred_at", MARCH))
        document["id" if type == "event" else "external_id"] = key
        if "lines" in document:
            document["lines"] = document.pop("lines")  # last, as the door writes it
        if customer_id is None:
            customer_id = self.id_of(key if type == "customer" else document.get("customer") or document.get("email"))
        entry = Entry(
            len(self.entries) + 1, type, key, customer_id, at(document["updated_at"]), at(MARCH), False, False,
            orjson.dumps(document), None,
        )  # fmt: skip
        self.entries.append(entry)
        return entry

    def id_of(self, name: str | None) -> int | None:
        """The dense id of a customer, handed out at the first mention."""
        return None if name is None else self._customers.setdefault(name, len(self._customers) + 1)

    def merge(self, from_id: int, into_id: int) -> None:
        """With the entry said last, two customers turn out to be one."""
        self.merges.append(Merge(len(self.entries), from_id, into_id))

    def batches(self, cuts: Iterable[int] = ()) -> list[Batch]:
        """The journal, cut after these positions."""
        edges = sorted({0, len(self.entries), *(cut for cut in cuts if cut < len(self.entries))})
        return [batch(self.entries, self.merges, after, until) for after, until in pairwise(edges)]

    def facts(self, cuts: Iterable[int] = ()) -> Facts:
        """Facts of everything said so far."""
        facts = empty()
        for part in self.batches(cuts):
            facts.apply(part)
        return facts


def batch(entries: Sequence[Entry], merges: Sequence[Merge], after: int, until: int) -> Batch:
    within = [merge for merge in merges if after < merge.position <= until]
    return Batch(after, until, list(entries[after:until]), within)


def rows(facts: Facts, query: str) -> list[dict[str, Any]]:
    """What a query finds."""
    found: list[dict[str, Any]] = facts.ask(query).to_pylist()
    return found


def row(facts: Facts, query: str) -> dict[str, Any]:
    """The one row that a query finds."""
    (found,) = rows(facts, query)
    return found


def content(facts: Facts) -> dict[str, list[str]]:
    """Everything that facts say, in an order of its own; whom the last batches touched is no part of it."""
    tables = [name for name in TABLES if name != "touched"]
    return {name: sorted(map(repr, rows(facts, f'select * from "{name}"'))) for name in tables}


def differences(one: Facts, other: Facts) -> dict[str, tuple[list[str], list[str]]]:
    """By table, the rows that only one of two facts has."""
    left, right = content(one), content(other)
    found = {}
    for name, rows in left.items():
        only = [row for row in rows if row not in right[name]], [row for row in right[name] if row not in rows]
        if rows != right[name]:
            found[name] = only
    return found
