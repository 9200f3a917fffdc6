"""Routes of earning rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from regulars import kinds
from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Moment, Name
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points import earning_rules
from regulars.points.earning_rules import EarningRule, Saying
from regulars.points.model.lifetime import Lifetime
from regulars.points.model.rules import GrantStatus
from regulars.points.model.styles import EarnStyle
from regulars.rules.check import InvalidCondition, check
from regulars.rules.check import Scope as Readable
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts

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
    """How long the points last; null: for good."""
    legal_entity: Name = earning_rules.SHOP
    """Who owes the points."""
    starts_at: Moment | None = None
    """Only orders placed from this instant on."""
    ends_at: Moment | None = None
    """Only orders placed before this instant."""
    active: bool = True


class RuleChange(RuleIn):
    """What is to be different; what is left out stays as it is."""

    name: Name = ""
    style: dict[str, Any] = {}
    version: int
    """The version that was looked at."""


class RuleOut(RuleIn):
    """An earning rule."""

    name: str
    legal_entity: str
    """Who owes the points."""
    starts_at: datetime | None
    """Only orders placed from this instant on."""
    ends_at: datetime | None
    """Only orders placed before this instant."""
    id: str
    version: int
    sentence: str
    broken_reason: str | None
    """Why the condition can't be asked any more; until that is mended nothing is granted by the rule."""
    created_at: datetime
    updated_at: datetime


@router.get("/earning-rules", operation_id="listEarningRules")
def list_rules(
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))],
    search: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[RuleOut]:
    """Earning rules, the oldest first."""
    after = decode("earning-rules", cursor, int)
    with house.books.transaction() as unit:
        found = earning_rules.listed(unit, search=search, after=after[0] if after else 0, limit=limit + 1)
    return page("earning-rules", found, limit, key=lambda rule: [rule.id], show=lambda rule: _shown(house, rule))


@router.post("/earning-rules", operation_id="createEarningRule", status_code=201, responses=responses(422))
def create_rule(rule: RuleIn, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]) -> RuleOut:
    """Make an earning rule. Orders that become complete from now on earn by it."""
    scope, saying = _readable(asked.house), _saying(asked.house, rule)

    def work(unit: Unit) -> RuleOut:
        with _inside("/condition", InvalidCondition):
            made = earning_rules.create(
                unit, saying, name=rule.name, scope=scope, active=rule.active, legal_entity_name=rule.legal_entity
            )
        return _shown(asked.house, made)

    return RuleOut.model_validate(asked.do(work))


@router.get("/earning-rules/{id}", operation_id="getEarningRule", responses=responses(404))
def get_rule(house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]) -> RuleOut:
    """One earning rule."""
    with house.books.transaction() as unit:
        return _shown(house, earning_rules.get(unit, number(id, "earning rule")))


@router.patch("/earning-rules/{id}", operation_id="changeEarningRule", responses=responses(404, 409, 422))
def change_rule(id: str, given: RuleChange, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]) -> RuleOut:
    """Change an earning rule, or switch it on or off. Orders placed before go by what it said then."""
    house, rule_id = asked.house, number(id, "earning rule")
    scope = _readable(house)

    def work(unit: Unit) -> RuleOut:
        now = _shown(house, earning_rules.get(unit, rule_id))
        said = {name: getattr(given if name in given.model_fields_set else now, name) for name in RuleIn.model_fields}
        merged = RuleIn.model_construct(**said)  # what is kept may be older than what is asked of it now
        with _inside("/condition", InvalidCondition):
            changed = earning_rules.change(
                unit,
                rule_id,
                version=given.version,
                scope=scope,
                name=merged.name,
                active=merged.active,
                saying=_saying(house, merged),
                legal_entity_name=merged.legal_entity,
            )
        return _shown(house, changed)

    return RuleOut.model_validate(asked.do(work))


def _money(house: House) -> dict[str, Any]:
    return {"currency": house.shop.currency, "places": house.shop.places}


def _readable(house: House, *, saved: bool = False) -> Readable:
    """What conditions on orders may read; those that are `saved` already may go on naming what has become empty."""
    return Readable(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house, saved=saved))


def _saying(house: House, rule: RuleIn) -> Saying:
    with _inside("/style"):
        style = kinds.read(EarnStyle, rule.style, context=_money(house))
    if rule.starts_at and rule.ends_at and rule.ends_at <= rule.starts_at:
        said = "the period ends before it starts"
        raise Invalid(said, [Fault("/ends_at", "period", said)])
    return Saying(
        style=style,
        condition=rule.condition,
        grant_status=rule.grant_status,
        lifetime=rule.lifetime,
        starts_at=rule.starts_at,
        ends_at=rule.ends_at,
    )


@contextmanager
def _inside(pointer: str, kind: type[Invalid] = Invalid) -> Iterator[None]:
    """Faults of a kind found in a part of the body, told as they lie in the whole."""
    try:
        yield
    except kind as invalid:
        invalid.errors = [Fault(pointer + fault.pointer, fault.code, fault.detail) for fault in invalid.errors]
        raise


def _shown(house: House, rule: EarningRule) -> RuleOut:
    said = rule.saying
    return RuleOut(
        id=str(rule.id),
        name=rule.name,
        style=said.style.model_dump(mode="json", context=_money(house)),
        condition=said.condition,
        grant_status=said.grant_status,
        lifetime=said.lifetime,
        legal_entity=rule.legal_entity,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        active=rule.active,
        version=rule.version,
        sentence=_sentence(house, said),
        broken_reason=earning_rules.why_broken(
            said.condition, _readable(house, saved=True), house.memberships.broken()
        ),
        created_at=rule.created_at,
        updated_at=rule.updated_at,
    )


def _sentence(house: House, said: Saying) -> str:
    """What the rule gives, and for which orders; a condition that can't be read any more is passed over."""
    style = said.style.say(**_money(house))
    if said.condition is None:
        return style
    vocabulary = house.vocabulary()
    try:
        condition = check(said.condition, Readable(vocabulary, "order", house.shop.calendar.zone))
    except Invalid:
        return style
    texts = Texts(cast(Language, house.shop.language), house.shop.calendar.zone)
    return f"{style}: {sentence(condition, vocabulary, texts, name_of=called(house))}"
