"""How segments are: what about one somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from regulars.core.sentences import say, template

from . import verify, waiting
from .actions import is_jump
from .model import Definition
from .tables import segment_day

DAY = timedelta(days=1)

Kind = Literal["broken", "drifted", "waiting", "jumped", "empty"]


class Health(NamedTuple):
    """One thing about a segment: since when, if that is known, and how many customers it is about.

    Of a jump that waits also how many have come and gone about whom nothing is done yet, and of how many more nothing will be
    done by approving it, as their cool-down goes on; of what is `broken` the reason,
    and what to do about it.
    """

    kind: Kind
    since: datetime | None = None
    customers: int | None = None
    entered: int | None = None
    left: int | None = None
    cooling: int | None = None
    reason: str | None = None


MEND = template(
    "{why}; it keeps its last members and does nothing about who comes and goes until what is missing or declared otherwise is as it was, or the condition is changed"
)


def of(
    connection: Connection, definitions: Iterable[Definition], *, now: datetime, today: date
) -> dict[str, list[Health]]:
    """What is to be said of each segment, the worst first: it is broken; its members have drifted from those computed anew;
    a jump waits for approval; its size has jumped today; nobody is in it."""
    held = _held(connection, now)
    sizes = sa.select(segment_day.c.segment_id, segment_day.c.size).where(segment_day.c.day == today)
    begun = dict(connection.execute(sizes).all())
    checked = verify.checks(connection)
    found: dict[str, list[Health]] = {}
    for one in definitions:
        said: list[Health] = []
        if one.state == "broken":
            said.append(Health("broken", reason=say(MEND, why=one.broken_reason)))
        check = checked.get(one.id)
        if check is not None and (check.missing or check.surplus):
            said.append(Health("drifted", check.checked_at, check.missing + check.surplus))
        if one.id in held:
            said.append(held[one.id])
        before = begun.get(one.id, one.size)
        is_known = before > 0 or one.created_at <= now - DAY  # one of today has come up from nobody
        if is_known and is_jump(before, abs(one.size - before)):
            said.append(Health("jumped", None, abs(one.size - before)))
        if one.state == "active" and one.size == 0:
            said.append(Health("empty"))
        found[one.id] = said if one.state != "archived" else []
    return found


def _held(connection: Connection, now: datetime) -> dict[str, Health]:
    """The jumps that wait for somebody's word, by segment."""
    found: dict[str, Health] = {}
    for id, (since, who) in waiting.for_approval(connection, now).items():
        entered, left = who.count("entered", "approval"), who.count("left", "approval")
        cooling = who.count("entered", "cool_down") + who.count("left", "cool_down")
        found[id] = Health("waiting", since, entered + left, entered, left, cooling=cooling)
    return found
