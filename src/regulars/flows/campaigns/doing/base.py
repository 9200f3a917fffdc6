"""What those who do a step's deed are given: the campaigns that run, the calendar, and the tasks of their kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.flows.campaigns.live import Live
from regulars.rules.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Around:
    """What there is around tasks."""

    live: Mapping[int, Live]
    calendar: Calendar

    def name(self, task: Task) -> str:
        """What the campaign of a task is called."""
        return self.live[task.walk.campaign_id].campaign.name


Doer = Callable[[Unit, Around, Sequence[Task]], None]
"""Does the deeds of some tasks in the transaction that writes their runs."""
