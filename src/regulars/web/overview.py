"""The route of the first page: what the shop's figures are, and how far behind they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from regulars.flows.road import lag
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points import reading

from .questions import overview as ask

router = APIRouter(prefix="/v1", tags=["Shop"], responses=responses(401, 403))

WEEKS = 53


class SegmentSize(BaseModel):
    """A segment and how many are in it."""

    id: str
    name: str
    size: int


class Week(BaseModel):
    """A local week, by its Monday: completed orders by when they were completed, less what was given back in that week."""

    week: date
    sales: Money
    orders: int


class Lag(BaseModel):
    """How many entries wait to be taken along, and for how long the oldest has."""

    entries: int
    seconds: float


class OverviewOut(BaseModel):
    """The shop in figures. Sales are what completed orders came to, net of refunds, in the base currency."""

    customers: int
    orders: int
    lines: int
    sales: Money
    points_issued: int
    segments: list[SegmentSize]
    sales_by_week: list[Week]
    lag: Lag
    position: int


@router.get("/overview", operation_id="getOverview", dependencies=[Depends(require(Scope.OVERVIEW_READ))])
def get_overview(house: InHouse) -> OverviewOut:
    """The shop in figures; the weeks are those of the year that ends now, also those without an order."""
    now = house.clock()
    [totals] = house.facts.ask(ask.totals(now)).to_pylist()
    position = house.facts.position()
    with house.books.transaction() as unit:
        issued = reading.issued(unit.connection)
        waiting, seconds = lag(unit)
    return OverviewOut(
        customers=totals["customers"],
        orders=totals["orders"],
        lines=totals["lines"],
        sales=_money(house, totals["sales"]),
        points_issued=issued,
        segments=[SegmentSize(id=id, name=name, size=size) for id, name, size in house.memberships.sizes()],
        sales_by_week=_weeks(house, now),
        lag=Lag(entries=waiting, seconds=round(seconds, 3)),
        position=position,
    )


def _weeks(house: House, now: datetime) -> list[Week]:
    calendar = house.shop.calendar
    today = calendar.local_date(now)
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    rows = house.facts.ask(ask.sales_by_week(calendar.day_start(first), now)).to_pylist()
    found = {row["week"]: row for row in rows}
    weeks = [first + timedelta(weeks=n) for n in range(WEEKS)]
    return [
        Week(
            week=week,
            sales=_money(house, found[week]["sales"] if week in found else 0),
            orders=found[week]["orders"] if week in found else 0,
        )
        for week in weeks
    ]


def _money(house: House, minor: int | None) -> Money:
    return money(minor or 0, house.shop.currency, house.shop.places)
