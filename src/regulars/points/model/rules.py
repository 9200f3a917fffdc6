"""Earning rules: what a rule said when, and whether an order may earn by it.

What the cart showed is what is granted: an order goes by the terms in force
when it was placed. Whether it earns at all is decided by when it came as far as
the rule asks, and by how it came in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from regulars.rules.tree import Condition

from .lifetime import Lifetime
from .styles import EarnStyle

GrantStatus = Literal["pending", "processing", "shipped", "complete"]

PROGRESS: tuple[GrantStatus, ...] = ("pending", "processing", "shipped", "complete")
"""An order's way; `cancelled` leaves it, and `closed` keeps what was reached before."""

KEEPS = "closed"


def reached(grant_status: GrantStatus) -> tuple[GrantStatus, ...]:
    """The statuses of an order that is as far as a rule asks."""
    return PROGRESS[PROGRESS.index(grant_status) :]


@dataclass(frozen=True, slots=True)
class Pause:
    """A rule or the programme was off from the first instant to before the second; None: it still is."""

    starts_at: datetime
    ends_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a rule. It is for orders placed from `starts_at` to before `ends_at`, where given."""

    version: int
    valid_from: datetime
    ledger_id: int
    style: EarnStyle
    condition: Condition | None
    grant_status: GrantStatus
    lifetime: Lifetime | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def are_for(self, placed_at: datetime) -> bool:
        """Whether an order of that instant falls into the rule's period."""
        early = self.starts_at is not None and placed_at < self.starts_at
        late = self.ends_at is not None and placed_at >= self.ends_at
        return not early and not late


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all its versions, the oldest first, and when it or its programme was off."""

    id: int
    created_at: datetime
    versions: tuple[Terms, ...]
    pauses: tuple[Pause, ...] = ()

    def terms_for(self, placed_at: datetime, pinned: int | None) -> Terms:
        """The terms an order goes by: those it was settled by before, else those in force when it was placed.

        An order older than the rule goes by what the rule says today: it was imported.
        """
        if pinned is not None:
            return next(terms for terms in self.versions if terms.version == pinned)
        in_force = [terms for terms in self.versions if terms.valid_from <= placed_at]
        return in_force[-1] if in_force else self.versions[-1]

    def is_off(self, at: datetime) -> bool:
        return any(pause.holds(at) for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an order came in: as it happened (`live`), or as history, which earns only when it `asks_points`."""

    live: bool
    asks_points: bool


def may_earn(rule: Rule, granted_at: datetime, arrival: Arrival, *, settled: bool, barred: bool) -> bool:
    """Whether an order that came as far as the rule asks at `granted_at` earns by it.

    One that earned before goes on being settled. Else one that came as history
    earns when it asks, and never when it was barred; one that came live, when
    the rule was there at that instant.
    """
    if rule.is_off(granted_at):
        return False
    if settled or arrival.asks_points:
        return True
    return arrival.live and not barred and granted_at >= rule.created_at


def is_to_be_barred(rules: Iterable[Rule], reached_at: Collection[datetime]) -> bool:
    """Whether an order that came as unasked history must be remembered, because it would earn if it came again live."""
    return any(at >= rule.created_at for rule in rules for at in reached_at)
