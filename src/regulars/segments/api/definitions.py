"""Routes of segments themselves: listed, made, changed, archived, restored."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from fastapi import APIRouter

from regulars.books import Unit
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.house import House, InHouse
from regulars.http.languages import Speaking
from regulars.http.names import names_of
from regulars.http.problems import responses
from regulars.rules.check import InvalidCondition
from regulars.rules.fold import fold, searchable
from regulars.rules.texts import Language
from regulars.segments import health, reading, service, store
from regulars.segments.actions import Actions
from regulars.segments.desk import Desk
from regulars.segments.model import Definition, State
from regulars.segments.plan import whole

from .common import Id, Reading, Writing, definition, desk
from .models import HealthOut, RestoreIn, SegmentIn, SegmentOut, SegmentPatch

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))
WEEK = timedelta(days=7)
DAYS = 30
"""As many days of sizes are told with each segment, for a line in the list."""
KEPT = ("active", "computing")
"""A schedule means something to segments of these states alone: no other is computed."""


@router.get("", operation_id="listSegments", dependencies=[Reading])
def list_segments(
    *,
    house: InHouse,
    language: Speaking,
    search: str | None = None,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[SegmentOut]:
    """Segments by name; archived ones only when asked for by state."""
    after = decode("segments", cursor, str, str)
    with house.books.transaction() as unit:
        found = store.definitions(unit.connection, archived=state == "archived")
    words = searchable(search or "").split()
    kept = [d for d in found if all(word in searchable(d.name) or word in d.id for word in words)]
    kept = [d for d in kept if state is None or d.state == state]
    kept.sort(key=lambda d: (fold(d.name), d.id))
    rest = [d for d in kept if after is None or (fold(d.name), d.id) > (after[0], after[1])]
    shown = rest[:limit]
    following = encode("segments", [fold(shown[-1].name), shown[-1].id]) if len(rest) > limit else None
    return Page(data=_shown(house, language, shown), next_cursor=following)


@router.post("", operation_id="createSegment", status_code=201, responses=responses(409, 422))
def create_segment(segment: SegmentIn, deed: Writing, language: Speaking) -> SegmentOut:
    """Make a segment; it is computed at once, and its state is `computing` until then."""
    house, on, names = deed.house, desk(deed.house).ground, names_of(deed.house)
    draft = service.Draft(**segment.model_dump(mode="json"))
    return cast(SegmentOut, deed.do(lambda unit: _one(house, language, service.create(unit, on, names, draft))))


@router.get("/{id}", operation_id="getSegment", dependencies=[Reading], responses=responses(404))
def get_segment(id: Id, house: InHouse, language: Speaking) -> SegmentOut:
    """One segment."""
    return _one(house, language, definition(house, id))


@router.patch("/{id}", operation_id="changeSegment", responses=responses(404, 409, 422))
def change_segment(id: Id, patch: SegmentPatch, deed: Writing, language: Speaking) -> SegmentOut:
    """Change a segment; with another condition it is computed anew, and keeps its members until then."""
    house, names = deed.house, names_of(deed.house)
    changes = patch.model_dump(mode="json", exclude={"version"}, exclude_unset=True)
    if "actions" in changes:
        changes["actions"] = changes["actions"] or {}
    on = desk(house).ground
    return cast(
        SegmentOut,
        deed.do(
            lambda unit: _one(
                house, language, service.change(unit, on, names, id, version=patch.version, changes=changes)
            )
        ),
    )


@router.post("/{id}/refresh", operation_id="refreshSegment", responses=responses(404, 409))
def refresh_segment(id: Id, deed: Writing, language: Speaking) -> SegmentOut:
    """Have a segment with a schedule, or one refreshed by hand, computed anew; it is `refreshing` until that is done."""
    return cast(SegmentOut, deed.do(lambda unit: _one(deed.house, language, service.ask_refresh(unit, id))))


@router.post("/{id}/archive", operation_id="archiveSegment", responses=responses(404, 409))
def archive_segment(id: Id, deed: Writing, language: Speaking) -> SegmentOut:
    """Stop keeping a segment; refused while other segments or earning rules name it."""

    def elsewhere(unit: Unit, id: str) -> list[str]:
        return [use.said for use in deed.house.segment_uses(unit, id)]

    return cast(
        SegmentOut,
        deed.do(lambda unit: _one(deed.house, language, service.archive(unit, id, named_elsewhere=elsewhere))),
    )


@router.post("/{id}/restore", operation_id="restoreSegment", responses=responses(404, 422))
def restore_segment(id: Id, deed: Writing, language: Speaking, given: RestoreIn | None = None) -> SegmentOut:
    """Keep an archived segment again; it is computed anew, with its history. Refused when what it names is gone or archived,
    and when another has taken its name (`name_taken`): give it another then."""
    name = None if given is None else given.name
    on, names = desk(deed.house).ground, names_of(deed.house)
    return cast(
        SegmentOut, deed.do(lambda unit: _one(deed.house, language, service.restore(unit, on, names, id, name=name)))
    )


def _one(house: House, language: Language, definition: Definition) -> SegmentOut:
    return _shown(house, language, [definition])[0]


def _shown(house: House, language: Language, definitions: list[Definition]) -> list[SegmentOut]:
    """Segments with what they say and how they moved."""
    at_desk = desk(house, language)
    with house.books.looking() as unit:
        now, calendar = house.clock(), house.shop.calendar
        moved = store.counts_since(unit.connection, now - WEEK)
        found = health.of(unit.connection, definitions, now=now, today=calendar.local_date(now))
        sizes = reading.sizes(unit.connection, definitions, until=now, days=DAYS, calendar=calendar)
    customers = house.customers()
    return [
        SegmentOut(
            id=d.id,
            name=d.name,
            description=d.description,
            condition=d.condition,
            sentence=_sentence(d, at_desk),
            exclude=d.exclude,
            applies_to=d.applies_to,
            stores=list(d.stores),
            actions=d.acting if d.acting != Actions() else None,
            hold_jumps=d.hold_jumps,
            refresh=d.kept,
            refreshing=d.refreshing,
            refreshed_at=d.refreshed_at,
            next_refresh_at=d.kept.first_after(now, calendar) if d.state in KEPT else None,
            health=[HealthOut.model_validate(one) for one in found[d.id]],
            state=d.state,
            broken_reason=d.broken_reason,
            size=d.size,
            share=d.size / customers if customers else 0.0,
            entered_7d=moved.get(d.id, (0, 0))[0],
            left_7d=moved.get(d.id, (0, 0))[1],
            sizes=sizes[d.id],
            created_at=d.created_at,
            updated_at=d.updated_at,
            version=d.version,
        )
        for d in definitions
    ]


def _sentence(definition: Definition, at_desk: Desk) -> str | None:
    try:
        return at_desk.sentence(whole(definition.condition, definition.exclude, at_desk.ground))
    except InvalidCondition:
        return None
