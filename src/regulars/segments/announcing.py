"""Telling those outside who entered and who left: change by change, in the order in which they were recorded.

It comes after the transaction that wrote the change, some thousand customers at
a time, and remembers how far it has come; so a million who enter at once hold
up nothing, and nobody is told twice of in the books.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from regulars.books import Unit
from regulars.books.announcing import Happening, announce, listened
from regulars.journal.identity import named

from .announcements import ENTERED, LEFT
from .hidden import PREFIX
from .packing import unpacked
from .tables import segment, segment_change

REACHED = "segments.announced"
"""The setting that says how far it has come: a change's id, and how many of its customers."""
AT_ONCE = 5_000


class Part(NamedTuple):
    """Some of those who entered or left by one change."""

    type: str
    customers: Sequence[int]


def announce_next(unit: Unit) -> int:
    """Tell of the next few who entered or left; how many. Of history and of new definitions nobody is told."""
    change, told = unit.setting(REACHED) or (None, 0)
    if change is None or not listened(unit, ENTERED.type, LEFT.type):
        _pass_over(unit, change)
        return 0
    columns = segment_change.c
    left_of = (columns.id > change) if told == 0 else (columns.id >= change)
    wanted = columns.live & (columns.cause != "definition") & ~columns.segment_id.startswith(PREFIX)
    query = sa.select(segment_change, segment.c.name).join(segment, segment.c.id == columns.segment_id)
    row = unit.connection.execute(query.where(left_of, wanted).order_by(columns.id).limit(1)).one_or_none()
    if row is None:
        return 0
    entered, left = unpacked(row.entered), unpacked(row.left)
    already = told if row.id == change else 0
    parts = _parts(list(entered), list(left), already)
    _announce(unit, row, parts)
    count = sum(len(part.customers) for part in parts)
    done = already + count >= len(entered) + len(left)
    unit.set_setting(REACHED, [row.id, 0 if done else already + count])
    return count


def _parts(entered: list[int], left: list[int], already: int) -> list[Part]:
    """The next of both, `AT_ONCE` at most."""
    until = already + AT_ONCE
    first, second = entered[already:until], left[max(already - len(entered), 0) : max(until - len(entered), 0)]
    return [Part(ENTERED.type, first), Part(LEFT.type, second)]


def _announce(unit: Unit, row: sa.Row[Any], parts: list[Part]) -> None:
    about = {"id": row.segment_id, "name": row.name}
    for type, customers in parts:
        if customers and listened(unit, type):
            who = named(unit, customers)
            common = {"segment": about, "at": row.at, "cause": row.cause}
            announce(unit, type, [Happening(row.at, common | {"customer": who[id]}) for id in customers])


def _pass_over(unit: Unit, reached: int | None) -> None:
    """As long as nobody listens, what has happened is passed over: whoever begins to listen is told from then on."""
    row = unit.driver.execute("select coalesce(max(id), 0) from segment_change").fetchone()
    last = int(row[0]) if row else 0
    if last != reached:
        unit.set_setting(REACHED, [last, 0])
