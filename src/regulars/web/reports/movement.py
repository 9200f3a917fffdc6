"""The route of the report on how segments grew, and who went from which to which."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows.movement_report import segments_moved
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments.api.common import listed

from . import asked
from .shown import PeriodOut, days

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))
MOST_FLOWS = 2_500


class ChangeOut(BaseModel):
    """A segment: how many were in at first and in the end, and how many of them stayed, came and went."""

    id: str
    name: str
    before: int
    after: int
    stayed: int
    came: int
    went: int


class FlowOut(BaseModel):
    """Customers who left one segment and came into another."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    source: str | None
    """Null: they were in none of these segments."""
    target: str | None
    """Null: they are in none of them any more."""
    customers: int


class MovementOut(BaseModel):
    """Segments between the beginning of a period and its end."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    period: PeriodOut
    segments: list[ChangeOut]
    flows: list[FlowOut]
    """The largest first."""


@router.get("/movement", operation_id="reportMovement", dependencies=[asked.Reading], responses=responses(404, 422))
def report_movement(
    house: InHouse,
    since: asked.Since = None,
    until: asked.Until = None,
    ids: Annotated[
        list[str] | None,
        Query(max_length=1_000, description="Ids of segments, repeatedly or with commas between; all if left out."),
    ] = None,
    segment: asked.Only = None,
) -> MovementOut:
    """How segments grew in a period, and who went from which to which."""
    period = asked.asked(house, since, until)
    start, end = asked.instants(house, period)
    told = segments_moved(house.books, start, min(end, house.clock()), ids=listed(ids, "ids"), only=segment)
    names = {one.id: one.name for one in told.segments}
    return MovementOut(
        period=days(period),
        segments=[ChangeOut(name=names[one.id], **one._asdict()) for one in told.movement.changes],
        flows=[FlowOut(**flow._asdict()) for flow in told.movement.flows[:MOST_FLOWS]],
    )
