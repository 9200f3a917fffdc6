"""Routes of the programme: its settings, where all points are, and the proof that none is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.languages import is_language
from regulars.core.sentences import say
from regulars.core.wording import pointer
from regulars.http.asking import Deed, deed, require
from regulars.http.given import Version
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST
from regulars.points import ledgers, programme, reading, verify
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, StoreProgramme
from regulars.rules.fold import fold

from .kinds import OfKind

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))


class ProgrammeOut(BaseModel):
    """The settings of the points, and where all points are."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    points_kind: str
    spendable: bool
    """Whether they can be spent; else they say how far a customer has come."""
    lifetime: Lifetime | None
    """How long points last that a rule or a person says nothing else of; null: for good."""
    singular: str
    plural: str
    active: bool
    spending: bool
    """Whether points may be spent, where the programme is on."""
    shortage: Literal["owe", "forgive"]
    """What happens to points that an order takes back and the customer no longer has."""
    names: dict[str, PointsName]
    """What points are called in other languages, by their codes."""
    notice_days: int | None
    """How many days before their end customers are told of points; null: not at all."""
    grace_days: int | None
    """For how many days points can be spent that an order gives back after they had ended; null: they stay ended."""
    stores: list[StoreProgramme]
    """What is otherwise in stores."""
    legal_entities: list[str]
    """Those who owe points, by name."""
    version: int
    updated_at: datetime
    issued: int
    """All that were ever granted by rules: for orders, deeds and referrals."""
    adjusted: int
    """Given by hand, to one or many, less what was taken so."""
    redeemed: int
    """Spent, less what was given back."""
    ended: int
    reversed: int
    """Taken back because of refunds and changes."""
    forgiven: int
    """Of what was taken back or taken by hand, what customers didn't have and needn't pay."""
    available: int
    pending: int
    held: int
    debt: int
    """What customers have is available, pending and on hold, less their debt; so it is issued, adjusted and forgiven, less
    redeemed, ended and reversed."""


class ProgrammeChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at."""
    singular: Annotated[str, Field(min_length=1, max_length=50)] | None = None
    plural: Annotated[str, Field(min_length=1, max_length=50)] | None = None
    active: bool | None = None
    """Switched off, orders that become complete earn nothing, now or later."""
    spending: bool | None = None
    """Switched off, no points are spent; they are earned, and stay."""
    shortage: Literal["owe", "forgive"] | None = None
    names: Annotated[dict[str, PointsName], Field(max_length=50)] | None = None
    """What points are called in other languages, by their codes; all of them are replaced."""
    notice_days: Annotated[int, Field(ge=1, le=365)] | None = None
    """How many days before their end customers are told of points; null: not at all."""
    grace_days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    """For how many days points can be spent that an order gives back after they had ended; null: they stay ended."""
    lifetime: Lifetime | None = None
    """How long points last that a rule made from now on, or a person, says nothing else of; null: for good."""
    stores: Annotated[list[StoreProgramme], Field(max_length=1_000)] | None = None
    """What is otherwise in stores; all of them are replaced."""


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
def get_programme(
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))],
    points_kind: OfKind = FIRST,
) -> ProgrammeOut:
    """What points are called here, whether they are earned, and how many there are."""
    with house.books.transaction() as unit:
        return _programme(unit, points_kind)


@router.patch("/points/programme", operation_id="changeProgramme", responses=responses(409, 422))
def change_programme(
    given: ProgrammeChange,
    asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))],
    points_kind: OfKind = FIRST,
) -> ProgrammeOut:
    """Rename the points, switch the programme on or off, or change what happens when points are short."""

    faults = list(_faults(given))
    if faults:
        raise Invalid(faults[0].detail, faults)

    def work(unit: Unit) -> ProgrammeOut:
        values: dict[str, Any] = {
            name: getattr(given, name)
            for name in ("singular", "plural", "active", "spending", "names", "notice_days", "grace_days", "lifetime")
            if name in given.model_fields_set
        }
        values["shortage"] = SHORTAGES.get(given.shortage or "")
        programme.change(unit, points_kind, version=given.version, stores=given.stores, **values)
        return _programme(unit, points_kind)

    return ProgrammeOut.model_validate(asked.do(work))


def _faults(given: ProgrammeChange) -> Iterator[Fault]:
    """What is wrong in words, languages and stores. It is asked here alone, for what is kept may be older."""
    for name in ("singular", "plural"):
        yield from faults_of_word(f"/{name}", getattr(given, name))
    yield from faults_of_names("/names", given.names or {})
    seen: dict[str, str] = {}
    for position, one in enumerate(given.stores or ()):
        place = f"/stores/{position}"
        yield from faults_of_word(f"{place}/store", one.store)
        yield from faults_of_names(f"{place}/names", one.names)
        store = fold(one.store.strip())
        if store in seen:
            yield Fault(
                f"{place}/store",
                "twice",
                say("this store is told already, as {other!r}; leave one out", other=seen[store]),
            )
        seen.setdefault(store, one.store)


def faults_of_names(place: str, names: Mapping[str, PointsName]) -> Iterator[Fault]:
    """What is wrong in what points are called by language."""
    for code, name in names.items():
        within = place + pointer([code])
        if not is_language(code):
            told = say("there is no language {code!r}; write its code of ISO 639, such as pl", code=code)
            yield Fault(within, "language", told)
        for form in PointsName.model_fields:
            yield from faults_of_word(f"{within}/{form}", getattr(name, form))


def faults_of_word(place: str, word: str | None) -> Iterator[Fault]:
    """What is wrong in a word."""
    if word is not None and word.isspace():
        yield Fault(place, "blank", say("this is nothing but spaces; write some words"))


SHORTAGES: dict[str, programme.Taking] = {"owe": Shortage.OWE, "forgive": Shortage.FORGIVE}


def _programme(unit: Unit, points_kind: str) -> ProgrammeOut:
    kept = programme.get(unit, points_kind)
    return ProgrammeOut(
        points_kind=kept.slug,
        spendable=kept.spendable,
        lifetime=kept.lifetime,
        singular=kept.singular,
        plural=kept.plural,
        active=kept.active,
        spending=kept.spending,
        shortage="forgive" if kept.shortage is Shortage.FORGIVE else "owe",
        names=kept.names,
        notice_days=kept.notice_days,
        grace_days=kept.grace_days,
        stores=list(kept.stores),
        legal_entities=sorted(set(ledgers.names(unit).values())),
        version=kept.version,
        updated_at=kept.updated_at,
        **reading.totals(unit.connection, points_kind),
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
