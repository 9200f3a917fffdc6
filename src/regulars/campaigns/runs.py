"""Runs as they are looked at: who waits where, where somebody has been, and the numbers on the canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import NotFound

from .tables import campaign_run, campaign_run_step, campaign_tally

Window = Literal["24h", "7d", "all"]
SPANS: Mapping[Window, timedelta | None] = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "all": None}

MOST_OVERDUE = 100_000


class Run(NamedTuple):
    """Somebody's way through a campaign."""

    id: int
    campaign_id: int
    version: int
    customer_id: int
    key: str
    node: str
    step: int
    due_at: datetime | None
    deadline_at: datetime | None
    about: Mapping[str, Any]
    causes: list[int]
    entered_at: datetime
    backfill_id: int | None
    in_test: bool
    goal_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None


class Passed(NamedTuple):
    """A node that a run has left."""

    n: int
    node: str
    branch: str | None
    at: datetime
    done: Mapping[str, Any] | None


class Count(NamedTuple):
    """How many left a node by a branch; those that entered leave the empty node, those that ended by the empty branch."""

    node: str
    branch: str
    runs: int


_COLUMNS = [campaign_run.c[name] for name in Run._fields]


def listed(
    unit: Unit,
    *,
    campaign_id: int | None = None,
    customer_id: int | None = None,
    version: int | None = None,
    node: str | None = None,
    under_way: bool | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Run]:
    """Runs, the latest first."""
    query = sa.select(*_COLUMNS).order_by(campaign_run.c.id.desc()).limit(limit)
    wanted = {"campaign_id": campaign_id, "customer_id": customer_id, "version": version, "node": node}
    for name, value in wanted.items():
        if value is not None:
            query = query.where(campaign_run.c[name] == value)
    if under_way is not None:
        query = query.where(campaign_run.c.ended_at.is_(None) == under_way)
    if before is not None:
        query = query.where(campaign_run.c.id < before)
    return [Run(*row) for row in unit.connection.execute(query)]


def get(unit: Unit, id: int) -> Run:
    """One run; raises `NotFound`."""
    row = unit.connection.execute(sa.select(*_COLUMNS).where(campaign_run.c.id == id)).one_or_none()
    if row is None:
        raise NotFound("campaign run", str(id))
    return Run(*row)


def path(unit: Unit, id: int) -> list[Passed]:
    """The nodes that a run has left, in their order."""
    columns = [campaign_run_step.c[name] for name in Passed._fields]
    query = sa.select(*columns).where(campaign_run_step.c.run_id == id).order_by(campaign_run_step.c.n)
    return [Passed(*row) for row in unit.connection.execute(query)]


def waiting(unit: Unit, campaign_id: int, *, version: int | None = None) -> dict[tuple[int, str], int]:
    """How many are under way at each node, by version."""
    query = sa.select(campaign_run.c.version, campaign_run.c.node, sa.func.count()).where(
        campaign_run.c.campaign_id == campaign_id, campaign_run.c.ended_at.is_(None)
    )
    if version is not None:
        query = query.where(campaign_run.c.version == version)
    found = unit.connection.execute(query.group_by(campaign_run.c.version, campaign_run.c.node))
    return {(version, node): runs for version, node, runs in found}


class Overdue(NamedTuple):
    """How many runs of a campaign should have gone on, and since when the first of them."""

    runs: int
    since: datetime


def overdue(unit: Unit, campaign_ids: Sequence[int], before: datetime) -> dict[int, Overdue]:
    """The campaigns of which runs that were due before an instant haven't gone on; of very many not all are counted."""
    found = unit.driver.execute(
        """select campaign_id, count(*), min(due_at)
           from (select campaign_id, due_at from campaign_run where campaign_id = any(%s) and due_at < %s limit %s) as late
           group by 1""",
        [list(campaign_ids), before, MOST_OVERDUE],
    )
    return {id: Overdue(count, since) for id, count, since in found.fetchall()}


def counts(unit: Unit, campaign_id: int, window: Window, *, version: int | None = None) -> list[Count]:
    """How many took each branch of each node within a window, to the hour."""
    columns = campaign_tally.c
    total = sa.cast(sa.func.sum(columns.runs), sa.BigInteger)
    query = sa.select(columns.node, columns.branch, total).where(columns.campaign_id == campaign_id)
    span = SPANS[window]
    if span is not None:
        query = query.where(columns.hour > unit.now - span)
    if version is not None:
        query = query.where(columns.version == version)
    query = query.group_by(columns.node, columns.branch).order_by(columns.node, columns.branch)
    return [Count(*row) for row in unit.connection.execute(query)]


def totals(unit: Unit, campaign_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Of campaigns how many ever entered, and how many are under way."""
    entered = dict(
        unit.driver.execute(
            "select campaign_id, sum(runs)::bigint from campaign_tally where campaign_id = any(%s) and node = '' group by 1",
            [campaign_ids],
        ).fetchall()
    )
    open_ = dict(
        unit.driver.execute(
            "select campaign_id, count(*) from campaign_run where campaign_id = any(%s) and ended_at is null group by 1",
            [campaign_ids],
        ).fetchall()
    )
    return {id: (entered.get(id, 0), open_.get(id, 0)) for id in campaign_ids}
