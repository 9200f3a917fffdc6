"""Earning rules: what a rule said when, and whether an order may earn by it.

What the cart showed is what is granted: an order goes by the terms in force
when it was placed. Whether it earns at all is decided by when it came as far as
the rule asks, and by how it came in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.sentences import say
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST
from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold
from regulars.rules.tree import Condition

from .awaiting import Awaits, spans
from .counting import ALL, USUAL, Counting, Products
from .lifetime import Delay, Spans
from .styles import MOST_POINTS, EarnStyle

GrantStatus = Literal["pending", "processing", "shipped", "complete"]

PROGRESS: tuple[GrantStatus, ...] = ("pending", "processing", "shipped", "complete")
"""An order's way; `cancelled` leaves it, and `closed` keeps what was reached before."""

AsOf = Literal["placed", "granted"]
"""The instant at which a condition sees the customer: when the order was placed, or when it came as far as asked."""

KEEPS = "closed"


def reached(grant_status: GrantStatus) -> tuple[GrantStatus, ...]:
    """The statuses of an order that is as far as a rule asks."""
    return PROGRESS[PROGRESS.index(grant_status) :]


@dataclass(frozen=True, slots=True)
class Pause:
    """A rule or the programme was off from the first instant to before the second; None: it still is.

    `store`: only in the store of this folded name.
    """

    starts_at: datetime
    ends_at: datetime | None
    store: str | None = None

    def holds(self, at: datetime, store: str | None) -> bool:
        there = self.store is None or (store is not None and self.store == fold(store))
        return there and self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


Most = Annotated[int, Field(strict=True, ge=1, le=MOST_POINTS)]


class Limits(BaseModel):
    """The most points that a rule gives; None: as many as it says. Days and periods are local, and of the grant."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    per_order: Most | None = None
    """To one order, or for one deed."""
    per_day: Most | None = None
    """To one customer in a day."""
    per_period: Most | None = None
    """To one customer in a period."""
    period: Literal["week", "month", "quarter", "year"] = "month"
    per_customer: Most | None = None
    """To one customer ever."""

    @property
    def over_time(self) -> bool:
        """Whether what a customer got before matters."""
        return any(most is not None for most in (self.per_day, self.per_period, self.per_customer))

    @model_validator(mode="after")
    def _grow(self) -> Limits:
        names = ("per_order", "per_day", "per_period", "per_customer")
        told = [(name, most) for name in names if (most := getattr(self, name)) is not None]
        for (shorter, more), (longer, less) in pairwise(told):
            if less < more:
                raise ValueError(
                    say(
                        "{longer} is {less:,} and {shorter} {more:,}: a longer span can't have a lower limit",
                        longer=longer,
                        less=less,
                        shorter=shorter,
                        more=more,
                    )
                )
        return self


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a rule. It is for orders placed from `starts_at` to before `ends_at`, where given.

    `counted`: what a line must fulfil to count, None: all do.
    """

    version: int
    valid_from: datetime
    ledger_id: int
    style: EarnStyle
    condition: Condition | None
    grant_status: GrantStatus
    lifetime: Lifetime | None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    products: Products = ALL
    counted: Condition | None = None
    counting: Counting = USUAL
    priority: int = 0
    stop: bool = False
    limits: Limits = NO_LIMITS
    delay: Delay | None = None
    as_of: AsOf = "placed"
    awaits: Awaits | None = None
    points_kind: str = FIRST

    def lasting(self, calendar: Calendar) -> Spans:
        """From when to when its lots are open."""
        return spans(self.lifetime, calendar, self.delay, self.awaits)

    @property
    def needs_lines(self) -> bool:
        """Whether it asks for more of an order than the amount of its products."""
        return self.style.needs_lines or self.products != ALL or self.counting.tax or not self.counting.discounted

    def are_for(self, placed_at: datetime) -> bool:
        """Whether an order of that instant falls into the rule's period."""
        early = self.starts_at is not None and placed_at < self.starts_at
        late = self.ends_at is not None and placed_at >= self.ends_at
        return not early and not late


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all its versions, the oldest first, and when it was off: by itself, or as all points of its kind."""

    id: int
    created_at: datetime
    versions: tuple[Terms, ...]
    own_pauses: tuple[Pause, ...] = ()
    kind_pauses: tuple[Pause, ...] = ()

    @property
    def pauses(self) -> tuple[Pause, ...]:
        return (*self.own_pauses, *self.kind_pauses)

    def terms_for(self, placed_at: datetime, pinned: int | None) -> Terms:
        """The terms an order goes by: those it was settled by before, else those in force when it was placed.

        An order older than the rule goes by what the rule says today: it was imported.
        """
        if pinned is not None:
            return next(terms for terms in self.versions if terms.version == pinned)
        in_force = [terms for terms in self.versions if terms.valid_from <= placed_at]
        return in_force[-1] if in_force else self.versions[-1]

    def is_off(self, at: datetime, store: str | None = None) -> bool:
        """Whether nothing is earned by it at an instant, in a store."""
        return any(pause.holds(at, store) for pause in self.pauses)

    def is_off_itself(self, at: datetime, store: str | None = None) -> bool:
        """Whether it is off though points of its kind may be on."""
        return any(pause.holds(at, store) for pause in self.own_pauses)

    def first_on(self, since: datetime, until: datetime, store: str | None = None) -> datetime | None:
        """The first instant from one to before another at which it is there and on, in a store; None: at none."""
        at = max(since, self.created_at)
        while at < until:
            pause = next((one for one in self.pauses if one.holds(at, store)), None)
            if pause is None:
                return at
            if pause.ends_at is None:
                return None
            at = pause.ends_at
        return None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an order came in: as it happened (`live`), or as history, which earns only when it `asks_points`."""

    live: bool
    asks_points: bool


def may_earn(
    rule: Rule, granted_at: datetime, arrival: Arrival, *, now: datetime, settled: bool, barred: bool,
    store: str | None = None,
) -> bool:  # fmt: skip
    """Whether an order that came as far as the rule asks at `granted_at` earns by it.

    One that earned before goes on being settled. Else one that came as history
    earns when it asks, if the rule is on `now`, for what was before the rule says nothing of whether it was on; one
    that came live, when the rule was there and on at that instant, and never when it was barred.
    """
    if rule.is_off(granted_at, store):
        return False
    if settled:
        return True
    if arrival.asks_points:
        return not rule.is_off(now, store)
    return arrival.live and not barred and granted_at >= rule.created_at


def is_to_be_barred(rules: Iterable[Rule], reached_at: Collection[datetime]) -> bool:
    """Whether an order that came as unasked history must be remembered, because it would earn if it came again live."""
    return any(at >= rule.created_at for rule in rules for at in reached_at)
