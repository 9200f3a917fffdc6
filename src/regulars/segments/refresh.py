"""When a segment is refreshed: by itself as things happen, at times of its own, or when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from regulars.core.forms import Form, misfit
from regulars.core.sentences import say
from regulars.core.wording import NOT_SAID
from regulars.rules.calendar import Calendar

Every = Literal["day", "week", "month"]
_NEEDED: Mapping[str, tuple[Every | None, str]] = {
    "every": (None, say("say how often: day, week or month")),
    "at": (None, say("say at what time of day, such as 03:00")),
    "weekday": ("week", say("say on which day of the week, from 1 for Monday to 7")),
    "day": ("month", say("say on which day of the month, from 1 to 31")),
}
"""Which schedules something is said of (all, if none is named), and what is asked for where it lacks."""


class Refresh(BaseModel):
    """How a segment is kept: `automatic` is exact in every moment; what is `scheduled` or refreshed `by_hand` stays between as
    it was then."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    kind: Literal["automatic", "scheduled", "by_hand"] = "automatic"
    every: Every | None = Field(default=None, validate_default=True)
    """Of a schedule."""
    at: (
        Annotated[str, Form(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", say("a time of day is written as 03:00, up to 23:59"))]
        | None
    ) = Field(default=None, validate_default=True)
    """The shop's local time, as 03:00. One that doesn't exist on a day is the next that does."""
    weekday: Annotated[int, Field(ge=1, le=7)] | None = Field(default=None, validate_default=True)
    """Of each week, from 1 for Monday."""
    day: Annotated[int, Field(ge=1, le=31)] | None = Field(default=None, validate_default=True)
    """Of each month; one that a month doesn't have is its last."""

    @field_validator("every", "at", "weekday", "day")
    @classmethod
    def _said_where_it_counts(cls, value: object, info: ValidationInfo) -> object:
        """Each is said if the schedule goes by it, and only then; of a kind that is wrong nothing more is said."""
        if not {"kind", "every"} - {info.field_name} <= info.data.keys():
            return value
        kind, every = info.data["kind"], value if info.field_name == "every" else info.data["every"]
        rhythm, needed = _NEEDED[info.field_name or ""]
        counts = kind == "scheduled" and rhythm in (None, every)
        if counts and value is None:
            raise misfit(NOT_SAID, needed)
        if not counts and value is not None:
            of = say("a schedule of each {rhythm}", rhythm=rhythm) if rhythm else say("a schedule")
            raise misfit("no_place", say("this is said of {of} only; leave it out", of=of))
        return value

    def document(self) -> dict[str, Any] | None:
        """As JSON, as it is kept; automatic is nothing."""
        return None if self.kind == "automatic" else self.model_dump(mode="json", exclude_none=True)

    def last_before(self, instant: datetime, calendar: Calendar) -> datetime | None:
        """The last time of the schedule up to an instant; None when there is no schedule."""
        if self.kind != "scheduled":
            return None
        today = calendar.local_date(instant)
        found = self._on(self._start(today), calendar)
        return found if found <= instant else self._on(self._step(self._start(today), -1), calendar)

    def first_after(self, instant: datetime, calendar: Calendar) -> datetime | None:
        """The first time of the schedule after an instant; None when there is no schedule."""
        if self.kind != "scheduled":
            return None
        start = self._start(calendar.local_date(instant))
        found = self._on(start, calendar)
        return found if found > instant else self._on(self._step(start, 1), calendar)

    def _start(self, today: date) -> date:
        """The first day of the day, week or month that a day lies in."""
        if self.every == "week":
            return today - timedelta(days=today.weekday())
        return today.replace(day=1) if self.every == "month" else today

    def _step(self, start: date, steps: int) -> date:
        if self.every == "month":
            return (start + timedelta(days=31 if steps > 0 else -1)).replace(day=1)
        return start + timedelta(days=steps * (7 if self.every == "week" else 1))

    def _on(self, start: date, calendar: Calendar) -> datetime:
        """The schedule's instant in the day, week or month that begins on a day."""
        day = start
        if self.every == "week":
            day = start + timedelta(days=(self.weekday or 1) - 1)
        if self.every == "month":
            last = self._step(start, 1) - timedelta(days=1)
            day = min(start.replace(day=1) + timedelta(days=(self.day or 1) - 1), last)
        return calendar.to_utc(datetime.combine(day, time.fromisoformat(self.at or "00:00")))


AUTOMATIC = Refresh()


def read(document: Any) -> Refresh:
    """How it is kept, as JSON; none is automatic."""
    return AUTOMATIC if document is None else Refresh.model_validate(document)
