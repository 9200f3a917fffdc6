"""Routes of runs: who is where, where somebody has been, entering by hand, and the numbers on the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pyroaring import BitMap

from regulars.books import Unit
from regulars.campaigns import arrivals, book, runs
from regulars.campaigns.runs import Run, Window
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.http.actor import Actor
from regulars.http.asking import Asking
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.customers import name_them
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.journal import identity
from regulars.journal.naming import find_all_called
from regulars.rules.fold import fold

from .common import Id, Reading, Writing, id_of
from .models import (
    CampaignPathOut,
    CampaignRunOut,
    CountsOut,
    EdgeCount,
    EnterIn,
    EnterOut,
    NodeCount,
    PassedOut,
    RunCustomer,
)

router = APIRouter(prefix="/v1", tags=["Campaigns"], responses=responses(401, 403))


@router.get("/campaigns/{id}/runs", operation_id="listCampaignRuns", dependencies=[Reading], responses=responses(404))
def list_runs(
    id: Id,
    house: InHouse,
    actor: Asking,
    *,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    node: Annotated[str | None, Query(max_length=40)] = None,
    under_way: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[CampaignRunOut]:
    """Runs of a campaign, the latest first: those at a node, those under way or over."""
    before = decode("campaign-runs", cursor, int)
    with house.books.transaction() as unit:
        book.get(unit, id_of(id))
        found = runs.listed(
            unit, campaign_id=id_of(id), version=version, node=node, under_way=under_way,
            before=before[0] if before else None, limit=limit + 1,
        )  # fmt: skip
        told = _page(unit, found, limit)
    _name(house, actor, told.data)
    return told


@router.get(
    "/customers/{customer}/campaign-runs",
    operation_id="listCustomerCampaignRuns",
    dependencies=[Reading],
    responses=responses(404),
)
def list_customer_runs(
    customer: str,
    house: InHouse,
    actor: Asking,
    *,
    under_way: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[CampaignRunOut]:
    """A customer's ways through campaigns, the latest first."""
    before = decode("campaign-runs", cursor, int)
    with house.books.transaction() as unit:
        whose = identity.current_id(unit, number(customer, "customer"))
        found = runs.listed(
            unit, customer_id=whose, under_way=under_way, before=before[0] if before else None, limit=limit + 1
        )
        told = _page(unit, found, limit)
    _name(house, actor, told.data)
    return told


@router.get("/campaign-runs/{run}", operation_id="getCampaignRun", dependencies=[Reading], responses=responses(404))
def get_run(run: str, house: InHouse, actor: Asking) -> CampaignPathOut:
    """One run with every node that it has left, and what was done there."""
    with house.books.transaction() as unit:
        found = runs.get(unit, number(run, "campaign run"))
        passed = runs.path(unit, found.id)
        (told,) = _told(unit, [found])
    _name(house, actor, [told])
    return CampaignPathOut(**told.model_dump(), path=[PassedOut(**one._asdict()) for one in passed])


@router.post("/campaigns/{id}/enter", operation_id="enterCampaign", status_code=202, responses=responses(404, 409, 422))
def enter(id: Id, given: EnterIn, deed: Writing) -> EnterOut:
    """Let customers enter by hand, named or everybody in a segment; the worker lets them in."""
    house = deed.house
    if (given.segment is None) == (not given.customers):
        told = say("name customers, or a segment")
        raise Invalid(told, [Fault("/customers", "missing", told)])
    members = None if given.segment is None else BitMap(_members(house, given.segment))

    def work(unit: Unit) -> EnterOut:
        whom = _named(unit, given.customers) if members is None else members
        arrivals.by_hand(unit, id_of(id), whom)
        return EnterOut(customers=len(whom))

    return EnterOut.model_validate(deed.do(work))


@router.get("/campaigns/{id}/counts", operation_id="countCampaign", dependencies=[Reading], responses=responses(404))
def count(
    id: Id,
    house: InHouse,
    window: Window = "all",
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> CountsOut:
    """How many are at each node now, and how many took each branch in a window, by whole hours."""
    with house.books.transaction() as unit:
        book.get(unit, id_of(id))
        edges = runs.counts(unit, id_of(id), window, version=version)
        waiting = runs.waiting(unit, id_of(id), version=version)
    here: dict[str, int] = {}
    for (_, node), many in waiting.items():
        here[node] = here.get(node, 0) + many
    left: dict[str, int] = {}
    for edge in edges:
        left[edge.node] = left.get(edge.node, 0) + edge.runs
    nodes = sorted((here.keys() | left.keys()) - {""})
    return CountsOut(
        window=window,
        entered=left.get("", 0),
        nodes=[NodeCount(node=node, waiting=here.get(node, 0), left=left.get(node, 0)) for node in nodes],
        edges=[EdgeCount(**edge._asdict()) for edge in edges],
    )


def _members(house: House, segment: str) -> Sequence[int]:
    try:
        return house.memberships.members(fold(segment))
    except NotFound as unknown:
        raise Invalid(unknown.message, [Fault("/segment", "unknown_segment", unknown.message)]) from None


def _named(unit: Unit, said: Sequence[str]) -> BitMap:
    meant = find_all_called(unit, said)
    places = {name: n for n, name in reversed(list(enumerate(said)))}
    told = [(name, "unknown", say("there is no customer {name!r}", name=name)) for name in meant.unknown]
    told += [
        (name, "several", say("{name!r} means several customers; write id:…, external_id:… or email:…", name=name))
        for name in meant.several
    ]
    faults = [Fault(f"/customers/{places[name]}", code, detail) for name, code, detail in told]
    if faults:
        raise Invalid(faults[0].detail, faults)
    return BitMap(meant.ids.values())


def _page(unit: Unit, found: Sequence[Run], limit: int) -> Page[CampaignRunOut]:
    following = encode("campaign-runs", [found[limit - 1].id]) if len(found) > limit else None
    return Page(data=_told(unit, found[:limit]), next_cursor=following)


def _name(house: House, actor: Actor, told: Sequence[CampaignRunOut]) -> None:
    """Say what those are called whose ways these are."""
    name_them(house, actor, [one.customer for one in told])


def _told(unit: Unit, found: Sequence[Run]) -> list[CampaignRunOut]:
    names = {one: book.get(unit, one).name for one in {run.campaign_id for run in found}}
    people = identity.named(unit, {run.customer_id for run in found})
    return [
        CampaignRunOut(
            id=str(run.id),
            campaign=str(run.campaign_id),
            campaign_name=names[run.campaign_id],
            version=run.version,
            customer=RunCustomer.model_validate(people[run.customer_id]),
            key=run.key,
            about=dict(run.about),
            node=run.node,
            due_at=run.due_at,
            entered_at=run.entered_at,
            in_test=run.in_test,
            backfill=None if run.backfill_id is None else str(run.backfill_id),
            goal_at=run.goal_at,
            ended_at=run.ended_at,
            ended_by=run.ended_by,
        )
        for run in found
    ]
