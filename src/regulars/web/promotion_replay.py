"""Routes that replay a promotion over past orders before it is published. Nothing is used or given by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit, jobs
from regulars.core.errors import Fault, Invalid, NotFound, inside
from regulars.core.sentences import say
from regulars.flows.promotion_replay import KIND, Replay
from regulars.http.asking import Asking, require
from regulars.http.given import Moment
from regulars.http.house import House, InHouse
from regulars.http.ids import named, number
from regulars.http.languages import Sentence
from regulars.http.money import Money, money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.promotions import book, saying
from regulars.promotions.api.promotions import PromotionIn, readable, said_by

router = APIRouter(prefix="/v1/promotions/replay", tags=["Promotions"], responses=responses(401, 403))

Reading = Depends(require(Scope.PROMOTIONS_READ))
DAYS = 365


class ReplayIn(BaseModel):
    """A promotion as it would be, and the orders that it is replayed over."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    promotion: PromotionIn
    """The promotion; its own period isn't looked at."""
    id: str | None = None
    """The promotion that it would replace; null for a new one."""
    since: Moment | None = None
    """Only orders placed from this instant on; null: from a year before the end on."""
    until: Moment | None = None
    """Only orders placed before this instant; null: up to now."""
    codes: Literal["everybody", "typed"] = "everybody"
    """Whose carts have its coupon, where it asks for one: all of them, or those whose orders had a code of it."""


class ReplayTotals(BaseModel):
    """What a promotion takes off past orders."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    orders: int
    customers: int
    discount: Money
    """What it takes off itself."""
    net: Money
    """What all promotions together take off more because of it."""
    subtotal: Money
    """What the orders that it takes something off came to, before anything was taken off."""
    full_price_orders: int
    """Those of its orders that were placed without any discount or coupon: they were bought anyway."""
    full_price_discount: Money
    """What it takes off those."""
    used_up_at: datetime | None
    """When the first order would have gone without it, because its uses or its budget were used up."""


class ReplayedMonthOut(BaseModel):
    """The discounts of one local month, by the promotion as it would be and as it is."""

    month: str
    orders: int
    discount: Money
    in_force: Money


class ReplayedSegmentOut(BaseModel):
    """The discounts of those who are in a segment today, and how many of them get any."""

    id: str
    name: str
    customers: int
    discount: Money
    in_force: Money


class ReplayedShareOut(BaseModel):
    """How many orders it takes up to so many percent off, and more than the row before."""

    percent: int
    orders: int


class ReplayedOrderOut(BaseModel):
    """One of the orders that it takes most off; `customer` is the customer's number here."""

    order: str
    customer: str
    subtotal: Money
    discount: Money


class ReplayResult(BaseModel):
    """What came of a replay."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    orders: int
    """The orders that it was replayed over."""
    promotion: ReplayTotals
    in_force: ReplayTotals | None
    """The same of the promotion as it is now; null for a new one and a draft."""
    months: list[ReplayedMonthOut]
    segments: list[ReplayedSegmentOut]
    shares: list[ReplayedShareOut]
    largest: list[ReplayedOrderOut]


class ReplayOut(BaseModel):
    """How far a replay is. `state` is waiting, running, done or failed; `done` and `total` count orders."""

    id: str
    state: str
    done: int
    total: int | None
    since: datetime
    until: datetime
    error: Sentence | None
    behind: Sentence | None
    """While it waits: the title of the work that is done before it, if any is."""
    result: ReplayResult | None


@router.post("", operation_id="replayPromotion", status_code=202, responses=responses(404, 422), dependencies=[Reading])
def replay_promotion(given: ReplayIn, house: InHouse, actor: Asking) -> ReplayOut:
    """Replay a promotion over past orders, each as its customer was when it was placed. Nothing is used; the answer is a
    job."""
    until = given.until or house.clock()
    since = given.since or until - timedelta(days=DAYS)
    if until <= since:
        told = say("the span ends before it starts; give a later end or an earlier start")
        raise Invalid(told, [Fault("/until", "period", told)])
    with inside("/promotion"):
        said = said_by(house, given.promotion)
        saying.checked(said, readable(house))
    promotion_id = None if given.id is None else number(given.id, "promotion")
    replay = Replay(
        name=given.promotion.name,
        saying=said,
        lane_id=named(given.promotion.lane, "lane", "/promotion/lane"),
        since=since,
        until=until,
        promotion_id=promotion_id,
        codes=given.codes,
    )

    def work(unit: Unit) -> ReplayOut:
        if promotion_id is not None:
            book.get(unit, promotion_id)
        title = say("Replay {name} over past orders", name=given.promotion.name)
        made = jobs.enqueue(unit, KIND, title, replay.model_dump(mode="json"), counted_in="orders")
        row = jobs.get(unit, made)
        return _shown(house, row, jobs.behind(unit, row))

    return house.books.perform(work, actor=actor.name)


@router.get("/{job}", operation_id="getPromotionReplay", responses=responses(404), dependencies=[Reading])
def get_replay(job: str, house: InHouse) -> ReplayOut:
    """How far a replay is, and what came of it."""
    with house.books.transaction() as unit:
        row = jobs.get(unit, number(job, "replay"))
        behind = jobs.behind(unit, row)
    if row.kind != KIND:
        raise NotFound("replay of a promotion", job)
    return _shown(house, row, behind)


def _shown(house: House, row: sa.Row[Any], behind: str | None) -> ReplayOut:
    return ReplayOut(
        id=str(row.id),
        state=row.state,
        done=row.done,
        total=row.total,
        since=datetime.fromisoformat(row.args["since"]).astimezone(UTC),
        until=datetime.fromisoformat(row.args["until"]).astimezone(UTC),
        error=row.error,
        behind=behind,
        result=ReplayResult.model_validate(_with_money(house, row.result)) if row.state == "done" else None,
    )


def _with_money(house: House, told: Any) -> Any:
    """Whatever ends in `_minor` as money, and customers by their numbers."""
    if isinstance(told, list):
        return [_with_money(house, one) for one in told]
    if not isinstance(told, dict):
        return told
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name.endswith("_minor"):
            found[name.removesuffix("_minor")] = money(value, house.shop.currency, house.shop.places)
        elif name == "customer_id":
            found["customer"] = str(value)
        else:
            found[name] = _with_money(house, value)
    return found
