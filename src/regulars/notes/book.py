"""Keeping notes: written, changed and removed in the caller's transaction, and forgotten with their customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say
from regulars.journal.tables import customer_alias

from .tables import customer_note

_note = customer_note.c


class ChangedMeanwhile(Conflict):
    """Somebody else changed the note since it was read."""

    code = "note.changed"

    def __init__(self, *, version: int) -> None:
        super().__init__(
            say(
                "the note was changed meanwhile and is of version {version}; read it again, then change it",
                version=version,
            )
        )
        self.version = version


def of_customer(customer_id: int) -> sa.ColumnElement[bool]:
    """That a note is about a customer, by today's id; those come along who turned out to be them."""
    merged = sa.select(customer_alias.c.customer_id).where(customer_alias.c.into_id == customer_id)
    return sa.or_(_note.customer_id == customer_id, _note.customer_id.in_(merged))


def listed(unit: Unit, customer_id: int, *, before: int | None, limit: int) -> Sequence[sa.Row[Any]]:
    """Notes about a customer, the latest written first."""
    query = sa.select(customer_note).where(of_customer(customer_id)).order_by(_note.id.desc()).limit(limit)
    return unit.connection.execute(query if before is None else query.where(_note.id < before)).all()


def write(unit: Unit, customer_id: int, text: str) -> sa.Row[Any]:
    """Write a note down, in the name of whoever acts."""
    said = {"customer_id": customer_id, "text": text, "created_at": unit.now, "created_by": unit.actor, "version": 1}
    row = unit.connection.execute(sa.insert(customer_note).values(said).returning(customer_note)).one()
    unit.audit("note.written", f"customer:{customer_id}", {"note": str(row.id)})
    return row


def change(unit: Unit, customer_id: int, id: int, text: str, *, version: int) -> sa.Row[Any]:
    """Say a note anew. Raises `NotFound`, and `ChangedMeanwhile` when it isn't the version that was read."""
    row = _locked(unit, customer_id, id)
    if row.version != version:
        raise ChangedMeanwhile(version=row.version)
    if row.text == text:
        return row
    said = {"text": text, "changed_at": unit.now, "changed_by": unit.actor, "version": version + 1}
    query = sa.update(customer_note).where(_note.id == id).values(said).returning(customer_note)
    unit.audit("note.changed", f"customer:{customer_id}", {"note": str(id)})
    return unit.connection.execute(query).one()


def remove(unit: Unit, customer_id: int, id: int) -> None:
    """Remove a note for good; raises `NotFound`."""
    _locked(unit, customer_id, id)
    unit.connection.execute(sa.delete(customer_note).where(_note.id == id))
    unit.audit("note.removed", f"customer:{customer_id}", {"note": str(id)})


def forget(unit: Unit, customer_ids: Sequence[int]) -> None:
    """Leave no note about customers who are erased."""
    ids = list(customer_ids)
    merged = sa.select(customer_alias.c.customer_id).where(customer_alias.c.into_id.in_(ids))
    unit.connection.execute(
        sa.delete(customer_note).where(sa.or_(_note.customer_id.in_(ids), _note.customer_id.in_(merged)))
    )


def _locked(unit: Unit, customer_id: int, id: int) -> sa.Row[Any]:
    query = sa.select(customer_note).where(_note.id == id, of_customer(customer_id)).with_for_update()
    row = unit.connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("note", str(id))
    return row
