"""Routes of the notes about a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from regulars.books import Unit
from regulars.http import access
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Said, Version, not_blank
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.notes import book

router = APIRouter(prefix="/v1/customers/{id}/notes", tags=["Customers"], responses=responses(400, 401, 403, 404))

Writing = Annotated[Deed, Depends(deed(Scope.CUSTOMERS_WRITE))]
Words = Annotated[Said, StringConstraints(min_length=1, max_length=10_000), AfterValidator(not_blank)]


class NoteIn(BaseModel):
    """What is to be written down about a customer."""

    model_config = ConfigDict(extra="forbid")

    text: Words


class NoteChange(NoteIn):
    """A note said anew."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Annotated[Version, Field(examples=[1])]
    """The version that was read; with another nothing is changed."""


class NoteOut(BaseModel):
    """A note about a customer. Who wrote it last and when is null while nobody changed it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    text: str
    created_at: datetime
    created_by: str
    created_by_name: str | None
    """Told to people, and not to keys."""
    changed_at: datetime | None
    changed_by: str | None
    changed_by_name: str | None
    version: int


@router.get("", operation_id="listCustomerNotes")
def list_notes(
    house: InHouse,
    actor: Annotated[Actor, Depends(require(Scope.CUSTOMERS_READ))],
    id: str,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[NoteOut]:
    """What people wrote down about a customer, the latest first."""
    before = decode("notes", cursor, int)
    with house.books.transaction() as unit:
        whose = current_id(unit, number(id, "customer"))
        rows = book.listed(unit, whose, before=before[0] if before else None, limit=limit + 1)
        shown = _shown(unit, rows, actor)
    return page("notes", rows, limit, key=lambda row: [row.id], show=lambda row: shown[row.id])


@router.post("", operation_id="writeCustomerNote", status_code=201, responses=responses(409, 422))
def write_note(doing: Writing, id: str, body: NoteIn) -> NoteOut:
    """Write something down about a customer. It is erased with them."""
    return doing.do(lambda unit: _one(unit, book.write(unit, _whose(unit, id), body.text), doing.actor))  # type: ignore[no-any-return]


@router.patch("/{note}", operation_id="changeCustomerNote", responses=responses(409, 422))
def change_note(doing: Writing, id: str, note: str, body: NoteChange) -> NoteOut:
    """Say a note anew; who changed it last stands beside who wrote it."""

    def change(unit: Unit) -> NoteOut:
        which = number(note, "note")
        return _one(unit, book.change(unit, _whose(unit, id), which, body.text, version=body.version), doing.actor)

    return doing.do(change)  # type: ignore[no-any-return]


@router.delete("/{note}", operation_id="removeCustomerNote", status_code=204, responses=responses(409))
def remove_note(doing: Writing, id: str, note: str) -> None:
    """Remove a note for good."""
    doing.do(lambda unit: book.remove(unit, _whose(unit, id), number(note, "note")))


def _whose(unit: Unit, id: str) -> int:
    return current_id(unit, number(id, "customer"))


def _one(unit: Unit, row: sa.Row[Any], actor: Actor) -> NoteOut:
    return _shown(unit, [row], actor)[row.id]


def _shown(unit: Unit, rows: Sequence[sa.Row[Any]], actor: Actor) -> dict[int, NoteOut]:
    """Notes by id, for people with the names of who wrote and changed them."""
    writers = {name for row in rows for name in (row.created_by, row.changed_by) if name}
    names = access.names(unit, writers) if actor.kind == "user" else {}
    return {
        row.id: NoteOut(
            id=str(row.id),
            text=row.text,
            created_at=row.created_at,
            created_by=row.created_by,
            created_by_name=names.get(row.created_by),
            changed_at=row.changed_at,
            changed_by=row.changed_by,
            changed_by_name=names.get(row.changed_by),
            version=row.version,
        )
        for row in rows
    }
