"""Steps that wait: for a time, until a time, for something to happen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from regulars.campaigns.model.durations import Duration, LocalTime, Weekday, next_local
from regulars.campaigns.model.named import DateField
from regulars.campaigns.model.triggers.happenings import Statuses
from regulars.core.sentences import say, template
from regulars.kinds import formatted
from regulars.rules.calendar import Calendar

from .base import HAPPENED, TIMED_OUT, ConditionIn, Step, Text

Length = Annotated[Duration, formatted("duration")]
NINE = time(9)
WEEKDAYS = (
    say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday"),
)  # fmt: skip


class Wait(Step):
    """Waits so long."""

    kind: Literal["wait"] = "wait"
    sentence: ClassVar[str] = "wait {length}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {"length": {"amount": 24, "unit": "hours"}}
    waits: ClassVar[bool] = True

    length: Length
    """How long."""


class WaitUntilTime(Step):
    """Waits until the local clock shows a time again, on some weekdays only where they are named."""

    kind: Literal["wait_time"] = "wait_time"
    sentence: ClassVar[str] = "wait until {at}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {"at": "09:00", "weekdays": [1, 2, 3, 4, 5]}
    waits: ClassVar[bool] = True

    at: LocalTime
    """The local time."""
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7), formatted("weekdays")] = ()
    """Monday is 1, Sunday 7. None named: any day."""

    def worded(self) -> str:
        return template("wait until {at} ({days})") if self.weekdays else self.sentence

    def further(self) -> Mapping[str, object]:
        return {"days": [WEEKDAYS[day - 1] for day in sorted(self.weekdays)]}

    def until(self, now: datetime, calendar: Calendar) -> datetime:
        return next_local(now, self.at, self.weekdays, calendar)


class WaitUntilDate(Step):
    """Waits until a date of the customer's; goes on at once when it is past or not known."""

    kind: Literal["wait_date"] = "wait_date"
    sentence: ClassVar[str] = "wait until {field} at {at}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {"field": "customer.attributes.expected_on", "days": -3}
    waits: ClassVar[bool] = False  # a date that is past is no wait
    asks: ClassVar[bool] = True

    field: DateField
    """The date: `customer.registered_at`, or `customer.attributes.NAME` of the type date; of `customer.born_on` the next birthday."""
    days: Annotated[int, Field(strict=True, ge=-365, le=365)] = 0
    """So many days after it, or before it when negative."""
    at: LocalTime = NINE
    """The local time."""

    def worded(self) -> str:
        if not self.days:
            return self.sentence
        if self.days > 0:
            return template("wait until {many:day|days} after {field} at {at}")
        return template("wait until {many:day|days} before {field} at {at}")

    def further(self) -> Mapping[str, object]:
        return {"many": abs(self.days)}


class WaitForEvent(Step):
    """Waits for an event of a name, at most so long."""

    kind: Literal["wait_event"] = "wait_event"
    sentence: ClassVar[str] = "wait for the event {name}, at most {at_most}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {"name": "quiz_finished", "at_most": {"amount": 7, "unit": "days"}}
    ways: ClassVar[tuple[str, ...] | None] = (HAPPENED, TIMED_OUT)
    waits: ClassVar[bool] = True

    name: Text
    """The event's name; case makes no difference."""
    at_most: Length
    """How long it is waited for."""


class WaitForOrder(Step):
    """Waits until an order of the customer's reaches a status after the wait began, at most so long."""

    kind: Literal["wait_order"] = "wait_order"
    sentence: ClassVar[str] = "wait until an order is {statuses}, at most {at_most}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {"statuses": ["complete"], "at_most": {"amount": 7, "unit": "days"}}
    ways: ClassVar[tuple[str, ...] | None] = (HAPPENED, TIMED_OUT)
    waits: ClassVar[bool] = True

    statuses: Annotated[Statuses, formatted("order_statuses")] = ("complete",)
    """The status, or several of which any will do."""
    at_most: Length
    """How long it is waited for."""


class WaitForCondition(Step):
    """Waits until a condition holds, by what comes in or by time alone, at most so long."""

    kind: Literal["wait_condition"] = "wait_condition"
    sentence: ClassVar[str] = "wait until {condition}, at most {at_most}"
    group: ClassVar[str] = "Waits"
    example: ClassVar[dict[str, Any]] = {
        "condition": {"value": {"count": "order"}, "op": ">=", "to": 1},
        "at_most": {"amount": 7, "unit": "days"},
    }
    ways: ClassVar[tuple[str, ...] | None] = (HAPPENED, TIMED_OUT)
    asks: ClassVar[bool] = True

    condition: ConditionIn
    """What is waited for; it may hold at once."""
    at_most: Length
    """How long it is waited for."""


def coming(value: date, today: date, days: int, calendar: Calendar, *, every_year: bool) -> date:
    """The local day meant by a date of the customer's, so many days after it; of one that recurs the next that isn't past."""
    moved = timedelta(days=days)
    if not every_year:
        return value + moved
    return next(
        day
        for year in range(today.year - 1, today.year + 3)
        if (day := calendar.anniversary(value, year) + moved) >= today
    )
