"""Routes of rewards: what points can be exchanged for, what a customer can reach, and the exchange."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.core.wording import pointer, said
from regulars.flows.reward_exchange import Exchange, Reach
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import named, number
from regulars.http.names import names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.kinds import Lifetime
from regulars.kinds.given import in_words
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import point_kinds
from regulars.promotions import rewards
from regulars.promotions.rewards import MOST_POINTS, Reward, RewardSaying
from regulars.promotions.saying import Count
from regulars.rules.scope import Scope as Readable

router = APIRouter(prefix="/v1", tags=["Rewards"], responses=responses(401, 403))


MAILED_WITH = {"coupon", "reward"}
"""What a mail of a reward is given."""
NAMED = {"promotion", "template"}
"""What is named by an id."""


class RewardIn(BaseModel):
    """What points can be exchanged for."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name
    promotion: str
    """The promotion whose coupon it is; it asks for codes that are made for it."""
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)]
    """The price."""
    points_kind: PointsKind = FIRST
    """The points that it is paid with: a kind that is spent."""
    labels: dict[str, Name] = {}
    """What customers read, by language code; without any the name."""
    least_points: Count | None = None
    """Only for customers who could spend so many, when that is more than the price."""
    condition: dict[str, Any] | None = None
    """Whom it is for, in the condition language with the customer as subject; null: everybody."""
    lifetime: Lifetime | None = None
    """How long the coupon can be used, to the end of a local day; null: as long as the promotion."""
    uses: Count = 1
    """How often the coupon can be used."""
    template: str | None = None
    """The mail template that the coupon is mailed by, published and in need of nothing but `coupon` and `reward`; null: it isn't
    mailed."""
    active: bool = True


class RewardChange(RewardIn):
    """What is to be different; what is left out stays as it is."""

    name: Name = ""
    promotion: str = ""
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)] = 1
    version: Version
    """The version that was looked at."""


class RewardOut(RewardIn):
    """A reward."""

    name: str
    points_kind: str
    id: str
    version: int
    created_at: datetime
    updated_at: datetime


class ReachOut(BaseModel):
    """A reward as one customer sees it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    reward: str
    name: str
    points: int
    points_kind: str
    to_go: int
    """How many points are missing."""
    reason: Literal["points", "condition", "broken", "promotion", "programme"] | None
    """Why it can't be taken now; null: it can."""


class TakeIn(BaseModel):
    """The exchange of points for a reward."""

    model_config = ConfigDict(extra="forbid")

    reward: str


class TakenOut(BaseModel):
    """The coupon that points were exchanged for."""

    coupon: str
    code: str
    ends_at: datetime | None
    points: int
    points_kind: str


@router.get("/rewards", operation_id="listRewards")
def list_rewards(
    house: InHouse, _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))], 
    search: Annotated[str | None, Query(max_length=200)] = None, limit: Limit = USUAL, cursor: Cursor = None,
) -> Page[RewardOut]:  # fmt: skip
    """Rewards, the oldest first; `search`: those whose name holds it, in any case."""
    after = decode("rewards", cursor, int)
    with house.books.transaction() as unit:
        found = rewards.listed(unit, search=search, after=after[0] if after else 0, limit=limit + 1)
    return page("rewards", found, limit, key=lambda one: [one.id], show=_shown)


@router.post("/rewards", operation_id="createReward", status_code=201, responses=responses(422))
def create_reward(given: RewardIn, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))]) -> RewardOut:
    """Make a reward."""
    scope, saying = _readable(asked.house), _saying(given)
    _check_template(asked.house, given.template)

    def work(unit: Unit) -> RewardOut:
        point_kinds.open_kind(unit, saying.points_kind, to_spend=True)
        return _shown(rewards.create(unit, saying, name=given.name, scope=scope, active=given.active))

    return RewardOut.model_validate(asked.do(work))


@router.get("/rewards/{id}", operation_id="getReward", responses=responses(404))
def get_reward(house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))]) -> RewardOut:
    """One reward."""
    with house.books.transaction() as unit:
        return _shown(rewards.get(unit, number(id, "reward")))


@router.patch("/rewards/{id}", operation_id="changeReward", responses=responses(404, 409, 422))
def change_reward(
    id: str, given: RewardChange, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))]
) -> RewardOut:
    """Change a reward, or switch it on or off. Coupons that were given stay as they are."""
    scope, reward_id = _readable(asked.house), number(id, "reward")
    _check_template(asked.house, given.template)

    def work(unit: Unit) -> RewardOut:
        now = _shown(rewards.get(unit, reward_id))
        merged = RewardIn.model_construct(
            **{name: getattr(given if name in given.model_fields_set else now, name) for name in RewardIn.model_fields}
        )
        if merged.active or merged.points_kind != now.points_kind:
            point_kinds.open_kind(unit, merged.points_kind, to_spend=True)
        changed = rewards.change(
            unit, reward_id, version=given.version, scope=scope, name=merged.name, active=merged.active,
            saying=_saying(merged),
        )  # fmt: skip
        return _shown(changed)

    return RewardOut.model_validate(asked.do(work))


@router.get("/customers/{id}/rewards", operation_id="listReachableRewards", responses=responses(404))
def list_reachable(
    house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))]
) -> list[ReachOut]:
    """Every reward that is on, as a customer sees it: what can be taken, and how many points are to go."""
    with house.books.transaction() as unit:
        customer_id = current_id(unit, number(id, "customer"))
    return [_reach(one) for one in exchange_of(house).reachable(customer_id)]


@router.post("/customers/{id}/rewards", operation_id="takeReward", status_code=201, responses=responses(404, 409, 422))
def take(id: str, given: TakeIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> TakenOut:
    """Exchange a customer's points for the coupon of a reward. Ask with an `Idempotency-Key`: asked again with the same
    nothing more is done."""
    before = asked.answered()
    if before is not None:
        return TakenOut.model_validate(before)
    house = asked.house
    with house.books.transaction() as unit:
        customer_id = current_id(unit, number(id, "customer"))
    exchange = exchange_of(house).take(customer_id, number(given.reward, "reward"), key=str(uuid.uuid4()))

    def work(unit: Unit) -> TakenOut:
        coupon = exchange(unit)
        price = rewards.get(unit, number(given.reward, "reward")).saying
        return TakenOut(
            coupon=str(coupon.id), code=coupon.shown, ends_at=coupon.ends_at, points=price.points,
            points_kind=price.points_kind,
        )  # fmt: skip

    return TakenOut.model_validate(asked.do(work))


def exchange_of(house: House) -> Exchange:
    """What rewards are exchanged by, in a house."""
    return Exchange(house.books, house.facts, house.shop, lambda: _readable(house, saved=True))


def _readable(house: House, *, saved: bool = False) -> Readable:
    return Readable(house.vocabulary(), "customer", house.shop.calendar.zone, names_of(house, saved=saved))


def _check_template(house: House, id: str | None) -> None:
    """Raises `Invalid` where a template can't be what a coupon is mailed by."""
    if id is None:
        return
    found = house.mail_template(id)
    missing = sorted(set(found.needs) - MAILED_WITH) if found else []
    told = None
    if found is None or found.archived:
        told = say("there is no such mail template; choose another")
    elif not found.version:
        told = say("the mail template {name!r} was never published; publish it first", name=found.name)
    elif missing:
        told = say(
            "the mail template {name!r} needs {missing}, which a reward has not; choose another",
            name=found.name,
            missing=in_words(missing),
        )
    if told is not None:
        raise Invalid(told, [Fault("/template", "template", told)])


def _saying(given: RewardIn) -> RewardSaying:
    rest = {name: getattr(given, name) for name in RewardSaying.model_fields if name not in NAMED}
    template = None if given.template is None else named(given.template, "mail template", "/template")
    try:
        return RewardSaying(promotion=named(given.promotion, "promotion", "/promotion"), template=template, **rest)
    except ValidationError as error:
        faults = [Fault(pointer(one["loc"]), one["type"], said(one)) for one in error.errors()]
        raise Invalid(faults[0].detail, faults) from None


def _shown(one: Reward) -> RewardOut:
    told = {name: getattr(one.saying, name) for name in RewardSaying.model_fields if name not in NAMED}
    template = one.saying.template
    return RewardOut(
        id=str(one.id), name=one.name, active=one.active, version=one.version, created_at=one.created_at,
        updated_at=one.updated_at, promotion=str(one.saying.promotion),
        template=None if template is None else str(template), **told,
    )  # fmt: skip


def _reach(one: Reach) -> ReachOut:
    return ReachOut(
        reward=str(one.reward.id), name=one.reward.name, points=one.reward.saying.points,
        points_kind=one.reward.saying.points_kind, to_go=one.to_go, reason=one.why_not,
    )  # fmt: skip
