"""What segments do follows from memberships: the step of the road that moves groups and tags.

It comes after the step that keeps memberships and writes in the same
transaction. What one transaction can't take, and what a cool-down holds back,
is done by later moments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import NamedTuple

from regulars.books import Books, Unit
from regulars.facts.store import Facts
from regulars.journal import Batch
from regulars.segments import acting, deeds, standing, store
from regulars.segments.model import Definition
from regulars.segments.recording import Reaction
from regulars.segments.standing import Deed

from .memberships import NAME
from .moment import Moment, Record

ACTED = "segments that acted"


class LetThrough(NamedTuple):
    """Which segments may hold back what follows from coming and going, and what was done now by any."""

    holding: Set[str]
    deeds: Sequence[Deed]


class SegmentsAct:
    """Acts on those who came and went since it acted last."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._begun = False
        self._revision = -1
        self._definitions: dict[str, Definition] = {}
        self._left: set[str] = set()
        self._cooled_at: datetime | None = None

    def begin(self, books: Books, facts: Facts) -> None:
        """Whatever was left undone is looked for: every segment that acts is compared with what it has done."""
        self._begun, self._revision, self._left, self._cooled_at = False, -1, set(), None

    def prepare(self, moment: Moment) -> Record | None:
        reaction = moment.decided.get(NAME)
        changes = reaction.changes if isinstance(reaction, Reaction) else []
        with moment.books.looking() as unit:
            revision = store.revision(unit.connection)
            definitions = self._definitions if revision == self._revision else _that_act(unit)
            cooled = standing.cooled(unit.connection, moment.now)
            if revision != self._revision:
                cooled |= standing.approved(unit.connection)
        altered = _altered(self._definitions, definitions)
        due = (cooled | self._left | altered) & definitions.keys()
        which = due | ({change.segment_id for change in changes} & definitions.keys())
        merges = [(merge.from_id, merge.into_id) for merge in moment.batch.merges]
        known = self._begun and not altered and not merges
        if known and not which:
            self._revision = revision
            return None

        def record(unit: Unit) -> None:
            self._revision, self._definitions = revision, definitions
            live = deeds.acting_now(unit)
            if merges:
                acting.become_one(unit, merges)
            if not moment.live:
                acting.pass_over(unit, changes, live)
            todo = (which if moment.live else due) & live.keys()
            acted = acting.act(unit, live, todo, all_groups=bool(altered) and self._begun)
            self._left = acted.more
            moment.decided[ACTED] = LetThrough({id for id, one in live.items() if one.holds_back}, acted.deeds)
            self._cooled_at = standing.next_cooled(unit.connection)

        return record

    def heeds(self, type: str) -> bool:
        return False

    def may_wait(self, batch: Batch, now: datetime) -> bool:
        return not self._left

    def recorded(self, moment: Moment) -> None:
        self._begun = True

    def get_ready(self) -> bool:
        return False

    def next_due(self, facts: Facts) -> datetime | None:
        return self._books.clock() if self._left else self._cooled_at


def _that_act(unit: Unit) -> dict[str, Definition]:
    """The segments that act, and those that did until they were archived or broken."""
    return {d.id: d for d in store.definitions(unit.connection, archived=None) if d.actions is not None}


def _altered(before: Mapping[str, Definition], after: Mapping[str, Definition]) -> set[str]:
    """Those that act otherwise than they did."""
    return {id for id, definition in after.items() if (was := before.get(id)) is None or _how(was) != _how(definition)}


def _how(definition: Definition) -> tuple[object, ...]:
    """What a segment's actions go by, besides who is in it."""
    return definition.actions, definition.hold_jumps, definition.archived, definition.broken_reason
