"""What became of the messages of a source, counted: in all, by node, and week by week.

Opens are those by people, as far as can be told; what only machines opened is
counted beside. Tests are never counted. What was ordered is for the facts to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say

from . import mail_settings
from .model.attribution import USUAL, Attribution, By
from .model.states import Source, WaitsFor

SourceId = tuple[str, str]
"""A source and which of them."""


class AttributionChanged(Conflict):
    """Somebody else has set it meanwhile."""

    code = "changed"

    def __init__(self, version: int) -> None:
        super().__init__(
            say("what counts as brought about was changed meanwhile; look at it again and repeat your change")
        )
        self.version = version


@dataclass(frozen=True, slots=True)
class Mails:
    """How many messages: yet to be sent, sent, taken by the server, opened by people, opened only by machines, clicked, come
    back, blocked, sent without anybody knowing whether they were taken; of how many the list was left, and how many were
    reported."""

    pending: int = 0
    sent: int = 0
    delivered: int = 0
    opened: int = 0
    machine_opened: int = 0
    clicked: int = 0
    left: int = 0
    complained: int = 0
    bounced: int = 0
    blocked: int = 0
    unknown: int = 0

    def __add__(self, other: Mails) -> Mails:
        return Mails(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Mails)))


class Weekly(NamedTuple):
    """What happened in a week, by its first local day, a Monday."""

    week: date
    sent: int
    opened: int
    clicked: int
    left: int


class Waiting(NamedTuple):
    """How many messages wait for something, and when the first of them leaves at the earliest."""

    waits_for: WaitsFor
    messages: int
    until: datetime | None


class Kept(NamedTuple):
    """What counts as brought about by a source; of version 0 nobody has said anything yet."""

    attribution: Attribution
    version: int


_COUNTED = """
    count(*) filter (where state in ('queued', 'deferred', 'handed_over')), count(sent_at) filter (where state <> 'handed_over'),
    count(*) filter (where state = 'accepted'), count(opened_at),
    count(*) filter (where opened_at is null and machine_opened_at is not null), count(clicked_at), count(left_at),
    count(complained_at), count(*) filter (where state = 'bounced'), count(*) filter (where state = 'blocked'),
    count(*) filter (where state = 'unknown')"""
_OF_ONE = "from message where source = %(source)s and source_id = %(id)s and test_address is null"
_WEEKS = f"""
    select date_trunc('week', happened.at at time zone %(zone)s)::date, count(*) filter (where what = 'sent'),
        count(*) filter (where what = 'opened'), count(*) filter (where what = 'clicked'), count(*) filter (where what = 'left')
    from (select sent_at, opened_at, clicked_at, left_at {_OF_ONE} and sent_at is not null) as sent
    cross join lateral (values ('sent', sent_at), ('opened', opened_at), ('clicked', clicked_at), ('left', left_at))
        as happened (what, at)
    where happened.at is not null group by 1 order by 1"""


def by_node(unit: Unit, source: Source, source_id: str) -> dict[str, Mails]:
    """What became of the messages of each node: the step of a campaign, the rule of a workflow, the subject of a newsletter."""
    found = unit.driver.execute(
        f"select coalesce(node, ''), {_COUNTED} {_OF_ONE} group by 1 order by 1".encode(),
        {"source": source, "id": source_id},
    )
    return {node: Mails(*counts) for node, *counts in found.fetchall()}


def by_week(unit: Unit, source: Source, source_id: str, zone: str) -> list[Weekly]:
    """What happened in each local week in which anything did; each thing in its own week."""
    named = {"source": source, "id": source_id, "zone": zone}
    return [Weekly(*row) for row in unit.driver.execute(_WEEKS.encode(), named).fetchall()]


def blocked(unit: Unit, source: Source, source_id: str) -> dict[str, int]:
    """How many messages were blocked for which reason, the most frequent first."""
    found = unit.driver.execute(
        f"select reason, count(*) {_OF_ONE} and state = 'blocked' group by 1 order by 2 desc, 1".encode(),
        {"source": source, "id": source_id},
    )
    return dict(found.fetchall())


def waiting(unit: Unit, source: Source, source_id: str) -> list[Waiting]:
    """What messages wait for that are yet to be sent, the most frequent first."""
    found = unit.driver.execute(
        f"""select waits, count(*), min(coalesce(held_until, due_at)) filter (where waits not in ('paused', 'server'))
            from (select held_until, due_at, case when %(away)s and due_at <= %(now)s then 'server' else waits_for end as waits
                  {_OF_ONE} and state in ('queued', 'deferred')) as pending
            where waits is not null group by 1 order by 2 desc, 1""".encode(),
        {"source": source, "id": source_id, "now": unit.now, "away": mail_settings.trouble(unit) is not None},
    )
    return [Waiting(*row) for row in found.fetchall()]


def nodes_of(unit: Unit, message_ids: Sequence[int]) -> dict[int, str]:
    """The nodes that had messages sent."""
    found = unit.driver.execute(
        "select id, coalesce(node, '') from message where id = any(%s)", [list(set(message_ids))]
    )
    return dict(found.fetchall())


def attribution(unit: Unit, source: Source, source_id: str) -> Kept:
    """What counts as brought about by a source."""
    row = unit.driver.execute(
        "select by, days, version from message_attribution where source = %s and source_id = %s", [source, source_id]
    ).fetchone()
    return Kept(USUAL, 0) if row is None else Kept(Attribution(row[0], row[1]), row[2])


def attributions(unit: Unit) -> Mapping[SourceId, Attribution]:
    """What every source says that says anything else than is usual."""
    found = unit.driver.execute("select source, source_id, by, days from message_attribution").fetchall()
    return {(source, id): Attribution(by, days) for source, id, by, days in found}


def attribute(unit: Unit, source: Source, source_id: str, *, version: int, by: By, days: int) -> Kept:
    """Say what counts; it holds for what was ordered already too. Raises `AttributionChanged`."""
    row = (
        unit.driver.execute(
            """insert into message_attribution (source, source_id, by, days, version, updated_at)
               select %(source)s, %(id)s, %(by)s, %(days)s, 1, %(now)s where %(version)s = 0
           on conflict do nothing returning version""",
            {"source": source, "id": source_id, "by": by, "days": days, "now": unit.now, "version": version},
        ).fetchone()
        or unit.driver.execute(
            """update message_attribution set by = %(by)s, days = %(days)s, version = version + 1, updated_at = %(now)s
           where source = %(source)s and source_id = %(id)s and version = %(version)s returning version""",
            {"source": source, "id": source_id, "by": by, "days": days, "now": unit.now, "version": version},
        ).fetchone()
    )
    if row is None:
        raise AttributionChanged(attribution(unit, source, source_id).version)
    unit.audit("results.attributed", f"{source}:{source_id}", {"by": by, "days": days})
    return Kept(Attribution(by, days), row[0])
