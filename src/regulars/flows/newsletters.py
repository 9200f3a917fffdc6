"""Who a newsletter goes to: who is in the segments that it names and not in those that it leaves out, and may be written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.http.house import Asked, Memberships
from regulars.messaging import consents, mail_settings, newsletter_sending
from regulars.messaging.model.gate import LONG_AGO, Subscribed
from regulars.messaging.model.newsletters import Saying
from regulars.rules.fold import fold

_SUBSCRIBED = """
    select customer_id, arg_max(status, coalesce(changed_at, timestamp '1900-01-01')) as status,
        max(coalesce(changed_at, timestamp '1900-01-01')) as changed_at
    from subscription where list_folded = (select list from asked_list) and status is not null group by customer_id"""
_EVERYBODY = "select customer_id, guest, email is not null as reached from customer"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a newsletter would go to, and how many of the segments' members would not, by why."""

    customers: Sequence[int]
    in_segments: int
    not_opted_in: int
    not_registered: int
    without_address: int


def audience(unit: Unit, facts: Asked, memberships: Memberships, saying: Saying) -> Audience:
    """Who it would go to now. Raises `NotFound` for a segment that isn't there."""
    list_ = fold(saying.list or mail_settings.load(unit).list)
    rows = facts.ask(_EVERYBODY)
    everybody = BitMap(rows.column("customer_id").to_pylist())
    meant = BitMap() if saying.include else BitMap(everybody)
    for id in saying.include:
        meant |= BitMap(memberships.members(fold(id)))
    for id in saying.exclude:
        meant -= BitMap(memberships.members(fold(id)))
    meant &= everybody
    guests = BitMap(_where(rows, "guest"))
    reached = meant & BitMap(_where(rows, "reached"))
    opted_in = _opted_in(unit, facts, list_, reached)
    going = reached
    unconfirmed = BitMap()
    if saying.sends_to in ("opted_in", "both"):
        unconfirmed = going - opted_in
        going = going & opted_in
    unregistered = BitMap()
    if saying.sends_to in ("registered", "both"):
        unregistered = going & guests
        going = going - guests
    return Audience(list(going), len(meant), len(unconfirmed), len(unregistered), len(meant) - len(reached))


def _where(rows: pa.Table, name: str) -> list[int]:
    return [
        id for id, yes in zip(rows.column("customer_id").to_pylist(), rows.column(name).to_pylist(), strict=True) if yes
    ]


def _opted_in(unit: Unit, facts: Asked, list: str, among: BitMap) -> BitMap:
    """Who has confirmed a list, by the later of what the shop said and what was said here."""
    asked = {"asked_list": pa.table({"list": pa.array([list], pa.string())})}
    known: dict[int, Subscribed] = {}
    for row in facts.ask(_SUBSCRIBED, asked).to_pylist():
        known[row["customer_id"]] = Subscribed(row["status"], row["changed_at"].replace(tzinfo=LONG_AGO.tzinfo))
    said = consents.of_list(unit, list)
    for id, word in said.items():
        if id not in known or word.at >= known[id].at:
            known[id] = word
    return among & BitMap(id for id, one in known.items() if one.status == "confirmed")


def going_on(books: Books, facts: Asked, memberships: Memberships) -> Callable[[datetime, datetime], int]:
    """A round that carries newsletters on; none begins before everything is known that came in before its time."""

    def whom(unit: Unit, saying: Saying) -> Sequence[int]:
        return audience(unit, facts, memberships, saying).customers

    return lambda _, known: books.perform(lambda unit: newsletter_sending.go_on(unit, whom, known))
