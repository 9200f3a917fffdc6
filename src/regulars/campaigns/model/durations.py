"""How long a campaign waits: by the clock in minutes, hours and days of 24 hours, by the calendar in months.

Days count as in the language of conditions; a day or a local time that does not
exist is the next that does.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.kinds import Writer, span
from regulars.rules.calendar import LATEST, Calendar, months_before

MOST_DAYS = 3_660
UNITS = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(days=7),
}
_MOST = {
    "minutes": MOST_DAYS * 1_440,
    "hours": MOST_DAYS * 24,
    "days": MOST_DAYS,
    "weeks": MOST_DAYS // 7,
    "months": 120,
}


def _within(amount: int, unit: str) -> int:
    if amount > _MOST[unit]:
        raise misfit("too_long", say("at most ten years: {most}", most=span(_MOST[unit], unit)))
    return amount


def _within_any(amount: int) -> int:
    """Told at the number itself, whatever the unit may be."""
    if amount > max(_MOST.values()):
        raise misfit("too_long", say("at most ten years"))
    return amount


class Duration(BaseModel):
    """So many minutes, hours, days (of 24 hours), weeks or months."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"format": "duration"})

    unit: Annotated[Literal["minutes", "hours", "days", "weeks", "months"], Field(title="Unit")]
    amount: Annotated[int, Field(strict=True, ge=1, title="How many"), AfterValidator(_within_any)]

    def model_post_init(self, _: object) -> None:
        _within(self.amount, self.unit)

    def after(self, instant: datetime, calendar: Calendar) -> datetime:
        """The instant so long after another."""
        if self.unit in UNITS:
            try:
                return instant + UNITS[self.unit] * self.amount
            except OverflowError:
                return LATEST
        wall = calendar.wall(instant)
        day = months_before(wall.date(), -self.amount)
        if day is None:
            return LATEST
        return calendar.to_utc(datetime.combine(day, wall.time() if day.day == wall.day else time.min))

    def before(self, instant: datetime, calendar: Calendar) -> datetime:
        """The instant so long before another."""
        if self.unit in UNITS:
            return instant - UNITS[self.unit] * self.amount
        return calendar.minus(instant, self.amount, "mo")

    def said(self, write: Writer) -> str:
        return span(self.amount, self.unit)


def _time(value: object) -> object:
    if isinstance(value, time):
        return value
    try:
        if not isinstance(value, str) or len(value) != 5:
            raise ValueError
        return time.fromisoformat(value)
    except ValueError:
        raise misfit("local_time", say('a local time is written "09:00", from "00:00" to "23:59"')) from None


LocalTime = Annotated[
    time,
    BeforeValidator(_time),
    PlainSerializer(lambda at: f"{at:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "format": "local_time", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
"""A time of the local day, to the minute."""

Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]


def next_local(after: datetime, at: time, weekdays: tuple[int, ...], calendar: Calendar) -> datetime:
    """The first instant after another at which the local clock shows `at` on one of these weekdays, on any if none is named.

    A time that the clock jumps over is the instant of the jump; of one that comes twice it is the first that is still to come.
    """
    day = calendar.local_date(after)
    for _ in range(9):
        if not weekdays or day.isoweekday() in weekdays:
            for instant in calendar.crossings(datetime.combine(day, at)):
                if instant > after and (calendar.wall(instant).time() >= at or calendar.local_date(instant) == day):
                    return instant
        day += timedelta(days=1)
    raise AssertionError("every weekday comes within nine days")


def on_day(day: date, at: time, calendar: Calendar) -> datetime:
    """The first instant at which the clock shows a time on a local day."""
    return calendar.to_utc(datetime.combine(day, at))
