"""Routes of rewards workflows: made, changed, activated, paused, ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, cast

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.campaigns import book, runs, workflows
from regulars.campaigns.book import Campaign, State
from regulars.campaigns.known import InHouse as KnownInHouse
from regulars.campaigns.model.check import InvalidCampaign, faults
from regulars.campaigns.model.workflows import Workflow
from regulars.core.errors import Fault
from regulars.http.asking import Deed
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, encode
from regulars.http.given import Name, Version
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.problems import FaultOut, responses

from .common import Reading, Writing
from .models import CampaignPublishIn

router = APIRouter(prefix="/v1/workflows", tags=["Campaigns"], responses=responses(401, 403))
_NODE = re.compile(r"/nodes/(\d+)")


class WorkflowIn(BaseModel):
    """A rewards workflow to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    form: Workflow


class WorkflowChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    revision: Version
    """The revision that was looked at."""
    name: Name | None = None
    form: Workflow | None = None


class WorkflowOut(BaseModel):
    """A rewards workflow."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    """The campaign's, by which its runs and counts are asked for too."""
    name: str
    state: State
    form: Workflow
    revision: int
    version: int | None
    changed: bool
    """Whether the form says something else than what runs."""
    test_address: str | None
    since: datetime | None
    entered: int
    """How many orders were asked about."""
    errors: list[FaultOut]
    """Everything that is wrong with it, at its place in the form."""
    created_at: datetime
    updated_at: datetime


@router.get("", operation_id="listWorkflows", dependencies=[Reading])
def list_workflows(
    house: InHouse,
    search: Annotated[str | None, Query(max_length=200)] = None,
    state: State | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[WorkflowOut]:
    """Rewards workflows, the oldest first; archived ones only when asked for by state."""
    after = decode("workflows", cursor, int)
    with house.books.transaction() as unit:
        found = book.listed(
            unit, search=search, state=state, forms=True, after=after[0] if after else 0, limit=limit + 1
        )
        told = _told(house, unit, found[:limit])
    return Page(data=told, next_cursor=encode("workflows", [found[limit - 1].id]) if len(found) > limit else None)


@router.post("", operation_id="createWorkflow", status_code=201, responses=responses(422))
def create_workflow(given: WorkflowIn, deed: Writing) -> WorkflowOut:
    """Make a rewards workflow; it sends nothing until it is activated."""
    return _done(deed, lambda unit: workflows.create(unit, name=given.name, form=given.form))


@router.get("/{id}", operation_id="getWorkflow", dependencies=[Reading], responses=responses(404))
def get_workflow(id: str, house: InHouse) -> WorkflowOut:
    """One rewards workflow."""
    with house.books.transaction() as unit:
        return _told(house, unit, [workflows.get(unit, _id(id))])[0]


@router.patch("/{id}", operation_id="changeWorkflow", responses=responses(404, 409, 422))
def change_workflow(id: str, given: WorkflowChange, deed: Writing) -> WorkflowOut:
    """Change a workflow; what runs stays as it is until it is activated again. A rule that goes takes nothing back."""
    return _done(
        deed,
        lambda unit: workflows.save(unit, _id(id), revision=given.revision, name=given.name, form=given.form),
    )


@router.post("/{id}/activate", operation_id="activateWorkflow", responses=responses(404, 409, 422))
def activate_workflow(id: str, given: CampaignPublishIn, deed: Writing) -> WorkflowOut:
    """Let it run from now on; with a `test_address` all its mails go there."""
    known = KnownInHouse(deed.house, _id(id))

    def work(unit: Unit) -> Campaign:
        try:
            return workflows.activate(unit, _id(id), known, revision=given.revision, test_address=given.test_address)
        except InvalidCampaign as invalid:
            raise InvalidCampaign([_in_form(fault) for fault in invalid.errors], in_form=True) from invalid

    return _done(deed, work)


@router.post("/{id}/pause", operation_id="pauseWorkflow", responses=responses(404, 409))
def pause_workflow(id: str, deed: Writing) -> WorkflowOut:
    """Ask about no orders until it is resumed."""
    return _deed(deed, id, book.pause)


@router.post("/{id}/resume", operation_id="resumeWorkflow", responses=responses(404, 409))
def resume_workflow(id: str, deed: Writing) -> WorkflowOut:
    """Go on after a pause."""
    return _deed(deed, id, book.resume)


@router.post("/{id}/end", operation_id="endWorkflow", responses=responses(404, 409))
def end_workflow(id: str, deed: Writing) -> WorkflowOut:
    """Ask about no orders any more."""
    return _deed(deed, id, book.end)


@router.post("/{id}/archive", operation_id="archiveWorkflow", responses=responses(404, 409))
def archive_workflow(id: str, deed: Writing) -> WorkflowOut:
    """Put away a workflow that was never activated, or has ended."""
    return _deed(deed, id, book.archive)


@router.post("/{id}/restore", operation_id="restoreWorkflow", responses=responses(404, 409, 422))
def restore_workflow(id: str, deed: Writing) -> WorkflowOut:
    """Take an archived workflow out again."""
    return _deed(deed, id, book.restore)


def _id(id: str) -> int:
    return number(id, "workflow")


def _deed(deed: Deed, id: str, work: Callable[[Unit, int], Campaign]) -> WorkflowOut:
    return _done(deed, lambda unit: work(unit, workflows.get(unit, _id(id)).id))


def _done(deed: Deed, work: Callable[[Unit], Campaign]) -> WorkflowOut:
    return cast(WorkflowOut, deed.do(lambda unit: _told(deed.house, unit, [work(unit)])[0]))


def _told(house: House, unit: Unit, found: list[Campaign]) -> list[WorkflowOut]:
    totals = runs.totals(unit, [one.id for one in found])
    return [
        WorkflowOut(
            id=str(one.id),
            name=one.name,
            state=one.state,
            form=workflows.form_of(one),
            revision=one.revision,
            version=one.version,
            changed=one.version is not None and one.published_revision != one.revision,
            test_address=one.test_address,
            since=one.since,
            entered=totals[one.id][0],
            errors=[
                FaultOut(pointer=fault.pointer, code=fault.code, detail=fault.detail)
                for fault in map(_in_form, faults(one.drawn, KnownInHouse(house, one.id)))
            ],
            created_at=one.created_at,
            updated_at=one.updated_at,
        )
        for one in found
    ]


def _in_form(fault: Fault) -> Fault:
    """A fault of what a form draws, where it lies in the form: each rule draws two nodes, what it asks and its mail."""
    node = _NODE.match(fault.pointer)
    if node is None:
        return Fault("/form", fault.code, fault.detail)
    rule, is_mail = divmod(int(node[1]), 2)
    return Fault(f"/form/rules/{rule}" + ("/template" if is_mail else ""), fault.code, fault.detail)
