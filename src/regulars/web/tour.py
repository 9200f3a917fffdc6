"""Routes of the tour of the demo shop: where somebody is being led, and what there is to be seen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.flows import tour
from regulars.flows.tour import Step, Tour
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(prefix="/v1", tags=["Shop"], responses=responses(401, 403))


class TourStop(BaseModel):
    """A step of the tour, and whether it was seen."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    step: Step
    seen: bool
    example: str | None
    """The id of the segment, earning rule, promotion or campaign that is shown; null where it was put away since."""
    customer: str | None
    """The id of a customer: one of the segment, or one whose cart the promotion is tried on."""
    sku: str | None
    """A product for that cart."""


class TourOut(BaseModel):
    """The tour as it stands for who asks."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    offered: bool
    """Whether the demo is loaded here; a shop of somebody's own has no tour."""
    at: Step | None
    """Where who asks is being led now; null: they aren't."""
    dismissed: bool
    """Whether they said that they don't want to be asked."""
    stops: list[TourStop]


class TourGo(BaseModel):
    """Where to go on, or that the tour is left."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    at: Step | None
    """The step; null leaves the tour, which can be taken up again."""
    dismissed: bool = False
    """Not to be asked again."""


@router.get("/tour", operation_id="getTour")
def get_tour(house: InHouse, actor: Annotated[Actor, Depends(require(Scope.OVERVIEW_READ))]) -> TourOut:
    """How far who asks has come with the tour of the demo shop."""
    with house.books.transaction() as unit:
        return _shown(tour.standing(unit, actor.name))


@router.put("/tour", operation_id="goOnTour", responses=responses(409, 422))
def go_on(said: TourGo, asked: Annotated[Deed, Depends(deed(Scope.OVERVIEW_READ))]) -> TourOut:
    """Go to a step of the tour, or leave it; kept for who asks alone."""

    def work(unit: Unit) -> TourOut:
        return _shown(tour.go(unit, asked.actor.name, said.at, dismissed=said.dismissed))

    return TourOut.model_validate(asked.do(work))


def _shown(one: Tour) -> TourOut:
    return TourOut.model_validate(one, from_attributes=True)
