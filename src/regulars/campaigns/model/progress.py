"""Progress: a run that is on the way while it is looked at, and what each step makes of it.

Plain values in, plain values out: where it goes, what it waits for, what is to
be done on the way. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from .definition import Definition
from .steps import HAPPENED, NEXT, TIMED_OUT, Step

EndedBy = Literal["end", "goal", "order", "event", "left", "campaign", "hand", "moved", "merged"]
MOST_STEPS = 100
"""As many nodes one look takes a run through; a circle without a wait can't be published, so this is never met."""


@dataclass(slots=True)
class Passing:
    """A node that is left now: `done` is filled in by whatever is done there."""

    n: int
    node: str
    branch: str | None
    done: dict[str, Any] | None = None


@dataclass(slots=True)
class Walk:
    """A run while it is looked at, at the instant `now`. `deadline_at` says that it has begun to wait at its node, and until
    when at most.

    `parked`: it goes on with the next look. `acted`: something was done that the facts don't know yet.
    """

    run_id: int
    campaign_id: int
    version: int
    customer_id: int
    node: str
    step: int
    deadline_at: datetime | None
    about: Mapping[str, Any]
    causes: list[int]
    entered_at: datetime
    now: datetime
    occasion: str = ""
    goal_at: datetime | None = None
    due_at: datetime | None = None
    ended_by: EndedBy | None = None
    parked: bool = False
    acted: bool = False
    told_more: bool = False
    began: int = -1
    passed: list[Passing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = self.step

    @property
    def key(self) -> str:
        """Under which whatever is done at its node is done once."""
        return f"run:{self.run_id}:{self.step}"

    @property
    def occasion_at(self) -> datetime:
        """When what let the customer enter happened, as far as it was told."""
        at = self.about.get("at")
        return self.entered_at if at is None else datetime.fromisoformat(str(at))

    @property
    def goes_on(self) -> bool:
        return not self.parked and self.ended_by is None

    def leave(self, definition: Definition, branch: str = NEXT) -> Passing:
        """Go on by a branch."""
        passing = Passing(self.step, self.node, branch)
        self.passed.append(passing)
        self.node = definition.after(self.node, branch)
        self.step += 1
        self.deadline_at = None
        assert len(self.passed) < MOST_STEPS, f"run {self.run_id} goes round"
        return passing

    def end(self, by: EndedBy) -> None:
        """Come to an end here."""
        self.passed.append(Passing(self.step, self.node, None))
        self.step += 1
        self.ended_by = by
        self.due_at = self.deadline_at = None

    def wait(self, until: datetime, deadline: datetime | None = None) -> None:
        """Be looked at again at an instant, still here."""
        self.parked = True
        self.due_at, self.deadline_at = until, deadline

    def wait_out(self, definition: Definition, until: datetime) -> None:
        """Wait here until an instant that was found when the wait began; once it is past, go on."""
        if self.deadline_at is None:
            self.wait(until, until)
        elif self.now >= self.deadline_at:
            self.leave(definition)
        else:
            self.wait(self.deadline_at, self.deadline_at)

    def wait_for(self, definition: Definition, until: datetime) -> None:
        """Wait here for what others notice, at most until an instant that was found when the wait began."""
        if self.deadline_at is None:
            self.wait(until, until)
        elif self.now >= self.deadline_at:
            self.leave(definition, TIMED_OUT)
        else:
            self.wait(self.deadline_at, self.deadline_at)

    def wait_until_holds(
        self, definition: Definition, *, holds: bool, until: datetime, next_change: datetime | None
    ) -> None:
        """Wait here until a condition holds, looked at when time alone may have changed it."""
        deadline = self.deadline_at or until
        if holds:
            self.leave(definition, HAPPENED)
        elif self.now >= deadline:
            self.leave(definition, TIMED_OUT)
        else:
            self.wait(deadline if next_change is None else min(deadline, max(next_change, self.now)), deadline)


class HeldBack(NamedTuple):
    """Why a mail doesn't leave yet, and when it leaves at the earliest."""

    why: Literal["quiet_hours", "cap"]
    until: datetime


@dataclass(slots=True)
class Task:
    """Something that is to be done at a node that a walk has just left; of a mail that is held back, at which it still is."""

    walk: Walk
    step: Step
    passing: Passing
    not_after: datetime | None = None
    value: Fraction | None = None
    """What points are counted by, where they are; None: it is missing."""
    dropped: Literal["cap", "too_late"] | None = None
    """Of a mail: why it is not sent, and only told of."""
    held: HeldBack | None = None
    """Of a mail: why the walk waits here, which is told of too."""

    @property
    def key(self) -> str:
        return f"run:{self.walk.run_id}:{self.passing.n}"

    def note(self, **done: Any) -> None:
        """Keep what was done, or why it wasn't, with the node."""
        self.passing.done = (self.passing.done or {}) | done
