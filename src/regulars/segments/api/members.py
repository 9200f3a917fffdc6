"""Routes that tell who is in a segment, and how it moved."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pyroaring import BitMap

from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import among, of_ids
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import reading
from regulars.segments.exporting import MEDIA_TYPES, Format, export

from .common import At, Id, Reading, Seen, definition, desk, instant_of
from .models import DayOut, MemberOut

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))
MOST_DAYS = 366
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {type: {"schema": {"type": "string", "format": "binary"}} for type in MEDIA_TYPES.values()},
    }
}


@router.get(
    "/{id}/members", operation_id="listSegmentMembers", responses=responses(404, 409, 422), dependencies=[Reading]
)
def list_members(
    id: Id,
    house: InHouse,
    _: Seen,
    *,
    at: At = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[MemberOut]:
    """Who is in a segment or was at an instant, by id; only whose name, e-mail or id contains each word of `search`.

    All else that is told of them is as of now. Of an instant before the segment was made its condition is asked. One that is
    broken tells its last members; where it has none, it is refused with what broke (`segment.broken`).
    """
    instant = instant_of(house, at)
    listed = f"members/{id}" if instant is None else f"members/{id}/{instant.isoformat()}"
    after = decode(listed, cursor, int)
    held = desk(house).members_of(id, instant)
    if search:
        held = BitMap(among(house, list(held), search))
    found = held.iter_equal_or_larger(after[0] + 1 if after else 0)
    ids = [customer for customer, _ in zip(found, range(limit + 1), strict=False)]
    with house.books.transaction() as unit:
        since = reading.entered(unit.connection, id, ids[:limit], by=instant)
    briefs = of_ids(house, ids[:limit])
    data = [MemberOut(**brief.model_dump(), entered_at=since.get(int(brief.id))) for brief in briefs]
    return Page(data=data, next_cursor=encode(listed, [ids[limit - 1]]) if len(ids) > limit else None)


@router.get(
    "/{id}/members/export",
    operation_id="exportSegmentMembers",
    response_class=StreamingResponse,
    responses=responses(404, 409, 422) | _FILE,
    dependencies=[Reading],
)
def export_members(id: Id, house: InHouse, actor: Seen, format: Format = "csv", at: At = None) -> StreamingResponse:
    """Who is in a segment or was at an instant, as a file: one row each with who they are and since when they are in.

    Texts in CSV that a spreadsheet would calculate have an apostrophe before them.
    """
    instant = instant_of(house, at)
    held = desk(house).members_of(id, instant)
    with house.books.transaction(actor.name) as unit:
        entries = list(reading.last_entries(unit.connection, id, held, by=instant))
        reading.note_export(unit, id, format=format, customers=len(held), at=instant)
    named = f'attachment; filename="{id}.{format}"'
    parts = export(house.facts.ask, held, entries, format)
    return StreamingResponse(parts, media_type=MEDIA_TYPES[format], headers={"Content-Disposition": named})


@router.get("/{id}/history", operation_id="getSegmentHistory", dependencies=[Reading], responses=responses(404))
def get_history(id: Id, house: InHouse, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30) -> list[DayOut]:
    """The size of a segment at the end of each of its last local days, and how many came and went."""
    definition(house, id)
    with house.books.transaction() as unit:
        found = reading.history(unit.connection, id, until=house.clock(), days=days, calendar=house.shop.calendar)
    return [DayOut.model_validate(day) for day in found]
