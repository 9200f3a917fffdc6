"""The route of the report on campaigns, workflows and newsletters."""

from __future__ import annotations

from datetime import date
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.flows.message_report import messages_sent
from regulars.http.house import House, InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports.messages import Sent
from regulars.reports.model.periods import Step, summed

from . import asked
from .shown import PeriodOut, amount, days

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))


class SentOut(BaseModel):
    """Messages sent in a period, and what has become of them by now."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    sent: int
    opened: int
    clicked: int
    left: int
    complained: int
    bounced: int
    conversions: int
    """Orders placed in the period that count for a message, whenever that was sent."""
    revenue: Money
    """What these came to, less what was given back since."""


class SourceSentOut(BaseModel):
    """The same of a campaign, workflow or newsletter, in the order of the periods."""

    source: Literal["campaign", "workflow", "newsletter"]
    id: str
    name: str | None
    periods: list[SentOut]


class BroughtPointOut(BaseModel):
    """A point of a chart: from when on, and what was brought about in each of the periods."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    day: date
    conversions: list[int]
    """Of the same days, counted from the beginning, of each period."""
    revenue: list[Money]


class MessageReportOut(BaseModel):
    """What was sent and brought about: in the period asked about, in the one before it, and in the same days of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    sources: list[SourceSentOut]
    """What brought in most, first."""
    all: list[SentOut]
    step: Step
    points: list[BroughtPointOut]


@router.get("/messages", operation_id="reportMessages", dependencies=[asked.Reading], responses=responses(404, 422))
def report_messages(
    house: InHouse, since: asked.Since = None, until: asked.Until = None, segment: asked.Only = None
) -> MessageReportOut:
    """What campaigns, rewards workflows and newsletters sent, what became of it, and the orders that they brought about.

    The last 30 days unless told otherwise.
    """
    about = asked.asked(house, since, until)
    told = messages_sent(
        house.books,
        house.facts.ask_all,
        about.spans,
        now=about.now,
        only=segment,
    )
    found = told.report.sources
    which = sorted(
        {one for sources in found for one in sources}, key=lambda one: _order(found[0].get(one, Sent()), one)
    )
    return MessageReportOut(
        periods=days(about.counted),
        sources=[
            SourceSentOut.model_validate({
                "source": one[0], "id": one[1], "name": told.names.get(one),
                "periods": [_shown(house, sources.get(one, Sent())) for sources in found],
            })
            for one in which
        ],
        all=[_shown(house, sum(sources.values(), Sent())) for sources in found],
        step=about.period.step,
        points=[
            BroughtPointOut(
                day=start,
                conversions=[one.conversions for one in sums],
                revenue=[amount(house, one.revenue) for one in sums],
            )
            for start, sums in summed(about.periods, told.report.days, Sent())
        ],
    )  # fmt: skip


def _order(sent: Sent, source: tuple[str, str]) -> tuple[int, int, str, str]:
    return (-sent.revenue, -sent.sent, *source)


def _shown(house: House, one: Sent) -> SentOut:
    return SentOut(
        sent=one.sent, opened=one.opened, clicked=one.clicked, left=one.left, complained=one.complained, bounced=one.bounced,
        conversions=one.conversions, revenue=amount(house, one.revenue),
    )  # fmt: skip
