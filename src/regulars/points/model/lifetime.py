"""Lifetimes: when a lot that starts at an instant ends.

How long they last is said by a lifetime (`kinds.lifetimes`). Points may also end so
long after the customer last earned or spent any.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field

from regulars.kinds import Lifetime
from regulars.rules.calendar import Calendar


def from_inactivity(text: str) -> Lifetime:
    """The lifetime that a lot remembers."""
    amount, unit = text.split(" ")
    return Lifetime.model_validate({"amount": int(amount), "unit": unit, "counted": "inactivity"})


def prolonged(
    lifetime: Lifetime, starts_at: datetime, ends_at: datetime, moments: Iterable[datetime], calendar: Calendar
) -> datetime:
    """When a lot ends whose customer earned or spent at these moments, the earliest first; `ends_at` by what was known before.

    Activity from the lot's start to before its end moves the end on.
    """
    for moment in moments:
        if starts_at <= moment < ends_at:
            ends_at = max(ends_at, lifetime.end_from(moment, calendar))
    return ends_at


class Delay(BaseModel):
    """How long points are pending after they were granted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[int, Field(ge=1, le=8_760, title="How many")]
    unit: Annotated[Literal["hours", "days"], Field(title="Unit")]

    @property
    def span(self) -> timedelta:
        """A day is 24 hours."""
        return timedelta(**{self.unit: self.amount})


class Span(NamedTuple):
    """From when to when a lot is open.

    `inactivity`: how its end moves with the customer's activity. `starts_at` None: it waits for what `awaits` says,
    see `awaiting`, and ends at `ends_at` unless that is done.
    """

    starts_at: datetime | None
    ends_at: datetime | None
    inactivity: str | None = None
    awaits: str | None = None


class Spans(Protocol):
    """Says from when to when a lot is open that is granted at an instant."""

    def span(self, granted_at: datetime) -> Span: ...


class Lasting:
    """From when to when lots are open that are granted by one rule: the local midnights are looked up once a day."""

    def __init__(self, lifetime: Lifetime | None, calendar: Calendar, delay: Delay | None = None) -> None:
        self.lifetime = lifetime
        self._calendar = calendar
        self._delay = delay.span if delay else None
        self._inactivity = lifetime.inactivity if lifetime else None
        self._known: dict[date, datetime] = {}

    def span(self, granted_at: datetime) -> Span:
        """Of a lot granted at an instant: pending until its delay is over, and its lifetime counts from there."""
        starts_at = self.starts_at(granted_at)
        return Span(starts_at, self.ends_at(starts_at), self._inactivity)

    def starts_at(self, granted_at: datetime) -> datetime:
        """When the delay is over of what is granted at an instant."""
        return granted_at if self._delay is None else granted_at + self._delay

    def ends_at(self, counted_from: datetime) -> datetime | None:
        """The end of a lifetime that counts from an instant; None: never."""
        if self.lifetime is None:
            return None
        first = self._calendar.local_date(counted_from)
        known = self._known.get(first)
        if known is None:
            known = self._known[first] = self.lifetime.end_from(counted_from, self._calendar)
        return known
