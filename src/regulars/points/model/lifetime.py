"""Lifetimes: when a lot that starts at an instant ends.

A lifetime of n months is the local date n months on, its day clamped to that
month's last; the lot ends at the local midnight that follows that date. Days
are counted on local dates alike, so that a day with a change of clocks is a day.
Points may instead end with a month, quarter or year, or so long after the
customer last earned or spent any.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.rules.calendar import Calendar

MONTHS = {"months": 1, "quarters": 3, "years": 12}


class Lifetime(BaseModel):
    """How long points last, always to the end of a local day.

    `after`: so many days, months or years from the day they start. `end_of`: to the end of the month, quarter or year
    in which they start (amount 1), or of one so many later. `inactivity`: as `after`, but from the day on which the
    customer last earned or spent points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[int, Field(ge=1, le=36_500, title="How many")]
    unit: Annotated[Literal["days", "months", "quarters", "years"], Field(title="Unit")]
    counted: Annotated[Literal["after", "end_of", "inactivity"], Field(title="Counted")] = "after"

    @model_validator(mode="after")
    def _fits(self) -> Lifetime:
        if self.counted == "end_of" and self.unit == "days":
            raise ValueError("points end with a month, a quarter or a year, not with a day: choose another unit")
        if self.amount * MONTHS.get(self.unit, 0) > 12_000:
            raise ValueError("points last at most 1,000 years; choose none if they are never to end")
        return self

    def last_day(self, first: date) -> date:
        """The last local date on which points that start on `first` are there."""
        if self.unit == "days":
            return first + timedelta(days=self.amount)
        step = MONTHS[self.unit]
        months = first.year * 12 + first.month - 1
        if self.counted == "end_of":
            months = months // step * step + self.amount * step - 1
            return _in_month(months, 31)
        return _in_month(months + self.amount * step, first.day)

    def end_from(self, starts_at: datetime, calendar: Calendar) -> datetime:
        """The instant at which a lot ends that starts at `starts_at`."""
        return calendar.day_start(self.last_day(calendar.local_date(starts_at)) + timedelta(days=1))

    @property
    def inactivity(self) -> str | None:
        """How the lot remembers that its end moves with the customer's activity, as `from_inactivity` reads it."""
        return f"{self.amount} {self.unit}" if self.counted == "inactivity" else None


def from_inactivity(text: str) -> Lifetime:
    """The lifetime that a lot remembers."""
    amount, unit = text.split(" ")
    return Lifetime.model_validate({"amount": int(amount), "unit": unit, "counted": "inactivity"})


def _in_month(months: int, day: int) -> date:
    """The day of a month counted from year 0, clamped to the month's last."""
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


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
