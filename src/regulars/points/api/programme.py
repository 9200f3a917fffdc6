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
from regulars.core.wording import pointer
from regulars.http.asking import Deed, deed, require
from regulars.http.given import Version
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points import ledgers, programme, reading, verify
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, StoreProgramme
from regulars.rules.fold import fold

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))


class ProgrammeOut(BaseModel):
    """The settings of the points, and where all points are."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    singular: str
    plural: str
    active: bool
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
    shortage: Literal["owe", "forgive"] | None = None
    names: Annotated[dict[str, PointsName], Field(max_length=50)] | None = None
    """What points are called in other languages, by their codes; all of them are replaced."""
    notice_days: Annotated[int, Field(ge=1, le=365)] | None = None
    """How many days before their end customers are told of points; null: not at all."""
    grace_days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    """For how many days points can be spent that an order gives back after they had ended; null: they stay ended."""
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
def get_programme(house: InHouse, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]) -> ProgrammeOut:
    """What points are called here, whether they are earned, and how many there are."""
    with house.books.transaction() as unit:
        return _programme(unit)


@router.patch("/points/programme", operation_id="changeProgramme", responses=responses(409, 422))
def change_programme(
    given: ProgrammeChange, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]
) -> ProgrammeOut:
    """Rename the points, switch the programme on or off, or change what happens when points are short."""

    faults = list(_faults(given))
    if faults:
        raise Invalid(faults[0].detail, faults)

    def work(unit: Unit) -> ProgrammeOut:
        values: dict[str, Any] = {
            name: getattr(given, name)
            for name in ("singular", "plural", "active", "names", "notice_days", "grace_days")
            if name in given.model_fields_set
        }
        values["shortage"] = _SHORTAGES.get(given.shortage or "")
        programme.change(unit, version=given.version, stores=given.stores, **values)
        return _programme(unit)

    return ProgrammeOut.model_validate(asked.do(work))


def _faults(given: ProgrammeChange) -> Iterator[Fault]:
    """What is wrong in words, languages and stores. It is asked here alone, for what is kept may be older."""
    for name in ("singular", "plural"):
        yield from _blank(f"/{name}", getattr(given, name))
    yield from _faults_of_names("/names", given.names or {})
    seen: dict[str, str] = {}
    for position, one in enumerate(given.stores or ()):
        place = f"/stores/{position}"
        yield from _blank(f"{place}/store", one.store)
        yield from _faults_of_names(f"{place}/names", one.names)
        store = fold(one.store.strip())
        if store in seen:
            yield Fault(f"{place}/store", "twice", f"this store is told already, as {seen[store]!r}; leave one out")
        seen.setdefault(store, one.store)


def _faults_of_names(place: str, names: Mapping[str, PointsName]) -> Iterator[Fault]:
    for code, name in names.items():
        within = place + pointer([code])
        if not is_language(code):
            told = f"there is no language {code!r}; write its code of ISO 639, such as pl"
            yield Fault(within, "language", told)
        for form in PointsName.model_fields:
            yield from _blank(f"{within}/{form}", getattr(name, form))


def _blank(place: str, word: str | None) -> Iterator[Fault]:
    if word is not None and word.isspace():
        yield Fault(place, "blank", "this is nothing but spaces; write some words")


_SHORTAGES: dict[str, programme.Taking] = {"owe": Shortage.OWE, "forgive": Shortage.FORGIVE}


def _programme(unit: Unit) -> ProgrammeOut:
    kept = programme.get(unit)
    return ProgrammeOut(
        singular=kept.singular,
        plural=kept.plural,
        active=kept.active,
        shortage="forgive" if kept.shortage is Shortage.FORGIVE else "owe",
        names=kept.names,
        notice_days=kept.notice_days,
        grace_days=kept.grace_days,
        stores=list(kept.stores),
        legal_entities=sorted(ledgers.names(unit).values()),
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
