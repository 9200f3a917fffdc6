"""What a segment is checked for before it is saved: that it can be asked, and that nothing goes round in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.check import InvalidCondition
from regulars.rules.faults import pointer_to
from regulars.rules.fold import fold
from regulars.rules.scope import Names
from regulars.rules.traits import SEGMENTS, STAYED_IN, references
from regulars.rules.tree import Condition

from . import feedback, store
from .actions import Actions, Tags
from .model import AsksForItself, Audience, Definition, SegmentCircle, layers, narrowed
from .plan import CONDITION, EXCLUDE, named_by, whole
from .questions import Ground, Live

ASKED = ("condition", "exclude", "applies_to", "stores")
"""What says who is in: when any of it changes, the segment is computed anew."""


class Other(NamedTuple):
    """A segment that is there already, and all that it asks."""

    definition: Definition
    condition: Condition


@dataclass(frozen=True)
class Saving:
    """A segment as it would be saved: `asked` and `actions` are JSON."""

    unit: Unit
    ground: Ground
    id: str
    name: str
    asked: Mapping[str, Any]
    actions: Any

    @classmethod
    def of(cls, unit: Unit, ground: Ground, kept: Definition, changed: Mapping[str, Any]) -> Saving:
        """A segment that is there, with what is changed of it."""
        now = {name: changed.get(name, getattr(kept, name)) for name in ("name", "actions", *ASKED)}
        return cls(unit, ground, kept.id, now.pop("name"), actions=now.pop("actions"), asked=now)

    @cached_property
    def others(self) -> dict[str, Other]:
        """The segments besides it, but for those whose condition no longer fits the vocabulary: they aren't computed."""
        found: dict[str, Other] = {}
        for other in store.definitions(self.unit.connection):
            if other.id != self.id:
                with suppress(InvalidCondition):
                    found[other.id] = Other(other, whole(other.condition, other.exclude, self.ground))
        return found

    def check_condition(self, names: Names) -> None:
        """Refuse a condition that is none, or that makes segments name each other in a circle; what the plan leaves out closes
        none, and what it would take up again by itself does."""
        document, exclude = self.asked["condition"], self.asked["exclude"]
        condition = whole(document, exclude, self.ground, _WithItself(names, self.id))
        named = references(condition)
        if named.any_segment or named.any_stay:
            raise AsksForItself(self.id, pointer=CONDITION)
        audience = Audience(self.asked["applies_to"], tuple(self.asked["stores"]))
        live = {self.id: Live(self.id, 0, narrowed(condition, audience, self.ground.vocabulary))}
        for id, other in self.others.items():
            if other.definition.broken_by != "question":
                live[id] = Live(id, other.definition.version, other.condition)
        try:
            layers(named_by(live))
        except SegmentCircle as found:
            named_in = (places(document, other, CONDITION) for other in found.circle)
            left_out = (places(exclude, other, EXCLUDE) for other in found.circle)
            place = next(chain.from_iterable([*named_in, *left_out]), CONDITION)
            raise SegmentCircle(found.circle, pointer=place) from None

    def check_tags(self) -> None:
        """Refuse a tag that is given and taken at once."""
        actions = Actions.model_validate(self.actions or {})
        for part in ("on_entry", "on_leaving"):
            tags: Tags = getattr(actions, part)
            given = {fold(name) for name in tags.add}
            for n, name in enumerate(tags.take):
                if fold(name) in given:
                    told = say("the tag {name!r} is given and taken at once; leave it out of one of both", name=name)
                    raise Invalid(told, [Fault(f"/actions/{part}/take/{n}", "segment.tag_both_ways", told)])

    def check_actions(self, *, newly: Collection[str] = ("actions",)) -> None:
        """Refuse what it does when it asks for that itself, or others do by which it goes in its turn.

        `newly` is what is changed of it. Broken segments count, for they may be taken up again by themselves. Of a
        condition that can't be read nothing is said.
        """
        try:
            condition = whole(self.asked["condition"], self.asked["exclude"], self.ground)
        except InvalidCondition:
            return
        actions = Actions.model_validate(self.actions or {})
        feedback.check(condition, actions)
        parts = {id: feedback.Part(kept.name, asked, kept.acting) for id, (kept, asked) in self.others.items()}
        parts[self.id] = feedback.Part(self.name, condition, actions)
        excluding = self.asked["exclude"] is not None
        feedback.check_circle(self.id, parts, excluding=excluding, acts_newly="actions" in newly)


@dataclass(frozen=True, slots=True)
class _WithItself:
    """A segment that names itself is refused as a circle, not as unknown."""

    names: Names
    id: str

    @property
    def standing(self) -> bool:
        return self.names.standing

    def exists(self, kind: str, id: str) -> bool:
        return (kind == "segment" and id == self.id) or self.names.exists(kind, id)


def places(document: Any, id: str, above: str = "") -> Iterator[str]:
    """Where a condition as JSON names a segment: pointers to what its tests compare with."""
    if isinstance(document, dict):
        to = document.get("to")
        named = to if isinstance(to, list) else [to]
        if _is_of_segments(document.get("value")) and fold(id) in [fold(str(one)) for one in named]:
            yield f"{above}/to"
    children = (
        document.items() if isinstance(document, dict) else enumerate(document if isinstance(document, list) else ())
    )
    for step, child in children:
        yield from places(child, id, pointer_to(above, step))


def _is_of_segments(value: Any) -> bool:
    """Whether what stands left in a test has segments for its values, as it is or of some stay."""
    paths = value.values() if isinstance(value, dict) else [value]
    return any(path in (SEGMENTS, STAYED_IN) for path in paths if isinstance(path, str))
