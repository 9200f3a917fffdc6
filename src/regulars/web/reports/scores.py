"""The route of the grid of scores."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.facts import scores as kept
from regulars.flows.only_members import members_of
from regulars.http.house import InHouse
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.reports import scores

from . import asked
from .shown import PeriodOut, amount, days

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))


class CellBoughtOut(BaseModel):
    """What the customers of a cell bought in a period."""

    orders: int
    net: Money


class CellOut(BaseModel):
    """Customers of one recency and one frequency score today, and what they bought, in the order of the periods."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    recency: int
    frequency: int
    customers: int
    share: float
    """Of all who have scores, 0 to 1."""
    monetary: float
    """Their mean monetary score."""
    sales: list[CellBoughtOut]


class GridOut(BaseModel):
    """Recency by frequency, 5 being the best fifth of the shop's buyers, with the sales of the period asked about, of the one
    before it, and of the same days of the year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    day: date | None
    """Of which day the scores are; null before anybody had one."""
    cells: list[CellOut]
    """Those that anybody is in."""
    customers: int
    unscored: int
    """Customers without a completed order."""


@router.get("/rfm", operation_id="reportScores", dependencies=[asked.Reading], responses=responses(404, 422))
def report_scores(
    house: InHouse, since: asked.Since = None, until: asked.Until = None, segment: asked.Only = None
) -> GridOut:
    """How many customers there are of each recency and frequency score, and what they bought in a period.

    The last 30 days unless told otherwise.
    """
    about = asked.asked(house, since, until)
    only = members_of(house.books, segment)
    found = scores.grid(house.facts.ask_all, about.spans, now=about.now, only=only)
    day = kept.load(house.facts)
    scored = sum(cell.customers for cell in found.cells)
    return GridOut(
        periods=days(about.counted),
        day=None if day is None else day.day,
        cells=[
            CellOut(
                recency=cell.recency,
                frequency=cell.frequency,
                customers=cell.customers,
                share=cell.customers / scored,
                monetary=round(cell.monetary, 2),
                sales=[CellBoughtOut(orders=one.orders, net=amount(house, one.net)) for one in cell.bought],
            )
            for cell in sorted(found.cells, key=lambda one: (-one.recency, one.frequency))
        ],
        customers=scored,
        unscored=found.unscored,
    )
