"""Ending runs before they come to their end: by what a customer did, or because the campaign is over. As sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from regulars.books import Unit

from . import tally
from .model.progress import EndedBy
from .tally import Edge

MOST = 5_000

_END = """
    with whom as materialized ({whom}),
    ended as (
        update campaign_run r
        set ended_at = %(now)s, ended_by = %(by)s, due_at = null, deadline_at = null, step = r.step + 1
        from whom w where r.id = w.id and r.ended_at is null
        returning r.id, r.campaign_id, r.version, r.node, r.step - 1 as n),
    stepped as (
        insert into campaign_run_step (run_id, n, node, at, done)
        select id, n, node, %(now)s, jsonb_build_object('ended_by', %(by)s::text) from ended)
    select campaign_id, version, node, count(*) from ended group by 1, 2, 3"""

_OF_CUSTOMERS = """
    select r.id from unnest(%(customers)s::int[], %(ats)s::timestamptz[]) as c (customer_id, at)
    join campaign_run r on r.customer_id = c.customer_id and r.campaign_id = any(%(campaigns)s::int[])
        and r.ended_at is null and r.entered_at <= c.at
    order by r.id for update of r"""

_OF_THOSE_OVER = """
    select r.id from campaign c join campaign_run r on r.campaign_id = c.id and r.ended_at is null
    where c.state in ('ended', 'archived') limit %(most)s"""


def of_customers(unit: Unit, campaign_ids: Iterable[int], did: Mapping[int, datetime], by: EndedBy) -> int:
    """End the runs in some campaigns that these customers were in when they did something; how many."""
    campaigns = sorted(campaign_ids)
    if not campaigns or not did:
        return 0
    return _end(unit, _OF_CUSTOMERS, by, customers=list(did), ats=list(did.values()), campaigns=campaigns)


def of_those_over(unit: Unit) -> int:
    """End the next few runs of campaigns that have ended; how many."""
    return _end(unit, _OF_THOSE_OVER, "campaign", most=MOST)


def _end(unit: Unit, whom: str, by: EndedBy, **asked: object) -> int:
    said = {"now": unit.now, "by": by, **asked}
    found = unit.driver.execute(_END.format(whom=whom).encode(), said).fetchall()
    tally.add(unit, {Edge(campaign, version, node, ""): many for campaign, version, node, many in found})
    return sum(many for *_, many in found)
