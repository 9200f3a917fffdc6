"""Routes of pins: who is in a segment, or out of it, by somebody's word."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, cast

from fastapi import APIRouter, Body, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.core.spreadsheets import text_of
from regulars.http import access
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import CustomerBrief, of_ids
from regulars.http.files import file_alone
from regulars.http.given import Said
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import pinning, pins
from regulars.segments.pinning import Outcome
from regulars.segments.pins import Pinned

from .common import Called, Id, Reading, Seen, Writing, called, definition

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))
TOLD = 1_000
"""Of those who were not found, as many are named."""


class PinOut(CustomerBrief):
    """A customer pinned into a segment or out of it, since when and by whom."""

    pinned: Pinned
    pinned_at: datetime
    pinned_by: str
    pinned_by_name: str | None


class PinIn(BaseModel):
    """Where to pin a customer."""

    model_config = ConfigDict(extra="forbid")

    pinned: Pinned


class ListIn(BaseModel):
    """Customers to pin, by the shop's ids, ours, or e-mails; `external_id:7`, `id:7` and `email:anna@example.com` say which."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    pinned: Pinned
    customers: Annotated[list[Said], Field(max_length=pinning.MOST)]


class ListOut(BaseModel):
    """What became of a list."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    pinned: int
    """Who are pinned now and were not so before."""
    already: int
    not_found: list[str]
    """Names of nobody, the first thousand."""
    not_found_count: int
    several: list[str]
    """Names that mean more than one customer, the first thousand: write `external_id:7` or `id:7`."""
    several_count: int


class ChangedOut(BaseModel):
    """How many pins that changed."""

    changed: int


@router.get("/{id}/pins", operation_id="listSegmentPins", dependencies=[Reading])
def list_pins(id: Id, house: InHouse, _: Seen, cursor: Cursor = None, limit: Limit = USUAL) -> Page[PinOut]:
    """Who is pinned into a segment or out of it, by id."""
    definition(house, id)
    after = decode(f"pins/{id}", cursor, int)
    with house.books.transaction() as unit:
        rows = pins.listed(unit.connection, id, after=after[0] if after else 0, limit=limit + 1)
        names = access.names(unit, {row.actor for row in rows})
    briefs = {int(brief.id): brief for brief in of_ids(house, [row.customer_id for row in rows[:limit]])}
    data = [
        PinOut(
            **briefs[row.customer_id].model_dump(),
            pinned=row.pinned,
            pinned_at=row.pinned_at,
            pinned_by=row.actor,
            pinned_by_name=names.get(row.actor),
        )
        for row in rows[:limit]
        if row.customer_id in briefs
    ]
    following = encode(f"pins/{id}", [rows[limit - 1].customer_id]) if len(rows) > limit else None
    return Page(data=data, next_cursor=following)


@router.put("/{id}/pins/{customer:path}", operation_id="pinCustomer", responses=responses(409, 422))
def pin_customer(id: Id, customer: Called, given: PinIn, deed: Writing) -> ChangedOut:
    """Pin a customer into a segment or out of it; the membership follows at once."""
    who = called(deed.house, customer)
    return cast(ChangedOut, deed.do(lambda unit: ChangedOut(changed=pinning.pin(unit, id, [who], given.pinned))))


@router.delete("/{id}/pins/{customer:path}", operation_id="unpinCustomer", responses=responses(409))
def unpin_customer(id: Id, customer: Called, deed: Writing) -> ChangedOut:
    """Let a customer's membership follow the condition again."""
    who = called(deed.house, customer)
    return cast(ChangedOut, deed.do(lambda unit: ChangedOut(changed=pinning.pin(unit, id, [who], None))))


@router.post("/{id}/pins", operation_id="pinCustomers", responses=responses(422))
def pin_customers(id: Id, given: ListIn, deed: Writing) -> ListOut:
    """Pin those whom a list names; whoever is not found is told and changes nothing for the others."""
    return cast(ListOut, deed.do(lambda unit: _told(pinning.pin_listed(unit, id, given.customers, given.pinned))))


@router.post(
    "/{id}/pins/upload",
    operation_id="uploadPins",
    responses=responses(413, 415, 422),
    dependencies=[Depends(file_alone)],
    openapi_extra={"requestBody": {"required": True}},
)
def upload_pins(
    id: Id,
    pinned: Annotated[Pinned, Query()],
    deed: Writing,
    file: Annotated[bytes, Body(media_type="text/csv", description="UTF-8, with commas, semicolons or tabs.")] = b"",
) -> ListOut:
    """Pin those whom a CSV names in its column external_id, or email where a row has no id, or else in its first.

    What stands under external_id or email is that; elsewhere it may be any name.
    """
    names = pinning.names_in(text_of(file))
    return cast(ListOut, deed.do(lambda unit: _told(pinning.pin_uploaded(unit, id, names, pinned))))


def _told(outcome: Outcome) -> ListOut:
    return ListOut(
        pinned=outcome.pinned,
        already=outcome.already,
        not_found=list(outcome.not_found[:TOLD]),
        not_found_count=len(outcome.not_found),
        several=list(outcome.several[:TOLD]),
        several_count=len(outcome.several),
    )
