"""The route of the report of points."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from regulars.flows.only_members import members_of
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.kinds.points import FIRST
from regulars.points import programme, reports
from regulars.points.api.kinds import OfKind
from regulars.points.reports import Span

from . import asked
from .shown import PeriodOut, days

router = APIRouter(prefix="/v1/reports", tags=["Reports"], responses=responses(401, 403))


class PointsMovedOut(BaseModel):
    """What came and went in a period; what went is negative."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    earned: int
    spent: int
    returned: int
    ended: int
    reversed: int
    adjusted: int
    """Given by hand less what was taken, without what was undone of it."""
    outstanding: int
    """What customers had at its end, less what they owed."""


class PointsReportOut(BaseModel):
    """What happened to points: in the period asked about, in the one before it, and in the same days of the year before."""

    points_kind: str
    periods: list[PeriodOut]
    all: list[PointsMovedOut]


@router.get("/points", operation_id="reportPoints", dependencies=[asked.Reading], responses=responses(404, 422))
def report_points(
    house: InHouse,
    since: asked.Since = None,
    until: asked.Until = None,
    segment: asked.Only = None,
    points_kind: OfKind = FIRST,
) -> PointsReportOut:
    """What came and went of a kind of points, and what was owed at the end. The last 30 days unless told otherwise."""
    about = asked.asked(house, since, until)
    members = members_of(house.books, segment)
    with house.books.transaction() as unit:
        programme.get(unit, points_kind)
        ids = None if members is None else members.column("customer_id").to_pylist()
        among = None if ids is None else reports.with_aliases(unit.connection, ids)
        told = reports.spans(
            unit.connection, about.spans, until=unit.now, kind=points_kind, among=among,
        )  # fmt: skip
    return PointsReportOut(points_kind=points_kind, periods=days(about.counted), all=[_moved(one) for one in told])


def _moved(one: Span) -> PointsMovedOut:
    kinds = one.by_kind
    return PointsMovedOut(
        earned=kinds["earned"], spent=kinds["spent"], returned=kinds["returned"], ended=kinds["ended"],
        reversed=kinds["reversed"], adjusted=kinds["adjusted"] + kinds["undone"], outstanding=one.outstanding,
    )  # fmt: skip
