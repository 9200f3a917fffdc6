"""The route that tells who will come and go by time alone."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.http.house import InHouse
from regulars.http.problems import responses

from .common import Id, Reading, definition, desk

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))
MOST_DAYS = 92


class ComingDayOut(BaseModel):
    """A local day, and how many will have left and entered at its end."""

    model_config = ConfigDict(from_attributes=True)

    date: date
    leaving: int
    entering: int


class ComingOut(BaseModel):
    """What time alone will bring, if nothing else happens; the first day is what is left of today."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    days: list[ComingDayOut]
    exact: bool
    """False where the condition counts stays in segments: those that begin or end meanwhile aren't foreseen."""


@router.get("/{id}/coming", operation_id="getSegmentComing", dependencies=[Reading], responses=responses(409, 422))
def get_coming(id: Id, house: InHouse, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30) -> ComingOut:
    """How many will leave a segment and enter it on each of the next local days, if nothing happens but time."""
    definition(house, id)
    found = desk(house).coming(id, days)
    return ComingOut(days=[ComingDayOut.model_validate(day) for day in found.days], exact=found.exact)
