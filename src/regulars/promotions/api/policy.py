"""Routes of what holds for all promotions: lanes, percentages, and how much all together take off."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed, require
from regulars.http.given import Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.money import Money, money_if_any
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds import Percent
from regulars.promotions import policies
from regulars.promotions.model.rules import Together
from regulars.promotions.policies import MOST_LANES, Kept, LaneSaying
from regulars.rules.vocabulary import Type

from .amounts import minor

router = APIRouter(prefix="/v1", tags=["Promotions"], responses=responses(401, 403))


class LaneIn(BaseModel):
    """A lane; without an id it is new."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    id: str | None = None
    name: Name
    together: Together = "all"
    """Of its promotions that fit: all, the first, or the best for the customer."""


class LaneOut(BaseModel):
    """A lane."""

    id: str
    name: str
    together: Together


class PolicyChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at."""
    lanes: Annotated[list[LaneIn], Field(max_length=MOST_LANES)] = []
    """Lanes one after the other."""
    percent_of: Literal["left", "original"] = "left"
    """What percentages are taken from: what is left of a price, or the price at first."""
    most_percent: Annotated[Percent, Field(le=100)] | None = None
    """All promotions together take off no more than so much of the subtotal."""
    most: Money | None = None
    """All promotions together take off no more than so much, in the base currency."""
    floor: str | None = None
    """The amount of products that says what a piece costs at least, such as product.cost."""


class PolicyOut(BaseModel):
    """What holds for all promotions."""

    lanes: list[LaneOut]
    percent_of: Literal["left", "original"]
    most_percent: Percent | None
    most: Money | None
    floor: str | None
    version: int
    updated_at: datetime


@router.get("/promotion-policy", operation_id="getPromotionPolicy")
def get_policy(house: InHouse, _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))]) -> PolicyOut:
    """What holds for all promotions."""
    with house.books.transaction() as unit:
        return _shown(house, policies.get(unit))


@router.patch("/promotion-policy", operation_id="changePromotionPolicy", responses=responses(409, 422))
def change_policy(given: PolicyChange, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))]) -> PolicyOut:
    """Change what holds for all promotions. Carts are priced by it from then on."""
    house, told = asked.house, given.model_fields_set
    values: dict[str, Any] = {}
    if "percent_of" in told:
        values["percent_of"] = given.percent_of
    if "most_percent" in told:
        values["most_percent"] = None if given.most_percent is None else int(given.most_percent * 100)
    if "most" in told:
        values["most"] = None if given.most is None else {house.shop.currency: minor(house, given.most, "/most")}
    if "floor" in told:
        values["floor"] = None if given.floor is None else _floor(house, given.floor)
    lanes = [
        LaneSaying(id=None if lane.id is None else number(lane.id, "lane"), name=lane.name, together=lane.together)
        for lane in given.lanes
    ]

    def work(unit: Unit) -> PolicyOut:
        changed = policies.change(unit, version=given.version, lanes=lanes if "lanes" in told else None, **values)
        return _shown(house, changed)

    return PolicyOut.model_validate(asked.do(work))


def _floor(house: House, path: str) -> str:
    """The name of a field of products that is an amount."""
    field = house.vocabulary().fields.get(path)
    if field is None or field.subject != "product" or field.type is not Type.MONEY:
        told = say("name an amount of products, such as product.cost")
        raise Invalid(told, [Fault("/floor", "unknown", told)])
    return field.name


def _shown(house: House, kept: Kept) -> PolicyOut:
    most = None if kept.most is None else kept.most.get(house.shop.currency)
    return PolicyOut(
        lanes=[LaneOut(id=str(lane.id), name=lane.name, together=lane.together) for lane in kept.lanes],
        percent_of=kept.percent_of,
        most_percent=None if kept.most_percent is None else Decimal(kept.most_percent) / 100,
        most=money_if_any(most, house.shop.currency, house.shop.places),
        floor=None if kept.floor is None else f"product.{kept.floor}",
        version=kept.version,
        updated_at=kept.updated_at,
    )
