"""The route of the report on cohorts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows.only_members import members_of
from regulars.http.house import InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports import cohorts

from . import asked
from .shown import amount

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))
USUAL_MONTHS = 12


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


class CohortsOut(BaseModel):
    """Cohorts, the oldest first."""

    cohorts: list[CohortOut]


@router.get("/cohorts", operation_id="reportCohorts", dependencies=[asked.Reading], responses=responses(404, 422))
def report_cohorts(
    house: InHouse,
    months: Annotated[int, Query(ge=1, le=36, description="How many months back.")] = USUAL_MONTHS,
    segment: asked.Only = None,
) -> CohortsOut:
    """Of those whose first completed order was in a month, how many bought again in each month after it."""
    firsts = cohorts.last_months(asked.today(house), months)
    found = cohorts.cohorts(
        house.facts.ask_all,
        firsts,
        now=house.clock(),
        calendar=house.shop.calendar,
        only=members_of(house.books, segment),
    )

    def shown(one: cohorts.Cohort) -> list[CohortMonthOut]:
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

    return CohortsOut(cohorts=[CohortOut(month=one.month, customers=one.customers, months=shown(one)) for one in found])
