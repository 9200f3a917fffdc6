"""Routes of coupons: batches that are made or brought in, single codes, and files of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.core.spreadsheets import harmless, text_of
from regulars.core.wording import backwards
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.files import file_alone
from regulars.http.given import Moment, Name, OfCustomer
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.instants import written
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal import identity
from regulars.journal.naming import find_called
from regulars.promotions import book, coupon_files, coupons, telling
from regulars.promotions.coupons import Batch, Coupon, Terms
from regulars.promotions.model.codes import MOST_CODES, CodeFormat
from regulars.promotions.owned import CouponState, Owned
from regulars.promotions.saying import Count

router = APIRouter(prefix="/v1", tags=["Coupons"], responses=responses(401, 403))

AT_ONCE = 10_000
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}
}
Reading = Depends(require(Scope.PROMOTIONS_READ))


class _Terms(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    starts_at: Moment | None = None
    """Codes can be used from this instant on."""
    ends_at: Moment | None = None
    """Only before this instant."""
    uses: Count | None = 1
    """How often each code can be used; null: as often as the promotion."""
    uses_per_customer: Count | None = None
    """How often by one customer."""

    def terms(self, now: datetime) -> Terms:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            told = backwards(self.starts_at, self.ends_at)
            raise Invalid(told, [Fault("/ends_at", "period", told)])
        if self.ends_at and self.ends_at <= now:
            told = say("this is past already: the codes could never be used")
            raise Invalid(told, [Fault("/ends_at", "past", told)])
        return Terms(self.starts_at, self.ends_at, self.uses, self.uses_per_customer)


class BatchIn(_Terms):
    """Codes to be made, or codes to be brought in."""

    name: Name
    count: Annotated[int, Field(ge=1, le=MOST_CODES)] | None = None
    """How many are made."""
    format: CodeFormat = CodeFormat()
    """What they look like."""
    codes: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=100_000)] | None = None
    """Codes that were made elsewhere, instead."""
    known: Literal["refuse", "skip"] = "refuse"
    """What is done when some of these are there already: none are taken, or they are left out."""


class CodesOut(BaseModel):
    """Codes as a file names them."""

    codes: list[str]


class FormatOut(BaseModel):
    """A form of codes and how hard it is to guess."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    example: str
    room: str
    """How many different codes there can be."""
    bits: float
    """How hard one of the codes is to hit by a guess: each bit more halves the odds."""
    refused: Sentence | None
    """Why so many codes of the form can't be made."""


class FormatIn(BaseModel):
    """A form of codes, and how many are to be made."""

    model_config = ConfigDict(extra="forbid")

    format: CodeFormat
    count: Annotated[int, Field(ge=1, le=MOST_CODES)]


class BatchOut(BaseModel):
    """A batch of codes, and how many of them were used."""

    id: str
    promotion: str
    name: str
    format: CodeFormat | None
    size: int
    used: int
    created_at: datetime
    skipped: int = 0
    """As it is brought in: how many codes were left out, as they were there already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which coupons are listed."""

    promotion: Annotated[str | None, Query(max_length=20)] = None
    batch: Annotated[str | None, Query(max_length=20)] = None
    customer: OfCustomer = None
    search: Annotated[str | None, Query(max_length=100, description="How the code begins.")] = None


class CouponOut(BaseModel):
    """A code, and what was used of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    promotion: str
    batch: str | None
    code: str
    customer: str | None
    """The shop's id of the customer whose it is; null: anybody's."""
    starts_at: datetime | None
    ends_at: datetime | None
    uses: int | None
    uses_per_customer: int | None
    used: int
    reserved: int
    issued_at: datetime
    withdrawn_at: datetime | None
    state: CouponState
    """paused: what it is for isn't on now; with that, when it begins and ends counts too."""


@router.post("/coupon-formats", operation_id="weighCouponFormat", responses=responses(422))
def weigh(given: FormatIn, _: Annotated[object, Reading]) -> FormatOut:
    """How hard codes of a form are to guess, before any is made. Nothing is done."""
    refused = None
    try:
        given.format.refuse(given.count)
    except Invalid as invalid:
        refused = say("{why}; {advice}", why=invalid.message, advice=invalid.errors[0].detail)
    alphabet = "X" if given.format.alphabet != "digits" else "0"
    return FormatOut(
        example=given.format.written(alphabet * given.format.length),
        room=str(given.format.room),
        bits=round(max(given.format.bits(given.count), 0), 1),
        refused=refused,
    )


@router.post(
    "/coupon-batches/codes",
    operation_id="readCoupons",
    responses=responses(413, 415, 422),
    dependencies=[Depends(require(Scope.PROMOTIONS_WRITE)), Depends(file_alone)],
    openapi_extra={"requestBody": {"required": True}},
)
def read_codes(
    file: Annotated[bytes, Body(media_type="text/csv", description="UTF-8, with commas, semicolons or tabs.")] = b"",
) -> CodesOut:
    """The codes that a CSV names, by its column code, else its first; what is exported here can be read. Nothing is done."""
    return CodesOut(codes=coupon_files.codes_in(text_of(file)))


@router.get("/promotions/{id}/coupon-batches", operation_id="listCouponBatches", responses=responses(404))
def list_batches(house: InHouse, id: str, _: Annotated[object, Reading]) -> list[BatchOut]:
    """The batches of a promotion, the latest first."""
    with house.books.transaction() as unit:
        return [_batch(one) for one in coupons.batches(unit, promotion_id=_promotion(unit, id))]


@router.post(
    "/promotions/{id}/coupon-batches",
    operation_id="createCouponBatch",
    status_code=201,
    responses=responses(404, 409, 422),
)
def create_batch(id: str, given: BatchIn, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))]) -> BatchOut:
    """Make codes for a promotion, or bring in codes that were made elsewhere: all of them or none."""
    promotion_id, terms = number(id, "promotion"), given.terms(asked.house.clock())
    if (given.count is None) == (given.codes is None):
        told = say("say how many codes are to be made, or give codes: one of both")
        raise Invalid(told, [Fault("/count", "one_of_both", told)])

    def work(unit: Unit) -> BatchOut:
        if given.codes is not None:
            brought, skipped = coupons.bring_in(
                unit, promotion_id, name=given.name, codes=given.codes, terms=terms, skip_known=given.known == "skip"
            )
            return _batch(brought).model_copy(update={"skipped": skipped})
        assert given.count is not None
        made = coupons.make(unit, promotion_id, name=given.name, format=given.format, count=given.count, terms=terms)
        return _batch(made)

    return BatchOut.model_validate(asked.do(work))


@router.get("/coupons", operation_id="listCoupons", responses=responses(404, 409))
def list_coupons(
    house: InHouse, wanted: Annotated[Wanted, Depends()], _: Annotated[object, Reading], limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[CouponOut]:  # fmt: skip
    """Coupons, the latest first."""
    before = decode("coupons", cursor, int)
    with house.books.transaction() as unit:
        whose = None if wanted.customer is None else find_called(unit, wanted.customer)
        found = coupons.listed(
            unit,
            promotion_id=None if wanted.promotion is None else _promotion(unit, wanted.promotion),
            batch_id=None if wanted.batch is None else coupons.batch(unit, number(wanted.batch, "coupon batch")).id,
            customer_id=whose,
            search=wanted.search,
            before=before[0] if before else None,
            limit=limit + 1,
        )
        shown = _coupons(unit, found)
    return page("coupons", found, limit, key=lambda one: [one.id], show=lambda one: shown[one.id])


@router.get("/coupon-batches/{id}/codes.csv", operation_id="exportCoupons", responses=responses(404) | _FILE)
def export(house: InHouse, id: str, _: Annotated[object, Reading]) -> StreamingResponse:
    """The codes of a batch as a CSV file."""
    batch_id = number(id, "coupon batch")
    with house.books.transaction() as unit:
        coupons.batch(unit, batch_id)
    headers = {"Content-Disposition": f'attachment; filename="coupons-{batch_id}.csv"'}
    return StreamingResponse(_rows(house, batch_id), media_type="text/csv", headers=headers)


@router.post("/coupons/{id}/withdraw", operation_id="withdrawCoupon", responses=responses(404, 409))
def withdraw(id: str, asked: Annotated[Deed, Depends(deed(Scope.PROMOTIONS_WRITE))]) -> CouponOut:
    """Take a code back: it can't be used any more. What it was used for stays; one of which nothing is left is refused."""

    def work(unit: Unit) -> CouponOut:
        kept, done = coupons.withdraw(unit, number(id, "coupon"))
        if done:
            telling.withdrawn(unit, kept)
        return _coupons(unit, [kept])[kept.id]

    return CouponOut.model_validate(asked.do(work))


def _rows(house: House, batch_id: int) -> Iterator[str]:
    """The codes of a batch, the latest first, some thousands at a time."""
    yield "code,used,starts_at,ends_at,withdrawn_at\r\n"
    before: int | None = None
    while True:
        with house.books.transaction() as unit:
            found = coupons.listed(unit, batch_id=batch_id, before=before, limit=AT_ONCE)
        if not found:
            return
        before = found[-1].id
        text = io.StringIO()
        writer = csv.writer(text)
        for one in found:
            writer.writerow(
                [harmless(one.shown), one.used, *map(written, (one.starts_at, one.ends_at, one.withdrawn_at))]
            )
        yield text.getvalue()


def _promotion(unit: Unit, id: str) -> int:
    """The promotion that coupons are asked for by; raises `NotFound`."""
    if not book.exists(unit, id):
        raise NotFound("promotion", id)
    return number(id, "promotion")


def _batch(one: Batch) -> BatchOut:
    return BatchOut(
        id=str(one.id), promotion=str(one.promotion_id), name=one.name, format=one.format, size=one.size, used=one.used,
        created_at=one.created_at,
    )  # fmt: skip


def _coupons(unit: Unit, found: Sequence[Coupon]) -> dict[int, CouponOut]:
    """Coupons as they are told, by id: whether one can be used hangs on what it is for too."""
    names = identity.external_ids(unit, [one.customer_id for one in found if one.customer_id is not None])
    kept = {one.id: one for one in book.listed(unit, ids=sorted({one.promotion_id for one in found}))}
    return {one.id: _coupon(one, names, Owned(one, kept[one.promotion_id]).state(unit.now)) for one in found}


def _coupon(one: Coupon, names: dict[int, str | None], state: CouponState) -> CouponOut:
    return CouponOut(
        id=str(one.id),
        promotion=str(one.promotion_id),
        batch=None if one.batch_id is None else str(one.batch_id),
        code=one.shown,
        customer=None if one.customer_id is None else names.get(one.customer_id),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        uses=one.most_uses,
        uses_per_customer=one.most_uses_by_customer,
        used=one.used,
        reserved=one.reserved,
        issued_at=one.issued_at,
        withdrawn_at=one.withdrawn_at,
        state=state,
    )
