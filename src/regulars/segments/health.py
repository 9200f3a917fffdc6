"""How segments are: what about one somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection

from . import store, verify
from .actions import is_jump
from .model import Definition
from .tables import segment_acted, segment_day

Kind = Literal["broken", "drifted", "waiting", "jumped", "empty"]


class Health(NamedTuple):
    """One thing about a segment: since when, if that is known, and how many customers it is about.

    Of a jump that waits also how many have come and gone about whom nothing is done yet; of what is `broken` the reason,
    and what to do about it.
    """

    kind: Kind
    since: datetime | None = None
    customers: int | None = None
    entered: int | None = None
    left: int | None = None
    reason: str | None = None


MEND = (
    "; it keeps its last members and does nothing about who comes and goes until what is missing or declared otherwise is"
    " as it was, or the condition is changed"
)


def of(connection: Connection, definitions: Iterable[Definition], *, today: date) -> dict[str, list[Health]]:
    """What is to be said of each segment, the worst first: it is broken; its members have drifted from those computed anew;
    a jump waits for approval; its size has jumped today; nobody is in it."""
    held = _held(connection)
    sizes = sa.select(segment_day.c.segment_id, segment_day.c.size).where(segment_day.c.day == today)
    begun = dict(connection.execute(sizes).all())
    checked = verify.checks(connection)
    found: dict[str, list[Health]] = {}
    for one in definitions:
        said: list[Health] = []
        if one.state == "broken":
            said.append(Health("broken", reason=f"{one.broken_reason}{MEND}"))
        check = checked.get(one.id)
        if check is not None and (check.missing or check.surplus):
            said.append(Health("drifted", check.checked_at, check.missing + check.surplus))
        if one.id in held:
            said.append(held[one.id])
        before = begun.get(one.id, one.size)
        if is_jump(before, abs(one.size - before)):
            said.append(Health("jumped", None, abs(one.size - before)))
        if one.state == "active" and one.size == 0:
            said.append(Health("empty"))
        found[one.id] = said if one.state != "archived" else []
    return found


def _held(connection: Connection) -> dict[str, Health]:
    """The jumps that wait for somebody's word, by segment. There are few, so bitmaps are read of those alone."""
    acted = segment_acted.c
    waits = sa.select(acted.segment_id, acted.held_at, acted.acted).where(
        acted.held_at.is_not(None), acted.approved_at.is_(None)
    )
    rows = list(connection.execute(waits))
    members = store.members(connection, [row.segment_id for row in rows]) if rows else {}
    found: dict[str, Health] = {}
    for row in rows:
        before, now = BitMap.deserialize(row.acted), members.get(row.segment_id, BitMap())
        entered, left = now.difference_cardinality(before), before.difference_cardinality(now)
        found[row.segment_id] = Health("waiting", row.held_at, entered + left, entered, left)
    return found
