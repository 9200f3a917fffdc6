"""Who is looked at when: alarms gone by, customers each at an instant of their own, and what is to come.

Nothing here asks; `keeper.py` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc
from pyroaring import BitMap

from regulars.facts.changes import Index
from regulars.rules.calendar import Calendar
from regulars.rules.query import alarm, turns

from .model import Change
from .questions import Live, Who

MOST_INSTANTS = 1_000
"""Different instants of one step that are each told by themselves."""


def alarms(
    segments: Iterable[Live], calendar: Calendar, since: datetime, until: datetime
) -> Iterator[tuple[datetime, set[str]]]:
    """The alarms after one instant up to another, with those of their segments whose answers may have turned."""
    conditions = {segment.id: segment.condition for segment in segments}
    first = {id: alarm(condition, since, calendar) for id, condition in conditions.items()}
    ahead = [(at, since, id) for id, at in first.items() if at is not None and at <= until]
    heapify(ahead)
    while ahead:
        instant, turned = ahead[0][0], set[str]()
        while ahead and ahead[0][0] == instant:
            _, before, id = heappop(ahead)
            if turns(conditions[id], before, instant, calendar):
                turned.add(id)
            following = alarm(conditions[id], instant, calendar)
            if following is not None and following <= until:
                heappush(ahead, (following, instant, id))
        if turned:
            yield instant, turned


class Alarms:
    """The first alarm of each segment that has one after an instant, remembered: each batch asks, several times, and only
    another plan, calendar or instant changes it."""

    def __init__(self) -> None:
        self._asked: tuple[list[Live], Calendar, datetime] | None = None
        self._found: list[datetime] = []

    def after(self, segments: list[Live], calendar: Calendar, since: datetime) -> list[datetime]:
        """For the same list the same answer: one that changes has to be another."""
        if self._asked is None or self._asked[0] is not segments or self._asked[1:] != (calendar, since):
            found = (alarm(segment.condition, since, calendar) for segment in segments)
            self._found = [instant for instant in found if instant is not None]
            self._asked = segments, calendar, since
        return self._found


def each_once(asked: Iterable[tuple[datetime, BitMap]]) -> dict[datetime, BitMap]:
    """Everybody at the first of the instants that they are asked at."""
    seen = BitMap()
    found: dict[datetime, BitMap] = {}
    for instant, customers in asked:
        if first := customers - seen:
            found[instant] = found.get(instant, BitMap()) | first
            seen |= first
    return found


def at_instants(due: Iterable[tuple[int, datetime]]) -> dict[datetime, BitMap]:
    """Customers by the instants at which they are to be asked about."""
    found: dict[datetime, BitMap] = {}
    for customer, instant in due:
        found.setdefault(instant, BitMap()).add(customer)
    return found


def taken_before(due: dict[datetime, BitMap], before: datetime | None) -> dict[datetime, BitMap]:
    """Takes those whose instant comes before another, each at their first; all of them when there is no other."""
    instants = sorted(instant for instant in due if before is None or instant < before)
    who = each_once([(instant, due[instant]) for instant in instants])
    for instant, customers in who.items():
        due[instant] = due[instant] - customers
        if not due[instant]:
            del due[instant]
    return who


def by_instant(change: Change, who: Who, brought: BitMap | None = None) -> list[Change]:
    """A change in the parts that became true at one instant each; of those `brought` its cause is theirs at any.

    Of more than `MOST_INSTANTS` those within a second are one part, at the last of them: a change is a row and an entry of the
    journal, and a hundred thousand of those within a minute would take longer than the minute.
    """
    if who is None:
        return [change]
    parts = []
    for instant, customers in _by_second(who) if len(who) > MOST_INSTANTS else sorted(who.items()):
        entered, left = change.entered & customers, change.left & customers
        if entered or left:
            own = instant == change.at or (brought is not None and not brought.isdisjoint(customers))
            cause = change.cause if own else "time"
            parts.append(replace(change, at=instant, cause=cause, entered=entered, left=left))
    return parts


def _by_second(who: Mapping[datetime, BitMap]) -> Iterator[tuple[datetime, BitMap]]:
    """Everybody whose instants lie in one second together, at the last of these; in order."""
    for _, instants in groupby(sorted(who), key=lambda instant: instant.replace(microsecond=0)):
        together = list(instants)
        yield together[-1], BitMap.union(*(who[instant] for instant in together))


_NO_CHANGES = pa.table({"customer_id": pa.array([], pa.int32()), "next_change": pa.array([], pa.timestamp("us"))})


def changing(index: Index, until: datetime) -> list[tuple[int, datetime]]:
    """The customers whose answer may change again up to an instant, and when."""
    limit = pa.scalar(until.astimezone(UTC).replace(tzinfo=None), pa.timestamp("us"))
    found = index.found.filter(pc.less_equal(index.found["next_change"].cast(pa.timestamp("us")), limit))
    instants = [at.replace(tzinfo=UTC) for at in found["next_change"].cast(pa.timestamp("us")).to_pylist()]
    return list(zip(found["customer_id"].to_pylist(), instants, strict=True))


def earliest(tables: Sequence[pa.Table]) -> pa.Table:
    """For each customer the earliest of the instants that several layers gave."""
    if len(tables) <= 1:
        return tables[0] if tables else _NO_CHANGES
    together = pa.concat_tables(tables).group_by("customer_id").aggregate([("next_change", "min")])
    return together.rename_columns(["customer_id", "next_change"])


def asked(customers: BitMap | None) -> pa.Table | None:
    return None if customers is None else pa.table({"customer_id": pa.array(customers.to_array(), pa.int32())})
