"""Routes of what pages of the shop show their customer: the rewards within reach, and the exchange of points for one.

How pages ask is in `http/storefront.py`. Nothing here gives points: they are only taken.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.flows.reward_exchange import Reach
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.http.storefront import Language, Visitor, VisitorsDeed, label
from regulars.points import reading
from regulars.promotions import book, rewards
from regulars.promotions.owned import Owned, earliest

from .rewards import TakeIn, exchange_of

router = APIRouter(prefix="/v1/storefront/rewards", tags=["Storefront"], responses=responses(401, 403, 404, 429))

OPEN_TO_THEM = (None, "points", "programme")
"""Why a reward that is for the customer can't be taken now; what is for others, or broken, is not shown."""


class StorefrontRewardOut(BaseModel):
    """Something that points can be exchanged for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    reward: str
    """What to send to exchange points for it."""
    label: str
    """What it is called in the language asked for."""
    points: int
    """The price."""
    points_kind: str
    """The points that it is paid with."""
    reachable: bool
    """Whether it can be taken now."""
    to_go: int
    """How many points are missing."""
    reason: Literal["points", "programme"] | None
    """Why it can't be taken: points are missing, or can't be spent while the programme is off; null: it can."""
    uses: int
    """How often its coupon can be used."""
    ends_at: datetime | None
    """From when on its coupon couldn't be used any more, were it taken now; null: it wouldn't end."""


class StorefrontTakenOut(BaseModel):
    """The coupon that points were exchanged for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    code: str
    points: int
    """What it cost."""
    points_kind: str
    ends_at: datetime | None
    """From when on it can't be used any more; null: it doesn't end."""
    available: int
    """The points that are left to spend."""


@router.get("", operation_id="listStorefrontRewards", responses=responses(422))
def storefront_rewards(house: InHouse, customer: Visitor, language: Language = None) -> list[StorefrontRewardOut]:
    """The rewards that are for the token's customer, and how many points are to go; a publishable key is needed, and no
    other is taken."""
    found = [one for one in exchange_of(house).reachable(customer.customer_id) if one.why_not in OPEN_TO_THEM]
    with house.books.transaction() as unit:
        promotions = {one.id: one for one in book.listed(unit, ids=[one.reward.saying.promotion for one in found])}
        now = unit.now

    def shown(one: Reach) -> StorefrontRewardOut:
        said = one.reward.saying
        lasts = None if said.lifetime is None else said.lifetime.end_from(now, house.shop.calendar)
        return StorefrontRewardOut(
            reward=str(one.reward.id),
            label=label(said.labels, language, house.shop.language, name=one.reward.name),
            points=said.points,
            points_kind=said.points_kind,
            reachable=one.why_not is None,
            to_go=one.to_go,
            reason=one.why_not if one.why_not in ("points", "programme") else None,
            uses=said.uses,
            ends_at=earliest(lasts, promotions[said.promotion].saying.ends_at),
        )

    return [shown(one) for one in found]


@router.post("", operation_id="takeStorefrontReward", status_code=201, responses=responses(409, 422))
def take_reward(given: TakeIn, customer: Visitor, asked: VisitorsDeed) -> StorefrontTakenOut:
    """Exchange the points of the token's customer for the coupon of a reward, once for each `Idempotency-Key`: a second
    click with the same is told the same."""
    before = asked.answered()
    if before is not None:
        return StorefrontTakenOut.model_validate(before)
    reward_id = number(given.reward, "reward")
    exchange = exchange_of(asked.house).take(customer.customer_id, reward_id, key=str(uuid.uuid4()))

    def work(unit: Unit) -> StorefrontTakenOut:
        coupon, price = exchange(unit), rewards.get(unit, reward_id).saying
        return StorefrontTakenOut(
            code=coupon.shown,
            points=price.points,
            points_kind=price.points_kind,
            ends_at=Owned(coupon, book.get(unit, coupon.promotion_id)).ends_at,
            available=sum(
                reading.spendable(unit.connection, customer.customer_id, at=unit.now, kind=price.points_kind).values()
            ),
        )

    return StorefrontTakenOut.model_validate(asked.do(work))
