"""Lifetimes: when a lot that starts at an instant ends.

A lifetime of n months is the local date n months on, its day clamped to that
month's last; the lot ends at the local midnight that follows that date. Days
are counted on local dates alike, so that a day with a change of clocks is a day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regulars.rules.calendar import Calendar


class Lifetime(BaseModel):
    """How long points last, counted from the day they start: to the end of the local day so many days or months on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[int, Field(ge=1, le=36_500, title="How many")]
    unit: Annotated[Literal["days", "months"], Field(title="Unit")]

    def last_day(self, first: date) -> date:
        """The last local date on which points that start on `first` are there."""
        if self.unit == "days":
            return first + timedelta(days=self.amount)
        months = first.year * 12 + first.month - 1 + self.amount
        year, month = divmod(months, 12)
        return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))

    def end_from(self, starts_at: datetime, calendar: Calendar) -> datetime:
        """The instant at which a lot ends that starts at `starts_at`."""
        return calendar.day_start(self.last_day(calendar.local_date(starts_at)) + timedelta(days=1))


class Endings:
    """The ends of many lots of one lifetime: the local midnights are looked up once a day."""

    def __init__(self, lifetime: Lifetime | None, calendar: Calendar) -> None:
        self._lifetime = lifetime
        self._calendar = calendar
        self._known: dict[date, datetime] = {}

    def end_from(self, starts_at: datetime) -> datetime | None:
        """As `Lifetime.end_from`; None when points never end."""
        if self._lifetime is None:
            return None
        first = self._calendar.local_date(starts_at)
        known = self._known.get(first)
        if known is None:
            known = self._known[first] = self._lifetime.end_from(starts_at, self._calendar)
        return known
