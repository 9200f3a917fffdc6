"""Routes of the first hour: how far a new shop has come, and what is left out on purpose."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.flows import first_hour
from regulars.flows.first_hour import State, Step
from regulars.http.asking import Deed, deed, require
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(prefix="/v1", tags=["Shop"], responses=responses(401, 403))


class FirstHourStep(BaseModel):
    """A step of the first hour, and how it stands."""

    step: Step
    state: State


class FirstHourOut(BaseModel):
    """The steps in their order."""

    steps: list[FirstHourStep]


class FirstHourSkip(BaseModel):
    """Whether a step is left out."""

    model_config = ConfigDict(extra="forbid")

    skipped: bool


@router.get("/first-hour", operation_id="getFirstHour", dependencies=[Depends(require(Scope.OVERVIEW_READ))])
def get_first_hour(house: InHouse) -> FirstHourOut:
    """How far the shop has come with what it begins with."""
    with house.books.transaction() as unit:
        return _shown(unit)


@router.put("/first-hour/{step}", operation_id="skipFirstHourStep", responses=responses(422))
def skip_step(
    step: Step, said: FirstHourSkip, asked: Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))]
) -> FirstHourOut:
    """Leave a step out, or take it up again; what was done stays done."""

    def work(unit: Unit) -> FirstHourOut:
        first_hour.skip(unit, step, skipped=said.skipped)
        return _shown(unit)

    return FirstHourOut.model_validate(asked.do(work))


def _shown(unit: Unit) -> FirstHourOut:
    return FirstHourOut(steps=[FirstHourStep(**one._asdict()) for one in first_hour.standing(unit)])
