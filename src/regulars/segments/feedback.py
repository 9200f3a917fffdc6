"""Segments that ask for what they do themselves, alone or through each other: they would let in and out the same
customers again and again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.rules.fold import fold
from regulars.rules.query import walk
from regulars.rules.traits import references
from regulars.rules.tree import Condition, Expression, Held, Read, Test

from .actions import Actions
from .plan import CONDITION, written

GROUP, TAGS = "customer.group", "customer.tags"


class Link(NamedTuple):
    """A segment and what of it the next in a circle asks for: `what` group or tag it gives, or who its members are."""

    segment: str
    name: str
    by: Literal["group", "tag", "members"]
    what: str | None = None

    def said(self, following: str) -> str:
        """In words, with the name of the segment that follows."""
        match self.by:
            case "group":
                return say(
                    "{name!r} gives the group {what!r}, and {following!r} asks for the group",
                    name=self.name,
                    what=self.what,
                    following=following,
                )
            case "tag":
                return say(
                    "{name!r} gives or takes the tag {what!r}, and {following!r} asks for it",
                    name=self.name,
                    what=self.what,
                    following=following,
                )
            case "members":
                return say("{name!r} is named by {following!r}", name=self.name, following=following)


class AsksForWhatItDoes(Invalid):
    """The condition goes by the group or a tag that the segment itself gives or takes."""

    code = "segment.asks_for_what_it_does"

    def __init__(self, pointer: str, told: str) -> None:
        super().__init__(told, [Fault(pointer, self.code, told)])


class FeedEachOther(Invalid):
    """What one segment does is what another goes by, and so on, back to the first."""

    code = "segment.feed_each_other"

    def __init__(self, circle: Sequence[Link], *, pointer: str) -> None:
        following = [*circle[1:], circle[0]]
        links = [link.said(other.name) for link, other in zip(circle, following, strict=True)]
        told = say(
            "customers would come and go in a circle: {links}; ask for something else in one of them, or have it give something else",
            links=links,
        )
        super().__init__(told, [Fault(pointer, self.code, told)])
        self.circle = [link._asdict() for link in circle]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that may be part of a circle."""

    name: str
    condition: Condition
    actions: Actions


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition asks for of what segments do; `tags` is None when it may be any. All but names of groups is folded."""

    group: bool
    tags: frozenset[str] | None
    segments: frozenset[str]

    @classmethod
    def by(cls, condition: Condition) -> Asked:
        named = references(condition)
        group = any(_reads(side, GROUP) for side in walk.everything(condition))
        return cls(group, _tags_asked(condition), named.segments | named.stays)

    def asks_tag(self, name: str) -> bool:
        return self.tags is None or fold(name) in self.tags

    def links(self, id: str, part: Part) -> Iterator[Link]:
        """By what a segment brings customers into the one that asks so."""
        group = part.actions.group
        if group is not None and self.group:
            yield Link(id, part.name, "group", group)
        tag = next((name for _, name in _tags_done(part.actions) if self.asks_tag(name)), None)
        if tag is not None:
            yield Link(id, part.name, "tag", tag)
        if id in self.segments:
            yield Link(id, part.name, "members")


def check(condition: Condition, actions: Actions) -> None:
    """Raises `AsksForWhatItDoes`. What goes round through other segments `check_circle` sees."""
    asked = Asked.by(condition)
    if actions.group is not None and asked.group:
        told = say(
            "the condition asks for the group, and the segment gives the group {group!r}: whoever comes in would no longer be meant, leave, and come in again; ask for something else, or give a tag instead",
            group=actions.group,
        )
        raise AsksForWhatItDoes("/actions/group", told)
    for pointer, name in _tags_done(actions):
        if asked.asks_tag(name):
            told = say(
                "the condition asks for the tag {name!r}, and the segment gives or takes it: whoever comes in would be meant or not by that alone; ask for something else, or use another tag",
                name=name,
            )
            raise AsksForWhatItDoes(pointer, told)


def check_circle(id: str, parts: Mapping[str, Part], *, excluding: bool, acts_newly: bool) -> None:
    """Raises `FeedEachOther` when what a segment does comes back to it through others.

    The place is that of what it does if that is new, otherwise that of what it asks; `excluding` when its condition is a
    whole with an exclusion.
    """
    circle = circle_through(id, parts)
    if circle is None:
        return
    given, asked = circle[0], circle[-1]
    pointer: str | None = None
    if acts_newly:
        pointer = _place_of(given, parts[id].actions)
    if pointer is None:
        places = (place for place, node in walk.nodes(parts[id].condition) if _asks(node, asked, parts))
        pointer = next(
            (found for place in places if (found := written(place, excluding=excluding)) is not None), CONDITION
        )
    raise FeedEachOther(circle, pointer=pointer)


def circle_through(id: str, parts: Mapping[str, Part]) -> list[Link] | None:
    """The shortest way from a segment back to itself on which any gives a group or a tag; None if there is none.

    Of segments that only name each other nothing is said here: `model.layers` sees that.
    """
    if not any(part.actions for part in parts.values()):
        return None
    asking = {other: Asked.by(part.condition) for other, part in parts.items()}
    waiting: deque[tuple[str, bool, list[Link]]] = deque([(id, False, [])])
    been = {(id, False)}
    while waiting:
        at, given, way = waiting.popleft()
        for other, asked in asking.items():
            for link in asked.links(at, parts[at]):
                gives = given or link.by != "members"
                if other == id and gives:
                    return [*way, link]
                if (other, gives) not in been:
                    been.add((other, gives))
                    waiting.append((other, gives, [*way, link]))
    return None


def _asks(node: Condition, link: Link, parts: Mapping[str, Part]) -> bool:
    """Whether a test is what closes a circle by a link."""
    return isinstance(node, Test) and link in Asked.by(node).links(link.segment, parts[link.segment])


def _place_of(link: Link, actions: Actions) -> str | None:
    """Where in its actions a segment does what a link is by; None when it is named alone."""
    if link.by == "group":
        return "/actions/group"
    return next((pointer for pointer, name in _tags_done(actions) if link.by == "tag" and name == link.what), None)


def _tags_done(actions: Actions) -> Iterator[tuple[str, str]]:
    """The tags that are given or taken, each with its place in the body."""
    for part in ("on_entry", "on_leaving"):
        tags = getattr(actions, part)
        for which in ("add", "take"):
            for n, name in enumerate(getattr(tags, which)):
                yield f"/actions/{part}/{which}/{n}", name


def _tags_asked(condition: Condition) -> frozenset[str] | None:
    """The tags that a condition asks for; None when it may be any."""
    found: set[str] = set()
    for test in walk.all_tests(condition):
        if not any(_reads(side, TAGS) for side in walk.expressions(test)):
            continue
        if not isinstance(test.to, tuple):
            return None
        found |= {fold(str(one)) for one in test.to}
    return frozenset(found)


def _reads(side: Expression, path: str) -> bool:
    return isinstance(side, Read | Held) and side.field.path == path
