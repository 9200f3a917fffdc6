"""Routes of points: the programme, the proof of the ledger, earning rules, and what a customer has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars import kinds
from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode, page
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.rules.check import Scope as Readable
from regulars.rules.check import check
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts

from . import earning_rules, programme, reading, verify
from .earning_rules import EarningRule, Saying
from .model.lifetime import Lifetime
from .model.lots import Lot
from .model.rules import GrantStatus
from .model.styles import EarnStyle
from .model.taking import Shortage

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))

CLOSED_SHOWN = 200
"""Of lots with nothing in them any more, the latest are told."""

KINDS = {
    "earn": "earned",
    "end": "ended",
    "capture": "spent",
    "give_back": "returned",
    "reverse": "reversed",
    "adjust": "adjusted",
    "undo": "undone",
    "move": "moved",
}
"""What each posting is called for people."""


# Earning rules


class RuleIn(BaseModel):
    """What an earning rule says."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    style: dict[str, Any]
    """A kind of `earn_style` with its arguments; amounts are money."""
    condition: dict[str, Any] | None = None
    """Which orders earn, in the condition language with the order as subject; null: all."""
    grant_status: GrantStatus = "complete"
    """How far an order must have come."""
    lifetime: Lifetime | None = None
    """How long the points last; null: for good."""
    legal_entity: Annotated[str, Field(min_length=1, max_length=200)] = earning_rules.SHOP
    """Who owes the points."""
    starts_at: datetime | None = None
    """Only orders placed from this instant on."""
    ends_at: datetime | None = None
    """Only orders placed before this instant."""
    active: bool = True


class RuleChange(RuleIn):
    """What is to be different; what is left out stays as it is."""

    name: Annotated[str, Field(min_length=1, max_length=200)] = ""
    style: dict[str, Any] = {}
    version: int
    """The version that was looked at."""


class RuleOut(RuleIn):
    """An earning rule."""

    id: str
    version: int
    sentence: str
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
        with _inside("/condition"):
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
        merged = RuleIn.model_validate(
            now.model_dump(include=set(RuleIn.model_fields)) | given.model_dump(exclude_unset=True, exclude={"version"})
        )
        with _inside("/condition"):
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


def _readable(house: House) -> Readable:
    """What conditions on orders may read."""
    return Readable(house.vocabulary(), "order", house.shop.calendar.zone, names_of(house))


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
def _inside(pointer: str) -> Iterator[None]:
    """Faults found in a part of the body, told as they lie in the whole."""
    try:
        yield
    except Invalid as invalid:
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


# The programme


class ProgrammeOut(BaseModel):
    """The settings of the points, and where all points are."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    singular: str
    plural: str
    active: bool
    shortage: Literal["owe", "forgive"]
    """What happens to points that an order takes back and the customer no longer has."""
    version: int
    updated_at: datetime
    issued: int
    """All that were ever granted for orders."""
    available: int
    pending: int
    held: int
    debt: int
    redeemed: int
    ended: int
    reversed: int


class ProgrammeChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: int
    """The version that was looked at."""
    singular: Annotated[str, Field(min_length=1, max_length=50)] | None = None
    plural: Annotated[str, Field(min_length=1, max_length=50)] | None = None
    active: bool | None = None
    """Switched off, orders that become complete earn nothing, now or later."""
    shortage: Literal["owe", "forgive"] | None = None


class BrokenOut(BaseModel):
    """An invariant that does not hold: in how many places, and some of them."""

    name: str
    count: int
    examples: list[str]


class VerifiedOut(BaseModel):
    """Whether the ledger is right, and what is wrong if it isn't."""

    ok: bool
    checked: int
    problems: list[BrokenOut]


@router.get("/points/programme", operation_id="getProgramme")
def get_programme(house: InHouse, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]) -> ProgrammeOut:
    """What points are called here, whether they are earned, and how many there are."""
    with house.books.transaction() as unit:
        return _programme(unit)


@router.patch("/points/programme", operation_id="changeProgramme", responses=responses(409, 422))
def change_programme(
    given: ProgrammeChange, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]
) -> ProgrammeOut:
    """Rename the points, switch the programme on or off, or change what happens when points are short."""

    def work(unit: Unit) -> ProgrammeOut:
        programme.change(
            unit,
            version=given.version,
            singular=given.singular,
            plural=given.plural,
            active=given.active,
            shortage=_SHORTAGES.get(given.shortage or ""),
        )
        return _programme(unit)

    return ProgrammeOut.model_validate(asked.do(work))


_SHORTAGES: dict[str, programme.Taking] = {"owe": Shortage.OWE, "forgive": Shortage.FORGIVE}


def _programme(unit: Unit) -> ProgrammeOut:
    kept = programme.get(unit)
    return ProgrammeOut(
        singular=kept.singular,
        plural=kept.plural,
        active=kept.active,
        shortage="forgive" if kept.shortage is Shortage.FORGIVE else "owe",
        version=kept.version,
        updated_at=kept.updated_at,
        **reading.totals(unit.connection),
    )


@router.post("/points/verify", operation_id="verifyPoints")
def verify_points(house: InHouse, _: Annotated[object, Depends(require(Scope.POINTS_READ))]) -> VerifiedOut:
    """Compute everything from the entries again and compare: nothing is lost, doubled or below zero."""
    with house.books.transaction() as unit:
        broken = verify.verify(unit.connection)
    return VerifiedOut(
        ok=not broken,
        checked=len(verify.CHECKS),
        problems=[BrokenOut(name=one.name, count=one.count, examples=list(one.examples)) for one in broken],
    )


# What a customer has


class LotOut(BaseModel):
    """Points given at once, and what is left of them."""

    id: str
    points: int
    remaining: int
    held: int
    starts_at: datetime
    ends_at: datetime | None
    state: Literal["pending", "open", "held", "ended", "used", "reversed"]
    source: str
    """The order's number, or what else brought them."""
    rule: str | None
    legal_entity: str


class EntryOut(BaseModel):
    """A posting: when it holds from, what it was, and by how much it changed what the customer has."""

    at: datetime
    kind: str
    points: int
    reason: str | None
    order: str | None
    rule: str | None


class NamesOut(BaseModel):
    """What points are called."""

    singular: str
    plural: str


class CustomerPointsOut(BaseModel):
    """What a customer has at this instant, in which lots, and a page of the history, the latest first."""

    balance: int
    pending: int
    held: int
    debt: int
    unit: NamesOut
    lots: list[LotOut]
    entries: list[EntryOut]
    next_cursor: str | None


@router.get("/customers/{id}/points", operation_id="getCustomerPoints", responses=responses(400, 404))
def customer_points(
    id: str,
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.POINTS_READ))],
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> CustomerPointsOut:
    """A customer's balance by lot, and every posting. The cursor goes on with the history."""
    key = decode("points", cursor, int, int)
    before = (from_microseconds(key[0]), key[1]) if key else None
    with house.books.transaction() as unit:
        customer_id = current_id(unit, number(id, "customer"))
        kept = programme.get(unit)
        standings = reading.standings(unit, customer_id, at=unit.now)
        rules = reading.rule_names(unit.connection)
        postings = reading.history(unit.connection, customer_id, before=before, limit=limit + 1)
    last = postings[limit - 1] if len(postings) > limit else None
    return CustomerPointsOut(
        balance=sum(standing.balance for standing in standings),
        pending=sum(standing.pending for standing in standings),
        held=sum(standing.held for standing in standings),
        debt=sum(standing.debt for standing in standings),
        unit=NamesOut(singular=kept.singular, plural=kept.plural),
        lots=[
            _lot(lot, standing.legal_entity, rules, unit.now)
            for standing in standings
            for lot in reading.shown(standing, closed=CLOSED_SHOWN)
        ],
        entries=[
            EntryOut(
                at=one.at,
                kind=KINDS[one.deed],
                points=one.points,
                reason=one.reason,
                order=one.order,
                rule=None if one.rule_id is None else rules.get(one.rule_id),
            )
            for one in postings[:limit]
        ],
        next_cursor=encode("points", [microseconds(last.at), last.id]) if last else None,
    )


def _lot(lot: Lot, legal_entity: str, rules: dict[int, str], at: datetime) -> LotOut:
    return LotOut(
        id=str(lot.id),
        points=lot.points,
        remaining=lot.remaining,
        held=lot.held,
        starts_at=lot.starts_at,
        ends_at=lot.ends_at,
        state=reading.state_of(lot, at),
        source=lot.source.order or lot.source.kind,
        rule=None if lot.source.rule_id is None else rules.get(lot.source.rule_id),
        legal_entity=legal_entity,
    )
