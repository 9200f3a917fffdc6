"""Quiet hours: when nobody is written to, also over midnight; what falls into them waits until they are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, model_validator

from regulars.core.forms import misfit
from regulars.core.sentences import say
from regulars.rules.calendar import Calendar

from .durations import LocalTime, on_day


class QuietHours(BaseModel):
    """From one local time on until another, which is the next day's when it is the earlier."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    since: LocalTime
    """When they begin."""
    until: LocalTime
    """When they are over."""

    @model_validator(mode="after")
    def _are_some(self) -> QuietHours:
        if self.since == self.until:
            raise misfit("quiet_hours", say("quiet hours begin and end at different times; leave them out for none"))
        return self

    def over(self, at: datetime, calendar: Calendar) -> datetime:
        """The instant itself when it isn't in them, else when they are over."""
        wall = calendar.wall(at)
        now, today = wall.time(), wall.date()
        if self.since < self.until:
            quiet, day = self.since <= now < self.until, today
        else:
            quiet = now >= self.since or now < self.until
            day = today + timedelta(days=1) if now >= self.since else today
        return max(at, on_day(day, self.until, calendar)) if quiet else at
