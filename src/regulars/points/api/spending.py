"""Routes of spending rules: what points are worth in a cart."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.wording import backwards, pointer, said
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Moment, Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence, Speaking
from regulars.http.names import names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import spending_rules
from regulars.points.earning_rules import SHOP
from regulars.points.model.spending import Exchange
from regulars.points.spending_rules import SpendingRule, SpendingSaying
from regulars.rules.check import Scope as Readable

from .telling import Telling

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))


class SpendingRuleIn(BaseModel):
    """What a spending rule says."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name
    exchange: dict[str, Any]
    """How many points take how much off: `points` a step, and `amount` (money) or `percent`; at will `least` and `most`
    points an order, the `share` of a cart in percent, and whether points pay for `shipping`."""
    condition: dict[str, Any] | None = None
    """Which carts it is for, in the condition language with the order as subject; null: all."""
    stores: list[Name] = []
    """Only carts of these stores. None named: all."""
    groups: list[Name] = []
    """Only customers of these groups. None named: all."""
    starts_at: Moment | None = None
    """Only from this instant on."""
    ends_at: Moment | None = None
    """Only before this instant."""
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    """The higher is asked first; the first rule that fits is the one."""
    legal_entity: Name = SHOP
    """Whose points are spent: those that this legal entity owes, and no other's."""
    points_kind: PointsKind = FIRST
    """Which points it takes: a kind that is spent."""
    active: bool = True


class SpendingRuleChange(SpendingRuleIn):
    """What is to be different; what is left out stays as it is."""

    name: Name = ""
    exchange: dict[str, Any] = {}
    version: Version
    """The version that was looked at."""


class SpendingRuleOut(SpendingRuleIn):
    """A spending rule."""

    name: str
    starts_at: datetime | None
    """Only from this instant on."""
    ends_at: datetime | None
    """Only before this instant."""
    points_kind: str
    legal_entity: str
    """Whose points are spent: those that this legal entity owes, and no other's."""
    id: str
    version: int
    sentence: str
    broken_reason: Sentence | None
    """Why the condition can't be asked any more; until that is mended the rule fits no cart."""
    created_at: datetime
    updated_at: datetime


@router.get("/spending-rules", operation_id="listSpendingRules")
def list_rules(
    house: InHouse,
    language: Speaking,
    _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))],
    search: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[SpendingRuleOut]:
    """Spending rules, the oldest first."""
    after = decode("spending-rules", cursor, int)
    with house.books.transaction() as unit:
        found = spending_rules.listed(unit, search=search, after=after[0] if after else 0, limit=limit + 1)
        telling = Telling.of(unit, house, language)
    return page("spending-rules", found, limit, key=lambda rule: [rule.id], show=lambda rule: shown(telling, rule))


@router.post("/spending-rules", operation_id="createSpendingRule", status_code=201, responses=responses(422))
def create_rule(
    rule: SpendingRuleIn, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))], language: Speaking
) -> SpendingRuleOut:
    """Make a spending rule."""
    scope, saying = readable(asked.house), _saying(asked.house, rule)

    def work(unit: Unit) -> SpendingRuleOut:
        made = spending_rules.create(unit, saying, name=rule.name, scope=scope, active=rule.active)
        return shown(Telling.of(unit, asked.house, language), made)

    return SpendingRuleOut.model_validate(asked.do(work))


@router.get("/spending-rules/{id}", operation_id="getSpendingRule", responses=responses(404))
def get_rule(
    house: InHouse, id: str, language: Speaking, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]
) -> SpendingRuleOut:
    """One spending rule."""
    with house.books.transaction() as unit:
        return shown(Telling.of(unit, house, language), spending_rules.get(unit, number(id, "spending rule")))


@router.patch("/spending-rules/{id}", operation_id="changeSpendingRule", responses=responses(404, 409, 422))
def change_rule(
    id: str,
    given: SpendingRuleChange,
    asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))],
    language: Speaking,
) -> SpendingRuleOut:
    """Change a spending rule, or switch it on or off."""
    house, rule_id = asked.house, number(id, "spending rule")
    scope = readable(house)

    def work(unit: Unit) -> SpendingRuleOut:
        telling = Telling.of(unit, house, language)
        now = shown(telling, spending_rules.get(unit, rule_id))
        fields = SpendingRuleIn.model_fields
        merged = SpendingRuleIn.model_construct(
            **{name: getattr(given if name in given.model_fields_set else now, name) for name in fields}
        )
        changed = spending_rules.change(
            unit,
            rule_id,
            version=given.version,
            scope=scope,
            name=merged.name,
            active=merged.active,
            saying=_saying(house, merged),
        )
        return shown(telling, changed)

    return SpendingRuleOut.model_validate(asked.do(work))


def _money(house: House) -> dict[str, Any]:
    return {"currency": house.shop.currency, "places": house.shop.places}


def readable(house: House, *, saved: bool = False) -> Readable:
    return Readable(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house, saved=saved))


SAID = tuple(name for name in SpendingSaying.model_fields if name != "exchange")


def _saying(house: House, rule: SpendingRuleIn) -> SpendingSaying:
    try:
        exchange = Exchange.model_validate(rule.exchange, context=_money(house))
    except ValidationError as error:
        faults = [Fault("/exchange" + pointer(one["loc"]), one["type"], said(one)) for one in error.errors()]
        raise Invalid(faults[0].detail, faults) from None
    if (unfit := exchange.unfit()) is not None:
        raise Invalid(unfit[1], [Fault(f"/exchange/{unfit[0]}", "unfit", unfit[1])])
    if rule.starts_at and rule.ends_at and rule.ends_at <= rule.starts_at:
        told = backwards(rule.starts_at, rule.ends_at)
        raise Invalid(told, [Fault("/ends_at", "period", told)])
    rest: dict[str, Any] = {name: getattr(rule, name) for name in SAID}
    return SpendingSaying(exchange=exchange, **rest)


def shown(telling: Telling, rule: SpendingRule) -> SpendingRuleOut:
    house, told = telling.house, rule.saying
    read = spending_rules.read(rule, readable(house, saved=True), house.memberships.broken())
    return SpendingRuleOut(
        id=str(rule.id),
        name=rule.name,
        exchange=told.exchange.model_dump(mode="json", context=_money(house), exclude_none=True),
        **{name: getattr(told, name) for name in SAID},
        active=rule.active,
        version=rule.version,
        sentence=_sentence(telling, told),
        broken_reason=read.broken,
        created_at=rule.created_at,
        updated_at=rule.updated_at,
    )


def _sentence(telling: Telling, told: SpendingSaying) -> str:
    """What points are worth, and in which carts; a condition that can't be read any more is passed over."""
    text = ", ".join(telling.wording(told.points_kind).exchange(told.exchange))
    condition = _in_words(telling, told)
    return text if condition is None else f"{text}: {condition}"


def parts_of(telling: Telling, told: SpendingSaying) -> list[str]:
    """The same part by part, with all that narrows it."""
    wording, condition = telling.wording(told.points_kind), _in_words(telling, told)
    return [
        *wording.exchange(told.exchange),
        *wording.narrowing(told.stores, told.groups, starts_at=told.starts_at, ends_at=told.ends_at),
        *([] if told.exchange.shipping else [wording.not_for_shipping()]),
        *([wording.of_entity(told.legal_entity)] if told.legal_entity != SHOP else []),
        *wording.priority(told.priority),
        *([condition] if condition else []),
    ]


def _in_words(telling: Telling, told: SpendingSaying) -> str | None:
    house = telling.house
    return telling.condition(told.condition, Readable(house.vocabulary(), "order", house.shop.calendar.zone))
