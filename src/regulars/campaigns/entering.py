"""Entering: those who may begin a run, as a set; each occasion once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from regulars.books import Unit
from regulars.rules.calendar import Calendar

from . import tally
from .model.definition import Definition
from .model.settings import Entry
from .model.steps import NEXT
from .tally import Edge


class Entrant(NamedTuple):
    """Somebody who is to enter, by which occasion, and the campaigns that brought it about."""

    customer_id: int
    key: str
    about: Mapping[str, Any] = {}
    causes: Sequence[int] = ()


_MAY = {
    "once_ever": "not exists (select from campaign_run r where r.campaign_id = %(campaign)s and r.customer_id = a.customer_id)",
    "once_a_period": """not exists (select from campaign_run r where r.campaign_id = %(campaign)s
        and r.customer_id = a.customer_id and r.entered_at > %(since)s)""",
    "after_leaving": """not exists (select from campaign_run r where r.campaign_id = %(campaign)s
        and r.customer_id = a.customer_id and r.ended_at is null)""",
    "each_time": "true",
}

_WANTED = """
    with asked as (
        select * from unnest(%(customers)s::int[], %(keys)s::text[], %(abouts)s::text[], %(causes)s::text[])
            with ordinality as a (customer_id, key, about, causes, n)),
    wanted as (select distinct on ({once}) * from asked a where {may} order by {once}, n)"""
_ENTER = f"""{_WANTED},
    made as (
        insert into campaign_run (
            campaign_id, version, customer_id, key, node, step, due_at, about, causes, entered_at, backfill_id, in_test)
        select %(campaign)s, %(version)s, customer_id, key, %(first)s, 0, %(now)s, about::jsonb, causes::int[], %(now)s,
            %(backfill)s, (select state = 'test' from campaign where id = %(campaign)s)
        from wanted order by n on conflict (campaign_id, customer_id, key) do nothing returning 1)
    select count(*) from made"""
_WOULD = f"""{_WANTED}
    select n from wanted w where not exists (
        select from campaign_run r
        where r.campaign_id = %(campaign)s and r.customer_id = w.customer_id and r.key = w.key) order by n"""


def enter(
    unit: Unit,
    campaign_id: int,
    version: int,
    definition: Definition,
    entrants: Sequence[Entrant],
    *,
    calendar: Calendar,
    backfill: int | None = None,
) -> int:
    """Let those enter who may; how many did. Who comes about by the campaign itself may not. `backfill`: which one it is by."""
    let_in = [one for one in entrants if campaign_id not in one.causes]
    if not let_in:
        return 0
    given = {"version": version, "first": definition.first, "now": unit.now, "backfill": backfill}
    asked = given | _asked(unit, campaign_id, definition.settings.entry, let_in, calendar)
    found = unit.driver.execute(_sql(_ENTER, definition.settings.entry), asked).fetchone()
    assert found is not None
    if found[0]:
        tally.add(unit, {Edge(campaign_id, version, "", NEXT): found[0]})
    return int(found[0])


def would_enter(
    unit: Unit, campaign_id: int, definition: Definition, entrants: Sequence[Entrant], *, calendar: Calendar
) -> list[int]:
    """Which of some would enter now, by their places among them; nothing is written."""
    if not entrants:
        return []
    asked = _asked(unit, campaign_id, definition.settings.entry, entrants, calendar)
    found = unit.driver.execute(_sql(_WOULD, definition.settings.entry), asked)
    return [n - 1 for (n,) in found.fetchall()]


def _sql(form: str, entry: Entry) -> bytes:
    once = "customer_id, key" if entry.again == "each_time" else "customer_id"
    return form.format(once=once, may=_MAY[entry.again]).encode()


def _asked(
    unit: Unit, campaign_id: int, entry: Entry, entrants: Sequence[Entrant], calendar: Calendar
) -> dict[str, Any]:
    since: datetime | None = None if entry.period is None else entry.period.before(unit.now, calendar)
    return {
        "campaign": campaign_id,
        "since": since,
        "customers": [one.customer_id for one in entrants],
        "keys": [one.key for one in entrants],
        "abouts": [orjson.dumps(dict(one.about), option=orjson.OPT_UTC_Z).decode() for one in entrants],
        "causes": ["{" + ",".join(map(str, one.causes)) + "}" for one in entrants],
    }
