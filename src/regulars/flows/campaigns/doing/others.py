"""Steps about other campaigns: entering one, and ending what is under way there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from regulars.books import Unit
from regulars.campaigns import ending, entering
from regulars.campaigns.entering import Entrant
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import EndCampaign, EnterCampaign

from .base import Around


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Let customers enter the campaigns that run, those that may."""
    entrants: dict[int, list[Entrant]] = defaultdict(list)
    for task in tasks:
        if isinstance(task.step, EnterCampaign):
            other, walk = int(task.step.campaign), task.walk
            if other not in around.live:
                task.note(passed_over="not_running")
            elif other in (causes := [*walk.causes, walk.campaign_id]):
                task.note(passed_over="own_descendant")
            else:
                entrants[other].append(Entrant(walk.customer_id, task.key, walk.about, causes))
    for other, wanted in entrants.items():
        live = around.live[other]
        entering.enter(unit, other, live.version, live.entered, wanted, calendar=around.calendar)


def end(unit: Unit, tasks: Sequence[Task]) -> None:
    """End what is under way in other campaigns; after the runs themselves were written, which may be among them."""
    whom: dict[int, set[int]] = defaultdict(set)
    for task in tasks:
        if isinstance(task.step, EndCampaign):
            whom[int(task.step.campaign)].add(task.walk.customer_id)
    for other, customers in whom.items():
        ending.of_customers(unit, [other], dict.fromkeys(customers, unit.now), "campaign")
