"""The route of the report of promotions."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.flows.promotion_report import promotions_used
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.promotions.book import State
from regulars.reports.model.periods import Step
from regulars.reports.used.checkouts import Used

from . import asked
from .shown import PeriodOut, days
from .used import UsedOut, UsedPointOut, points, shown

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))


class PromotionUsedOut(BaseModel):
    """A promotion: what it was used for, in the order of the periods."""

    id: str
    name: str
    state: State
    periods: list[UsedOut]


class PromotionReportOut(BaseModel):
    """What promotions were used for: in the period asked about, in the one before it, and in the same days of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    promotions: list[PromotionUsedOut]
    """Those used in any of the periods; what took off most, first. An order that used several counts for each of them."""
    all: list[UsedOut]
    """Of all together; here an order counts once."""
    step: Step
    points: list[UsedPointOut]


@router.get("/promotions", operation_id="reportPromotions", dependencies=[asked.Reading], responses=responses(404, 422))
def report_promotions(
    house: InHouse,
    since: asked.Since = None,
    until: asked.Until = None,
    segment: asked.Only = None,
    reading: asked.MembersThen = "today",
) -> PromotionReportOut:
    """What promotions took off, and what the orders came to that they were used for: checkouts by when they were confirmed.

    The last 30 days unless told otherwise.
    """
    about = asked.asked(house, since, until)
    told = promotions_used(
        house.books, house.facts.ask_all, about.spans, house.shop.places, only=segment, reading=reading
    )
    found = [{id: used for (id, _), used in parts.items()} for parts in told.report.parts]
    which = sorted(told.promotions, key=lambda id: (-found[0].get(id, Used()).discount, id))
    return PromotionReportOut(
        periods=days(about.counted),
        promotions=[
            PromotionUsedOut(
                id=str(id),
                name=told.promotions[id].name,
                state=told.promotions[id].state(about.now),
                periods=[shown(house, used.get(id, Used())) for used in found],
            )
            for id in which
        ],
        all=[shown(house, one) for one in told.report.all],
        step=about.period.step,
        points=points(house, about.periods, told.report.days),
    )
