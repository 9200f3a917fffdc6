"""Routes of the kinds of points that a shop has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.flows import point_kind_uses
from regulars.http.asking import Deed, deed, require
from regulars.http.described import described_as
from regulars.http.given import Version
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST
from regulars.points import point_kinds, programme
from regulars.points.api.programme import SHORTAGES, faults_of_names, faults_of_word
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, Programme

router = APIRouter(prefix="/v1/points/kinds", tags=["Points"], responses=responses(401, 403))

Word = Annotated[str, Field(min_length=1, max_length=50)]
NoticeDays = Annotated[int, Field(ge=1, le=365)]


class PointsKindIn(BaseModel):
    """A kind of points: what it is called, and whether it can be spent."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    id: Annotated[str, Field(min_length=1, max_length=31)]
    """The word by which rules, addresses and conditions call it, such as stars: small letters, digits and _. It stays."""
    singular: Word
    plural: Word
    names: Annotated[dict[str, PointsName], Field(max_length=50)] = {}
    """What its points are called in other languages, by their codes."""
    spendable: bool = True
    """Whether they can be spent; else they only say how far a customer has come. It stays."""
    lifetime: Lifetime | None = None
    """How long points last that a rule or a person says nothing else of; null: for good."""
    notice_days: NoticeDays | None = None
    """How many days before their end customers are told of points; null: not at all."""


class PointsKindChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at."""
    singular: Word | None = None
    plural: Word | None = None
    names: Annotated[dict[str, PointsName], Field(max_length=50)] | None = None
    """What its points are called in other languages, by their codes; all of them are replaced."""
    active: bool | None = None
    """Switched off, nothing of it is earned or spent."""
    shortage: Literal["owe", "forgive"] | None = None
    lifetime: Lifetime | None = None
    """How long points last that a rule made from now on, or a person, says nothing else of; null: for good."""
    notice_days: NoticeDays | None = None
    """How many days before their end customers are told of points; null: not at all."""


@described_as(PointsKindIn)
class PointsKindOut(BaseModel):
    """A kind of points as it is."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    singular: str
    plural: str
    names: dict[str, PointsName]
    spendable: bool
    active: bool
    shortage: Literal["owe", "forgive"]
    """What happens to points that an order takes back and the customer no longer has."""
    lifetime: Lifetime | None
    notice_days: int | None
    first: bool
    """Whether it is the one that is meant where none is named; it is never archived."""
    archived_at: datetime | None
    """Since when nothing more is given of it."""
    version: int
    updated_at: datetime


@router.get("", operation_id="listPointsKinds")
def list_kinds(house: InHouse, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]) -> list[PointsKindOut]:
    """Every kind of points, the first one first, archived ones too."""
    with house.books.transaction() as unit:
        return list(map(_shown, programme.every(unit)))


@router.post("", operation_id="createPointsKind", status_code=201, responses=responses(409, 422))
def create_kind(given: PointsKindIn, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]) -> PointsKindOut:
    """Make a kind of points beside those that there are."""
    _refuse(_faults(given))

    def work(unit: Unit) -> PointsKindOut:
        made = point_kinds.create(
            unit, given.id, called=PointsName(singular=given.singular, plural=given.plural), names=given.names,
            spendable=given.spendable, lifetime=given.lifetime, notice_days=given.notice_days,
        )  # fmt: skip
        return _shown(made)

    return PointsKindOut.model_validate(asked.do(work))


@router.get("/{id}", operation_id="getPointsKind", responses=responses(404))
def get_kind(id: str, house: InHouse, _: Annotated[object, Depends(require(Scope.PROGRAMME_READ))]) -> PointsKindOut:
    """One kind of points."""
    with house.books.transaction() as unit:
        return _shown(programme.get(unit, id))


@router.patch("/{id}", operation_id="changePointsKind", responses=responses(404, 409, 422))
def change_kind(
    id: str, given: PointsKindChange, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]
) -> PointsKindOut:
    """Rename a kind of points, switch it on or off, or change how long its points last."""
    _refuse(_faults(given))

    def work(unit: Unit) -> PointsKindOut:
        values: dict[str, Any] = {
            name: getattr(given, name)
            for name in ("singular", "plural", "active", "names", "notice_days", "lifetime")
            if name in given.model_fields_set
        }
        values["shortage"] = SHORTAGES.get(given.shortage or "")
        return _shown(programme.change(unit, id, version=given.version, **values))

    return PointsKindOut.model_validate(asked.do(work))


@router.post("/{id}/archive", operation_id="archivePointsKind", responses=responses(404, 409))
def archive_kind(id: str, asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))]) -> PointsKindOut:
    """Give nothing more of a kind, for good. Refused, naming what goes by it, as long as anything does. Archived again it
    stays as it is."""

    def work(unit: Unit) -> PointsKindOut:
        unit.hold_names()
        return _shown(point_kinds.archive(unit, id, used_by=point_kind_uses.uses(unit, id)))

    return PointsKindOut.model_validate(asked.do(work))


def _faults(given: PointsKindIn | PointsKindChange) -> Iterator[Fault]:
    for name in ("singular", "plural"):
        yield from faults_of_word(f"/{name}", getattr(given, name))
    yield from faults_of_names("/names", given.names or {})


def _refuse(found: Iterator[Fault]) -> None:
    faults = list(found)
    if faults:
        raise Invalid(faults[0].detail, faults)


def _shown(kept: Programme) -> PointsKindOut:
    return PointsKindOut(
        id=kept.slug,
        singular=kept.singular,
        plural=kept.plural,
        names=kept.names,
        spendable=kept.spendable,
        active=kept.active,
        shortage="forgive" if kept.shortage is Shortage.FORGIVE else "owe",
        lifetime=kept.lifetime,
        notice_days=kept.notice_days,
        first=kept.slug == FIRST,
        archived_at=kept.archived_at,
        version=kept.version,
        updated_at=kept.updated_at,
    )
