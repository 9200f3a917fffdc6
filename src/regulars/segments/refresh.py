"""When a segment is refreshed: by itself as things happen, at times of its own, or when somebody asks for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from regulars.core.forms import Form
from regulars.rules.calendar import Calendar

Every = Literal["day", "week", "month"]


class Refresh(BaseModel):
    """How a segment is kept: `automatic` is exact in every moment; what is `scheduled` or refreshed `by_hand` stays between as
    it was then."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    kind: Literal["automatic", "scheduled", "by_hand"] = "automatic"
    every: Every | None = None
    """Of a schedule."""
    at: (
        Annotated[str, Form(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "a time of day is written as 03:00, up to 23:59")]
        | None
    ) = None
    """The shop's local time, as 03:00. One that doesn't exist on a day is the next that does."""
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    """Of each week, from 1 for Monday."""
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    """Of each month; one that a month doesn't have is its last."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        wanted = {"every", "at"} if self.kind == "scheduled" else set()
        if self.kind == "scheduled":
            wanted |= {"weekday"} if self.every == "week" else {"day"} if self.every == "month" else set()
        for name in ("every", "at", "weekday", "day"):
            given = getattr(self, name) is not None
            if given != (name in wanted):
                raise ValueError(f"{name} {'must be said' if name in wanted else 'has no place'} here")
        return self

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
