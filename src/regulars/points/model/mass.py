"""Mass transactions: so many points, more or less, for each of many customers, as one deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .lifetime import Span
from .taking import Shortage

State = Literal["running", "done", "refusing", "refused", "undoing", "undone"]
"""Refusing: somebody had too few points for a deed that forbids it, so what was posted by then is being undone."""
UNDER_WAY = ("running", "refusing", "undoing")
CHUNK = 2_000
"""As many customers as one transaction takes: it holds up the readers of the journal, so it is short."""


class TooFew(Conflict):
    """Customers have fewer points than a mass transaction takes, and it forbids that."""

    code = "points.mass_short"

    def __init__(self, *, needed: int, customers: int, points: int, sample: list[str]) -> None:
        named = ", ".join(sample) + (" …" if customers > len(sample) else "")
        super().__init__(
            say(
                "{customers:customer has|customers have} fewer than {needed:point|points}, {points:is|are} missing: {named}; take what there is (shortage: forgive), let them owe the rest (owe), or choose others",
                customers=customers,
                needed=needed,
                points=points,
                named=named,
            )
        )
        self.needed = needed
        self.customers = customers
        self.points = points
        self.sample = sample


class CantTakeBack(Conflict):
    """It has been refused, and what was posted by then is undone already."""

    code = "points.mass_refused"

    def __init__(self) -> None:
        super().__init__(say("this mass transaction was refused: nothing of it is left to be undone"))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be done for each customer; `points` less than zero are taken. Lots given start and end together, unless
    `inactivity` says how the end of each moves with what its customer does."""

    points: int
    reason: str
    ledger_id: int
    shortage: Shortage
    starts_at: datetime
    ends_at: datetime | None = None
    inactivity: str | None = None

    @property
    def span(self) -> Span:
        """From when to when the lots given are open."""
        return Span(self.starts_at, self.ends_at, self.inactivity)


@dataclass(frozen=True, slots=True)
class Mass:
    """How a mass transaction stands.

    Of `size` customers `place` are done, and of those `taken_back` undone.
    `moved` is by how much customers' points changed, less what was undone of it, `passed_over` how many were
    gone when their turn came, `short` how many had too few, by `short_points`.
    """

    id: int
    terms: Terms
    audience: dict[str, Any]
    size: int
    place: int
    state: State
    taken_back: int
    undo_shortage: Shortage
    undo_reason: str | None
    moved: int
    passed_over: int
    short: int
    short_points: int
    actor: str
    created_at: datetime
    finished_at: datetime | None
    job_id: int | None

    @property
    def batch(self) -> str:
        """What its postings say they are part of."""
        return f"mass:{self.id}"

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def progress(self) -> tuple[int, int]:
        """How many customers are done, of how many, with what is being done."""
        return (self.place, self.size) if self.state in ("running", "done") else (self.taken_back, self.place)

    def key(self, customer_id: int) -> str:
        """What the posting for a customer is known by."""
        return f"{self.batch}:{customer_id}"
