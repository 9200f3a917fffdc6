"""A campaign simulated over 90 days of a generated shop of 100,000 customers and 1,000,000 orders.

Every day at nine everybody who is registered comes by: are they in a segment of those who
bought lately, did they order twice in the last 30 days; who did gets points and a
mail, and a coupon's reminder after a wait. And once by each completed order, with
two waits and a condition, where no two come at the same instant.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from regulars.books import Books
from regulars.campaigns.model.definition import Draft
from regulars.facts.store import Facts
from regulars.flows.campaigns.simulating.run import simulated
from regulars.flows.campaigns.simulating.trial import Simulation
from regulars.messaging.model.templates import Saying
from regulars.messaging.templates import service as templates

from . import shop
from .bench_campaigns import BODY
from .measure import Result
from .place import add_segments, books, place

SIZE = shop.Size(customers=100_000, orders=1_000_000)
DAYS = 90
REGISTERED: dict[str, Any] = {"value": "customer.guest", "op": "=", "to": False}
LATELY: dict[str, Any] = {"value": {"count": "order", "within": {"last": "90d"}}, "op": ">=", "to": 1}
TWICE: dict[str, Any] = {"value": {"count": "order", "within": {"last": "30d"}}, "op": ">=", "to": 2}
DAILY: dict[str, Any] = {
    "kind": "schedule", "recurs": "FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "since": "2026-01-01", "segment": "s0-of-2",
}  # fmt: skip
SELECT: dict[str, Any] = {"kind": "select", "segment": "s1-of-2"}
ASK: dict[str, Any] = {"kind": "condition", "condition": TWICE}
AWARD: dict[str, Any] = {"kind": "award_points", "points": 5}


def run(size: shop.Size = SIZE) -> Iterator[Result]:
    """The seconds that each takes."""
    with place(size) as folder, books(folder, clock=lambda: shop.NOW) as opened:
        add_segments(opened, [REGISTERED, LATELY])
        mail = {"kind": "mail", "template": _template(opened)}
        with shop.facts(folder / "facts.duckdb") as facts:
            daily = [
                ("select", SELECT, {"yes": "ask", "no": "end"}),
                ("ask", ASK, {"yes": "give", "no": "end"}),
                ("give", AWARD, {"next": "mail"}),
                ("mail", mail, {"next": "wait"}),
                ("wait", {"kind": "wait", "length": {"amount": 30, "unit": "hours"}}, {"next": "end"}),
            ]
            seconds, found = _timed(opened, facts, DAILY, daily)
            assert found["entered"] > (DAYS - 1) * size.customers * 0.8, found["entered"]
            assert 0 < found["mails"] < found["entered"], found["mails"]
            yield Result(
                f"{DAYS} days of a daily trigger over {size.customers:,} customers, {found['entered']:,} runs",
                seconds, "s", most=120,
            )  # fmt: skip
            each = [
                ("wait", {"kind": "wait", "length": {"amount": 2, "unit": "hours"}}, {"next": "ask"}),
                ("ask", ASK, {"yes": "later", "no": "end"}),
                ("later", {"kind": "wait", "length": {"amount": 7, "unit": "days"}}, {"next": "mail"}),
                ("mail", mail, {"next": "end"}),
            ]
            seconds, found = _timed(opened, facts, {"kind": "order", "statuses": ["complete"]}, each)
            assert found["entered"] > size.orders * DAYS // shop.DAYS // 2, found["entered"]
            yield Result(f"{DAYS} days of orders, {found['entered']:,} runs, simulated", seconds, "s", most=120)


def _template(opened: Books) -> str:
    with opened.transaction() as unit:
        said = {"kind": "transactional", "languages": {"en": {"subject": "Thank you", "body": BODY}}}
        made = templates.create(unit, Saying.model_validate(said), name="Thank you").id
        templates.publish(unit, made, revision=1, shop_language="en")
    return str(made)


def _timed(opened: Books, facts: Facts, trigger: dict[str, Any], nodes: list[Any]) -> tuple[float, dict[str, Any]]:
    drawn = [{"id": id, "step": step, "next": next_} for id, step, next_ in [*nodes, ("end", {"kind": "end"}, {})]]
    simulation = Simulation(
        campaign_id=1,
        draft=Draft.model_validate({"trigger": trigger, "first": drawn[0]["id"], "nodes": drawn}),
        since=shop.NOW - timedelta(days=DAYS),
        until=shop.NOW,
    )
    started = time.perf_counter()
    found = simulated(opened, facts, simulation)
    return time.perf_counter() - started, found
