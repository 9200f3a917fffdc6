"""Where and when a generated shop lives: zones and days at which calendars are hard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .documents import utc
from .reference import Clock

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Scene:
    """A shop's zone and base currency, and an instant around which everything happens."""

    zone: str
    instant: str
    leap_day: str = "02-28"
    currency: str = "USD"

    @property
    def clock(self) -> Clock:
        return Clock(ZoneInfo(self.zone), self.leap_day)

    @property
    def middle(self) -> datetime:
        return utc(self.instant)

    def instants(self) -> list[datetime]:
        """Instants that lie on each other's edges: days, months and years apart, at local midnights, ahead."""
        clock, middle = self.clock, self.middle
        apart = [timedelta(days=days) for days in (-366, -365, -90, -31, -30, -7, -1, 1, 30)]
        near = [-timedelta(hours=1), -MICROSECOND, timedelta(), MICROSECOND, timedelta(hours=1)]
        months = [clock.earlier(middle, amount, unit) for amount, unit in ((1, "mo"), (1, "y"), (3, "mo"))]
        midnights = [
            clock.day_start(clock.local_date(middle + days)) for days in (timedelta(), timedelta(1), *apart[3:7])
        ]
        return [
            *(middle + shift for shift in (*near, *apart)),
            *months,
            *midnights,
            *(at - MICROSECOND for at in midnights),
        ]


SCENES = (
    Scene("UTC", "2027-12-31 23:30"),
    Scene("Europe/Kyiv", "2026-03-29 01:00"),
    Scene("Europe/Kyiv", "2026-10-25 00:30"),
    Scene("Europe/Kyiv", "2026-10-25 01:30", "03-01"),
    Scene("Europe/Warsaw", "2024-02-29 11:00"),
    Scene("Europe/Warsaw", "2026-03-31 10:00", "03-01"),
    Scene("America/New_York", "2026-03-08 07:00"),
    Scene("America/New_York", "2026-11-01 06:30"),
    Scene("Asia/Beirut", "2026-03-28 22:00"),
    Scene("Asia/Beirut", "2026-10-24 21:00"),
    Scene("America/Santiago", "2026-09-06 04:00"),
    Scene("Australia/Lord_Howe", "2026-04-04 15:15"),
    Scene("Asia/Kathmandu", "2027-02-28 18:15", currency="JPY"),
    Scene("Pacific/Apia", "2026-12-31 11:00", currency="KWD"),
)
"""The changes of clocks to and fro, at midnight and by half an hour; leap days; ends of years and of short months."""
