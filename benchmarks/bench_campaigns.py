"""Campaigns: runs through waits and branches, through awards, what a million that wait cost, and a birthday of many.

Everything is done as the worker does it, with entries of the journal and
`fsync` on; the time of day is moved by hand from wait to wait.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import orjson
from pyroaring import BitMap

from regulars import app
from regulars.books import Books
from regulars.campaigns import arrivals, book, walking
from regulars.campaigns.model.definition import Draft
from regulars.facts.store import Facts
from regulars.flows.ground import ground_of
from regulars.flows.road import Road
from regulars.journal import deliver, door_of
from regulars.messaging.model.templates import Saying
from regulars.messaging.templates import service as templates
from regulars.rules.scope import Scope, Subject
from regulars.rules.vocabulary import Type

from . import shop
from .measure import Result, percentile
from .place import books, place

CUSTOMERS = int(os.environ.get("REGULARS_BENCH_CUSTOMERS", "100000"))
WAITING = int(os.environ.get("REGULARS_BENCH_WAITING", "1000000"))
HOUR = timedelta(hours=1)
WOMEN = {"value": "customer.gender", "op": "=", "to": "female"}
WAIT = {"kind": "wait", "length": {"amount": 1, "unit": "hours"}}
SHARES = {"kind": "split", "shares": [{"name": "a", "percent": "50"}, {"name": "b", "percent": "50"}]}
AWARD = {"kind": "award_points", "points": 50, "lifetime": {"amount": 30, "unit": "days"}}
BODY = (
    "<mjml><mj-body><mj-section><mj-column><mj-text>Happy birthday</mj-text></mj-column></mj-section></mj-body></mjml>"
)


class Everything:
    """Whatever a draft names is there."""

    def __init__(self, opened: Books) -> None:
        self._words = ground_of(opened, opened.shop())().vocabulary

    def scope(self, subject: Subject) -> Scope:
        return Scope(self._words, subject)

    def segment(self, id: str) -> bool:
        return True

    def campaign(self, id: str) -> None:
        return None

    def coupon_of(self, id: str) -> tuple[str, str]:
        return id, "codes"

    def points_kind(self, id: str) -> bool:
        return True

    def takes(self, type: Type, value: Any) -> bool:
        return True

    def template(self, id: str) -> list[str]:
        return []

    def template_name(self, id: str) -> str:
        return id


def run() -> Iterator[Result]:
    """What each takes."""
    now = [shop.NOW]
    with place(None) as folder, books(folder, clock=lambda: now[0]) as opened:
        here = opened.shop()
        with Facts(folder / "facts.duckdb", calendar=here.calendar, currency=here.currency) as facts:
            road = app.road_of(opened, facts)
            road.begin()
            _customers(opened)
            road.run_dry()
            yield from _through(opened, road, now)
            yield from _birthday(opened, road, now)
            yield from _waiting(opened, now)


def _customers(opened: Books) -> None:
    door = door_of(opened)
    said = [
        {
            "external_id": f"c{n}", "updated_at": "2025-01-01T00:00:00Z", "registered_at": "2024-01-01T00:00:00Z",
            "gender": ("female", "male")[n % 2], "email": f"c{n}@shop.example",
            "born_on": f"{1950 + n % 50}-{(shop.NOW + timedelta(days=2)):%m-%d}",
        }
        for n in range(CUSTOMERS)
    ]  # fmt: skip
    for start in range(0, CUSTOMERS, 5_000):
        part = [orjson.dumps(one) for one in said[start : start + 5_000]]
        opened.perform(lambda unit, part=part: deliver(unit, door, "customer", part))  # type: ignore[misc]


def _through(opened: Books, road: Road, now: list[Any]) -> Iterator[Result]:
    branches = [
        ("one", WAIT, {"next": "women"}),
        ("women", {"kind": "condition", "condition": WOMEN}, {"yes": "split", "no": "split"}),
        ("split", SHARES, {"a": "two", "b": "two"}),
        ("two", WAIT, {"next": "end"}),
    ]
    many, took = _timed(opened, road, now, branches, waits=2)
    yield Result("transitions through waits and branches", many / took, "/s", least=10_000)
    many, took = _timed(opened, road, now, [("one", WAIT, {"next": "give"}), ("give", AWARD, {"next": "end"})], waits=1)
    yield Result("awards with their entries of the journal", CUSTOMERS / took, "/s", least=3_000)


def _timed(opened: Books, road: Road, now: list[Any], nodes: list[Any], *, waits: int) -> tuple[int, float]:
    """How many nodes runs of all customers left, and how long that took after they had entered."""
    id = _publish(opened, {"kind": "by_hand"}, nodes)
    opened.perform(lambda unit: arrivals.by_hand(unit, id, BitMap(range(1, CUSTOMERS + 1))))
    road.run_dry()
    took = 0.0
    for _ in range(waits):
        now[0] += HOUR
        took += _seconds(road.run_dry)
    opened.perform(lambda unit: book.end(unit, id))
    with opened.transaction() as unit:
        [(left,)] = unit.driver.execute(
            "select sum(runs) from campaign_tally where campaign_id = %s and node <> ''", [id]
        ).fetchall()
    return int(left), took


def _birthday(opened: Books, road: Road, now: list[Any]) -> Iterator[Result]:
    with opened.transaction() as unit:
        said = {"kind": "transactional", "languages": {"en": {"subject": "Happy birthday", "body": BODY}}}
        template = templates.create(unit, Saying.model_validate(said), name="Happy birthday").id
        templates.publish(unit, template, revision=1, shop_language="en")
    nodes = [
        ("women", {"kind": "condition", "condition": WOMEN}, {"yes": "give", "no": "give"}),
        ("give", AWARD, {"next": "mail"}),
        ("mail", {"kind": "mail", "template": str(template)}, {"next": "end"}),
    ]
    _publish(opened, {"kind": "date", "field": "customer.born_on", "at": "09:00"}, nodes)
    now[0] = shop.NOW + timedelta(days=3)
    took = _seconds(road.run_dry)
    with opened.transaction() as unit:
        assert unit.driver.execute("select count(*) from message").fetchone() == (CUSTOMERS,)
    yield Result(f"a birthday of {CUSTOMERS:,}: asked, points given, mail queued", took, "s", most=60)


def _waiting(opened: Books, now: list[Any]) -> Iterator[Result]:
    id = _publish(opened, {"kind": "by_hand"}, [("one", WAIT, {"next": "end"})])
    with opened.transaction() as unit:
        unit.driver.execute(
            """insert into campaign_run (campaign_id, version, customer_id, key, node, step, due_at, deadline_at, about, causes,
                                         entered_at)
               select %s, 1, n, 'x', 'one', 0, %s + n * interval '1 second', %s + n * interval '1 second', '{}', '{}', %s
               from generate_series(1, %s) n""",
            [id, *[now[0]] * 3, WAITING],
        )
    with opened.transaction() as unit:
        unit.driver.execute("analyze campaign_run")
    took = []
    for n in range(20):
        with opened.looking() as unit:
            at = now[0] + timedelta(seconds=5_000 * (n + 1))
            took.append(_seconds(lambda unit=unit, at=at: walking.due(unit, [id], at, 500)))  # type: ignore[misc]
    yield Result(f"500 due runs found of {WAITING:,} that wait, p95", 1000 * percentile(took, 0.95), "ms", most=50)


def _publish(opened: Books, trigger: dict[str, Any], nodes: list[Any]) -> int:
    drawn = [{"id": id, "step": step, "next": next_} for id, step, next_ in [*nodes, ("end", {"kind": "end"}, {})]]
    draft = Draft.model_validate({"trigger": trigger, "first": drawn[0]["id"], "nodes": drawn})
    with opened.transaction() as unit:
        id = book.create(unit, name=f"bench {time.perf_counter()}", draft=draft).id
        book.publish(unit, id, Everything(opened), revision=1, test_address=None)
    return id


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
