"""Moving customers to a group for other reasons than a segment, as steps of campaigns do.

It holds for as long as no segment says another: a segment's claim goes before
it, and whoever leaves that segment is in this group again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regulars.books import Unit
from regulars.books.announcing import Happening, announce, listened
from regulars.journal.decisions import GROUP, Decision, append_decisions
from regulars.journal.identity import named

from . import standing
from .announcements import GROUP_CHANGED
from .standing import MOVED


class Move(NamedTuple):
    """A customer and the group to be in, known by a key."""

    key: str
    customer_id: int
    group: str


def move(unit: Unit, moves: Sequence[Move]) -> set[str]:
    """Move them, one after the other; the keys of those that changed the group that counts."""
    last = {one.customer_id: one for one in moves}
    standing.keep_moved(unit.connection, {id: one.group for id, one in last.items()}, unit.now)
    before = standing.groups_of(unit.connection, last)
    free = {id: one for id, one in last.items() if id not in before or before[id][1] == MOVED}
    changed = {id: one for id, one in free.items() if id not in before or before[id][0] != one.group}
    standing.give_groups(unit.connection, {id: (one.group, MOVED) for id, one in changed.items()}, unit.now)
    append_decisions(
        unit, [Decision(GROUP, one.key, unit.now, {"group": one.group}, customer_id=id) for id, one in changed.items()]
    )
    if changed and listened(unit, GROUP_CHANGED.type):
        who = named(unit, changed)
        told = [
            Happening(
                unit.now,
                {
                    "customer": who[id],
                    "group": one.group,
                    "previous_group": before[id][0] if id in before else None,
                    "by_segment": None,
                },
            )
            for id, one in changed.items()
        ]
        announce(unit, GROUP_CHANGED.type, told)
    return {one.key for one in changed.values()}
