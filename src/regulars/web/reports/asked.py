"""What every report is asked: a period of local days, and whom it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Query

from regulars.flows.only_members import Reading as MemberReading
from regulars.http.asking import require
from regulars.http.house import House
from regulars.http.scopes import Scope
from regulars.reports.model.periods import Period, period
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


def asked(house: House, since: str | None, until: str | None) -> Period:
    """The period asked about, the last 30 days if none was; raises `Invalid`."""
    first, last = day_of(since, "from") if since else None, day_of(until, "to") if until else None
    return period(first, last, today=today(house))


def today(house: House) -> date:
    """The local day that it is."""
    return house.shop.calendar.local_date(house.clock())


def instants(house: House, one: Period) -> Instants:
    """From the beginning of a period's first local day to the end of its last one."""
    calendar = house.shop.calendar
    return calendar.day_start(one.first), calendar.day_start(one.last + timedelta(days=1))
