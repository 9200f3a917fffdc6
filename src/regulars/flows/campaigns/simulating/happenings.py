"""What happened to customers in the span of a simulation that runs wait for, or end by."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import pyarrow as pa

from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.progress import EndedBy
from regulars.campaigns.model.steps import Step, WaitForEvent, WaitForOrder
from regulars.http.house import Asked
from regulars.rules.fold import fold

from .segments import SegmentsThen

Whens = Mapping[int, list[datetime]]
"""By customer, when something happened, in order."""

_EVENTS = """
    select e.customer_id, e.occurred_at from event e
    where e.name_folded in (select name from wanted) and e.customer_id is not null
        and e.occurred_at > (select since from span) and e.occurred_at <= (select until from span) {believed}
    order by 2"""
_BELIEVED = "and e.by_page is null"
_REACHED = """
    select o.customer_id, min(s."at") as at from "order" o join order_status s using (order_id)
    where s.status in (select name from wanted) and o.customer_id is not null
    group by o.order_id, o.customer_id
    having min(s."at") > (select since from span) and min(s."at") <= (select until from span) order by 2"""
_PLACED = """
    select customer_id, placed_at from "order"
    where customer_id is not null and placed_at > (select since from span) and placed_at <= (select until from span)
    order by 2"""


def spanned(since: datetime, until: datetime) -> pa.Table:
    """The table `span` of a question about what lies in it; instants of the facts are UTC without saying so."""
    instants = {"since": since, "until": until}
    return pa.table({name: pa.array([_bare(at)], pa.timestamp("us")) for name, at in instants.items()})


class Happenings:
    """Looks up what a definition waits for and ends by, each once."""

    def __init__(
        self, facts: Asked, definition: Definition, segments: SegmentsThen, since: datetime, until: datetime
    ) -> None:
        self._facts = facts
        self._span = spanned(since, until)
        self._believed = _BELIEVED if definition.gives else ""
        self._waits = {
            node.id: self._waited_for(node.step)
            for node in definition.nodes.values()
            if isinstance(node.step, WaitForEvent | WaitForOrder)
        }
        self._ends = list(self._ending(definition, segments, until))

    def waited_for(self, node: str, customer_id: int, after: datetime, by: datetime) -> datetime | None:
        """When what is waited for at a node happens, after an instant and by another."""
        whens = self._waits.get(node)
        at = None if whens is None else _first(whens, customer_id, after)
        return at if at is not None and at <= by else None

    def ends(self, customer_id: int, entered_at: datetime) -> tuple[datetime, EndedBy] | None:
        """When a run of somebody who entered then is ended by what they do, and by what."""
        if not self._ends:
            return None
        found = [(at, by) for whens, by in self._ends if (at := _first(whens, customer_id, entered_at)) is not None]
        return min(found, default=None)

    def _waited_for(self, step: Step) -> Whens:
        match step:
            case WaitForEvent(name=name):
                return self._found(_EVENTS.format(believed=self._believed), [fold(name)])
            case WaitForOrder(statuses=statuses):
                return self._found(_REACHED, statuses)
        raise AssertionError(step)

    def _ending(
        self, definition: Definition, segments: SegmentsThen, until: datetime
    ) -> Iterator[tuple[Whens, EndedBy]]:
        ends_on = definition.settings.ends_on
        if ends_on.order:
            yield self._found(_PLACED, []), "order"
        if ends_on.events:
            yield self._found(_EVENTS.format(believed=""), [fold(name) for name in ends_on.events]), "event"
        if ends_on.left_segment is not None:
            left: dict[int, list[datetime]] = defaultdict(list)
            for moved in segments.moves(ends_on.left_segment, until):
                for customer in moved.left:
                    left[customer].append(moved.at)
            yield left, "left"

    def _found(self, question: str, names: Iterable[str]) -> Whens:
        wanted = pa.table({"name": pa.array(list(names), pa.string())})
        found = self._facts.ask(question, {"wanted": wanted, "span": self._span})
        whens: dict[int, list[datetime]] = defaultdict(list)
        for customer, at in zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True):
            whens[customer].append(at.replace(tzinfo=UTC))
        return whens


def _first(whens: Whens, customer_id: int, after: datetime) -> datetime | None:
    theirs = whens.get(customer_id, ())
    place = bisect_right(theirs, after)
    return theirs[place] if place < len(theirs) else None


def _bare(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(tzinfo=None)
