"""Routes of segments: definitions, previews before saving, members, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from pyroaring import BitMap

from regulars.core.errors import NotFound
from regulars.http.asking import Asking, Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import CustomerBrief, among, of_ids
from regulars.http.given import Moment, Name, Said
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.names import called, names_of
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.rules.check import InvalidCondition
from regulars.rules.fold import fold

from . import reading, service, store
from .asking import Node
from .desk import Desk
from .model import AppliesTo, Audience, Definition, State, narrowed
from .plan import EXCLUDE, EXCLUDED, INCLUDED, whole

segments = APIRouter(prefix="/v1/segments", tags=["Segments"], responses=responses(401, 403))

conditions = APIRouter(prefix="/v1/conditions", tags=["Segments"], responses=responses(401, 403))

Reading = Depends(require(Scope.SEGMENTS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.SEGMENTS_WRITE))]
Id = Annotated[str, Path(description="The segment's id, such as vip.")]
Seen = Annotated[object, Depends(require(Scope.CUSTOMERS_READ))]
Customer = Annotated[str, Path(description="The customer's id here.")]
WEEK = timedelta(days=7)
MOST_DAYS = 366
Stores = Annotated[list[Name], Field(max_length=1_000)]


class SegmentIn(BaseModel):
    """A segment to make."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Name = Field(examples=["VIP"])
    condition: Any
    """The condition in the language, about customers."""
    description: Said = Field(default="", max_length=2_000)
    exclude: Any = None
    """Another condition: for whom it holds is not in the segment."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)
    """Only customers of these stores; of all if there are none."""
    id: Said | None = Field(default=None, max_length=64)
    """How conditions name it; made from the name if left out, and never changed."""


class SegmentPatch(BaseModel):
    """What to change of a segment; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: int
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    name: Name = ""
    description: Said = Field(default="", max_length=2_000)
    condition: Any = None
    exclude: Any = None
    """Null takes it away."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)


class SegmentOut(BaseModel):
    """A segment, how many are in it, and how it moved."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    description: str
    condition: Any
    sentence: str | None
    """The condition in words; null when it can no longer be read."""
    exclude: Any
    applies_to: AppliesTo
    stores: list[str]
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
    exclude: Any = None
    """Another condition: whom it holds for is left out."""
    applies_to: AppliesTo = "everyone"
    stores: Stores = Field(default_factory=list)
    at: Moment | None = None
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


class ExplainIn(BaseModel):
    """A condition, and the customer it is asked about."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    condition: Any
    customer: str
    """The customer's id here."""
    at: Moment | None = None
    """The instant to look at; now if left out."""


class RowOut(BaseModel):
    """A row that an aggregate looked at; `reason` says why it did not count."""

    key: str
    at: str | None
    value: Any
    reason: str | None


class ExplanationOut(BaseModel):
    """One node of the answer to "why", with those below it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    pointer: str
    sentence: str
    held: bool
    value: Any
    """Money as {"amount", "currency"}, numbers as texts."""
    threshold: Any
    distance: Any
    """What is missing to the threshold."""
    unit: str | None
    """The type of the three: text, number, money, date, instant, boolean or set."""
    counted: list[RowOut]
    counted_total: int
    not_counted: list[RowOut]
    not_counted_total: int
    next_change: str | None
    """Of the whole: when the answer changes by time alone."""
    children: list[ExplanationOut]


@segments.get("", operation_id="listSegments", dependencies=[Reading])
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


@segments.post("", operation_id="createSegment", status_code=201, responses=responses(409, 422))
def create_segment(segment: SegmentIn, deed: Writing) -> SegmentOut:
    """Make a segment; it is computed at once, and its state is `computing` until then."""
    house, on, names = deed.house, desk(deed.house).ground, names_of(deed.house)
    draft = service.Draft(**segment.model_dump())
    return cast(SegmentOut, deed.do(lambda unit: _one(house, service.create(unit, on, names, draft))))


@segments.post("/preview", operation_id="previewSegment", dependencies=[Reading], responses=responses(422))
def preview_segment(asked: ConditionIn, house: InHouse, actor: Asking) -> PreviewOut:
    """Count whom a condition finds, what each part lets through, and who had no value. Nothing is stored.

    The sample is empty for who may not read customers.
    """
    at_desk = desk(house)
    condition = at_desk.whole(asked.condition, asked.exclude)
    audience = Audience(asked.applies_to, tuple(asked.stores))
    found = at_desk.preview(condition, asked.at, audience=audience)
    nodes = _as_asked(found.nodes, excluding=asked.exclude is not None)
    return PreviewOut(
        count=found.count,
        candidates=found.candidates,
        sample=of_ids(house, found.sample) if Scope.CUSTOMERS_READ in actor.scopes else [],
        missing=[
            MissingOut(pointer=pointer, label=at_desk.say(node.node), count=node.missing)
            for pointer, node in nodes
            if node.missing
        ],
        funnel=[StepOut(pointer=pointer, sentence=at_desk.say(node.node), count=node.held) for pointer, node in nodes],
        sentence=at_desk.sentence(condition),
        position=house.facts.position(),
        as_of=asked.at or house.clock(),
    )


@segments.get("/{id}", operation_id="getSegment", dependencies=[Reading], responses=responses(404))
def get_segment(id: Id, house: InHouse) -> SegmentOut:
    """One segment."""
    return _one(house, _definition(house, id))


@segments.patch("/{id}", operation_id="changeSegment", responses=responses(404, 409, 422))
def change_segment(id: Id, patch: SegmentPatch, deed: Writing) -> SegmentOut:
    """Change a segment; with another condition it is computed anew, and keeps its members until then."""
    house, names = deed.house, names_of(deed.house)
    changes = patch.model_dump(exclude={"version"}, exclude_unset=True)
    on = desk(house).ground
    return cast(
        SegmentOut,
        deed.do(lambda unit: _one(house, service.change(unit, on, names, id, version=patch.version, changes=changes))),
    )


@segments.post("/{id}/archive", operation_id="archiveSegment", responses=responses(404, 409))
def archive_segment(id: Id, deed: Writing) -> SegmentOut:
    """Stop keeping a segment; refused while other segments or earning rules name it."""
    elsewhere = deed.house.segment_named_by
    return cast(
        SegmentOut, deed.do(lambda unit: _one(deed.house, service.archive(unit, id, named_elsewhere=elsewhere)))
    )


@segments.get("/{id}/explain/{customer}", operation_id="explainSegment", responses=responses(404))
def explain_segment(id: Id, customer: Customer, house: InHouse, _: Seen) -> ExplanationOut:
    """Why a customer is in a segment, or not: each condition with the value found and the rows that counted."""
    definition, at_desk = _definition(house, id), desk(house)
    condition = whole(definition.condition, definition.exclude, at_desk.ground)
    narrow = narrowed(condition, definition.audience, at_desk.ground.vocabulary)
    found = at_desk.explain(narrow, _current(house, customer))
    return ExplanationOut.model_validate(found.to_json())


@conditions.post("/explain", operation_id="explainCondition", responses=responses(404, 422))
def explain_condition(asked: ExplainIn, house: InHouse, _: Seen) -> ExplanationOut:
    """Why a condition holds for a customer, or not; nothing is stored."""
    at_desk = desk(house)
    found = at_desk.explain(at_desk.checked(asked.condition), _current(house, asked.customer), asked.at)
    return ExplanationOut.model_validate(found.to_json())


@segments.get("/{id}/members", operation_id="listSegmentMembers", responses=responses(404), dependencies=[Reading])
def list_members(
    id: Id,
    house: InHouse,
    _: Seen,
    search: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[MemberOut]:
    """Who is in a segment, by id; only those whose name, e-mail or id contains each word of `search`."""
    _definition(house, id)
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


@segments.get("/{id}/history", operation_id="getSegmentHistory", dependencies=[Reading], responses=responses(404))
def get_history(id: Id, house: InHouse, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30) -> list[DayOut]:
    """The size of a segment at the end of each of its last local days, and who came and went."""
    _definition(house, id)
    with house.books.transaction() as unit:
        found = reading.history(unit.connection, id, until=house.clock(), days=days, calendar=house.shop.calendar)
    return [DayOut(date=day.date, size=day.size, entered=day.entered, left=day.left) for day in found]


def desk(house: House) -> Desk:
    """Where this house's questions about conditions are answered."""
    return Desk(house.books, house.facts, house.shop, names=names_of(house), name_of=called(house))


def _definition(house: House, id: str) -> Definition:
    with house.books.transaction() as unit:
        found = store.definition(unit.connection, id)
    if found is None:
        raise NotFound("segment", id)
    return found


def _current(house: House, customer: str) -> int:
    """The customer's id now, also after they became one with another."""
    with house.books.transaction() as unit:
        return current_id(unit, number(customer, "customer"))


def _as_asked(nodes: Sequence[Node], *, excluding: bool) -> list[tuple[str, Node]]:
    """The nodes where the caller wrote them: pointers into the condition, and into the other from `EXCLUDE` on."""
    if not excluding:
        return [(node.pointer, node) for node in nodes]
    within = ((INCLUDED, ""), (EXCLUDED, EXCLUDE))
    return [
        (node.pointer.replace(place, given, 1), node)
        for node in nodes
        for place, given in within
        if node.pointer == place or node.pointer.startswith(f"{place}/")
    ]


def _one(house: House, definition: Definition) -> SegmentOut:
    return _shown(house, [definition])[0]


def _shown(house: House, definitions: list[Definition]) -> list[SegmentOut]:
    """Segments with what they say and how they moved."""
    at_desk = desk(house)
    with house.books.transaction() as unit:
        moved = store.counts_since(unit.connection, house.clock() - WEEK)
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


def _sentence(definition: Definition, at_desk: Desk) -> str | None:
    try:
        return at_desk.sentence(whole(definition.condition, definition.exclude, at_desk.ground))
    except InvalidCondition:
        return None


router = APIRouter()
router.include_router(segments)
router.include_router(conditions)
