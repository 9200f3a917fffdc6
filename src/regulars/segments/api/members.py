"""Routes that tell who is in a segment, and how it moved."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pyroaring import BitMap

from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import among, of_ids
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import reading, store

from .common import Id, Reading, Seen, definition
from .models import DayOut, MemberOut

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))
MOST_DAYS = 366


@router.get("/{id}/members", operation_id="listSegmentMembers", responses=responses(404), dependencies=[Reading])
def list_members(
    id: Id,
    house: InHouse,
    _: Seen,
    search: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[MemberOut]:
    """Who is in a segment, by id; only those whose name, e-mail or id contains each word of `search`."""
    definition(house, id)
    after = decode(f"members/{id}", cursor, int)
    with house.books.transaction() as unit:
        held = store.members(unit.connection, [id]).get(id, BitMap())
    if search:
        held = BitMap(among(house, list(held), search))
    found = held.iter_equal_or_larger(after[0] + 1 if after else 0)
    ids = [customer for customer, _ in zip(found, range(limit + 1), strict=False)]
    with house.books.transaction() as unit:
        since = reading.entered(unit.connection, id, ids[:limit])
    briefs = of_ids(house, ids[:limit])
    data = [MemberOut(**brief.model_dump(), entered_at=since.get(int(brief.id))) for brief in briefs]
    return Page(data=data, next_cursor=encode(f"members/{id}", [ids[limit - 1]]) if len(ids) > limit else None)


@router.get("/{id}/history", operation_id="getSegmentHistory", dependencies=[Reading], responses=responses(404))
def get_history(id: Id, house: InHouse, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30) -> list[DayOut]:
    """The size of a segment at the end of each of its last local days, and who came and went."""
    definition(house, id)
    with house.books.transaction() as unit:
        found = reading.history(unit.connection, id, until=house.clock(), days=days, calendar=house.shop.calendar)
    return [DayOut(date=day.date, size=day.size, entered=day.entered, left=day.left) for day in found]
