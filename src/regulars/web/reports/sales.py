"""The route of the report on sales by segment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows.only_members import Reading
from regulars.flows.sales_report import sales_by_segment
from regulars.http.house import House, InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports.model.periods import Period, Step, summed
from regulars.reports.sales import Buyers, Sales

from . import asked
from .shown import PeriodOut, SoldOut, amount, days, sold

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))


class BoughtOut(BaseModel):
    """What was bought in a period and in those it is compared with; the periods stand in the report's order."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    customers: int
    registered: int
    """How many of today's members are registered customers."""
    share: float
    """Of all registered customers, 0 to 1."""
    sales: list[SoldOut]


class SegmentBoughtOut(BoughtOut):
    """The same of a segment."""

    id: str
    name: str
    known_since: date
    """When the segment was made: nobody is known to have been in it before."""


class PointOut(BaseModel):
    """A point of a chart: from when on, and what the shop sold, net of refunds, in each of the periods."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    day: date
    net: list[Money]
    """Of the same days, counted from the beginning, of each period."""
    orders: list[int]


class SalesReportOut(BaseModel):
    """Sales by segment: of the period asked about, of the one before it, and of the same days of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    reading: Reading
    segments: list[SegmentBoughtOut]
    shop: BoughtOut
    """Everybody, guests and orders of nobody known included."""
    step: Step
    points: list[PointOut]


Read = Annotated[
    Reading,
    Query(description="`today`: sales of today's members; `then`: of who was a member when an order was completed."),
]


@router.get("/sales", operation_id="reportSales", dependencies=[asked.Reading], responses=responses(404, 422))
def report_sales(
    house: InHouse,
    since: asked.Since = None,
    until: asked.Until = None,
    reading: Read = "today",
    segment: asked.Only = None,
) -> SalesReportOut:
    """What the members of each segment bought: completed orders by when they were completed, refunds by theirs.

    The last 30 days unless told otherwise.
    """
    about = asked.asked(house, since, until)
    told = sales_by_segment(
        house.books,
        house.facts.ask_all,
        about.spans,
        now=about.now,
        reading=reading,
        only=segment,
    )
    registered = told.report.shop.registered
    return SalesReportOut(
        periods=days(about.counted),
        reading=reading,
        segments=[
            SegmentBoughtOut(
                id=one.id,
                name=one.name,
                known_since=house.shop.calendar.local_date(one.created_at),
                **_bought(house, told.report.segments[one.id], registered),
            )
            for one in told.segments
        ],
        shop=BoughtOut(**_bought(house, told.report.shop, registered)),
        step=about.period.step,
        points=_points(house, about.periods, told.report.days),
    )


def _bought(house: House, buyers: Buyers, registered: int) -> dict[str, object]:
    return {
        "customers": buyers.customers,
        "registered": buyers.registered,
        "share": buyers.registered / registered if registered else 0.0,
        "sales": [sold(house, one) for one in buyers.sales],
    }


def _points(house: House, periods: list[Period], by_day: tuple[Mapping[date, Sales], ...]) -> list[PointOut]:
    """The points of the period asked about, each with the same days of the others, counted from their beginnings."""
    return [
        PointOut(day=start, net=[amount(house, one.net) for one in sums], orders=[one.orders for one in sums])
        for start, sums in summed(periods, by_day, Sales())
    ]
