"""Routes of the addresses that nothing is sent to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Said
from regulars.http.house import InHouse
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.languages import StoredSentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.messaging import suppressing
from regulars.messaging.suppressing import Suppressed, Why

router = APIRouter(prefix="/v1/suppressions", tags=["Messages"], responses=responses(401, 403))

Reading = Depends(require(Scope.MESSAGES_READ))
Writing = Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]


class SuppressionIn(BaseModel):
    """An address that nothing is to be sent to any more."""

    model_config = ConfigDict(extra="forbid")

    address: Annotated[Said, Field(max_length=320, examples=["anna@shop.example"])]
    note: Annotated[Said, Field(max_length=500)] = ""


class SuppressionOut(BaseModel):
    """An address that nothing is sent to."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    address: str
    reason: Why
    """bounced: mail came back; complained: it was reported as spam, and only what they wait for is sent; by_hand."""
    at: datetime
    detail: StoredSentence
    """What the server said, or the person who put it here."""
    message: str | None
    """The message that it was about."""


@router.get("", operation_id="listSuppressions", dependencies=[Reading], responses=responses(400, 422))
def list_suppressions(
    house: InHouse,
    search: Annotated[str | None, Query(max_length=200, description="Part of the address.")] = None,
    reason: Why | None = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[SuppressionOut]:
    """Addresses that nothing is sent to, the latest first."""
    key = decode("suppressions", cursor, int, str)
    before = (from_microseconds(key[0]), str(key[1])) if key else None
    with house.books.transaction() as unit:
        rows = suppressing.listed(unit, search=search, reason=reason, before=before, limit=limit + 1)
    return page("suppressions", rows, limit, key=lambda one: [microseconds(one.at), one.address], show=_out)


@router.post("", operation_id="addSuppression", status_code=201, responses=responses(422))
def add_suppression(given: SuppressionIn, asked: Writing) -> SuppressionOut:
    """Send nothing to an address any more."""
    return SuppressionOut.model_validate(
        asked.do(lambda unit: _out(suppressing.by_hand(unit, given.address, given.note)))
    )


@router.delete("/{address}", operation_id="removeSuppression", status_code=204, responses=responses(404))
def remove_suppression(address: Annotated[str, Path(max_length=320)], asked: Writing) -> None:
    """Send to an address again. Whoever removes one says so in the audit."""
    asked.do(lambda unit: suppressing.remove(unit, address))


def _out(one: Suppressed) -> SuppressionOut:
    return SuppressionOut(
        address=one.address, reason=one.reason, at=one.at, detail=one.detail,
        message=None if one.message_id is None else str(one.message_id),
    )  # fmt: skip
