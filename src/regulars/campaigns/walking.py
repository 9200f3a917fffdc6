"""Runs while they walk: those that are due, read as walks, and written back as sets with the nodes that they have left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

import orjson
from psycopg.types.json import Jsonb

from regulars.books import Unit

from . import tally
from .model.progress import Walk
from .tally import Edge

_JSON = partial(orjson.dumps, option=orjson.OPT_UTC_Z)

_DUE = """
    select r.id, r.campaign_id, r.version, r.customer_id, r.node, r.step, r.deadline_at, r.about, r.causes, r.entered_at,
           %(now)s::timestamptz, r.key, r.goal_at
    from unnest(%(campaigns)s::int[]) as c (id) cross join lateral (
        select * from campaign_run r
        where r.campaign_id = c.id and r.due_at <= %(now)s
            and (r.after_seq is null or not exists (select from campaign_awaited a where a.seq = r.after_seq))
        order by r.due_at, r.id limit %(most)s) r
    order by r.due_at, r.id limit %(most)s"""


def due(unit: Unit, campaign_ids: Collection[int], now: datetime, most: int) -> list[Walk]:
    """The runs of these campaigns whose time has come, the longest due first; those wait whose deeds the facts don't know."""
    asked = {"campaigns": sorted(campaign_ids), "now": now, "most": most}
    return [Walk(*row) for row in unit.driver.execute(_DUE, asked).fetchall()]


def again(unit: Unit, runs: Collection[int], now: datetime) -> list[Walk]:
    """Runs as they are now, for whoever has to decide about them anew."""
    found = unit.driver.execute(
        """select id, campaign_id, version, customer_id, node, step, deadline_at, about, causes, entered_at, %s::timestamptz,
               key, goal_at
           from campaign_run where id = any(%s) and ended_at is null order by due_at, id""",
        [now, list(runs)],
    )
    return [Walk(*row) for row in found.fetchall()]


def put_off(unit: Unit, run: int, until: datetime) -> None:
    """Have a run looked at later."""
    unit.driver.execute("update campaign_run set due_at = %s where id = %s and ended_at is null", [until, run])


def still_there(unit: Unit, walks: Sequence[Walk]) -> set[int]:
    """Of the runs those that are as they were read, held until the transaction ends; of campaigns that still run."""
    running = unit.driver.execute(
        "select id from campaign where id = any(%s) and state in ('running', 'test') for share",
        [sorted({walk.campaign_id for walk in walks})],
    )
    campaigns = {id for (id,) in running.fetchall()}
    began = {walk.run_id: walk.began for walk in walks if walk.campaign_id in campaigns}
    found = unit.driver.execute(
        """select id, step from campaign_run where id = any(%s::bigint[]) and ended_at is null order by id for update""",
        [sorted(began)],
    )
    return {id for id, step in found.fetchall() if began[id] == step}


def write(unit: Unit, walks: Sequence[Walk], seq: int | None) -> None:
    """Write where runs have come to, and every node that they have left. `seq`: the last entry of the journal that they
    brought about."""
    if not walks:
        return
    unit.driver.execute(
        """update campaign_run r
           set node = w.node, step = w.step, due_at = w.due_at, deadline_at = w.deadline_at, goal_at = w.goal_at,
               after_seq = case when w.acted then %s::bigint else r.after_seq end,
               ended_at = case when w.ended_by is not null then %s::timestamptz end, ended_by = w.ended_by,
               about = coalesce(w.about::jsonb, r.about)
           from unnest(%s::bigint[], %s::text[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[],
                       %s::bool[], %s::text[], %s::text[])
               as w (id, node, step, due_at, deadline_at, goal_at, acted, ended_by, about)
           where r.id = w.id""",
        [
            seq, unit.now,
            [walk.run_id for walk in walks], [walk.node for walk in walks], [walk.step for walk in walks],
            [walk.due_at for walk in walks], [walk.deadline_at for walk in walks], [walk.goal_at for walk in walks],
            [walk.acted for walk in walks], [walk.ended_by for walk in walks],
            [_JSON(dict(walk.about)).decode() if walk.told_more else None for walk in walks],
        ],
    )  # fmt: skip
    _write_steps(unit, walks)
    edges = Counter(
        Edge(walk.campaign_id, walk.version, passing.node, passing.branch or "")
        for walk in walks
        for passing in walk.passed
    )
    tally.add(unit, edges)


def _write_steps(unit: Unit, walks: Sequence[Walk]) -> None:
    types = ["int8", "int4", "text", "text", "timestamptz", "jsonb"]
    with (
        unit.driver.cursor(binary=True) as cursor,
        cursor.copy("copy campaign_run_step (run_id, n, node, branch, at, done) from stdin (format binary)") as copy,
    ):
        copy.set_types(types)
        for walk in walks:
            for passing in walk.passed:
                done = None if passing.done is None else Jsonb(passing.done, dumps=_JSON)
                copy.write_row((walk.run_id, passing.n, passing.node, passing.branch, unit.now, done))


def wait_for_facts(unit: Unit, seq: int) -> None:
    """Have conditions of whoever acted up to an entry of the journal wait until the facts know it."""
    unit.driver.execute("insert into campaign_awaited (seq) values (%s) on conflict do nothing", [seq])


def facts_reached(unit: Unit, position: int) -> int:
    """Let those go on whose deeds the facts know by now; how many entries were waited for."""
    return unit.driver.execute(
        """delete from campaign_awaited a
           where exists (select from journal_stamp s where s.seq = a.seq and s.position <= %s)
              or not exists (select from journal j where j.seq = a.seq)""",
        [position],
    ).rowcount


def awaits_facts(unit: Unit) -> bool:
    """Whether anybody waits for the facts."""
    row = unit.driver.execute("select exists (select from campaign_awaited)").fetchone()
    return bool(row and row[0])
