"""The proof that memberships are right: everybody is asked about from nothing, and compared with what is kept.

What is kept comes from asking those concerned when something happened or time
went by. Should the two differ, that is a fault of ours: it is told, with the
customers, and they are asked about again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import pyarrow as pa
import sqlalchemy as sa
from pyroaring import BitMap
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Unit

from .pins import Pins, applied
from .questions import Questions, Who, everyone
from .tables import segment_check, segment_recheck

log = logging.getLogger(__name__)

TOLD = 20
"""Of the customers of a drift, as many are named."""


class Drift(NamedTuple):
    """A segment's members that are `missing` from what is kept, and those that are kept too many."""

    segment: str
    missing: BitMap
    surplus: BitMap

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)

    @property
    def customers(self) -> BitMap:
        return self.missing | self.surplus


def compare(
    questions: Iterable[Questions],
    ask: Callable[..., pa.Table],
    members: Mapping[str, BitMap],
    pins: Mapping[str, Pins],
    *,
    at: datetime,
    current: bool,
    who: Who = None,
) -> list[Drift]:
    """What is kept of each segment beside what is computed as of an instant; for everybody, or only for some.

    A segment that names others is computed from what was computed of those.
    """
    drifts, computed = [], dict(members)
    asked = everyone(who)
    for part in questions:
        found = part.ask(ask, who=who, members=computed, now=at, current=current)
        for id, held in applied(pins, [found]):
            kept = members.get(id, BitMap())
            of_them = kept if asked is None else kept & asked
            computed[id] = (kept - of_them) | held
            drifts.append(Drift(id, held - of_them, of_them - held))
    return drifts


def note(unit: Unit, drifts: Iterable[Drift], *, at: datetime) -> None:
    """Keep what a comparison found; those of whom something is wrong are asked about again."""
    for drift in drifts:
        if drift:
            log.error("segment %s has drifted: %s", drift.segment, _told(drift))
            values = sa.select(
                sa.literal(drift.segment), sa.func.unnest(sa.cast(list(drift.customers), sa.ARRAY(sa.Integer)))
            )
            again = insert(segment_recheck).from_select(["segment_id", "customer_id"], values)
            unit.connection.execute(again.on_conflict_do_nothing())
        statement = insert(segment_check).values(
            segment_id=drift.segment,
            checked_at=at,
            missing=len(drift.missing),
            surplus=len(drift.surplus),
            customers=list(drift.customers[:TOLD]),
        )
        kept = {name: statement.excluded[name] for name in ("checked_at", "missing", "surplus", "customers")}
        unit.connection.execute(statement.on_conflict_do_update(index_elements=["segment_id"], set_=kept))


def checks(connection: Connection) -> dict[str, sa.Row[tuple[str, datetime, int, int, list[int]]]]:
    """The last comparison of each segment."""
    return {row.segment_id: row for row in connection.execute(sa.select(segment_check))}


def _told(drift: Drift) -> str:
    some = ", ".join(str(id) for id in drift.customers[:TOLD])
    return f"{len(drift.missing)} are missing and {len(drift.surplus)} too many (customers {some})"
