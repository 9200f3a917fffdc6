"""The route that tells who waits for something to be done about them."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import CustomerBrief, of_ids
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.segments import waiting
from regulars.segments.actions import Kind
from regulars.segments.waiting import AllWaiting, Awaited

from .common import Id, Reading, Seen, definition

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403, 404))


class WaitingOut(CustomerBrief):
    """Somebody about whom nothing is done yet."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    kind: Kind
    """Whether they came in or went out."""
    awaits: Awaited
    """What they wait for: that a jump is approved, or that their cool-down is over."""
    until: datetime | None
    """When the cool-down is over."""


class WaitingCounts(BaseModel):
    """How many wait, by what they wait for and whether they came or went."""

    entered: int
    left: int
    entered_cooling: int
    left_cooling: int


class WaitingPage(Page[WaitingOut]):
    """One page of those who wait, and how many they are in all, whatever was asked for."""

    counts: WaitingCounts


@router.get("/{id}/waiting", operation_id="listSegmentWaiting", dependencies=[Reading])
def list_waiting(
    id: Id,
    house: InHouse,
    _: Seen,
    *,
    kind: Kind | None = None,
    awaits: Awaited | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> WaitingPage:
    """Who came in and went out without anything being done about them yet, by id: a jump waits for approval, or a cool-down
    goes on."""
    kept = definition(house, id)
    list_of = f"waiting/{id}/{kind}/{awaits}"
    after = decode(list_of, cursor, int)
    with house.books.transaction() as unit:
        found = waiting.of(unit.connection, kept, unit.now)
    rows = list(islice(found.listed(kind=kind, awaits=awaits, after=after[0] if after else 0), limit + 1))
    briefs = {int(brief.id): brief for brief in of_ids(house, [row.customer_id for row in rows[:limit]])}
    return WaitingPage(
        data=[
            WaitingOut(**briefs[row.customer_id].model_dump(), kind=row.kind, awaits=row.awaits, until=row.until)
            for row in rows[:limit]
            if row.customer_id in briefs
        ],
        next_cursor=encode(list_of, [rows[limit - 1].customer_id]) if len(rows) > limit else None,
        counts=_counts(found),
    )


def _counts(found: AllWaiting) -> WaitingCounts:
    return WaitingCounts(
        entered=found.count("entered", "approval"),
        left=found.count("left", "approval"),
        entered_cooling=found.count("entered", "cool_down"),
        left_cooling=found.count("left", "cool_down"),
    )
