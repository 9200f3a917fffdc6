"""Steps that change tags and move to a group."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import ChangeTags, MoveToGroup
from regulars.segments import regrouping, retagging
from regulars.segments.regrouping import Move
from regulars.segments.retagging import Retag

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Give and take, one task after the other."""
    retags = [
        Retag(task.key, task.walk.customer_id, task.step.add, task.step.take)
        for task in tasks
        if isinstance(task.step, ChangeTags)
    ]
    changed = retagging.retag(unit, retags)
    moves = [
        Move(task.key, task.walk.customer_id, task.step.to) for task in tasks if isinstance(task.step, MoveToGroup)
    ]
    changed |= regrouping.move(unit, moves)
    for task in tasks:
        task.note(changed=task.key in changed)
