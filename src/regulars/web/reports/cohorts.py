"""The route of the report on cohorts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows.only_members import members_of
from regulars.http.house import House, InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports import cohorts

from . import asked
from .shown import PeriodOut, amount

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))
USUAL_MONTHS = 12
YEAR = 12


class CohortMonthOut(BaseModel):
    """In a month of theirs: how many of the cohort bought, which share that is, and what they bought for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    buyers: int
    share: float
    net: Money
    """What their orders of the month came to, net of refunds."""
    so_far: Money
    """Net sales a customer of the cohort, up to this month."""


class CohortOut(BaseModel):
    """Customers whose first completed order was in a month."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    month: date
    customers: int
    months: list[CohortMonthOut]
    """That month and those after it, up to the present one, which isn't over."""


class AfterOut(BaseModel):
    """What the customers of a period's cohorts did in the n-th month after their first order."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    customers: int
    """Of how many that month was over when the period was."""
    share: float | None
    """Which share of these bought in it; null without any."""
    so_far: Money | None
    """Net sales a customer, up to it."""


class CohortsOut(BaseModel):
    """Cohorts, the oldest first, and what they did beside those of the months before and of the same months of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    """Of whose first orders: the months asked about, as many before them, and the same months of the year before."""
    cohorts: list[CohortOut]
    """Those of the months asked about."""
    after: list[list[AfterOut]]
    """By months after the first order, 0 being its own, in the order of the periods: each period as it stood on its last day, so that
    they have come equally far."""


@router.get("/cohorts", operation_id="reportCohorts", dependencies=[asked.Reading], responses=responses(404, 422))
def report_cohorts(
    house: InHouse,
    months: Annotated[int, Query(ge=1, le=36, description="How many months back.")] = USUAL_MONTHS,
    segment: asked.Only = None,
) -> CohortsOut:
    """Of those whose first completed order was in a month, how many bought again in each month after it."""
    today = asked.today(house)
    back = [0, months, YEAR]
    firsts = cohorts.last_months(today, months + max(back))
    found = cohorts.cohorts(
        house.facts.ask_all,
        firsts,
        now=house.clock(),
        calendar=house.shop.calendar,
        only=members_of(house.books, segment),
    )
    begin = [len(firsts) - months - ago for ago in back]
    each = [cohorts.after(found[at : at + months], months - 1) for at in begin]
    ends = [*firsts, None]
    return CohortsOut(
        periods=[
            PeriodOut(first_day=firsts[at], last_day=_last_day(ends[at + months], today), counted_until=None)
            for at in begin
        ],
        cohorts=[
            CohortOut(month=one.month, customers=one.customers, months=_months(house, one)) for one in found[begin[0] :]
        ],
        after=[[_after(house, one) for one in beside] for beside in zip(*each, strict=True)],
    )


def _last_day(next_month: date | None, today: date) -> date:
    return today if next_month is None else next_month - timedelta(days=1)


def _months(house: House, one: cohorts.Cohort) -> list[CohortMonthOut]:
    total, told = 0, []
    for month in one.months:
        total += month.net
        told.append(
            CohortMonthOut(
                buyers=month.buyers,
                share=month.buyers / one.customers if one.customers else 0.0,
                net=amount(house, month.net),
                so_far=amount(house, total // one.customers if one.customers else 0),
            )
        )
    return told


def _after(house: House, one: cohorts.After) -> AfterOut:
    return AfterOut(
        customers=one.customers,
        share=one.buyers / one.customers if one.customers else None,
        so_far=amount(house, one.so_far // one.customers) if one.customers else None,
    )
