"""Runs that wait for something to happen: taken further when it does, in the transaction in which it was heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from regulars.books import Unit
from regulars.campaigns import tally
from regulars.campaigns.model.steps import HAPPENED, WaitForEvent, WaitForOrder
from regulars.campaigns.tally import Edge
from regulars.rules.fold import fold

from . import meanwhile
from .live import Place

if TYPE_CHECKING:
    from .hearing import Heard

Reached = Mapping[str, Mapping[str, datetime]]
"""When orders first reached each status, by their keys."""


class Happened(NamedTuple):
    """What those who wait at a place were waiting for, by customer, and when it happened."""

    place: Place
    customers: Mapping[int, datetime]


def first(reached: Mapping[str, datetime], statuses: Iterable[str]) -> datetime | None:
    """When an order first reached any of some statuses."""
    return min((reached[status] for status in statuses if status in reached), default=None)


def happened(places: Iterable[Place], heard: Sequence[Heard], reached: Reached) -> list[Happened]:
    """What those who wait were waiting for, place by place."""
    found = []
    for place in places:
        customers: dict[int, datetime] = {}
        for entry in heard:
            at: datetime | None = None
            match place.node.step:
                case WaitForEvent(name=name) if entry.type == "event" and place.definition.believes(entry.document):
                    at = entry.at if fold(str(entry.document.get("name"))) == fold(name) else None
                case WaitForOrder(statuses=statuses) if entry.type == "order":
                    at = first(reached.get(entry.key, {}), statuses)
            if at is not None:
                customers[entry.customer_id] = max(at, customers.get(entry.customer_id, at))
        if customers:
            found.append(Happened(place, customers))
    return found


def take_further(unit: Unit, found: Sequence[Happened]) -> None:
    """Let those go on who were waiting when it happened, or on the way to it."""
    for place, customers in found:
        waiting = unit.driver.execute(
            """select id, customer_id, coalesce((about ->> 'at')::timestamptz, entered_at), entered_at from campaign_run
               where campaign_id = %s and version = %s and node = %s and customer_id = any(%s) and ended_at is null
                   and deadline_at is not null order by id for update""",
            [place.live.id, place.version, place.node.id, list(customers)],
        ).fetchall()
        runs = {id: (occasion_at, entered_at) for id, _, occasion_at, entered_at in waiting}
        since = meanwhile.counts_from(unit, place.definition, runs) if runs else {}
        ready = [id for id, whose, _, _ in waiting if since[id] < customers[whose]]
        _go_on(unit, place, ready)


def _go_on(unit: Unit, place: Place, runs: Sequence[int]) -> None:
    if not runs:
        return
    unit.driver.execute(
        """with gone as (
               update campaign_run set node = %(to)s, step = step + 1, due_at = %(now)s, deadline_at = null
               where id = any(%(runs)s) returning id, step - 1 as n)
           insert into campaign_run_step (run_id, n, node, branch, at) select id, n, %(node)s, %(branch)s, %(now)s from gone""",
        {
            "to": place.node.next[HAPPENED], "node": place.node.id, "branch": HAPPENED, "runs": list(runs),
            "now": unit.now,
        },
    )  # fmt: skip
    tally.add(unit, {Edge(place.live.id, place.version, place.node.id, HAPPENED): len(runs)})


def look_again(unit: Unit, watching: Sequence[Place], customers: Collection[int]) -> None:
    """Have those looked at who wait at some places, of these customers."""
    if not watching or not customers:
        return
    unit.driver.execute(
        """update campaign_run r set due_at = %s
           from unnest(%s::int[], %s::int[], %s::text[]) as w (campaign_id, version, node)
           where r.campaign_id = w.campaign_id and r.version = w.version and r.node = w.node and r.customer_id = any(%s)
               and r.ended_at is null and r.deadline_at is not null and r.due_at > %s""",
        [
            unit.now, [place.live.id for place in watching], [place.version for place in watching],
            [place.node.id for place in watching], sorted(customers), unit.now,
        ],
    )  # fmt: skip


def causes(unit: Unit, runs: Mapping[int, int]) -> dict[int, list[int]]:
    """By which campaigns it came about what these runs did, by the customer whom each is about."""
    found: dict[int, list[int]] = {}
    for run, campaign, before in unit.driver.execute(
        "select id, campaign_id, causes from campaign_run where id = any(%s)", [list(runs)]
    ).fetchall():
        theirs = found.setdefault(runs[run], [])
        theirs += [one for one in [*before, campaign] if one not in theirs]
    return found


def become_one(unit: Unit, merges: Iterable[tuple[int, int]]) -> None:
    """Runs go along when two customers turn out to be one; an occasion that both entered by stays with the one."""
    for alias, owner in merges:
        unit.driver.execute(
            """update campaign_run r set customer_id = %(owner)s
               where customer_id = %(alias)s and not exists (
                   select from campaign_run o
                   where o.campaign_id = r.campaign_id and o.customer_id = %(owner)s and o.key = r.key)""",
            {"alias": alias, "owner": owner},
        )
        unit.driver.execute(
            """update campaign_run set ended_at = %(now)s, ended_by = 'merged', due_at = null, deadline_at = null
               where customer_id = %(alias)s and ended_at is null""",
            {"alias": alias, "now": unit.now},
        )
        unit.driver.execute(
            "update campaign_timer set customer_id = %(owner)s where customer_id = %(alias)s",
            {"alias": alias, "owner": owner},
        )
