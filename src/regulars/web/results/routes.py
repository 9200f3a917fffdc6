"""Routes of results: what a campaign, a rewards workflow or a newsletter sent, what became of it and what it brought about."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query

from regulars.flows import results
from regulars.http.asking import Asking, Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.instants import microseconds
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal import identity
from regulars.messaging import log, measured
from regulars.messaging.api import messages
from regulars.messaging.api.messages import LoggedMessageOut
from regulars.messaging.measured import Kept, Mails
from regulars.messaging.model.states import State
from regulars.reports import conversions
from regulars.reports.conversions import Asked, Brought
from regulars.reports.model.comparison import CONFIDENCE, Interval, verdict
from regulars.web.reports import asked as period
from regulars.web.reports.shown import amount

from .documents import (
    AmountIntervalOut,
    AttributionIn,
    AttributionOut,
    BlockedOut,
    ComparedSideOut,
    ComparisonsOut,
    ConversionOut,
    DividedOut,
    IntervalOut,
    NodeResultOut,
    ResultsOut,
    WaitingMailsOut,
    WeekResultOut,
)
from .shown import conversion

router = APIRouter(prefix="/v1/results", tags=["Reports"], responses=responses(401, 403, 404))

Measured = Literal["campaign", "workflow", "newsletter"]
Reading = Depends(require(Scope.MESSAGES_READ))
Writing = Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
SourceName = Annotated[Measured, Path(description="What had the messages sent.")]
Id = Annotated[str, Path(description="The number of the campaign, workflow or newsletter.")]


@router.get("/{source}/{id}", operation_id="getResults", dependencies=[Reading])
def get_results(source: SourceName, id: Id, house: InHouse) -> ResultsOut:
    """What was sent, what became of it and what it brought about, since the beginning."""
    found = results.results(
        house.books, house.facts.ask_all, source, _number(source, id), zone=str(house.shop.calendar.zone), now=house.clock()
    )  # fmt: skip
    return ResultsOut(
        attribution=_attribution(found.kept),
        nodes=[
            NodeResultOut(node=one.node, name=one.name, **_mails(one.mails), **_brought(house, one.brought))
            for one in found.nodes
        ],
        weeks=[
            WeekResultOut(
                week=one.week, sent=one.sent, opened=one.opened, clicked=one.clicked, left=one.left,
                **_brought(house, one.brought),
            )
            for one in found.weeks
        ],
        blocked_for=[BlockedOut.model_validate({"reason": why, "count": n}) for why, n in found.blocked.items()],
        waiting_for=[WaitingMailsOut(waits_for=one.waits_for, count=one.messages, until=one.until) for one in found.waiting],
        **_mails(found.mails),
        **_brought(house, found.brought),
    )  # fmt: skip


@router.put("/{source}/{id}/attribution", operation_id="setAttribution", responses=responses(409, 422))
def set_attribution(source: SourceName, id: Id, given: AttributionIn, asked: Writing) -> AttributionOut:
    """Say which orders count as brought about, of all time."""
    which = _number(source, id)

    def work(unit: Any) -> AttributionOut:
        results.check(unit, source, which)
        return _attribution(
            measured.attribute(unit, source, str(which), version=given.version, by=given.by, days=given.days)
        )

    return AttributionOut.model_validate(asked.do(work))


@router.get(
    "/{source}/{id}/comparison", operation_id="compareResults", dependencies=[Reading], responses=responses(422)
)
def compare_results(
    source: SourceName,
    id: Id,
    house: InHouse,
    days: Annotated[int, Query(ge=1, le=365, description="Within how many days orders count.")] = 30,
) -> ComparisonsOut:
    """Those who were left alone against those who weren't, and branches of chance against each other."""
    found = results.divided(house.books, house.facts.ask_all, source, _number(source, id), days=days, now=house.clock())
    return ComparisonsOut(
        days=days,
        confidence=CONFIDENCE,
        divisions=[DividedOut(node=one.node, sides=[_side(house, side) for side in one.sides]) for one in found],
    )


@router.get(
    "/{source}/{id}/conversions",
    operation_id="listConversions",
    dependencies=[Reading],
    responses=responses(400, 422),
)
def list_conversions(
    source: SourceName,
    id: Id,
    house: InHouse,
    actor: Asking,
    *,
    since: period.Since = None,
    until: period.Until = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[ConversionOut]:
    """The orders that were brought about, the latest placed first; of a period of local days if one is named."""
    which = _number(source, id)
    key = decode("conversions", cursor, int, int)
    start, end = _instants(house, since, until)
    with house.books.transaction() as unit:
        results.check(unit, source, which)
        rule = results.rule_of(unit)
    rows = conversions.listed(
        house.facts.ask_all, Asked((source, str(which)), start, end), rule, now=house.clock(),
        before=(key[0], key[1]) if key else None, limit=limit + 1,
    )  # fmt: skip
    with house.books.transaction() as unit:
        people = identity.named_today(unit, {one.customer_id for one in rows})
        nodes = measured.nodes_of(unit, [one.message_id for one in rows])

    def shown(one: conversions.Conversion) -> ConversionOut:
        return ConversionOut(**conversion(house, one, people, nodes.get(one.message_id)))

    told = page("conversions", rows, limit, key=lambda one: [microseconds(one.placed_at), one.order_id], show=shown)
    name_them(house, actor, [one.customer for one in told.data if one.customer is not None])
    return told


What = Literal["pending", "sent", "blocked"]
LOGS: dict[What, tuple[tuple[State, ...], Literal["queued_at", "sent_at", "settled_at"]]] = {
    "pending": (("queued", "deferred", "handed_over"), "queued_at"),
    "sent": (("accepted", "bounced", "unknown"), "sent_at"),
    "blocked": (("blocked",), "settled_at"),
}
"""Which messages a log is of, and by which instant they belong to a period."""


@router.get(
    "/{source}/{id}/messages",
    operation_id="listResultMessages",
    dependencies=[Reading],
    responses=responses(400, 422),
)
def list_messages(
    source: SourceName,
    id: Id,
    house: InHouse,
    actor: Asking,
    *,
    what: What,
    node: Annotated[str | None, Query(max_length=60, description="Of one node only.")] = None,
    since: period.Since = None,
    until: period.Until = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[LoggedMessageOut]:
    """What is yet to be sent (by when it was queued), was sent, or was blocked, with the reason; the latest queued first."""
    which = _number(source, id)
    key = decode("result-messages", cursor, int)
    states, by = LOGS[what]
    start, end = _instants(house, since, until)
    within = log.Within(by, start, end) if start is not None and end is not None else None
    asked = log.Asked(source, str(which), states, tests=False, node=node, within=within, sent=what == "sent" or None)
    with house.books.transaction() as unit:
        results.check(unit, source, which)
        rows = log.listed(unit, asked, before=key[0] if key else None, limit=limit + 1)
        people = messages.called(unit, rows)
    told = page("result-messages", rows, limit, key=lambda row: [row.id], show=lambda row: messages.shown(row, people))
    messages.say_names(house, actor, told.data)
    return told


def _number(source: str, id: str) -> int:
    return number(id, source)


def _instants(house: House, since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """The instants of a period of local days, if one was named."""
    return period.alone(house, since, until) if since or until else (None, None)


def _attribution(kept: Kept) -> AttributionOut:
    return AttributionOut(by=kept.attribution.by, days=kept.attribution.days, version=kept.version)


def _mails(mails: Mails) -> dict[str, Any]:
    return asdict(mails)


def _brought(house: House, brought: Brought) -> dict[str, Any]:
    return {"conversions": brought.orders, "revenue": amount(house, brought.revenue)}


def _side(house: House, side: results.Side) -> ComparedSideOut:
    group, comparison = side.group, side.comparison
    return ComparedSideOut(
        name=side.name,
        alone=side.alone,
        customers=group.customers,
        buyers=group.buyers,
        orders=group.orders,
        revenue=amount(house, group.revenue),
        rate=group.rate,
        per_customer=amount(house, round(group.mean)),
        base=comparison is None,
        rate_difference=None
        if comparison is None or comparison.rate is None
        else IntervalOut(**comparison.rate._asdict()),
        revenue_difference=None if comparison is None else _amounts(house, comparison.revenue),
        verdict=None if comparison is None else verdict(comparison.rate),
        revenue_verdict=None if comparison is None else verdict(comparison.revenue),
    )


def _amounts(house: House, one: Interval | None) -> AmountIntervalOut | None:
    if one is None:
        return None
    return AmountIntervalOut(
        difference=amount(house, round(one.difference)),
        low=amount(house, round(one.low)),
        high=amount(house, round(one.high)),
    )
