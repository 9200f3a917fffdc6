"""The first page: how the regulars are doing, what changed since last week, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from regulars.books import Unit
from regulars.flows import road
from regulars.http.house import House
from regulars.points import reading as points
from regulars.points import reports as points_reports
from regulars.promotions import book as promotions
from regulars.reports import glance as glancing
from regulars.reports.glance import Glance
from regulars.reports.model import attention
from regulars.reports.model.attention import Notice
from regulars.segments import health, store
from regulars.segments.model import Definition
from regulars.webhooks import endpoints

WEEK = timedelta(days=7)
LATE_SECONDS = 60.0
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


def home(house: House) -> Home:
    """Everything the first page tells, as of now."""
    now, calendar = house.clock(), house.shop.calendar
    seen = glancing.glance(house.facts.ask_all, now=now, calendar=calendar)
    with house.books.transaction() as unit:
        definitions = [one for one in store.definitions(unit.connection) if not one.archived]
        waiting, seconds = road.lag(unit)
        notices = attention.in_order([
            *_of_segments(unit, definitions, house, now),
            *_of_facts(seen),
            *_of_webhooks(unit),
            *_of_promotions(unit),
            *([Notice("road_behind", number=waiting)] if seconds > LATE_SECONDS else []),
            *_of_points(unit, now),
        ])  # fmt: skip
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


def _of_segments(unit: Unit, definitions: Sequence[Definition], house: House, now: datetime) -> Iterator[Notice]:
    said = health.of(unit.connection, definitions, now=now, today=house.shop.calendar.local_date(now))
    for one in definitions:
        for state in said[one.id]:
            match state.kind:
                case "broken":
                    yield Notice("segment_broken", one.id, one.name, reason=state.reason)
                case "drifted":
                    yield Notice("segment_drifted", one.id, one.name, state.since, customers=state.customers)
                case "waiting":
                    yield Notice("segment_waiting", one.id, one.name, state.since, customers=state.customers)
                case "jumped" | "empty":  # told on its own page; nothing is to be done about it
                    pass


def _of_facts(seen: Glance) -> Iterator[Notice]:
    if seen.set_aside:
        yield Notice("records_set_aside", number=seen.set_aside)


def _of_webhooks(unit: Unit) -> Iterator[Notice]:
    for one in endpoints.every(unit):
        if one.state == "disabled":
            yield Notice("webhook_disabled", str(one.id), one.description or one.url, reason=one.disabled_reason)
        elif one.state == "active" and one.failing_since is not None:
            yield Notice("webhook_failing", str(one.id), one.description or one.url, one.failing_since)


def _of_promotions(unit: Unit) -> Iterator[Notice]:
    there = promotions.listed(unit, kept=["published"], limit=promotions.MOST)
    for one in promotions.with_all_uses(unit, there):
        if one.state(unit.now) != "active":
            continue
        budget = None if one.saying.budget is None else next(iter(one.saying.budget.values()))
        notice = attention.of_limits(
            str(one.id), one.name, uses=one.saying.uses, used=one.used, budget=budget, spent=one.used_minor
        )
        if notice is not None:
            yield notice


def _of_points(unit: Unit, now: datetime) -> Iterator[Notice]:
    amount, customers = points_reports.ending(unit.connection, since=now, until=now + WEEK)
    if amount:
        yield Notice("points_ending", number=amount, customers=customers)


def _has_rules(unit: Unit) -> bool:
    return bool(points.rule_names(unit.connection))
