"""The route of the report on how segments grew, and who went from which to which."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows.movement_report import segments_moved
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.reports.model.movement import side_by_side
from regulars.segments.api.common import listed

from . import asked
from .shown import PeriodOut, days

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))
MOST_FLOWS = 2_500


class MovedOut(BaseModel):
    """How many were in a segment as a period began and as it ended, and how many of them stayed, came and went."""

    before: int
    after: int
    stayed: int
    came: int
    went: int


class ChangeOut(BaseModel):
    """A segment, in the order of the periods."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    known_since: date
    """When the segment was made: nobody is known to have been in it before."""
    periods: list[MovedOut]


class FlowOut(BaseModel):
    """Customers who left one segment and came into another."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    source: str | None
    """Null: they were in none of these segments."""
    target: str | None
    """Null: they are in none of them any more."""
    customers: list[int]
    """How many, in the order of the periods."""


class MovementOut(BaseModel):
    """Segments between the beginning and the end of the period asked about, of the one before it, and of the same days of the
    year before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    periods: list[PeriodOut]
    segments: list[ChangeOut]
    flows: list[FlowOut]
    """The largest of the period asked about first, no more than 2,500 of them."""


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
    """How segments grew in a period, and who went from which to which.

    The last 30 days unless told otherwise.
    """
    about = asked.asked(house, since, until)
    told = segments_moved(house.books, about.spans, ids=listed(ids, "ids"), only=segment)
    changes = zip(*(one.changes for one in told.movements), strict=True)
    return MovementOut(
        periods=days(about.counted),
        segments=[
            ChangeOut(
                id=segment.id,
                name=segment.name,
                known_since=house.shop.calendar.local_date(segment.created_at),
                periods=[MovedOut.model_validate(one, from_attributes=True) for one in moved],
            )
            for segment, moved in zip(told.segments, changes, strict=True)
        ],
        flows=[
            FlowOut(source=source, target=target, customers=customers)
            for source, target, customers in side_by_side(told.movements)[:MOST_FLOWS]
        ],
    )
