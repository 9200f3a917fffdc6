"""What campaigns name outside of themselves: conditions and segments, of those that customers are in or may enter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from regulars.books import Unit
from regulars.campaigns import book, runs
from regulars.campaigns.book import Campaign, State
from regulars.campaigns.model.amounts import EVENT, expressions
from regulars.campaigns.model.check import kept
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.steps import (
    AwardPoints,
    DeductPoints,
    FirstThatFits,
    Holds,
    Select,
    SendMail,
    SetAttribute,
    WaitForCondition,
)
from regulars.campaigns.model.triggers import EventHappens, OnSchedule, SegmentEntered, SegmentLeft
from regulars.rules.fold import fold
from regulars.rules.scope import Subject

IN_FORCE: tuple[State, ...] = ("test", "running", "paused")


class Asked(NamedTuple):
    """A condition of a campaign: which campaign, at which node, and what it is asked of."""

    id: str
    name: str
    where: str
    subject: Subject
    document: Any


def conditions(unit: Unit) -> Iterator[Asked]:
    """Every condition that campaigns go by, and of every number that they count points by that it is one."""
    for one, definition in _in_force(unit):
        id, name = str(one.id), one.name
        if isinstance(definition.trigger, EventHappens) and definition.trigger.condition is not None:
            yield Asked(id, name, "trigger", "event", definition.trigger.condition)
        for node in definition.nodes.values():
            match node.step:
                case Holds(condition=condition) | WaitForCondition(condition=condition):
                    yield Asked(id, name, node.id, "customer", condition)
                case FirstThatFits(fits=fits):
                    for fitting in fits:
                        yield Asked(id, name, node.id, "customer", fitting.condition)
                case AwardPoints(points=points) | DeductPoints(points=points):
                    for of in expressions(points):
                        subject: Subject = "event" if isinstance(of, str) and of.startswith(EVENT) else "customer"
                        yield Asked(id, name, node.id, subject, {"value": of, "op": ">=", "to": 0})


def naming(unit: Unit, segment: str) -> Iterator[tuple[Campaign, str]]:
    """The campaigns that name a segment by its id, and where: a node, the trigger, or what ends a run."""
    wanted = fold(segment)
    for one, definition in _in_force(unit):
        match definition.trigger:
            case SegmentEntered(segment=named) | SegmentLeft(segment=named) | OnSchedule(segment=named):
                if fold(named) == wanted:
                    yield one, "trigger"
        left = definition.settings.ends_on.left_segment
        if left is not None and fold(left) == wanted:
            yield one, "settings"
        for node in definition.nodes.values():
            if isinstance(node.step, Select) and fold(node.step.segment) == wanted:
                yield one, node.id


def setting(unit: Unit, attribute: str) -> Iterator[tuple[Campaign, str, Any]]:
    """The campaigns that set an attribute of customers, the node, and the value."""
    for one, definition in _in_force(unit):
        for node in definition.nodes.values():
            if isinstance(node.step, SetAttribute) and node.step.attribute == attribute:
                yield one, node.id, node.step.value


def of_points(unit: Unit, kind: str) -> list[str]:
    """The names of the campaigns that give, take or heed points of a kind, each once."""
    found = {
        one.name
        for one, definition in _in_force(unit)
        if getattr(definition.trigger, "points_kind", None) == kind
        or any(getattr(node.step, "points_kind", None) == kind for node in definition.nodes.values())
    }
    return sorted(found)


def mailing_by(unit: Unit, template: int) -> list[Campaign]:
    """The campaigns that send mails by a template, each once."""
    found = {
        one.id: one
        for one, definition in _in_force(unit)
        for node in definition.nodes.values()
        if isinstance(node.step, SendMail) and int(node.step.template) == template
    }
    return list(found.values())


def _in_force(unit: Unit) -> Iterator[tuple[Campaign, Definition]]:
    """The version that customers enter of each campaign, and those that runs are in still."""
    for state in IN_FORCE:
        for one in book.listed(unit, state=state):
            in_use = {one.version} | {version for version, _ in runs.waiting(unit, one.id)}
            for version in book.versions(unit, one.id):
                if version.version in in_use:
                    yield one, kept(version.document)
