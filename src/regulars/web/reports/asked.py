"""What every report is asked: a period of local days, and whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query

from regulars.flows.only_members import Reading as MemberReading
from regulars.http.asking import require
from regulars.http.house import House
from regulars.http.scopes import Scope
from regulars.reports.model.periods import Counted, Period, counted, period
from regulars.reports.sales import Instants
from regulars.segments.api.common import day_of

Reading = Depends(require(Scope.OVERVIEW_READ))
Since = Annotated[
    str | None, Query(alias="from", max_length=10, description="The first local day, such as 2026-03-01.")
]
Until = Annotated[str | None, Query(alias="to", max_length=10, description="The last local day, today or before.")]
Only = Annotated[str | None, Query(max_length=200, description="Only customers who are in this segment today, by id.")]
MembersThen = Annotated[
    MemberReading,
    Query(
        description="Who is a member of `segment`: `today`: who is one today; `then`: who was one when a checkout was confirmed "
        "or a coupon issued."
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, those it is compared with, what is counted of each in this order, and when it was asked."""

    period: Period
    counted: list[Counted]
    now: datetime

    @property
    def periods(self) -> list[Period]:
        return [one.period for one in self.counted]

    @property
    def spans(self) -> list[Instants]:
        return [(one.since, one.until) for one in self.counted]


def asked(house: House, since: str | None, until: str | None) -> Asked:
    """The period asked about, the last 30 days if none was, the one before it and that of the year before; raises `Invalid`."""
    now, calendar = house.clock(), house.shop.calendar
    one = _period(since, until, today=calendar.local_date(now))
    return Asked(one, counted([one, one.before, one.year_before], now=now, calendar=calendar), now)


def alone(house: House, since: str | None, until: str | None) -> Instants:
    """From the beginning of the first local day of the period asked about to the end of its last one; raises `Invalid`."""
    one, calendar = _period(since, until, today=today(house)), house.shop.calendar
    return calendar.day_start(one.first), calendar.day_start(one.last + timedelta(days=1))


def _period(since: str | None, until: str | None, *, today: date) -> Period:
    first, last = day_of(since, "from") if since else None, day_of(until, "to") if until else None
    return period(first, last, today=today)


def today(house: House) -> date:
    """The local day that it is."""
    return house.shop.calendar.local_date(house.clock())
