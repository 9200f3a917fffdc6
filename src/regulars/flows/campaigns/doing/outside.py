"""Steps that tell webhooks."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.books import Unit, announcing
from regulars.books.announcing import Happening
from regulars.campaigns.announcements import STEP
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import CallWebhook
from regulars.journal import identity

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Tell whoever listens, a message each."""
    if not announcing.listened(unit, STEP.type):
        for task in tasks:
            task.note(passed_over="nobody_listens")
        return
    people = identity.named(unit, {task.walk.customer_id for task in tasks})
    happenings = []
    for task in tasks:
        assert isinstance(task.step, CallWebhook), task.step
        walk = task.walk
        told = {
            "customer": people[walk.customer_id],
            "campaign": {"id": str(walk.campaign_id), "name": around.name(task)},
            "node": task.passing.node,
            "name": task.step.name,
            "run": str(walk.run_id),
            "about": dict(walk.about),
        }
        happenings.append(Happening(unit.now, told))
    announcing.announce(unit, STEP.type, happenings)
