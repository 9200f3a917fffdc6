"""The plan: which segments are live, and in which order they are asked about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from regulars.core.errors import Fault
from regulars.facts.names import StandingNames
from regulars.facts.store import Facts
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.query import walk
from regulars.rules.scope import ANY_NAME, Names
from regulars.rules.traits import references
from regulars.rules.tree import Condition

from . import breaking
from .model import Definition, SegmentCircle, layers, narrowed, without
from .questions import Ground, Live, Questions
from .recording import Broken


@dataclass(frozen=True)
class Plan:
    """Live segments in layers; each layer names only segments of those before.

    `broken` are those that were not so before, or not for this reason. `names` are all that the conditions name, and
    whether it is there.
    """

    segments: list[Live]
    layers: list[Questions]
    broken: list[Broken] = field(default_factory=list)
    names: Mapping[Name, bool] = field(default_factory=dict)

    @cached_property
    def _versions(self) -> dict[str, int]:
        return {segment.id: segment.version for segment in self.segments}

    @cached_property
    def automatic(self) -> set[str]:
        """The segments that are exact in every moment; the others are as they were when they were refreshed."""
        return {segment.id for segment in self.in_every_moment}

    @cached_property
    def in_every_moment(self) -> list[Live]:
        return [segment for segment in self.segments if segment.is_automatic]

    @cached_property
    def daily(self) -> set[str]:
        """The automatic ones that ask for what is set anew as a day begins."""
        return {segment.id for segment in self.in_every_moment if walk.reads_daily(segment.condition)}

    @cached_property
    def reads_daily(self) -> bool:
        """Whether any asks for what is set anew as a day begins."""
        return any(walk.reads_daily(segment.condition) for segment in self.segments)

    @cached_property
    def kept(self) -> list[Questions]:
        """The layers with the automatic ones alone."""
        return [part for layer in self.layers if (part := layer.only(self.automatic)).segments]

    def names_differ(self, facts: Facts) -> bool:
        """Whether anything that the conditions name has come or gone, segments aside."""
        segments = {id for kind, id in self.names if kind == "segment" and self.names[kind, id]}
        names = StandingNames(facts, segments.__contains__)
        return any(names.exists(*name) != there for name, there in self.names.items())

    def asked(self, also: AbstractSet[str]) -> list[Questions]:
        """The layers with the automatic segments and those named."""
        if also <= self.automatic:
            return self.kept
        return [part for layer in self.layers if (part := layer.only(self.automatic | also)).segments]

    def version(self, id: str) -> int:
        return self._versions[id]

    def depending_on(self, ids: set[str]) -> set[str]:
        """These segments and all that name them, directly or through others."""
        found = set(ids)
        for layer in self.layers:
            for segment in layer.segments:
                named = references(segment.condition)
                if named.any_segment or named.segments & found:
                    found.add(segment.id)
        return found

    def reading(self, rows: set[str]) -> set[str]:
        """The segments whose conditions ask about any of these rows, and all that name them."""
        return self.depending_on(
            {
                segment.id
                for segment in self.segments
                if any(aggregate.rows.name in rows for aggregate in walk.aggregates(segment.condition))
            }
        )

    def without(self, id: str) -> Plan:
        """The plan without a segment that can't be computed."""
        rest = [segment for segment in self.segments if segment.id != id]
        keep = {segment.id for segment in rest}
        return Plan(rest, [layer.only(keep) for layer in self.layers], self.broken, self.names)


def checked(document: Any, ground: Ground, names: Names = ANY_NAME) -> Condition:
    """A segment's condition, read and found good; raises `InvalidCondition`."""
    return check(document, Scope(ground.vocabulary, "customer", ground.calendar.zone, names))


def whole(document: Any, exclude: Any, ground: Ground, names: Names = ANY_NAME) -> Condition:
    """A segment's condition but for those it excludes, both read and found good.

    Raises `InvalidCondition` with what is wrong in either, where it lies in the body: under `CONDITION` or `EXCLUDE`.
    """
    read: list[Condition] = []
    faults: list[Fault] = []
    for place, one in ((CONDITION, document), (EXCLUDE, exclude)):
        if place == CONDITION or one is not None:
            try:
                read.append(checked(one, ground, names))
            except InvalidCondition as invalid:
                faults += [replace(fault, pointer=place + fault.pointer) for fault in invalid.errors]
    if faults:
        raise InvalidCondition(faults)
    return without(*read)


CONDITION, EXCLUDE = "/condition", "/exclude"
"""Where the two conditions stand in the body of a segment."""
INCLUDED, EXCLUDED = "/all/0", "/all/1/none/0"
"""Where they stand in the whole, see `model.without`."""


def written(pointer: str, *, excluding: bool) -> str | None:
    """Where a node of the whole was written, as it lies in the body. None is of what was written in neither condition."""
    if not excluding:
        return CONDITION + pointer
    for place, given in ((INCLUDED, CONDITION), (EXCLUDED, EXCLUDE)):
        if pointer == place or pointer.startswith(f"{place}/"):
            return given + pointer.removeprefix(place)
    return None


Name = tuple[str, str]
"""A kind, such as "category", and a folded id."""


@dataclass(frozen=True, slots=True)
class _Noting:
    """Names, and what was asked of them."""

    names: Names
    asked: dict[Name, bool]

    @property
    def standing(self) -> bool:
        return self.names.standing

    def exists(self, kind: str, id: str) -> bool:
        return self.asked.setdefault((kind, id), self.names.exists(kind, id))


def plan(definitions: Sequence[Definition], ground: Ground, names: Names = ANY_NAME) -> Plan:
    """The order in which to compute segments, leaving out those that can't be.

    Their condition no longer fits the vocabulary, names something that was removed, or they go round in a circle:
    saving refuses that, and should one be kept all the same, only those in it break. Those that were broken by their
    condition and no longer are take part again.
    """
    live: dict[str, Live] = {}
    broken: list[Broken] = []
    noting = _Noting(names, {})
    for definition in definitions:
        if definition.broken_by == "question":
            continue
        try:
            condition = whole(definition.condition, definition.exclude, ground, noting)
        except InvalidCondition as error:
            asked = {"condition": definition.condition, "exclude": definition.exclude}
            why = breaking.reason(error, asked, ground.vocabulary)
            broken.append(Broken(definition.id, definition.version, why, "condition"))
            continue
        narrow = narrowed(condition, definition.audience, ground.vocabulary)
        live[definition.id] = Live(definition.id, definition.version, narrow, definition.kept)
    order: list[list[str]] | None = None
    while order is None:
        try:
            order = layers(named_by(live))
        except SegmentCircle as error:
            circle = [live.pop(id) for id in sorted(set(error.circle))]
            broken += [Broken(segment.id, segment.version, error.message, "condition") for segment in circle]
    known = {(definition.id, definition.broken_reason) for definition in definitions}
    news = [one for one in broken if (one.id, one.reason) not in known]
    layered = [Questions(ground, [live[id] for id in layer]) for layer in order]
    return Plan(list(live.values()), layered, news, noting.asked)


def digest(definition: Definition) -> str:
    """Tells definitions apart by what they ask."""
    parts = (definition.condition, definition.exclude, definition.applies_to, definition.stores)
    asked = json.dumps([part for part in parts if part not in (None, [])], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def needed(condition: Condition, kept: Mapping[str, Condition | None]) -> set[str]:
    """The segments whose members a condition asks for, with those that they name; of `kept` ones that can't be
    evaluated there is no condition."""

    def named(asked: Condition) -> set[str]:
        found = references(asked)
        return set(kept) if found.any_segment else set(found.segments & kept.keys())

    found: set[str] = set()
    waiting = named(condition)
    while waiting:
        found |= waiting
        conditions = [kept[id] for id in waiting]
        waiting = {id for asked in conditions if asked is not None for id in named(asked)} - found
    return found


def named_by(live: dict[str, Live]) -> dict[str, set[str]]:
    """For each segment those that it names; one that reads the whole set, or counts any stay, names all and itself
    too, for it would be among them: who is in none would be in this one, and then no longer in none."""
    found: dict[str, set[str]] = {}
    for id, segment in live.items():
        named = references(segment.condition)
        found[id] = set(live) if named.any_segment or named.any_stay else {*named.segments, *named.stays}
    return found
