"""Routes that answer questions about conditions, saved or not: whom one finds, and why."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from regulars.core.errors import inside
from regulars.http.asking import Asking
from regulars.http.customers import of_ids
from regulars.http.house import InHouse
from regulars.http.languages import Speaking
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.segments import pins
from regulars.segments.asking import Node
from regulars.segments.breaking import Broken
from regulars.segments.model import Audience, narrowed
from regulars.segments.plan import CONDITION, whole, written

from .common import Called, Id, Reading, Seen, called, definition, desk
from .models import DifferenceOut, ExplainIn, ExplanationOut, MissingOut, PreviewIn, PreviewOut, StepOut, WhyOut

SAMPLE = 20
router = APIRouter(prefix="/v1", tags=["Segments"], responses=responses(401, 403))


@router.post("/segments/preview", operation_id="previewSegment", dependencies=[Reading], responses=responses(422))
def preview_segment(asked: PreviewIn, house: InHouse, actor: Asking, language: Speaking) -> PreviewOut:
    """Count whom a condition finds, what each part lets through, and who had no value. Nothing is stored.

    The sample is empty for who may not read customers.
    """
    at_desk = desk(house, language)
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
        unknown_stores=at_desk.without_customers(asked.stores),
        position=house.facts.position(),
        as_of=asked.at or house.clock(),
    )


@router.post(
    "/segments/{id}/difference",
    operation_id="previewSegmentChange",
    dependencies=[Reading],
    responses=responses(404, 422),
)
def preview_change(id: Id, asked: PreviewIn, house: InHouse, actor: Asking) -> DifferenceOut:
    """Who would come into a segment and who would leave it, were it changed so, now, and about how many of them nothing
    would be done before their cool-down is over. Nothing is stored.

    The samples are empty for who may not read customers.
    """
    definition(house, id)
    at_desk = desk(house)
    condition = at_desk.whole(asked.condition, asked.exclude)
    found = at_desk.difference(id, condition, audience=Audience(asked.applies_to, tuple(asked.stores)))
    samples = [
        of_ids(house, list(who[:SAMPLE])) if Scope.CUSTOMERS_READ in actor.scopes else []
        for who in (found.entering, found.leaving)
    ]
    return DifferenceOut(
        entering=len(found.entering),
        leaving=len(found.leaving),
        entering_cooling=found.entering.intersection_cardinality(found.cooling),
        leaving_cooling=found.leaving.intersection_cardinality(found.cooling),
        staying_cooling=found.staying.intersection_cardinality(found.cooling),
        treated=len(found.acted),
        due_entering=len(entered := found.due_entering),
        due_leaving=len(left := found.due_leaving),
        due_entering_cooling=entered.intersection_cardinality(found.cooling),
        due_leaving_cooling=left.intersection_cardinality(found.cooling),
        waiting_entering=entered.intersection_cardinality(found.staying),
        waiting_leaving=len(left - found.leaving),
        entering_sample=samples[0],
        leaving_sample=samples[1],
        as_of=house.clock(),
    )


@router.get("/segments/{id}/explain/{customer:path}", operation_id="explainSegment", responses=responses(404, 409))
def explain_segment(id: Id, customer: Called, house: InHouse, language: Speaking, _: Seen) -> WhyOut:
    """Why a customer is in a segment, or not: each condition with the value found and the rows that counted."""
    kept, at_desk = definition(house, id), desk(house, language)
    if kept.broken_reason is not None:
        raise Broken(kept.id, kept.broken_reason)
    condition = whole(kept.condition, kept.exclude, at_desk.ground)
    narrow = narrowed(condition, kept.audience, at_desk.ground.vocabulary)
    who = called(house, customer)
    found = at_desk.explain(narrow, who)
    with house.books.transaction() as unit:
        pinned = pins.pinned_of(unit.connection, who).get(kept.id)
    member = not kept.archived and (found.held if pinned is None else pinned == "in")
    return WhyOut.model_validate(found.to_json() | {"member": member, "pinned": pinned})


@router.post("/conditions/explain", operation_id="explainCondition", responses=responses(404, 409, 422))
def explain_condition(asked: ExplainIn, house: InHouse, language: Speaking, _: Seen) -> ExplanationOut:
    """Why a condition holds for a customer, or not; nothing is stored."""
    at_desk = desk(house, language)
    with inside(CONDITION):
        condition = at_desk.checked(asked.condition)
    found = at_desk.explain(condition, called(house, asked.customer), asked.at)
    return ExplanationOut.model_validate(found.to_json())


def _as_asked(nodes: Sequence[Node], *, excluding: bool) -> list[tuple[str, Node]]:
    """The nodes where the caller wrote them: pointers into the body."""
    places = [(written(node.pointer, excluding=excluding), node) for node in nodes]
    return [(place, node) for place, node in places if place is not None]
