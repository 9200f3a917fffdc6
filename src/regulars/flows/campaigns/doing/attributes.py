"""Steps that set an attribute of the customer."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.books import Unit, announcing
from regulars.books.announcing import Happening
from regulars.campaigns.announcements import ATTRIBUTE_SET
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import SetAttribute
from regulars.journal import identity
from regulars.journal.decisions import ATTRIBUTES, Decision, append_decisions

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Set them, one task after the other, and tell whoever listens."""
    decisions = []
    for task in tasks:
        assert isinstance(task.step, SetAttribute), task.step
        name, value = task.step.attribute, task.step.value
        decisions.append(
            Decision(ATTRIBUTES, task.key, unit.now, {"attributes": {name: value}}, customer_id=task.walk.customer_id)
        )
        task.note(attribute=name, value=value)
    append_decisions(unit, decisions)
    if announcing.listened(unit, ATTRIBUTE_SET.type):
        announcing.announce(unit, ATTRIBUTE_SET.type, _told(unit, around, tasks))


def _told(unit: Unit, around: Around, tasks: Sequence[Task]) -> list[Happening]:
    people = identity.named(unit, {task.walk.customer_id for task in tasks})
    told = []
    for task in tasks:
        assert isinstance(task.step, SetAttribute), task.step
        campaign = {"id": str(task.walk.campaign_id), "name": around.name(task)}
        about = {"attribute": task.step.attribute, "value": task.step.value, "campaign": campaign}
        told.append(Happening(unit.now, {"customer": people[task.walk.customer_id], **about}))
    return told
