"""Triggers by time and by who somebody is: dates, schedules, carts that are left, segments, and by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from dateutil.rrule import rrule, rruleset, rrulestr
from pydantic import AfterValidator, Field

from regulars.campaigns.model.durations import Duration, LocalTime, on_day
from regulars.campaigns.model.named import DateField
from regulars.core.forms import misfit
from regulars.core.sentences import say, template
from regulars.kinds import formatted
from regulars.rules.calendar import Calendar

from .base import Occasion, Trigger

SegmentId = Annotated[str, Field(min_length=1, max_length=100), formatted("segment")]
NINE = time(9)


class DateComes(Trigger):
    """A date comes for a customer: a birthday, so long since they registered, any attribute that is a date."""

    kind: Literal["date"] = "date"
    sentence: ClassVar[str] = "on the day of {field} at {at}"
    group: ClassVar[str] = "Time"
    example: ClassVar[dict[str, Any]] = {"field": "customer.born_on", "at": "09:00"}

    field: DateField = "customer.born_on"
    """The date: `customer.born_on`, `customer.registered_at`, or `customer.attributes.NAME` of the type date."""
    every_year: bool = True
    """Whether its anniversaries count, the 29th of February on the 28th in other years; else the date itself, once."""
    days: Annotated[int, Field(strict=True, ge=-365, le=365)] = 0
    """So many days after it, or before it when negative."""
    at: LocalTime = NINE
    """The local time."""

    def worded(self) -> str:
        if not self.days:
            return self.sentence
        if self.days > 0:
            return template("{many:day|days} after {field} at {at}")
        return template("{many:day|days} before {field} at {at}")

    def further(self) -> Mapping[str, object]:
        return {"many": abs(self.days)}

    def day_for(self, day: date) -> date:
        """The date, or anniversary, that counts on a local day."""
        return day - timedelta(days=self.days)

    def instant(self, day: date, calendar: Calendar) -> datetime:
        """When it counts on a local day."""
        return on_day(day, self.at, calendar)

    def of(self, day: date, calendar: Calendar) -> Occasion:
        """The occasion on a local day."""
        meant = self.day_for(day)
        key = f"date:{self.field}:{meant.year if self.every_year else meant.isoformat()}"
        return Occasion(key, self.instant(day, calendar), {"date": meant.isoformat()})


class SegmentEntered(Trigger):
    """A customer enters a segment; each stay once."""

    kind: Literal["segment_entered"] = "segment_entered"
    sentence: ClassVar[str] = "when a customer enters {segment}"
    group: ClassVar[str] = "Segments"
    example: ClassVar[dict[str, Any]] = {"segment": "vip"}

    segment: SegmentId
    """The segment. Who is in it when the campaign begins, or comes in by another definition, has not entered it."""


class SegmentLeft(Trigger):
    """A customer leaves a segment; each stay once."""

    kind: Literal["segment_left"] = "segment_left"
    sentence: ClassVar[str] = "when a customer leaves {segment}"
    group: ClassVar[str] = "Segments"
    example: ClassVar[dict[str, Any]] = {"segment": "vip"}

    segment: SegmentId
    """The segment."""


class CartAbandoned(Trigger):
    """A cart with something in it hasn't been changed for a time and wasn't ordered."""

    kind: Literal["cart_abandoned"] = "cart_abandoned"
    sentence: ClassVar[str] = "when a cart is left alone for {after}"
    group: ClassVar[str] = "Time"
    example: ClassVar[dict[str, Any]] = {"after": {"amount": 1, "unit": "hours"}}
    gives: ClassVar[frozenset[str]] = frozenset({"cart"})

    after: Annotated[Duration, formatted("duration")]
    """How long it must have been left as it is."""


def _rule(text: str) -> str:
    """A recurrence rule as it is kept; raises what pydantic tells."""
    try:
        read = rrulestr(text, dtstart=datetime.combine(date(2026, 1, 1), time.min))
    except (ValueError, KeyError, TypeError, IndexError):
        read = None
    if not isinstance(read, rrule) or isinstance(read, rruleset) or "DTSTART" in text.upper():
        told = say("this is no recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0")
        raise misfit("recurrence", told)
    if (
        not text.upper().removeprefix("RRULE:").startswith("FREQ=")
        or "SECONDLY" in text.upper()
        or "MINUTELY" in text.upper()
    ):
        raise misfit("recurrence", say("begin with FREQ=, and repeat it hourly at most"))
    return text


class OnSchedule(Trigger):
    """At set times, everybody in a segment."""

    kind: Literal["schedule"] = "schedule"
    sentence: ClassVar[str] = "for everybody in {segment}, as it recurs: {recurs}"
    group: ClassVar[str] = "Time"
    example: ClassVar[dict[str, Any]] = {
        "recurs": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0",
        "since": "2026-01-05",
        "segment": "vip",
    }

    recurs: Annotated[str, Field(max_length=500), AfterValidator(_rule), formatted("recurrence")]
    """A recurrence rule of RFC 5545 in local time, without DTSTART."""
    since: date
    """The local day on which it begins, at midnight; an INTERVAL counts from it."""
    segment: SegmentId
    """Who enters."""

    @cached_property
    def _rrule(self) -> rrule:
        found = rrulestr(self.recurs, dtstart=datetime.combine(self.since, time.min))
        assert isinstance(found, rrule)
        return found

    def next_after(self, instant: datetime, calendar: Calendar) -> datetime | None:
        """The first instant after another at which it recurs; None when it never does again."""
        wall = calendar.wall(instant) - timedelta(hours=3)  # clocks that go back show times again that have been
        while (following := self._rrule.after(wall)) is not None:
            at = calendar.to_utc(following)
            if at > instant:
                return at
            wall = following
        return None


class ByHand(Trigger):
    """Nobody enters by themselves: who does is said by hand, or by a step of another campaign."""

    kind: Literal["by_hand"] = "by_hand"
    sentence: ClassVar[str] = "by hand, or from another campaign"
    group: ClassVar[str] = "By hand"
    example: ClassVar[dict[str, Any]] = {}
