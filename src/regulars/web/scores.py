"""Where the fifths end by which customers are scored."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.core.currencies import PLACES
from regulars.facts.scores import load
from regulars.http.asking import require
from regulars.http.house import InHouse
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(
    prefix="/v1/scores",
    tags=["Shop"],
    dependencies=[Depends(require(Scope.SEGMENTS_READ))],
    responses=responses(401, 403),
)


class ScoresOut(BaseModel):
    """The scores of a local day: who has a value above the first of four ends has a score of 2 or more, above the last
    one of 5."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    day: date | None
    """Null as long as nobody was scored."""
    customers: int
    """How many have a completed order, and so scores."""
    recency: list[datetime]
    """Of when the last completed order was placed."""
    frequency: list[int]
    """Of how many completed orders there are."""
    monetary: list[Money]
    """Of the net total of completed orders."""


@router.get("", operation_id="getScores")
def get_scores(house: InHouse) -> ScoresOut:
    """Where the fifths of the shop end today, which `customer.recency_score` and the others go by."""
    scores = load(house.facts)
    if scores is None:
        return ScoresOut(day=None, customers=0, recency=[], frequency=[], monetary=[])
    currency = house.shop.currency
    return ScoresOut(
        day=scores.day,
        customers=scores.customers,
        recency=list(scores.recency),
        frequency=list(scores.frequency),
        monetary=[money(one, currency, PLACES[currency]) for one in scores.monetary],
    )
