"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from pyroaring import BitMap

from regulars.core.errors import NotFound
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import CustomerBrief, of_ids
from regulars.http.house import House, InHouse
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.rules.check import InvalidCondition
from regulars.rules.fold import fold
from regulars.rules.sentence import sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition

from . import asking, reading, service, store
from .model import AppliesTo, Definition, State, narrowed
from .plan import checked
from .questions import Ground

router = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))

Reading = Depends(require(Scope.SEGMENTS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))]
Id = Annotated[str, Path(description="The segment's id, such as vip.")]
WEEK = timedelta(days=7)
MOST_DAYS = 366


class SegmentIn(BaseModel):
    """A segment to make."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: str = Field(min_length=1, max_length=200, examples=["VIP"])
    condition: Any
    """The condition in the language, about customers."""
    description: str = Field(default="", max_length=2_000)
    applies_to: AppliesTo = "everyone"
    id: str | None = Field(default=None, max_length=64)
    """How conditions name it; made from the name if left out, and never changed."""


class SegmentPatch(BaseModel):
    """What to change of a segment."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: int
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    name: str | None = Field(default=None, min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=2_000)
    condition: Any = None
    applies_to: AppliesTo | None = None


class SegmentOut(BaseModel):
    """A segment, how many are in it, and how it moved."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    description: str
    condition: Any
    sentence: str | None
    """The condition in words; null when it can no longer be read."""
    applies_to: AppliesTo
    state: State
    broken_reason: str | None
    size: int
    share: float
    """Of all customers, 0 to 1."""
    entered_7d: int
    left_7d: int
    created_at: datetime
    updated_at: datetime
    version: int


class ConditionIn(BaseModel):
    """A condition to look at before it is saved."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    condition: Any
    applies_to: AppliesTo = "everyone"
    at: datetime | None = None
    """The instant to look at; now if left out. With an offset."""


class MissingOut(BaseModel):
    """How many candidates had no value for a test; negated operators hold for them, others don't."""

    pointer: str
    label: str
    count: int


class StepOut(BaseModel):
    """How many candidates one node of the condition lets through by itself."""

    pointer: str
    sentence: str
    count: int


class PreviewOut(BaseModel):
    """What a condition finds."""

    count: int
    candidates: int
    sample: list[CustomerBrief]
    missing: list[MissingOut]
    funnel: list[StepOut]
    sentence: str
    position: int
    as_of: datetime


class MemberOut(CustomerBrief):
    """A member and since when."""

    entered_at: datetime | None


class DayOut(BaseModel):
    """A local day: how many were in the segment at its end, and who came and went."""

    date: date
    size: int
    entered: int
    left: int


@router.get("", operation_id="listSegments", dependencies=[Reading])
def list_segments(
    house: InHouse,
    search: str | None = None,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[SegmentOut]:
    """Segments by name; archived ones only when asked for by state."""
    after = decode("segments", cursor, str, str)
    with house.books.transaction() as unit:
        found = store.definitions(unit.connection, archived=state == "archived")
    wanted = fold(search or "")
    kept = [d for d in found if wanted in fold(d.name) or wanted in d.id]
    kept = [d for d in kept if state is None or d.state == state]
    kept.sort(key=lambda d: (fold(d.name), d.id))
    rest = [d for d in kept if after is None or (fold(d.name), d.id) > (after[0], after[1])]
    shown = rest[:limit]
    following = encode("segments", [fold(shown[-1].name), shown[-1].id]) if len(rest) > limit else None
    return Page(data=_shown(house, shown), next_cursor=following)


@router.post("", operation_id="createSegment", status_code=201, responses=responses(409, 422))
def create_segment(segment: SegmentIn, deed: Writing) -> SegmentOut:
    """Make a segment; it is computed at once, and its state is `computing` until then."""
    house = deed.house
    draft = service.Draft(segment.name, segment.condition, segment.description, segment.applies_to, segment.id)
    names = names_of(house)
    return cast(SegmentOut, deed.do(lambda unit: _one(house, service.create(unit, ground(house), names, draft))))


@router.post("/preview", operation_id="previewSegment", dependencies=[Reading], responses=responses(422))
def preview_segment(asked: ConditionIn, house: InHouse) -> PreviewOut:
    """Count whom a condition finds, with a sample, what each part lets through, and who had no value. Nothing is stored."""
    on = ground(house)
    condition = checked(asked.condition, on, names_of(house))
    now = asked.at or house.clock()
    found = asking.preview(
        house.facts.ask,
        on,
        narrowed(condition, asked.applies_to, on.vocabulary),
        now=now,
        current=asking.is_current(house.facts.horizon(), now),
        members=lambda: members_at(house, asked.at),
    )
    wrapped = asked.applies_to != "everyone"
    nodes = [_unwrapped(node) for node in found.nodes[2:]] if wrapped else found.nodes
    say = _speaker(house, on)
    return PreviewOut(
        count=found.count,
        candidates=found.candidates,
        sample=of_ids(house, found.sample),
        missing=[
            MissingOut(pointer=node.pointer, label=say(node.node), count=node.missing) for node in nodes if node.missing
        ],
        funnel=[StepOut(pointer=node.pointer, sentence=say(node.node), count=node.held) for node in nodes],
        sentence=say(condition),
        position=house.facts.position(),
        as_of=now,
    )


@router.get("/{id}", operation_id="getSegment", dependencies=[Reading], responses=responses(404))
def get_segment(id: Id, house: InHouse) -> SegmentOut:
    """One segment."""
    return _one(house, _definition(house, id))


@router.patch("/{id}", operation_id="changeSegment", responses=responses(404, 409, 422))
def change_segment(id: Id, patch: SegmentPatch, deed: Writing) -> SegmentOut:
    """Change a segment; with another condition it is computed anew, and keeps its members until then."""
    house, names = deed.house, names_of(deed.house)
    changes = patch.model_dump(exclude={"version"}, exclude_unset=True)
    on = ground(house)
    return cast(
        SegmentOut,
        deed.do(lambda unit: _one(house, service.change(unit, on, names, id, version=patch.version, changes=changes))),
    )


@router.post("/{id}/archive", operation_id="archiveSegment", responses=responses(404, 409))
def archive_segment(id: Id, deed: Writing) -> SegmentOut:
    """Stop keeping a segment; refused while other segments name it."""
    return cast(SegmentOut, deed.do(lambda unit: _one(deed.house, service.archive(unit, id))))


@router.get("/{id}/members", operation_id="listSegmentMembers", responses=responses(404), dependencies=[Reading])
def list_members(id: Id, house: InHouse, cursor: Cursor = None, limit: Limit = USUAL) -> Page[MemberOut]:
    """Who is in a segment, by id."""
    _definition(house, id)
    after = decode(f"members/{id}", cursor, int)
    with house.books.transaction() as unit:
        held = store.members(unit.connection, [id]).get(id, BitMap())
        found = held.iter_equal_or_larger(after[0] + 1 if after else 0)
        ids = [customer for customer, _ in zip(found, range(limit + 1), strict=False)]
        since = reading.entered(unit.connection, id, ids[:limit])
    briefs = of_ids(house, ids[:limit])
    data = [MemberOut(**brief.model_dump(), entered_at=since.get(int(brief.id))) for brief in briefs]
    return Page(data=data, next_cursor=encode(f"members/{id}", [ids[limit - 1]]) if len(ids) > limit else None)


@router.get("/{id}/history", operation_id="getSegmentHistory", dependencies=[Reading], responses=responses(404))
def get_history(id: Id, house: InHouse, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30) -> list[DayOut]:
    """The size of a segment at the end of each of its last local days, and who came and went."""
    _definition(house, id)
    with house.books.transaction() as unit:
        found = reading.history(unit.connection, id, until=house.clock(), days=days, calendar=house.shop.calendar)
    return [DayOut(date=day.date, size=day.size, entered=day.entered, left=day.left) for day in found]


def ground(house: House) -> Ground:
    """What conditions are compiled against in this house."""
    return Ground(house.vocabulary(), house.shop.calendar, house.tables())


def members_at(house: House, at: datetime | None) -> Mapping[str, BitMap]:
    """Who is in each segment now, or was at an instant."""
    with house.books.transaction() as unit:
        if at is None:
            return store.members(unit.connection)
        ids = [d.id for d in store.definitions(unit.connection)]
        return {id: reading.members_at(unit.connection, id, at, house.shop.calendar) for id in ids}


def _definition(house: House, id: str) -> Definition:
    with house.books.transaction() as unit:
        found = store.definition(unit.connection, id)
    if found is None:
        raise NotFound("segment", id)
    return found


def _one(house: House, definition: Definition) -> SegmentOut:
    return _shown(house, [definition])[0]


def _shown(house: House, definitions: list[Definition]) -> list[SegmentOut]:
    """Segments with what they say and how they moved."""
    on = ground(house)
    say = _speaker(house, on)
    with house.books.transaction() as unit:
        moved = store.counts_since(unit.connection, house.clock() - WEEK)
    customers = house.customers()
    return [
        SegmentOut(
            id=d.id,
            name=d.name,
            description=d.description,
            condition=d.condition,
            sentence=_sentence(d, on, say),
            applies_to=d.applies_to,
            state=d.state,
            broken_reason=d.broken_reason,
            size=d.size,
            share=d.size / customers if customers else 0.0,
            entered_7d=moved.get(d.id, (0, 0))[0],
            left_7d=moved.get(d.id, (0, 0))[1],
            created_at=d.created_at,
            updated_at=d.updated_at,
            version=d.version,
        )
        for d in definitions
    ]


def _sentence(definition: Definition, on: Ground, say: Any) -> str | None:
    try:
        return str(say(checked(definition.condition, on)))
    except InvalidCondition:
        return None


def _speaker(house: House, on: Ground) -> Any:
    """What says a condition in the shop's language."""
    texts = Texts(cast(Language, house.shop.language), house.shop.calendar.zone)
    name_of = called(house)

    def say(condition: Condition) -> str:
        return sentence(condition, on.vocabulary, texts, name_of=name_of)

    return say


def _unwrapped(node: asking.Node) -> asking.Node:
    """A node with the pointer it has in the document, without whom the segment applies to."""
    return asking.Node(node.pointer.removeprefix("/all/1"), node.node, node.held, node.missing)
