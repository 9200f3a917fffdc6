"""Lifetimes: how long something that is given lasts, always to the end of a local day.

A lifetime of n months is the local date n months on, its day clamped to that
month's last, and ends at the local midnight that follows that date. Days are
counted on local dates alike, so that a day with a change of clocks is a day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.sentences import say
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
            raise ValueError(say("points end with a month, a quarter or a year, not with a day: choose another unit"))
        if self.amount * MONTHS.get(self.unit, 0) > 12_000:
            raise ValueError(say("points last at most 1,000 years; choose none if they are never to end"))
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


def _in_month(months: int, day: int) -> date:
    """The day of a month counted from year 0, clamped to the month's last."""
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
