"""The first page: how the regulars are doing, what changed since last week, and what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.flows import road
from regulars.http.house import House
from regulars.points import reading as points
from regulars.reports import glance as glancing
from regulars.reports.glance import Glance
from regulars.reports.model import attention
from regulars.reports.model.attention import Notice
from regulars.segments import store
from regulars.segments.model import Definition

from .noticing import WEEK, noticed

MOST_MOVED = 6


class Moved(NamedTuple):
    """A segment, and how many came and went in the last seven days."""

    id: str
    name: str
    size: int
    entered: int
    left: int


class Started(NamedTuple):
    """What there is of what a shop begins with."""

    customers: bool
    orders: bool
    segments: bool
    earning: bool


class Home(NamedTuple):
    glance: Glance
    outstanding: int
    moved: Sequence[Moved]
    notices: Sequence[Notice]
    started: Started
    entries_behind: int
    seconds_behind: float


def home(house: House, *, codes_held_until: datetime | None = None) -> Home:
    """Everything the first page tells, as of now. `codes_held_until`: until when nothing is told of coupon codes, as too many
    were guessed."""
    now, calendar = house.clock(), house.shop.calendar
    seen = glancing.glance(house.facts.ask_all, now=now, calendar=calendar)
    notices = attention.in_order(noticed(house, seen, codes_held_until=codes_held_until))
    with house.books.transaction() as unit:
        definitions = [one for one in store.definitions(unit.connection) if not one.archived]
        waiting, seconds = road.lag(unit)
        return Home(
            seen,
            points.outstanding(unit.connection),
            _moved(unit, definitions, now - WEEK),
            notices,
            Started(seen.customers > 0, seen.orders > 0, bool(definitions), _has_rules(unit)),
            waiting,
            seconds,
        )


def _moved(unit: Unit, definitions: Sequence[Definition], since: datetime) -> list[Moved]:
    """The segments in which most came and went."""
    counts = store.counts_since(unit.connection, since)
    found = [Moved(one.id, one.name, one.size, *counts.get(one.id, (0, 0))) for one in definitions]
    return sorted(found, key=lambda one: (-(one.entered + one.left), -one.size, one.name))[:MOST_MOVED]


def _has_rules(unit: Unit) -> bool:
    return bool(points.rule_names(unit.connection))
