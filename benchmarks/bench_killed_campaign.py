"""A campaign whose worker is killed again and again: every lot, coupon and mail row is made once, and nobody is lost.

Customers pass select → award → coupon → mail → wait → mail. The worker is a
process of its own, killed at random instants while they are on the way, most
times before the wait and the others after it.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import orjson
from pyroaring import BitMap

from regulars import app
from regulars.books import Books
from regulars.campaigns import arrivals, book
from regulars.campaigns.model.definition import Draft
from regulars.flows.ground import ground_of
from regulars.flows.worker import ready
from regulars.journal import deliver, door_of
from regulars.messaging.model.templates import Saying
from regulars.messaging.templates import service as templates
from regulars.points.verify import verify
from regulars.promotions import book as promotions
from regulars.promotions.model.benefits import PercentOff
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import ANY_NAME, Scope
from regulars.segments import service as segments

from . import shop
from .bench_campaigns import BODY, Everything
from .measure import Result
from .place import books, place

CUSTOMERS = int(os.environ.get("REGULARS_BENCH_KILLED_RUNS", "20000"))
KILLS, BEFORE_THE_WAIT = 20, 13
AFTER_THE_WAIT = timedelta(hours=2)
NAMED = {"value": "customer.email", "op": "exists"}
DONE = {"points_lot": 1, "coupon": 1, "message": 2, "campaign_run": 1}
"""How many rows each customer is to have."""
_spawned = multiprocessing.get_context("spawn")


def run() -> Iterator[Result]:
    """How often something was done twice or not at all, over all customers."""
    chance = random.Random(20)
    with place(None) as folder, books(folder, clock=lambda: shop.NOW) as opened:
        _open(opened)
        started = time.perf_counter()
        before = chance.sample(range(1, 4 * CUSTOMERS), BEFORE_THE_WAIT)
        after = chance.sample(range(4 * CUSTOMERS + 1, 7 * CUSTOMERS), KILLS - BEFORE_THE_WAIT)
        killed = _carried(opened, folder, chance, sorted(before), timedelta(0))
        killed += _carried(opened, folder, chance, sorted(after), AFTER_THE_WAIT)
        took = time.perf_counter() - started
        said = f"{CUSTOMERS:,} runs select → award → coupon → mail → wait → mail, the worker killed {killed} times"
        yield Result(said, took, "s")
        with opened.transaction() as unit:
            assert verify(unit.connection) == []
        for table, times in DONE.items():
            wrong = _counted(opened, table, times)
            yield Result(f"… customers with another number of rows than {times} in {table}", wrong, "customers", most=0)
        yield Result("… runs that didn't leave each of the 7 nodes once", _astray(opened), "runs", most=0)


def _open(opened: Books) -> None:
    """Everybody is in the segment, and is asked to enter."""
    door = door_of(opened)
    for start in range(0, CUSTOMERS, 5_000):
        part = [
            orjson.dumps({"external_id": f"c{n}", "updated_at": "2025-01-01T00:00:00Z", "email": f"c{n}@shop.example",
                          "registered_at": "2024-01-01T00:00:00Z"})
            for n in range(start, min(start + 5_000, CUSTOMERS))
        ]  # fmt: skip
        opened.perform(lambda unit, part=part: deliver(unit, door, "customer", part))  # type: ignore[misc]
    ground = ground_of(opened, opened.shop())()
    with opened.transaction() as unit:
        segments.create(unit, ground, ANY_NAME, segments.Draft("Named", NAMED, id="named"))
        saying = PromotionSaying(benefit=PercentOff(percent="10"), coupon="codes")  # type: ignore[arg-type]
        promotion = promotions.create(unit, saying, name="Ten off", scope=Scope(ground.vocabulary, "cart"))
        said = {"kind": "transactional", "languages": {"en": {"subject": "Ten off", "body": BODY}}}
        template = templates.create(unit, Saying.model_validate(said), name="Ten off")
        templates.publish(unit, template.id, revision=1, shop_language="en")
        made = book.create(unit, name="Killed", draft=_drawn(promotion.id, template.id))
        book.publish(unit, made.id, Everything(opened), revision=1, test_address=None)
    opened.perform(lambda unit: arrivals.by_hand(unit, made.id, BitMap(range(1, CUSTOMERS + 1))))


def _drawn(promotion: int, template: int) -> Draft:
    mail = {"kind": "mail", "template": str(template)}
    steps = {
        "named": {"kind": "select", "segment": "named"},
        "points": {"kind": "award_points", "points": 50, "lifetime": {"amount": 30, "unit": "days"}},
        "coupon": {"kind": "give_coupon", "promotion": str(promotion)},
        "first": mail,
        "wait": {"kind": "wait", "length": {"amount": 1, "unit": "hours"}},
        "second": mail,
        "end": {"kind": "end"},
    }
    ids = list(steps)
    nodes = [{"id": id, "step": steps[id], "next": {"next": to}} for id, to in pairwise(ids)]
    nodes[0]["next"] = {"yes": "points", "no": "end"}
    nodes.append({"id": "end", "step": steps["end"], "next": {}})
    return Draft.model_validate({"trigger": {"kind": "by_hand"}, "first": "named", "nodes": nodes})


def _carried(opened: Books, folder: Path, chance: random.Random, instants: list[int], later: timedelta) -> int:
    """Workers that are killed once so many nodes were left in all, until one of them has nothing more to do; how many were."""
    url = opened.url.render_as_string(hide_password=False)
    killed = 0
    for nodes in instants:
        worker = _spawned.Process(target=_carry, args=(url, folder, later))
        worker.start()
        while worker.is_alive() and _left(opened) < nodes:
            time.sleep(chance.uniform(0, 0.02))
        time.sleep(chance.uniform(0, 0.1))
        worker.kill()
        worker.join()
        killed += worker.exitcode != 0
    last = _spawned.Process(target=_carry, args=(url, folder, later))
    last.start()
    last.join()
    assert last.exitcode == 0, last.exitcode
    return killed


def _carry(url: str, folder: Path, later: timedelta) -> None:
    """A process that carries everything along until there is nothing to do, or until it is killed."""
    opened = Books(url, clock=lambda: shop.NOW + later, data_dir=folder)
    facts, road = ready(opened, folder / "facts.duckdb", app.road_of)
    road.begin()
    road.run_dry()
    facts.close()
    opened.close()


def _left(opened: Books) -> int:
    with opened.looking() as unit:
        [(many,)] = unit.driver.execute("select count(*) from campaign_run_step").fetchall()
    return int(many)


def _counted(opened: Books, table: str, times: int) -> int:
    with opened.looking() as unit:
        [(wrong,)] = unit.driver.execute(
            f"""select count(*) from generate_series(1, %s) as c (id) left join (
                    select customer_id, count(*) as many from {table} group by 1) t on t.customer_id = c.id
                where coalesce(t.many, 0) <> %s""".encode(),
            [CUSTOMERS, times],
        ).fetchall()
    return int(wrong)


def _astray(opened: Books) -> int:
    with opened.looking() as unit:
        [(wrong,)] = unit.driver.execute(
            """select count(*) from (
                   select r.id, count(s.n) as left, count(distinct s.node) as nodes from campaign_run r
                   left join campaign_run_step s on s.run_id = r.id group by 1) t where t.left <> 7 or t.nodes <> 7"""
        ).fetchall()
    return int(wrong)
