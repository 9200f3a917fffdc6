"""Routes of earning rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regulars import kinds
from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, inside
from regulars.core.sentences import say
from regulars.core.wording import backwards
from regulars.core.wording import said as said_by
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Moment, Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence, Speaking
from regulars.http.names import names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import earning_rules, point_kinds, rule_book
from regulars.points.earning_rules import EarningRule
from regulars.points.model.awaiting import Awaits
from regulars.points.model.counting import ALL, Counting, Products
from regulars.points.model.lifetime import Delay
from regulars.points.model.rules import NO_LIMITS, AsOf, GrantStatus, Limits
from regulars.points.model.styles import EarnStyle
from regulars.points.saying import LanguageCode, Named, Saying, subject_of
from regulars.rules.check import Scope as Readable

from .telling import Telling

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))


class RuleIn(BaseModel):
    """What an earning rule says."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name
    style: dict[str, Any]
    """A kind of `earn_style` with its arguments; amounts are money."""
    condition: dict[str, Any] | None = None
    """Which orders earn, in the condition language with the order as subject; null: all."""
    grant_status: GrantStatus = "complete"
    """How far an order must have come."""
    lifetime: Lifetime | None = None
    """How long the points last; null: for good; left out of a new rule: as its kind of points says."""
    legal_entity: Name = earning_rules.SHOP
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: PointsKind = FIRST
    """Which points it gives; a rule keeps its kind."""
    starts_at: Moment | None = None
    """Only orders placed from this instant on."""
    ends_at: Moment | None = None
    """Only orders placed before this instant."""
    stores: list[Name] = []
    """Only orders of these stores, free texts that nobody checks; a customer's deed counts by the customer's store.
    None named: all."""
    groups: list[Name] = []
    """Only customers of these groups. None named: all."""
    products: Products = ALL
    """Which lines of an order count."""
    counting: Counting = Counting()
    """Which parts of an order's amount count."""
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    """The higher is asked first."""
    stop: bool = False
    """Whether no rule after this one gives anything once it gives points."""
    limits: Limits = NO_LIMITS
    """The most points that it gives."""
    delay: Delay | None = None
    """How long the points are pending after they were granted; null: not at all."""
    as_of: AsOf = "placed"
    """Whether conditions see the customer as when the order was placed, or when it was granted."""
    awaits: Awaits | None = None
    """What must happen before the points become available; until then they are pending. null: nothing."""
    labels: dict[LanguageCode, Named] = {}
    """What customers read the points are for, by language; without any, they are told by what they did."""
    active: bool = True


class RuleChange(RuleIn):
    """What is to be different; what is left out stays as it is."""

    name: Name = ""
    style: dict[str, Any] = {}
    version: Version
    """The version that was looked at."""


class RuleOut(RuleIn):
    """An earning rule."""

    name: str
    legal_entity: str
    """Who owes the points."""
    points_kind: str
    starts_at: datetime | None
    """Only orders placed from this instant on."""
    ends_at: datetime | None
    """Only orders placed before this instant."""
    labels: dict[str, str]
    """What customers read the points are for, by language; without any, they are told by what they did."""
    id: str
    version: int
    sentence: str
    broken_reason: Sentence | None
    """Why the condition can't be asked any more; until that is mended nothing is granted by the rule."""
    created_at: datetime
    updated_at: datetime


@router.get("/earning-rules", operation_id="listEarningRules")
def list_rules(
    house: InHouse,
    language: Speaking,
    _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))],
    search: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[RuleOut]:
    """Earning rules, the oldest first."""
    after = decode("earning-rules", cursor, int)
    with house.books.transaction() as unit:
        found = earning_rules.listed(unit, search=search, after=after[0] if after else 0, limit=limit + 1)
        telling = Telling.of(unit, house, language)
    return page("earning-rules", found, limit, key=lambda rule: [rule.id], show=lambda rule: shown(telling, rule))


@router.post("/earning-rules", operation_id="createEarningRule", status_code=201, responses=responses(422))
def create_rule(
    rule: RuleIn, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))], language: Speaking
) -> RuleOut:
    """Make an earning rule. Orders that become complete from now on earn by it."""
    scope, saying = readable(asked.house), saying_of(asked.house, rule)

    def work(unit: Unit) -> RuleOut:
        kind = point_kinds.open_kind(unit, rule.points_kind)
        said = saying
        if kind.lifetime is not None and "lifetime" not in rule.model_fields_set:
            said = saying_of(asked.house, rule.model_copy(update={"lifetime": kind.lifetime}))
        made = earning_rules.create(
            unit, said, name=rule.name, scope=scope, active=rule.active, legal_entity_name=rule.legal_entity,
            points_kind=kind.slug,
        )  # fmt: skip
        return shown(Telling.of(unit, asked.house, language), made)

    return RuleOut.model_validate(asked.do(work))


@router.get("/earning-rules/{id}", operation_id="getEarningRule", responses=responses(404))
def get_rule(
    house: InHouse, id: str, language: Speaking, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]
) -> RuleOut:
    """One earning rule."""
    with house.books.transaction() as unit:
        return shown(Telling.of(unit, house, language), earning_rules.get(unit, number(id, "earning rule")))


@router.patch("/earning-rules/{id}", operation_id="changeEarningRule", responses=responses(404, 409, 422))
def change_rule(
    id: str, given: RuleChange, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))], language: Speaking
) -> RuleOut:
    """Change an earning rule, or switch it on or off. Orders placed before go by what it said then."""
    house, rule_id = asked.house, number(id, "earning rule")
    scope = readable(house)

    def work(unit: Unit) -> RuleOut:
        telling = Telling.of(unit, house, language)
        now = shown(telling, earning_rules.get(unit, rule_id))
        said = {name: getattr(given if name in given.model_fields_set else now, name) for name in RuleIn.model_fields}
        if said["points_kind"] != now.points_kind:
            told = say(
                "a rule keeps its kind of points, {points_kind!r}; make another rule for another kind",
                points_kind=now.points_kind,
            )
            raise Invalid(told, [Fault("/points_kind", "fixed", told)])
        merged = RuleIn.model_construct(**said)  # what is kept may be older than what is asked of it now
        changed = earning_rules.change(
            unit,
            rule_id,
            version=given.version,
            scope=scope,
            name=merged.name,
            active=merged.active,
            saying=saying_of(house, merged),
            legal_entity_name=merged.legal_entity,
        )
        return shown(telling, changed)

    return RuleOut.model_validate(asked.do(work))


SAID = tuple(name for name in Saying.model_fields if name != "style")
"""What a rule says besides its style, the same in the API as it is kept."""


def _money(house: House) -> dict[str, Any]:
    return {"currency": house.shop.currency, "places": house.shop.places}


def readable(house: House, *, saved: bool = False) -> Readable:
    """What conditions on orders may read; those that are `saved` already may go on naming what has become empty."""
    return Readable(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house, saved=saved))


def saying_of(house: House, rule: RuleIn) -> Saying:
    """What a rule says as it is kept; raises `Invalid` with every fault where it lies in the rule."""
    with inside("/style"):
        style = kinds.read(EarnStyle, rule.style, context=_money(house))
    if rule.starts_at and rule.ends_at and rule.ends_at <= rule.starts_at:
        said = backwards(rule.starts_at, rule.ends_at)
        raise Invalid(said, [Fault("/ends_at", "period", said)])
    rest: dict[str, Any] = {name: getattr(rule, name) for name in SAID}
    try:
        return Saying(style=style, **rest)
    except ValidationError as error:
        first = said_by(error.errors()[0])
        named = next((name for name in SAID if name in first.split(":")[0]), "style")
        raise Invalid(first, [Fault(f"/{named}", "rule.unfit", first)]) from None


def shown(telling: Telling, rule: EarningRule) -> RuleOut:
    house, said = telling.house, rule.saying
    return RuleOut(
        id=str(rule.id),
        name=rule.name,
        style=said.style.model_dump(mode="json", context=_money(house)),
        legal_entity=rule.legal_entity,
        points_kind=rule.points_kind,
        **{name: getattr(said, name) for name in SAID},
        active=rule.active,
        version=rule.version,
        sentence=_sentence(telling, rule),
        broken_reason=rule_book.why_broken(said, readable(house, saved=True), house.memberships.broken()),
        created_at=rule.created_at,
        updated_at=rule.updated_at,
    )


def _sentence(telling: Telling, rule: EarningRule) -> str:
    """What the rule gives, how, and for which orders; a condition that can't be read any more is passed over."""
    style = ", ".join(_style_parts(telling, rule.saying, rule.legal_entity, rule.points_kind))
    condition = telling.condition(rule.saying.condition, _subject(telling.house, rule.saying))
    return style if condition is None else f"{style}: {condition}"


def parts_of(telling: Telling, said: Saying, legal_entity: str, points_kind: str) -> list[str]:
    """The same part by part, with what lines must fulfil."""
    readable = _subject(telling.house, said)
    lines = telling.condition(said.products.condition, replace(readable, subject="line"))
    condition = telling.condition(said.condition, readable)
    told = [telling.wording(points_kind).of_lines(lines)] if lines else []
    return [*_style_parts(telling, said, legal_entity, points_kind), *told, *([condition] if condition else [])]


def _style_parts(telling: Telling, said: Saying, legal_entity: str, points_kind: str) -> list[str]:
    wording = telling.wording(points_kind)
    owed_by = None if legal_entity == earning_rules.SHOP else legal_entity
    return [wording.style(said.style), *wording.clauses(said, owed_by=owed_by)]


def _subject(house: House, said: Saying) -> Readable:
    return subject_of(said, Readable(house.vocabulary(), "order", house.shop.calendar.zone))
