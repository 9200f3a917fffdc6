"""Routes of mass transactions: points for everybody in a segment, on a list or whom a condition finds, and off them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.core.spreadsheets import harmless, text_of
from regulars.flows import mass_update
from regulars.flows.mass_update import Audience
from regulars.http import access
from regulars.http.asking import Asking, Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import CustomerBrief, of_ids
from regulars.http.described import described_as
from regulars.http.files import file_alone
from regulars.http.given import Name
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import named_today
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST, PointsKind
from regulars.points import ledgers, mass, point_kinds
from regulars.points.earning_rules import SHOP
from regulars.points.model.lifetime import Lasting, Span, from_inactivity
from regulars.points.model.mass import Mass, State, Terms
from regulars.points.model.taking import Shortage
from regulars.points.programme import Programme
from regulars.rules.check import InvalidCondition
from regulars.segments import pinning

router = APIRouter(prefix="/v1/points/mass", tags=["Points"], responses=responses(401, 403))

MOST = 10**9
AT_ONCE = 20_000
Reading = Depends(require(Scope.POINTS_READ))
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}
}


class MassPreviewIn(BaseModel):
    """Whom a mass transaction is for, and how many points each is given; less than zero: taken."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    audience: Audience
    points: Annotated[int, Field(ge=-MOST, le=MOST)]
    legal_entity: Name = SHOP
    """Who owes the points. A new name makes a new legal entity; case and spaces make no difference."""
    points_kind: PointsKind = FIRST
    """Which points."""
    lifetime: Lifetime | None = None
    """How long points given last; null: for good; left out: as their kind says."""


class MassIn(MassPreviewIn):
    """A mass transaction."""

    reason: Name
    """The comment that customers see in their history."""
    shortage: Literal["forgive", "owe", "forbid"] = "forbid"
    """When a customer has fewer points than are taken: take what there is, let them owe the rest, or refuse the whole."""


class ShortCustomerOut(BaseModel):
    """A customer with too few points, and how many are missing."""

    customer: CustomerBrief
    missing: int


class ShortOut(BaseModel):
    """Who has too few points: how many customers, how many points are missing, and the first of them."""

    customers: int
    points: int
    sample: list[ShortCustomerOut]


class MassPreviewOut(BaseModel):
    """Who would get or lose points, were it done now. The samples are empty for who may not read customers."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    customers: int
    guests: int
    """Left out: mass transactions are for registered customers."""
    unknown: list[str]
    """Of a list: names of nobody."""
    several: list[str]
    """Of a list: names that mean more than one customer; write `external_id:7` or `id:7`."""
    sample: list[CustomerBrief]
    total: int
    """How many points that is for all of them, before what is missing."""
    ends_at: datetime | None
    inactivity: Lifetime | None
    """How long without activity, where what is given ends with that: `ends_at` is the first such end."""
    short: ShortOut


@described_as(MassIn)
class MassOut(BaseModel):
    """A mass transaction, and how far it is.

    `state` is running, done, undoing or undone; or, where somebody had too few points and that was forbidden,
    refusing and then refused. `moved` is by how much all customers' points changed, less what was undone of it.
    """

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    points: int
    reason: str
    audience: dict[str, Any]
    legal_entity: str
    points_kind: str
    shortage: Literal["forgive", "owe", "forbid"]
    ends_at: datetime | None
    inactivity: Lifetime | None
    """How long without activity, where what is given ends with that: `ends_at` is the first such end."""
    state: State
    customers: int
    """Whom it is for."""
    done: int
    undone: int
    moved: int
    passed_over: int
    """Customers who were gone when their turn came."""
    short: int
    """Customers who had too few points."""
    short_points: int
    actor: str
    created_at: datetime
    finished_at: datetime | None
    job_id: str | None


class MassDetailOut(MassOut):
    """A mass transaction with the first of those who had too few points."""

    actor_name: str | None
    """What the user or key is called; null for who may not read users."""
    short_sample: list[ShortCustomerOut]


class UndoIn(BaseModel):
    """Why a mass transaction is undone, and what happens where points it gave are spent already."""

    model_config = ConfigDict(extra="forbid")

    reason: Name
    shortage: Literal["forgive", "owe"] = "owe"


@router.post("/preview", operation_id="previewMassTransaction", responses=responses(404, 422))
def preview_mass(
    given: MassPreviewIn, house: InHouse, actor: Asking, _: Annotated[object, Depends(require(Scope.POINTS_READ))]
) -> MassPreviewOut:
    """Who would get or lose points, how many in total, and who has too few. Nothing is stored."""
    found = _whom(house, given)
    with house.books.transaction() as unit:
        kind, now = point_kinds.open_kind(unit, given.points_kind), unit.now
        ledger_id = ledgers.find(unit, given.legal_entity, kind.slug)
    lacking = mass_update.short(house, found.customers, given.points, ledger_id)
    may_see, span = Scope.CUSTOMERS_READ in actor.scopes, _span(house, given, kind, now)
    return MassPreviewOut(
        customers=len(found.customers),
        guests=found.guests,
        unknown=list(found.unknown),
        several=list(found.several),
        sample=of_ids(house, list(found.customers[: mass_update.SAMPLE])) if may_see else [],
        total=len(found.customers) * given.points,
        ends_at=span.ends_at,
        inactivity=_inactivity(span.inactivity),
        short=ShortOut(
            customers=lacking.customers,
            points=lacking.points,
            sample=_short_sample(house, lacking.sample) if may_see else [],
        ),
    )


class MassNamesOut(BaseModel):
    """Those whom a file names, as a list of customers is written."""

    names: list[str]


@router.post(
    "/names",
    operation_id="readMassNames",
    responses=responses(413, 415, 422),
    dependencies=[Depends(require(Scope.POINTS_WRITE)), Depends(file_alone)],
    openapi_extra={"requestBody": {"required": True}},
)
def read_names(
    file: Annotated[bytes, Body(media_type="text/csv", description="UTF-8, with commas, semicolons or tabs.")] = b"",
) -> MassNamesOut:
    """Whom a CSV names, as segments' pins read it: by its column external_id, or email where a row has no id, or else its
    first. Nothing is done."""
    return MassNamesOut(names=pinning.names_in(text_of(file)))


@router.post("", operation_id="createMassTransaction", status_code=202, responses=responses(404, 409, 422))
def create_mass(given: MassIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> MassOut:
    """Give points to many customers, or take them, as one deed that the worker does and that can be undone as a whole."""
    house, shortage = asked.house, Shortage(given.shortage)
    if (before := asked.answered()) is not None:
        return MassOut.model_validate(before)
    found = _whom(house, given)
    with house.books.transaction() as unit:
        kind = point_kinds.open_kind(unit, given.points_kind)
        known = ledgers.find(unit, given.legal_entity, kind.slug)
    mass_update.check(house, found, given.points, shortage, known)

    def work(unit: Unit) -> MassOut:
        ledger_id = ledgers.at_first_mention(unit, given.legal_entity, kind.slug)
        span = _span(house, given, kind, unit.now)
        terms = Terms(given.points, given.reason, ledger_id, shortage, unit.now, span.ends_at, span.inactivity)
        return _shown(unit, mass_update.begin(unit, terms, found, given.audience))

    return MassOut.model_validate(asked.do(work))


@router.get("", operation_id="listMassTransactions", dependencies=[Reading], responses=responses(400))
def list_mass(house: InHouse, limit: Limit = USUAL, cursor: Cursor = None) -> Page[MassOut]:
    """Mass transactions, the latest first."""
    before = decode("mass", cursor, int)
    with house.books.transaction() as unit:
        found = mass.listed(unit, before=before[0] if before else None, limit=limit + 1)
        shown = [_shown(unit, one) for one in found]
    return page("mass", shown, limit, key=lambda one: [int(one.id)], show=lambda one: one)


@router.get("/{id}", operation_id="getMassTransaction", dependencies=[Reading], responses=responses(404))
def get_mass(id: str, house: InHouse, actor: Asking) -> MassDetailOut:
    """How a mass transaction stands, and the first of those who had too few points."""
    with house.books.transaction() as unit:
        kept = mass.get(unit, number(id, "mass transaction"))
        told = _shown(unit, kept)
        name = access.name_for(unit, kept.actor, asking=actor.name, scopes=actor.scopes)
        lacking = dict(mass.short_of(unit, kept.id, after=0, limit=mass_update.SAMPLE))
    sample = _short_sample(house, lacking) if Scope.CUSTOMERS_READ in actor.scopes else []
    return MassDetailOut(**told.model_dump(), actor_name=name, short_sample=sample)


@router.post("/{id}/undo", operation_id="undoMassTransaction", status_code=202, responses=responses(404, 409, 422))
def undo_mass(id: str, given: UndoIn, asked: Annotated[Deed, Depends(deed(Scope.POINTS_WRITE))]) -> MassOut:
    """Undo a mass transaction as a whole; one that is under way stops there. Undoing it again changes nothing."""

    def work(unit: Unit) -> MassOut:
        deed_id, shortage = number(id, "mass transaction"), Shortage(given.shortage)
        return _shown(unit, mass.undo(unit, deed_id, reason=given.reason, shortage=shortage))

    return MassOut.model_validate(asked.do(work))


@router.get(
    "/{id}/short",
    operation_id="exportMassShort",
    response_class=StreamingResponse,
    responses=responses(404) | _FILE,
    dependencies=[Reading, Depends(require(Scope.CUSTOMERS_READ))],
)
def export_short(id: str, house: InHouse) -> StreamingResponse:
    """Everybody who had too few points, as CSV: who, and how many were missing."""
    with house.books.transaction() as unit:
        kept = mass.get(unit, number(id, "mass transaction"))
    headers = {"Content-Disposition": f'attachment; filename="mass-{kept.id}-short.csv"'}
    return StreamingResponse(_short_rows(house, kept), media_type="text/csv; charset=utf-8", headers=headers)


def _whom(house: House, given: MassPreviewIn) -> mass_update.Whom:
    if given.points == 0:
        said = say("say how many points to give to each, or less than zero to take some")
        raise Invalid(said, [Fault("/points", "zero", said)])
    if given.points < 0 and given.lifetime is not None:
        said = say("only points that are given have a lifetime; leave it out of those taken")
        raise Invalid(said, [Fault("/lifetime", "unfit", said)])
    with _within_audience():
        return mass_update.whom(house, given.audience)


@contextmanager
def _within_audience() -> Iterator[None]:
    """Faults of a condition, told as they lie in the body."""
    try:
        yield
    except InvalidCondition as invalid:
        inside = "/audience/condition"
        invalid.errors = [Fault(inside + fault.pointer, fault.code, fault.detail) for fault in invalid.errors]
        raise


def _span(house: House, given: MassPreviewIn, kind: Programme, now: datetime) -> Span:
    """From when to when what is given is open."""
    asked = given.points < 0 or "lifetime" in given.model_fields_set
    return Lasting(given.lifetime if asked else kind.lifetime, house.shop.calendar).span(now)


def _inactivity(kept: str | None) -> Lifetime | None:
    return from_inactivity(kept) if kept else None


def _short_sample(house: House, missing: Mapping[int, int]) -> list[ShortCustomerOut]:
    briefs = of_ids(house, list(missing))
    return [ShortCustomerOut(customer=brief, missing=missing[int(brief.id)]) for brief in briefs]


def _short_rows(house: House, kept: Mass) -> Iterator[str]:
    yield "id,external_id,email,missing\n"
    after = 0
    while True:
        with house.books.transaction() as unit:
            rows = mass.short_of(unit, kept.id, after=after, limit=AT_ONCE)
            names = named_today(unit, [customer_id for customer_id, _ in rows])
        if not rows:
            return
        after = rows[-1][0]
        sink = io.StringIO()
        csv.writer(sink, lineterminator="\n").writerows(
            [id, harmless(names[id]["external_id"]), harmless(names[id]["email"]), missing] for id, missing in rows
        )
        yield sink.getvalue()


def _shown(unit: Unit, kept: Mass) -> MassOut:
    terms = kept.terms
    return MassOut(
        id=str(kept.id),
        points=terms.points,
        reason=terms.reason,
        audience=kept.audience,
        legal_entity=ledgers.names(unit)[terms.ledger_id],
        points_kind=ledgers.kinds(unit)[terms.ledger_id],
        shortage=terms.shortage.value,
        ends_at=terms.ends_at,
        inactivity=_inactivity(terms.inactivity),
        state=kept.state,
        customers=kept.size,
        done=kept.place,
        undone=kept.taken_back,
        moved=kept.moved,
        passed_over=kept.passed_over,
        short=kept.short,
        short_points=kept.short_points,
        actor=kept.actor,
        created_at=kept.created_at,
        finished_at=kept.finished_at,
        job_id=None if kept.job_id is None else str(kept.job_id),
    )
