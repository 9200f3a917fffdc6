"""Movement: who went from which segment to which between two instants.

Somebody has gone from one segment to another who was in the first and no longer
is, and is in the second and wasn't. Who was in none of those looked at has come
from nowhere; who is in none of them any more has gone there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap


class Change(NamedTuple):
    """How many were in a segment at first and in the end, and how many of them stayed, came and went."""

    id: str
    before: int
    after: int
    stayed: int
    came: int
    went: int


class Flow(NamedTuple):
    """How many went from one segment to another; None is none of them."""

    source: str | None
    target: str | None
    customers: int


class Movement(NamedTuple):
    """Every segment, and the flows between them, the largest first."""

    changes: list[Change]
    flows: list[Flow]


def movement(before: Mapping[str, BitMap], after: Mapping[str, BitMap]) -> Movement:
    """What happened between two instants to the members of the same segments."""
    assert before.keys() == after.keys()
    came = {id: after[id] - before[id] for id in before}
    went = {id: before[id] - after[id] for id in before}
    changes = [
        Change(id, len(before[id]), len(after[id]), len(before[id] & after[id]), len(came[id]), len(went[id]))
        for id in before
    ]
    everybody_before, everybody_after = (BitMap.union(BitMap(), *held.values()) for held in (before, after))
    flows = [
        Flow(one, other, left.intersection_cardinality(entered))
        for one, left in went.items()
        for other, entered in came.items()
        if left and entered and one != other
    ]
    flows += [Flow(None, id, len(came[id] - everybody_before)) for id in before]
    flows += [Flow(id, None, len(went[id] - everybody_after)) for id in before]
    some = (flow for flow in flows if flow.customers)
    return Movement(changes, sorted(some, key=lambda flow: (-flow.customers, flow.source or "", flow.target or "")))


def side_by_side(movements: Sequence[Movement]) -> list[tuple[str | None, str | None, list[int]]]:
    """Every way that was taken in any of some periods: from where, to where, and by how many in each; the largest of the first
    period first."""
    taken = [{(flow.source, flow.target): flow.customers for flow in one.flows} for one in movements]
    ways = {way for flows in taken for way in flows}
    counted = [(*way, [flows.get(way, 0) for flows in taken]) for way in ways]
    return sorted(counted, key=lambda one: ([-customers for customers in one[2]], one[0] or "", one[1] or ""))
