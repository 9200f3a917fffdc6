"""Routes of promotions: drafted, published, paused, ended, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regulars import kinds
from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, inside
from regulars.core.wording import placed, pointer, said
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.described import described_as
from regulars.http.given import Moment, Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import named, number
from regulars.http.languages import Sentence, Speaking
from regulars.http.money import Money, money
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds.points import FIRST, PointsKind
from regulars.promotions import book, forecasts
from regulars.promotions import saying as saying_of
from regulars.promotions.book import Kept, Promotion, State
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.rules import Limits, Needs, Stop
from regulars.promotions.saying import Count, PerStay, PromotionSaying
from regulars.promotions.wording import in_words
from regulars.rules.check import InvalidCondition
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition

LAST = 2**31 - 1
"""No promotion has this id or a higher one."""
router = APIRouter(prefix="/v1", tags=["Promotions"], responses=responses(401, 403))

Document = dict[str, Any]
ModelT = TypeVar("ModelT", bound=BaseModel)
Code = Annotated[str, Field(min_length=1, max_length=100)]


class PromotionIn(BaseModel):
    """What a promotion says."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name
    benefit: Document
    """What is given: one of the kinds of the family `benefit`, with its arguments."""
    labels: dict[str, Name] = {}
    """What customers read, by language code; without any the name."""
    condition: Document | None = None
    """Which carts it is for, in the condition language with the cart as subject; null: all."""
    lines: Document | None = None
    """Which lines the benefit is given for, in the condition language with the line as subject; null: all."""
    stores: list[Name] = []
    """Only carts of these stores. None named: all."""
    starts_at: Moment | None = None
    """Only from this instant on."""
    ends_at: Moment | None = None
    """Only before this instant."""
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    """The higher is asked first, in its lane."""
    lane: str = "1"
    """The lane that it stands in."""
    stop: Stop = "none"
    """What becomes of promotions after it when it gave something: nothing, they pass over its lines, or are left out."""
    limits: Document = {}
    """How much it gives to one cart at most: so many `pieces`, so much money (`amount`), and what a piece costs at least
    afterwards (`floor`)."""
    coupon: Needs = "none"
    """Whether it asks for a coupon: none, one code for everybody, or codes that are made for it."""
    code: Code | None = None
    """The code for everybody."""
    uses: Count | None = None
    """How often it can be used in all."""
    uses_per_customer: Count | None = None
    """How often by one customer, or one guest's e-mail."""
    per_stay: PerStay | None = None
    """How often in one stay in a segment."""
    budget: Money | None = None
    """How much it may take off in all, in the base currency."""
    least_points: Count | None = None
    """Only for customers who have so many points; none are taken."""
    least_points_kind: PointsKind = FIRST
    """Which points that is about, also of a kind that is only collected."""
    gives_back: bool = True
    """Whether a cancelled order gives its use back."""
    nudges: bool = False
    """Whether customers are told how much more would have to be in the cart."""
    state: Literal["draft", "published"] = "draft"
    """A draft gives nothing until it is published."""


class PromotionChange(PromotionIn):
    """What is to be different; what is left out stays as it is."""

    name: Name = ""
    benefit: Document = {}
    state: Kept = "draft"  # type: ignore[assignment]
    version: Version
    """The version that was looked at."""


@described_as(PromotionIn)
class PromotionOut(BaseModel):
    """A promotion, with what was used of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    benefit: Document
    labels: dict[str, str]
    condition: Document | None
    lines: Document | None
    stores: list[str]
    starts_at: datetime | None
    ends_at: datetime | None
    priority: int
    lane: str
    stop: Stop
    limits: Document
    coupon: Needs
    code: str | None
    uses: int | None
    uses_per_customer: int | None
    per_stay: PerStay | None
    budget: Money | None
    least_points: int | None
    least_points_kind: str
    gives_back: bool
    nudges: bool
    state: State
    """Where it is in its life: published ones are scheduled, active or, when their period is over, ended."""
    version: int
    sentence: str
    broken_reason: Sentence | None
    """Why a condition can't be asked any more; until that is mended it gives nothing."""
    used: int
    """How many orders used it."""
    reserved: int
    """How many checkouts hold a use of it."""
    given: Money
    """What it took off, in the base currency."""
    held: Money
    """What it would take off in checkouts that hold a use of it, in the base currency; it counts against the budget."""
    used_up_at: datetime | None
    """When its uses or its budget will be used up at the pace of the last two weeks; null: not before it ends, not in sight,
    or it has no such limit."""
    created_at: datetime
    updated_at: datetime


@router.get("/promotions", operation_id="listPromotions")
def list_promotions(
    *,
    house: InHouse,
    language: Speaking,
    _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))],
    search: Annotated[str | None, Query(max_length=200)] = None,
    state: State | None = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[PromotionOut]:
    """Promotions, the latest first; with `state` those that are so now."""
    before = decode("promotions", cursor, int)
    with house.books.transaction() as unit:
        found = book.with_all_uses(
            unit, book.listed(unit, search=search, state=state, before=before[0] if before else LAST, limit=limit + 1)
        )
        used_up = forecasts.used_up(unit, found)

    def shown(one: Promotion) -> PromotionOut:
        return _shown(house, language, one, used_up)

    return page("promotions", found, limit, key=lambda one: [one.id], show=shown)


@router.post("/promotions", operation_id="createPromotion", status_code=201, responses=responses(422))
def create_promotion(
    given: PromotionIn, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))], language: Speaking
) -> PromotionOut:
    """Make a promotion: a draft unless it is to be published at once."""
    house = asked.house
    scope, saying = readable(house), said_by(house, given)

    def work(unit: Unit) -> PromotionOut:
        lane = named(given.lane, "lane", "/lane")
        made = book.create(unit, saying, name=given.name, scope=scope, lane_id=lane, kept=given.state)
        return _shown(house, language, made, {})

    return PromotionOut.model_validate(asked.do(work))


@router.get("/promotions/{id}", operation_id="getPromotion", responses=responses(404))
def get_promotion(
    house: InHouse, id: str, language: Speaking, _: Annotated[object, Depends(require(Scope.PROMOTIONS_READ))]
) -> PromotionOut:
    """One promotion."""
    with house.books.transaction() as unit:
        one = book.get(unit, number(id, "promotion"))
        return _shown(house, language, one, forecasts.used_up(unit, [one]))


@router.patch("/promotions/{id}", operation_id="changePromotion", responses=responses(404, 409, 422))
def change_promotion(
    id: str,
    given: PromotionChange,
    asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))],
    language: Speaking,
) -> PromotionOut:
    """Change a promotion, publish it, pause it or end it. Orders keep the version that they were priced by."""
    house, promotion_id = asked.house, number(id, "promotion")
    scope = readable(house)

    def work(unit: Unit) -> PromotionOut:
        kept = book.get(unit, promotion_id)
        now, told = _shown(house, language, kept, {}), given.model_fields_set
        fields = [name for name in PromotionIn.model_fields if name != "state"]
        merged = PromotionIn.model_construct(**{name: getattr(given if name in told else now, name) for name in fields})
        changed = book.change(
            unit,
            promotion_id,
            version=given.version,
            scope=scope,
            name=merged.name,
            saying=said_by(house, merged),
            lane_id=named(merged.lane, "lane", "/lane"),
            kept=given.state if "state" in told else None,
        )
        return _shown(house, language, changed, forecasts.used_up(unit, [changed]))

    return PromotionOut.model_validate(asked.do(work))


_SAID = tuple(name for name in PromotionSaying.model_fields if name not in ("benefit", "limits", "budget"))


def _money(house: House) -> dict[str, Any]:
    return {"currency": house.shop.currency, "places": house.shop.places}


def readable(house: House, *, saved: bool = False) -> Readable:
    return Readable(house.vocabulary(), "cart", house.shop.calendar.zone, names_of(house, saved=saved))


def said_by(house: House, given: PromotionIn) -> PromotionSaying:
    """What a promotion says, amounts in minor units; raises `Invalid` with every fault where it lies."""
    with inside("/benefit"):
        benefit = kinds.read(Benefit, given.benefit, context=_money(house))
    limits = _read(Limits, given.limits, "/limits", house)
    budget = None
    if given.budget is not None:
        budget = _read(_Budget, {"budget": given.budget.model_dump()}, "", house).budget
    if given.least_points is not None and given.least_points_kind != FIRST:
        house.check_points_kind(given.least_points_kind, "/least_points_kind")
    rest = {name: getattr(given, name) for name in _SAID}
    try:
        return PromotionSaying(benefit=benefit, limits=limits, budget=budget, **rest)
    except ValidationError as error:
        faults = [_fault(one) for one in error.errors()]
        raise Invalid(faults[0].detail, faults) from None


class _Budget(BaseModel):
    budget: kinds.Amounts


def _read(model: type[ModelT], document: Document, place: str, house: House) -> ModelT:
    try:
        return model.model_validate(document, context=_money(house))
    except ValidationError as error:
        faults = [Fault(place + pointer(one["loc"]), one["type"], said(one)) for one in error.errors()]
        raise Invalid(faults[0].detail, faults) from None


def _fault(error: Any) -> Fault:
    """A fault of what is said as a whole stands at the part that it is about."""
    part, told = placed(said(error))
    return Fault("/" + part.replace(".", "/") if part else pointer(error["loc"]), error["type"], told)


def _shown(house: House, language: Language, one: Promotion, used_up: Mapping[int, datetime]) -> PromotionOut:
    told, context = one.saying, _money(house)
    budget = None if told.budget is None else next(iter(told.budget.values()))
    return PromotionOut(
        id=str(one.id),
        name=one.name,
        benefit=told.benefit.model_dump(mode="json", context=context, exclude_none=True),
        limits=told.limits.model_dump(mode="json", context=context, exclude_none=True),
        budget=None if budget is None else money(budget, house.shop.currency, house.shop.places),
        **{name: getattr(told, name) for name in _SAID if name not in ("stores",)},
        stores=list(told.stores),
        lane=str(one.lane_id),
        state=one.state(house.clock()),
        version=one.version,
        sentence=_sentence(house, language, told),
        broken_reason=_broken(house, told),
        used=one.used,
        reserved=one.reserved,
        given=money(one.used_minor, house.shop.currency, house.shop.places),
        held=money(one.reserved_minor, house.shop.currency, house.shop.places),
        used_up_at=used_up.get(one.id),
        created_at=one.created_at,
        updated_at=one.updated_at,
    )


def _broken(house: House, told: PromotionSaying) -> str | None:
    scope = readable(house, saved=True)
    try:
        for read in (saying_of.condition_of, saying_of.lines_of):
            read(told, scope)
    except InvalidCondition as invalid:
        return invalid.message
    return None


def _sentence(house: House, language: Language, told: PromotionSaying) -> str:
    vocabulary, zone = house.vocabulary(), house.shop.calendar.zone
    texts = Texts(language, zone)

    def say(condition: Condition) -> str:
        return sentence(condition, vocabulary, texts, name_of=called(house))

    return in_words(told, Readable(vocabulary, "cart", zone), say, texts, **_money(house))
