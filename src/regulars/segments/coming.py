"""What is coming: who will leave a segment and who will enter it by time alone, day by day.

Nothing is guessed. The question that keeps a segment also says for each customer
when its answer may change though nothing happens. Whoever that concerns is asked
as of the end of that day, and from there the next instant is known; so everybody
is asked only on days on which something may change, and all of them together.

As long as nothing else happens: no order, no edit, nobody's word. Stays of other
segments that will begin and end meanwhile aren't foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from regulars.core.errors import Conflict
from regulars.core.sentences import say, word
from regulars.facts.relations import base_tables
from regulars.http.instants import instant, microseconds
from regulars.rules.calendar import Calendar
from regulars.rules.query.functions import epoch_us

from . import bitmaps, looking, pins
from .current import is_current
from .pins import Pins
from .questions import Live, Questions

NEVER = np.iinfo(np.int64).max


@dataclass(slots=True)
class ComingDay:
    """A local day, and how many will have left and entered at its end."""

    date: date
    leaving: int = 0
    entering: int = 0


class Coming(NamedTuple):
    """What time alone will bring; not `exact` where a condition counts stays, which may begin and end meanwhile."""

    days: list[ComingDay]
    exact: bool


class NotKept(Conflict):
    """A segment that isn't kept up to date, so that nothing can be said of its days to come."""

    code = "segment.not_kept"

    def __init__(self, id: str, state: str) -> None:
        super().__init__(
            say("segment {id!r} is {state}, so nobody comes or goes; see to that first", id=id, state=word(state))
        )
        self.id = id
        self.state = state


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days to look at, from today on, with the instants just before each is over."""

    days: Sequence[date]
    ends: Sequence[datetime]

    @classmethod
    def of(cls, now: datetime, days: int, calendar: Calendar) -> Ahead:
        today = calendar.local_date(now)
        dates = [today + timedelta(days=n) for n in range(days)]
        return cls(dates, [calendar.day_end(day) for day in dates])


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the segments that matter, in the layers in which they are computed, and where."""

    layers: Sequence[Questions]
    ask: Callable[..., pa.Table]
    horizon: datetime | None
    pins: Mapping[str, Pins]
    calendar: Calendar
    members: dict[str, BitMap] = field(default_factory=dict)
    """Who is in each segment now; brought forward with each round."""

    @property
    def segments(self) -> list[Live]:
        return [segment for layer in self.layers for segment in layer.segments]


def due(ask: Callable[..., pa.Table], ahead: Ahead) -> dict[str, np.ndarray]:
    """The customers of whom any segment may change before the last day is over: `customer_id`, `at` in microseconds."""
    index = base_tables()["next_change"]
    found = ask(index.filter(index["at"] <= instant(ahead.ends[-1])).select("customer_id", at=epoch_us(index["at"])))
    return {name: found[name].to_numpy() for name in ("customer_id", "at")}


def coming(
    asked: Asked,
    segment: str,
    ahead: Ahead,
    *,
    now: datetime,
    due: Mapping[str, np.ndarray],
    everybody: Callable[[], BitMap],
) -> list[ComingDay]:
    """How many leave and enter a segment on each day ahead.

    `due` are the customers whose next change, of any segment, comes before the last day is over: `customer_id`, and
    `at` in microseconds. `everybody` is called when the clock alone changes answers.
    """
    ends = np.array([microseconds(end) for end in ahead.ends], np.int64)
    alarms = [microseconds(at) for at, _ in looking.alarms(asked.segments, asked.calendar, now, ahead.ends[-1])]
    ids, next_at = due["customer_id"], due["at"]
    if alarms:
        rest = bitmaps.ids_of(everybody() - BitMap(ids.astype(np.uint32)))
        ids = np.concatenate([ids, rest])
        next_at = np.concatenate([next_at, np.full(len(rest), NEVER)])
        next_at = np.minimum(next_at, alarms[0])
    found = [ComingDay(day) for day in ahead.days]
    while True:
        at_end = np.searchsorted(ends, next_at)
        waiting = at_end < len(ends)
        if not waiting.any():
            return found
        ids, at_end = ids[waiting], at_end[waiting]
        who = {int(n): bitmaps.from_sorted(np.sort(ids[at_end == n])) for n in np.unique(at_end)}
        ids, next_at = _round(asked, segment, who, ahead, found)
        asked_at = _asked_at(ids, who, ends)
        following = np.array([*alarms, NEVER])[np.searchsorted(alarms, asked_at, side="right")]
        next_at = np.minimum(np.maximum(next_at, asked_at + 1), following)


def _round(
    asked: Asked, segment: str, who: Mapping[int, BitMap], ahead: Ahead, found: Sequence[ComingDay]
) -> tuple[np.ndarray, np.ndarray]:
    """Ask each at the end of their day, note who has left and entered, and give when they may change again."""
    instants = {ahead.ends[n]: customers for n, customers in who.items()}
    everyone = BitMap.union(BitMap(), *who.values())
    changes = []
    for layer in asked.layers:
        answers = layer.ask(
            asked.ask,
            who=instants,
            members=asked.members,
            now=min(instants),
            current=is_current(asked.horizon, min(instants)),
        )
        changes.append(answers.changes)
        for id, held in pins.applied(asked.pins, [answers]):
            before = asked.members.get(id, BitMap())
            if id == segment:
                for n, customers in who.items():
                    found[n].leaving += len((before - held) & customers)
                    found[n].entering += len((held - before) & customers)
            asked.members[id] = (before - everyone) | held
    table = looking.earliest(changes)
    column = table["next_change"].cast(pa.timestamp("us")).cast(pa.int64())
    return table["customer_id"].to_numpy(), pc.fill_null(column, NEVER).to_numpy()


def _asked_at(ids: np.ndarray, who: Mapping[int, BitMap], ends: np.ndarray) -> np.ndarray:
    """The instant that each was asked about."""
    found = np.zeros(len(ids), np.int64)
    for n, customers in who.items():
        found[np.isin(ids, bitmaps.ids_of(customers))] = ends[n]
    return found
