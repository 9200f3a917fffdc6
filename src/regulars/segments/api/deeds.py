"""Routes of what segments did: listed, to whom, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, cast

from fastapi import APIRouter, Path
from pyroaring import BitMap

from regulars.books import Unit
from regulars.http import access
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import CustomerBrief, of_ids
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.segments import deeds
from regulars.segments.deeds import Told, UndoneAlready

from .common import Id, Reading, Seen, Writing, definition
from .models import DeedOut

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))
DeedId = Annotated[str, Path(description="The deed's id.")]


@router.get("/{id}/deeds", operation_id="listSegmentDeeds", dependencies=[Reading])
def list_deeds(id: Id, house: InHouse, cursor: Cursor = None, limit: Limit = USUAL) -> Page[DeedOut]:
    """What a segment did about those who entered and left, the latest first."""
    definition(house, id)
    after = decode(f"deeds/{id}", cursor, int)
    with house.books.transaction() as unit:
        rows = deeds.listed(unit.connection, id, before=after[0] if after else None, limit=limit + 1)
        names = access.names(unit, {row.undone_by for row in rows if row.undone_by})
    following = encode(f"deeds/{id}", [rows[limit - 1].id]) if len(rows) > limit else None
    return Page(data=[_told(row, names) for row in rows[:limit]], next_cursor=following)


@router.get("/{id}/deeds/{deed}/customers", operation_id="listDeedCustomers", dependencies=[Reading])
def list_customers(
    id: Id, deed: DeedId, house: InHouse, _: Seen, cursor: Cursor = None, limit: Limit = USUAL
) -> Page[CustomerBrief]:
    """To whom something was done, by id."""
    after = decode(f"deed/{deed}", cursor, int)
    with house.books.transaction() as unit:
        customers: BitMap = deeds.customers(unit.connection, id, number(deed, "deed"))
    found = customers.iter_equal_or_larger(after[0] + 1 if after else 0)
    ids = [customer for customer, _ in zip(found, range(limit + 1), strict=False)]
    following = encode(f"deed/{deed}", [ids[limit - 1]]) if len(ids) > limit else None
    return Page(data=of_ids(house, ids[:limit]), next_cursor=following)


@router.post("/{id}/deeds/{deed}/undo", operation_id="undoSegmentDeed", responses=responses(409))
def undo_deed(id: Id, deed: DeedId, deed_: Writing) -> DeedOut:
    """Take back what was done: tags given or taken, and a group given, until they leave and come again.

    A tag that the shop itself has given stays.
    """

    def undo(unit: Unit) -> DeedOut:
        try:
            done = deeds.undo(unit, id, number(deed, "deed"))
        except UndoneAlready as before:
            raise UndoneAlready(before.deed, access.names(unit, [before.by]).get(before.by, before.by)) from None
        return _told(done, access.names(unit, [unit.actor]))

    return cast(DeedOut, deed_.do(undo))


@router.post("/{id}/approve", operation_id="approveSegmentJump", status_code=204, responses=responses(409))
def approve_jump(id: Id, deed: Writing) -> None:
    """Give the word for a jump in size that waits; what the segment does is done then for all who came and went."""
    deed.do(lambda unit: deeds.approve(unit, id))


@router.post("/{id}/reject", operation_id="rejectSegmentJump", status_code=204, responses=responses(409))
def reject_jump(id: Id, deed: Writing) -> None:
    """Do nothing about a jump in size that waits, now or later: who came and went by it never acts. They are members as the
    condition says; who went is no longer in the group that the segment gives."""

    def work(unit: Unit) -> None:
        deeds.reject(unit, id)

    deed.do(work)


def _told(deed: Told, names: Mapping[str, str]) -> DeedOut:
    by = names.get(deed.undone_by or "")
    return DeedOut.model_validate(deed._asdict() | {"id": str(deed.id), "undone_by_name": by})
