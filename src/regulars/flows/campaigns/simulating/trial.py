"""What is simulated: a campaign as it is drawn, over which days."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from regulars.campaigns.model.definition import Draft
from regulars.rules.calendar import Calendar

MOST_DAYS = 365


class Simulation(BaseModel):
    """A draft without faults, from an instant up to another. Who enters by hand is whoever is in `segment`, at the beginning."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    campaign_id: int
    draft: Draft
    version: int | None = None
    """The version that the draft is of; None when it is as drawn."""
    since: datetime
    until: datetime
    segment: str | None = None


def span(now: datetime, days: int, calendar: Calendar) -> tuple[datetime, datetime]:
    """So many local days, today included as far as it has come."""
    return calendar.day_start(calendar.local_date(now) - timedelta(days=days - 1)), now
