"""Acting: what follows for groups and tags when customers enter and leave segments, in one transaction.

Membership is exact and never waits; what is done about it may: because of a
cool-down, or because more have come than one transaction takes. So each segment
that acts remembers whom it has treated as being in, and what is to be done is
the difference. Doing it again does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pyroaring import BitMap

from regulars.books import Unit
from regulars.books.announcing import Happening, announce, listened
from regulars.journal.decisions import GROUP, TAGS, Decision, append_decisions
from regulars.journal.identity import current_ids, named
from regulars.rules.fold import fold

from . import standing as standings
from .actions import Actions, Claim, Due, Kind, Standing, Tags, due, groups, is_jump
from .announcements import GROUP_CHANGED
from .model import Change
from .standing import Deed, packed

NOBODY = BitMap()


@dataclass(frozen=True, slots=True)
class Acting:
    """A segment that acts, or did until it was archived (then there are no members, and it gave the group `gave`)."""

    id: str
    actions: Actions
    members: BitMap
    hold_jumps: bool = False
    archived: bool = False
    gave: str | None = None
    computed: bool = True
    """Whether it is known who is in."""

    @property
    def holds_back(self) -> bool:
        """Whether what follows from coming and going may have to wait."""
        return self.hold_jumps or self.actions.cool_down is not None


class Acted(NamedTuple):
    """The segments of which more is left to do, and what was done to whom."""

    more: set[str]
    deeds: Sequence[Deed]


@dataclass
class _Doing:
    """What is done in one transaction."""

    unit: Unit
    standing: dict[str, Standing]
    deeds: list[Deed] = field(default_factory=list)
    affected: BitMap = field(default_factory=BitMap)
    tags: dict[int, dict[str, str]] = field(default_factory=dict)
    retagged: set[int] = field(default_factory=set)

    def load_tags(self, customers: BitMap) -> None:
        missing = [id for id in customers if id not in self.tags]
        self.tags |= {id: {} for id in missing} | standings.tags_of(self.unit.connection, missing)


def become_one(unit: Unit, merges: Iterable[tuple[int, int]]) -> None:
    """Whom customers are who became one with another: who was treated as being in still is, under the id that stays."""
    kept, changed = standings.load(unit.connection), set()
    for alias, owner in merges:
        standings.become(unit.connection, alias, owner)
        for id, standing in kept.items():
            for held in (standing.acted, standing.claimed):
                if alias in held:
                    held.discard(alias)
                    held.add(owner)
                    changed.add(id)
    standings.keep(unit.connection, {id: kept[id] for id in changed})


def pass_over(unit: Unit, changes: Iterable[Change], acting: Mapping[str, Acting]) -> None:
    """Treat those who came as if what there is to do had been done: history brings nothing about.

    Who left is no longer in the group that the segment gave.
    """
    doing = _Doing(unit, standings.load(unit.connection))
    touched = set()
    for change in changes:
        if change.segment_id in acting:
            before = doing.standing.get(change.segment_id, Standing())
            doing.affected |= before.claimed & change.left
            acted = (before.acted | change.entered) - change.left
            doing.standing[change.segment_id] = replace(before, acted=acted, claimed=before.claimed - change.left)
            touched.add(change.segment_id)
    standings.keep(unit.connection, {id: doing.standing[id] for id in touched})
    _regroup(doing, acting, key=f"history:{unit.now.isoformat()}")


def act(unit: Unit, acting: Mapping[str, Acting], which: Iterable[str], *, all_groups: bool = False) -> Acted:
    """Do what is to be done in these segments; gives what was, and those of which more is left.

    With `all_groups` the group of everybody who has one, or a claim to one, is looked at, as claims have changed.
    """
    doing = _Doing(unit, standings.load(unit.connection))
    more: set[str] = set()
    for id in sorted(which):
        one = acting[id]
        before = _released(doing, one)
        if one.archived:
            standings.warm(unit.connection, id)  # it lets go of everybody now: should it be restored, they come in anew
        todo = due(before.acted, one.members, standings.cooling(unit.connection, id, unit.now))
        if _is_held(one, before, todo, begun=id in doing.standing):
            if before.held_at is None:
                standings.keep(unit.connection, {id: replace(before, held_at=unit.now)})
            continue
        if todo.more:
            more.add(id)
        elif before.held_at is not None and one.computed:
            before = replace(before, held_at=None, approved_at=None)
        if todo.entered or todo.left:
            _act_in(doing, one, before, todo)
        elif before != doing.standing.get(id, Standing()) or (one.computed and id not in doing.standing):
            standings.keep(unit.connection, {id: before})
    if all_groups:
        doing.affected |= BitMap(standings.groups_of(unit.connection))
        for id, held in doing.standing.items():
            if id in acting and acting[id].actions.group is not None:
                doing.affected |= held.claimed
    ids = standings.record(unit.connection, doing.deeds)
    key = str(ids[-1]) if ids else f"claims:{unit.now.isoformat()}"
    _regroup(doing, acting, key=key)
    _retag(doing, key=key)
    return Acted(more, doing.deeds)


def _is_held(one: Acting, before: Standing, todo: Due, *, begun: bool) -> bool:
    """Whether what is to be done waits for somebody's word. Whoever is in when it begins to act is no jump."""
    if not one.hold_jumps or one.archived or before.approved_at is not None or not begun:
        return False
    return is_jump(len(before.acted), todo.in_all)


def _released(doing: _Doing, one: Acting) -> Standing:
    """How far a segment has come, without claims to a group that it no longer gives, or to who is no longer in."""
    before = doing.standing.get(one.id, Standing())
    kept = BitMap() if one.actions.group is None else before.claimed & (one.members | before.acted)
    if kept == before.claimed:
        return before
    doing.affected |= before.claimed - kept
    doing.standing[one.id] = replace(before, claimed=kept)
    standings.keep(doing.unit.connection, {one.id: doing.standing[one.id]})
    return doing.standing[one.id]


def _act_in(doing: _Doing, one: Acting, before: Standing, todo: Due) -> None:
    connection, now = doing.unit.connection, doing.unit.now
    known = BitMap(id for id, today in current_ids(doing.unit, todo.entered | todo.left).items() if id == today)
    standings.forget(connection, (todo.entered | todo.left) - known)
    entered, left = todo.entered & known, todo.left & known
    claimed = before.claimed - todo.left
    if one.actions.group is not None:
        claimed |= entered
        doing.affected |= entered
    doing.affected |= left & before.claimed
    doing.standing[one.id] = replace(before, acted=(before.acted | entered) - todo.left, claimed=claimed)
    standings.keep(connection, {one.id: doing.standing[one.id]})
    parts: tuple[tuple[Kind, BitMap], ...] = (("left", left), ("entered", entered))
    for kind, customers in parts:
        if kind == "left" and one.actions.group is not None and one.actions.on_leaving == Tags():
            customers &= before.claimed  # of others nothing is taken back: what was done was undone since
        if not customers:
            continue
        if one.archived:
            if one.gave is not None:
                done_with = Actions(group=one.gave)
                doing.deeds.append(Deed(one.id, kind, now, done_with, customers, standings.ARCHIVED))
            continue
        done = _tag(doing, one.actions, kind, customers)
        doing.deeds.append(Deed(one.id, kind, now, one.actions, customers, done))
    if one.actions.cool_down is not None:
        standings.cool(connection, one.id, entered | left, now + one.actions.cool_down.span)


def _tag(doing: _Doing, actions: Actions, kind: Kind, customers: BitMap) -> dict[str, Any]:
    """Give and take tags; who got which, and who lost which."""
    tags = actions.tags(kind)
    added: dict[str, str] = {}
    taken: dict[str, str] = {}
    if tags.add or tags.take:
        doing.load_tags(customers)
    for name in tags.add:
        folded = fold(name)
        new = BitMap(id for id in customers if folded not in doing.tags[id])
        for id in new:
            doing.tags[id][folded] = name
        doing.retagged.update(new)
        added[name] = packed(new)
    for name in tags.take:
        folded = fold(name)
        gone = BitMap(id for id in customers if doing.tags[id].pop(folded, None) is not None)
        doing.retagged.update(gone)
        taken[name] = packed(gone)
    return {"added": added, "taken": taken}


def _regroup(doing: _Doing, acting: Mapping[str, Acting], *, key: str) -> None:
    """Put those concerned into the group of the claim that counts now, and tell the journal of each who changes."""
    claims = [
        Claim(id, one.actions.group, one.actions.priority, doing.standing[id].claimed)
        for id, one in acting.items()
        if one.actions.group is not None and id in doing.standing
    ]
    counts = groups(doing.affected, claims)
    before = standings.groups_of(doing.unit.connection, doing.affected)
    otherwise = standings.groups_moved(doing.unit.connection, [id for id, claim in counts.items() if claim is None])
    wanted = {id: _counting(claim, otherwise.get(id)) for id, claim in counts.items()}
    given = {id: group for id, group in wanted.items() if group != before.get(id)}
    if not given:
        return
    now = doing.unit.now
    standings.give_groups(doing.unit.connection, given, now)
    moved = {id: claim and claim[0] for id, claim in given.items() if (claim and claim[0]) != _name(before.get(id))}
    append_decisions(
        doing.unit,
        [Decision(GROUP, f"{key}:{id}", now, {"group": name}, customer_id=id) for id, name in moved.items()],
    )
    if moved and listened(doing.unit, GROUP_CHANGED.type):
        who = named(doing.unit, moved)
        told = [
            Happening(
                now,
                {
                    "customer": who[id],
                    "group": name,
                    "previous_group": _name(before.get(id)),
                    "by_segment": (claim := counts[id]) and claim.segment,
                },
            )
            for id, name in moved.items()
        ]
        announce(doing.unit, GROUP_CHANGED.type, told)


def _counting(claim: Claim | None, otherwise: str | None) -> tuple[str, str] | None:
    """The group that counts, and by which segment: without a claim the one that the customer was moved to."""
    if claim is not None:
        return claim.group, claim.segment
    return None if otherwise is None else (otherwise, standings.MOVED)


def _name(given: tuple[str, str] | None) -> str | None:
    return None if given is None else given[0]


def _retag(doing: _Doing, *, key: str) -> None:
    """Keep the tags of those whose have changed, and tell the journal of each."""
    changed = {id: doing.tags[id] for id in sorted(doing.retagged)}
    if not changed:
        return
    now = doing.unit.now
    standings.keep_tags(doing.unit.connection, changed, now)
    append_decisions(
        doing.unit,
        [
            Decision(TAGS, f"{key}:{id}", now, {"tags": sorted(tags.values(), key=fold)}, customer_id=id)
            for id, tags in changed.items()
        ],
    )


def undo(unit: Unit, deed: Deed, acting: Mapping[str, Acting], *, key: str) -> None:
    """Take back what a deed changed: tags that it gave or took, and the group that it gave. One that it let go of
    goes by who is in, and stays as it is."""
    doing = _Doing(unit, standings.load(unit.connection))
    customers = BitMap(id for id, today in current_ids(unit, deed.customers).items() if id == today)
    doing.load_tags(customers)
    for name, packed_ids in deed.done.get("added", {}).items():
        for id in standings.unpacked(packed_ids) & customers:
            if doing.tags[id].pop(fold(name), None) is not None:
                doing.retagged.add(id)
    for name, packed_ids in deed.done.get("taken", {}).items():
        for id in standings.unpacked(packed_ids) & customers:
            if fold(name) not in doing.tags[id]:
                doing.tags[id][fold(name)] = name
                doing.retagged.add(id)
    if deed.kind == "entered":
        before = doing.standing.get(deed.segment, Standing())
        doing.affected |= before.claimed & customers
        doing.standing[deed.segment] = replace(before, claimed=before.claimed - customers)
        standings.keep(unit.connection, {deed.segment: doing.standing[deed.segment]})
    _regroup(doing, acting, key=key)
    _retag(doing, key=key)
