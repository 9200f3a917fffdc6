"""Routes of long work and how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from regulars.books import jobs
from regulars.books.tables import job
from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence, Sentences
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(
    prefix="/v1",
    tags=["Records"],
    dependencies=[Depends(require(Scope.IMPORTS_READ))],
    responses=responses(400, 401, 403, 422),
)


class JobOut(BaseModel):
    """Long work: what it is, how far it is, and what came of it. `state` is waiting, running, done, failed or cancelled."""

    id: str
    kind: str
    title: Sentence
    state: str
    done: int
    total: int | None
    unit: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    error: Sentence | None
    result: Sentences


@router.get("/jobs", operation_id="listJobs")
def list_jobs(
    house: InHouse,
    state: Annotated[
        Literal["waiting", "running", "done", "failed", "cancelled"] | None, Query(description="Only these.")
    ] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[JobOut]:
    """Long work, the latest first."""
    after = decode("jobs", cursor, int)
    query = sa.select(job).order_by(job.c.id.desc()).limit(limit + 1)
    if state is not None:
        query = query.where(job.c.state == state)
    if after:
        query = query.where(job.c.id < after[0])
    with house.books.transaction() as unit:
        rows = unit.connection.execute(query).all()
    return page("jobs", rows, limit, key=lambda row: [row.id], show=job_out)


@router.get("/jobs/{id}", operation_id="getJob", responses=responses(404))
def get_job(id: str, house: InHouse) -> JobOut:
    """One piece of long work."""
    with house.books.transaction() as unit:
        return job_out(jobs.get(unit, number(id, "job")))


def job_out(row: sa.Row[Any]) -> JobOut:
    """A job's row as the API shows it."""
    shown = {name: getattr(row, name) for name in JobOut.model_fields if name != "id"}
    return JobOut(id=str(row.id), **shown)
