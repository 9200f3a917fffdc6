"""Routes of reports: the programme's history, the liability by month with what ends when, and who earns most."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.core.spreadsheets import harmless
from regulars.http.asking import Asking, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.given import OfCustomer
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.instants import from_microseconds, microseconds, written
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import named_today
from regulars.journal.naming import find_called
from regulars.kinds.points import FIRST
from regulars.points import earning_rules, ledgers, programme, reading, reports
from regulars.points.reports import Filter, Kind, Told

from .kinds import OfKind
from .transfers import BesideOut, besides

router = APIRouter(prefix="/v1/points", tags=["Points"], responses=responses(401, 403))
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}
}
Reading = Depends(require(Scope.POINTS_READ))


class PointsOwner(BaseModel):
    """Whose points they are."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    external_id: str | None
    email: str | None
    name: str | None = None
    """Null of one who has none, where who asks may not read customers, and while the worker is away."""


class PostingOut(BaseModel):
    """A posting of the programme: when it holds from, what it was, and by how much it changed what the customer has."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    kind: Kind
    points: int
    customer: PointsOwner
    rule: str | None
    """The rule's name."""
    rule_id: str | None
    order: str | None
    reason: str | None
    legal_entity: str
    points_kind: str
    key: str
    moved: int | None
    """Of a move how many points came along when two customers turned out to be one; nobody has more or less by it."""
    moved_from: str | None
    """The id that the customer had whose points they were."""
    beside: BesideOut | None
    """Of a transfer the other customer."""
    rule_version: int | None
    """Of what an order earned the version of the rule that it earns by."""


class MonthOut(BaseModel):
    """What happened to the points of one legal entity in a local month."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    month: date
    legal_entity: str
    earned: int
    spent: int
    returned: int
    ended: int
    reversed: int
    adjusted: int
    """Given by hand less what was taken, without what was undone of it."""
    outstanding: int
    """What customers had at its end, less what they owed."""


class EndingOut(BaseModel):
    """Points that end in a local month."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    month: date | None
    """Null: they never end."""
    legal_entity: str
    points: int
    customers: int


class ForecastOut(BaseModel):
    """What is expected of a month to come."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    month: date
    ended: int
    spent: int
    earned: int
    outstanding: int


class LiabilityOut(BaseModel):
    """The points that are owed to customers: month by month, when they end, and what is expected."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    points_kind: str
    months: list[MonthOut]
    endings: list[EndingOut]
    forecast: list[ForecastOut]
    """Over all legal entities: what ends as scheduled, and what is spent and earned as in the last three months."""


class EarnerOut(BaseModel):
    """A customer, and how many points they were granted in the period, less what was reversed."""

    customer: PointsOwner
    points: int


class EarnersOut(BaseModel):
    """Those who were granted most."""

    since: date
    until: date
    data: list[EarnerOut]


Only = Annotated[str | None, Query(max_length=200, description="Only customers who are in this segment today, by id.")]
Day = Annotated[date | None, Query(description="A local day.")]


def _instants(house: House, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The instants at which local days begin and are over."""
    calendar = house.shop.calendar
    if first is not None and last is not None and last < first:
        told = say(
            "the period ends on {last}, before it starts on {first}", last=last.isoformat(), first=first.isoformat()
        )
        raise Invalid(told, [Fault("/until", "period", told)])
    return (
        None if first is None else calendar.day_start(first),
        None if last is None else calendar.day_start(last + timedelta(days=1)),
    )


def _asked(
    *,
    house: InHouse,
    points_kind: OfKind = FIRST,
    customer: OfCustomer = None,
    kind: Annotated[
        Kind | Literal["granted"] | None,
        Query(description="Only of this kind; `granted` is `earned`, as it was called."),
    ] = None,
    rule: Annotated[str | None, Query(description="Only by this earning rule, by id.")] = None,
    legal_entity: Annotated[str | None, Query(max_length=200)] = None,
    since: Day = None,
    until: Day = None,
) -> Filter:
    with house.books.transaction() as unit:
        programme.get(unit, points_kind)
        customer_id = None if customer is None else find_called(unit, customer)
        rule_id = None if rule is None else earning_rules.get(unit, number(rule, "earning rule")).id
        if legal_entity is not None and ledgers.find(unit, legal_entity) is None:
            raise NotFound("legal entity", legal_entity)
        entity = None if legal_entity is None else ledgers.known_as(unit, legal_entity)
    kind = "earned" if kind == "granted" else kind
    return Filter(points_kind, customer_id, kind, rule_id, entity, *_instants(house, since, until))


Asked = Annotated[Filter, Depends(_asked)]


@router.get(
    "/history", operation_id="listPointsHistory", dependencies=[Reading], responses=responses(400, 404, 409, 422)
)
def list_history(
    house: InHouse, actor: Asking, which: Asked, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[PostingOut]:
    """Every posting of a kind of points, the latest first, by customer, kind, rule, legal entity and local days."""
    key = decode("points-history", cursor, int, int)
    before = (from_microseconds(key[0]), key[1]) if key else None
    with house.books.transaction() as unit:
        found = reports.history(unit.connection, which, before=before, limit=limit + 1)
        rules = reading.rule_names(unit.connection)
        people = named_today(unit, {one.customer_id for one in found})
        beside = besides(unit, found)

    def show(one: Told) -> PostingOut:
        return PostingOut(
            at=one.at,
            kind=reports.kind_of(one.deed),
            points=one.points,
            customer=PointsOwner.model_validate(people[one.customer_id]),
            rule=None if one.rule_id is None else rules.get(one.rule_id),
            rule_id=None if one.rule_id is None else str(one.rule_id),
            order=one.order,
            reason=one.reason,
            legal_entity=one.legal_entity,
            points_kind=one.points_kind,
            key=one.key,
            moved=one.moved[0] if one.moved else None,
            moved_from=str(one.moved[1]) if one.moved else None,
            beside=beside.get(one.id),
            rule_version=one.rule_version,
        )

    told = page("points-history", found, limit, key=lambda one: [microseconds(one.at), one.id], show=show)
    name_them(house, actor, [one.customer for one in told.data])
    return told


@router.get(
    "/history/export",
    operation_id="exportPointsHistory",
    response_class=StreamingResponse,
    dependencies=[Reading, Depends(require(Scope.CUSTOMERS_READ))],
    responses=responses(400, 404, 409, 422) | _FILE,
)
def export_history(house: InHouse, which: Asked) -> StreamingResponse:
    """The same as CSV, all of it. Texts that a spreadsheet would calculate have an apostrophe before them."""
    headers = {"Content-Disposition": 'attachment; filename="points-history.csv"'}
    return StreamingResponse(_rows(house, which), media_type="text/csv; charset=utf-8", headers=headers)


COLUMNS = (
    "at",
    "kind",
    "points",
    "customer",
    "email",
    "rule",
    "order",
    "reason",
    "legal_entity",
    "key",
    "moved",
    "moved_from",
    "transferred_with",
    "points_kind",
)


def _rows(house: House, which: Filter) -> Iterator[str]:
    """Lines of the file, some thousand at a time."""
    yield ",".join(COLUMNS) + "\n"
    with house.books.transaction() as unit:
        rules = reading.rule_names(unit.connection)
        for part in reports.pages(unit.connection, which):
            people = named_today(unit, {one.customer_id for one in part})
            beside = besides(unit, part)
            sink = io.StringIO()
            csv.writer(sink, lineterminator="\n").writerows(
                (
                    written(one.at), reports.kind_of(one.deed), one.points,
                    *map(harmless, (
                        people[one.customer_id]["external_id"], people[one.customer_id]["email"],
                        rules.get(one.rule_id or 0), one.order, one.reason, one.legal_entity, one.key,
                    )),
                    *(one.moved or (None, None)), harmless(_other(beside.get(one.id))),
                    one.points_kind,
                )
                for one in part
            )  # fmt: skip
            yield sink.getvalue()


def _other(beside: BesideOut | None) -> str | None:
    """The other customer of a transfer in one cell: the shop's id, else ours."""
    return (beside.external_id or beside.id) if beside else None


def _members(house: House, segment: str | None) -> Sequence[int] | None:
    """Who is in a segment today, None for everybody; raises `NotFound`."""
    if segment is None:
        return None
    if not house.memberships.exists(segment):
        raise NotFound("segment", segment)
    return house.memberships.members(segment)


def _with_aliases(unit: Unit, members: Sequence[int] | None) -> Sequence[int] | None:
    return None if members is None else reports.with_aliases(unit.connection, members)


@router.get("/liability", operation_id="getPointsLiability", dependencies=[Reading], responses=responses(404, 422))
def liability(house: InHouse, points_kind: OfKind = FIRST, segment: Only = None) -> LiabilityOut:
    """The points of a kind that are owed to customers, by month and legal entity; what ends when; and what is expected.

    With `segment` of its members of today alone, also for the time before they came in.
    """
    members = _members(house, segment)
    calendar = house.shop.calendar
    zone = str(calendar.zone)
    with house.books.transaction() as unit:
        programme.get(unit, points_kind)
        now, among = unit.now, _with_aliases(unit, members)
        months = reports.months(unit.connection, zone=zone, until=now, kind=points_kind, among=among)
        endings = reports.endings(unit.connection, zone=zone, at=now, kind=points_kind, among=among)
    expected = reports.forecast(months, endings, this_month=calendar.local_date(now).replace(day=1))
    return LiabilityOut(
        at=now,
        points_kind=points_kind,
        months=[
            MonthOut(
                month=one.month,
                legal_entity=one.legal_entity,
                outstanding=one.outstanding,
                earned=one.by_kind["earned"],
                spent=one.by_kind["spent"],
                returned=one.by_kind["returned"],
                ended=one.by_kind["ended"],
                reversed=one.by_kind["reversed"],
                adjusted=one.by_kind["adjusted"] + one.by_kind["undone"],
            )
            for one in months
        ],
        endings=[EndingOut(**one._asdict()) for one in endings],
        forecast=[ForecastOut(**one._asdict()) for one in expected],
    )


@router.get("/top-earners", operation_id="listTopEarners", dependencies=[Reading], responses=responses(404, 422))
def top_earners(
    *,
    house: InHouse,
    actor: Asking,
    points_kind: OfKind = FIRST,
    since: Day = None,
    until: Day = None,
    segment: Only = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> EarnersOut:
    """Who was granted most of a kind of points in a period of local days; without one, in the last 90 days."""
    last = until or house.shop.calendar.local_date(house.clock())
    first = since or last - timedelta(days=89)
    begins, ends = _instants(house, first, last)
    assert begins is not None
    assert ends is not None
    members = _members(house, segment)
    with house.books.transaction() as unit:
        programme.get(unit, points_kind)
        among = _with_aliases(unit, members)
        found = reports.top_earners(
            unit.connection, since=begins, until=ends, limit=limit, kind=points_kind, among=among
        )
        people = named_today(unit, {one.customer_id for one in found})
    data = [EarnerOut(customer=PointsOwner.model_validate(people[one.customer_id]), points=one.points) for one in found]
    name_them(house, actor, [one.customer for one in data])
    return EarnersOut(since=first, until=last, data=data)
