"""Reports of points, read off what was posted: the programme's history, the liability by month, what ends when, who earns most.

Months are local. What customers have, pending and held included and less what
they owe, is the sum over everything that was posted: so the outstanding points
of any month's end are a running sum, and can't disagree with the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, cast, get_args
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import Connection

from regulars.kinds.points import FIRST

from .model.entries import CALLED
from .reading import BESIDE, HISTORY, MOVED, TOLD, VERSION, WRITTEN

Kind = Literal[
    "earned", "opened", "spent", "returned", "ended", "reversed", "adjusted", "undone", "moved", "transferred"
]

DEEDS: dict[Kind, str] = {kind: deed for deed in HISTORY for kind in get_args(Kind) if CALLED[deed] == kind}
"""What people filter by, and the deed that it is."""


def kind_of(deed: str) -> Kind:
    """What a deed of the history is called."""
    return cast(Kind, CALLED[deed])


@dataclass(frozen=True, slots=True)
class Filter:
    """Which postings are told: of a kind of points, a customer, a kind of posting, a rule, a legal entity, from an instant to before another."""

    points_kind: str = FIRST
    customer_id: int | None = None
    kind: Kind | None = None
    rule_id: int | None = None
    legal_entity: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Told(NamedTuple):
    """One posting of the programme's history."""

    id: int
    at: datetime
    customer_id: int
    deed: str
    points: int
    rule_id: int | None
    order: str | None
    reason: str | None
    legal_entity: str
    points_kind: str
    key: str
    moved: tuple[int, int] | None = None
    """Of a move how many points came along, and the id of who had them."""
    beside: tuple[int, bool] | None = None
    """Of a transfer the other customer, and whether the points went there."""
    rule_version: int | None = None
    """Of what an order earned the version of the rule."""


_HISTORY = """
    select t.id, t.at, t.customer_id, t.deed, t.points, t.rule_id, t."order", {reason}, e.name, p.slug, t.key, {moved}, {beside}, {version}
    from points_transaction t
    join points_ledger l on l.id = t.ledger_id join legal_entity e on e.id = l.legal_entity_id
    join points_programme p on p.id = l.programme_id
    where p.slug = :points_kind and t.deed = any(:deeds) and {told} {filters} order by t.at desc, t.id desc limit :limit"""


def history(connection: Connection, which: Filter, *, before: tuple[datetime, int] | None, limit: int) -> list[Told]:
    """Postings, the latest first, from before (at, id) on; holds, their releases, and openings that nothing was done for aside."""
    deeds = [DEEDS[which.kind]] if which.kind else list(HISTORY)
    given: dict[str, Any] = {"points_kind": which.points_kind, "deeds": deeds, "limit": limit}
    filters: list[str] = []

    def narrow(condition: str, **values: Any) -> None:
        filters.append(f"and {condition}")
        given.update(values)

    if which.customer_id is not None:
        aliases = "select customer_id from customer_alias where into_id = :customer"
        narrow(f"t.customer_id = any(array({aliases}) || cast(:customer as int))", customer=which.customer_id)
    if which.rule_id is not None:
        narrow("t.rule_id = :rule", rule=which.rule_id)
    if which.legal_entity is not None:
        narrow("e.name = :entity", entity=which.legal_entity)
    if which.since is not None:
        narrow("t.at >= :since", since=which.since)
    if which.until is not None:
        narrow("t.at < :until", until=which.until)
    if before is not None:
        narrow("(t.at, t.id) < (:before_at, :before_id)", before_at=before[0], before_id=before[1])
    found = connection.execute(
        sa.text(
            _HISTORY.format(
                reason=WRITTEN, told=TOLD, moved=MOVED, beside=BESIDE, version=VERSION, filters=" ".join(filters)
            )
        ),
        given,
    )
    return [Told(*row) for row in found]


def pages(connection: Connection, which: Filter, *, at_once: int = 5_000) -> Iterator[list[Told]]:
    """The whole history of a filter, some thousand postings a time."""
    before = None
    while found := history(connection, which, before=before, limit=at_once):
        yield found
        before = found[-1].at, found[-1].id


def with_aliases(connection: Connection, customers: Sequence[int]) -> list[int]:
    """These customers, and whoever turned out to be one of them: what was posted for those is theirs."""
    found = connection.scalars(
        sa.text("select customer_id from customer_alias where into_id = any(:customers)"),
        {"customers": list(customers)},
    )
    return [*customers, *found]


def _only(among: Sequence[int] | None, column: str) -> tuple[str, dict[str, Any]]:
    """The condition that rows are of some customers, with what it is given; of everybody without any."""
    return ("", {}) if among is None else (f"and {column} = any(:among)", {"among": list(among)})


@dataclass(slots=True)
class Month:
    """What happened to points of a kind in a local month of one legal entity; `outstanding` is what customers had at its end."""

    month: date
    legal_entity: str
    by_kind: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(DEEDS, 0))
    outstanding: int = 0


def months(
    connection: Connection, *, zone: str, until: datetime, kind: str = FIRST, among: Sequence[int] | None = None
) -> list[Month]:
    """Of a kind of points every month from the first posting to that of `until`, by legal entity; what is dated later is left out.

    `among`: of these customers alone.
    """
    only, given = _only(among, "t.customer_id")
    found = connection.execute(
        sa.text(
            f"""select cast(date_trunc('month', t.at at time zone :zone) as date) as month, e.name, t.deed, sum(t.points)
               from points_transaction t
               join points_ledger l on l.id = t.ledger_id join legal_entity e on e.id = l.legal_entity_id
               where t.at <= :until and l.programme_id = (select id from points_programme where slug = :kind) {only}
               group by 1, 2, 3 order by 1"""
        ),
        {"zone": zone, "until": until, "kind": kind} | given,
    )
    sums: dict[str, dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for month, entity, deed, points in found:
        sums[entity][month][deed] = int(points)
    told: list[Month] = []
    for entity, of_entity in sorted(sums.items()):
        outstanding = 0
        for month in _months(min(of_entity), until, zone):
            one = Month(month, entity)
            for deed, points in of_entity.get(month, {}).items():
                outstanding += points
                if deed in HISTORY:
                    one.by_kind[kind_of(deed)] += points
            one.outstanding = outstanding
            told.append(one)
    return told


@dataclass(slots=True)
class Span:
    """What happened to points of a kind in a span of time; `outstanding` is what customers had at its end."""

    by_kind: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(DEEDS, 0))
    outstanding: int = 0


def spans(
    connection: Connection, every: Sequence[tuple[datetime, datetime]], *, until: datetime, kind: str = FIRST,
    among: Sequence[int] | None = None,
) -> list[Span]:  # fmt: skip
    """Of a kind of points what happened from each instant to before another; what is dated after `until` is left out.

    `among`: of these customers alone.
    """
    only, given = _only(among, "t.customer_id")
    sums = ", ".join(
        f"coalesce(sum(t.points) filter (where t.at >= :since{n} and t.at < :until{n}), 0), "
        f"coalesce(sum(t.points) filter (where t.at < :until{n}), 0)"
        for n in range(len(every))
    )
    for n, (begins, ends) in enumerate(every):
        given |= {f"since{n}": begins, f"until{n}": ends}
    found = connection.execute(
        sa.text(
            f"""select t.deed, {sums} from points_transaction t join points_ledger l on l.id = t.ledger_id
               where t.at <= :until and l.programme_id = (select id from points_programme where slug = :kind) {only}
               group by 1"""
        ),
        {"until": until, "kind": kind} | given,
    )
    told = [Span() for _ in every]
    for deed, *points in found:
        for span, within, before in zip(told, points[::2], points[1::2], strict=True):
            span.outstanding += int(before)
            if deed in HISTORY:
                span.by_kind[kind_of(deed)] += int(within)
    return told


class Ending(NamedTuple):
    """Points that end in a local month, None those that never do, and of how many customers."""

    month: date | None
    legal_entity: str
    points: int
    customers: int


def endings(
    connection: Connection, *, zone: str, at: datetime, kind: str = FIRST, among: Sequence[int] | None = None
) -> list[Ending]:
    """What of a kind of points is open or pending at an instant, by the month in which it ends: a lot that ends at midnight ends the day before.

    `among`: of these customers alone.
    """
    only, given = _only(among, "l.customer_id")
    found = connection.execute(
        sa.text(
            f"""select cast(date_trunc('month', (l.ends_at - interval '1 microsecond') at time zone :zone) as date),
                      e.name, sum(l.remaining + l.held), count(distinct l.customer_id)
               from points_lot l
               join points_ledger g on g.id = l.ledger_id join legal_entity e on e.id = g.legal_entity_id
               where g.programme_id = (select id from points_programme where slug = :kind) and (l.remaining > 0 or l.held > 0) and (l.ends_at is null or l.ends_at > :at) {only}
               group by 1, 2 order by 1 nulls last, 2"""
        ),
        {"zone": zone, "at": at, "kind": kind} | given,
    )
    return [Ending(month, entity, int(points), customers) for month, entity, points, customers in found]


def ending(connection: Connection, *, since: datetime, until: datetime, kind: str = FIRST) -> tuple[int, int]:
    """How many points of a kind end after an instant, up to another, if nothing is spent, and of how many customers."""
    found = connection.execute(
        sa.text(
            """select coalesce(sum(l.remaining + l.held), 0), count(distinct l.customer_id)
               from points_lot l join points_ledger g on g.id = l.ledger_id
               where g.programme_id = (select id from points_programme where slug = :kind)
                 and (l.remaining > 0 or l.held > 0) and l.ends_at > :since and l.ends_at <= :until"""
        ),
        {"since": since, "until": until, "kind": kind},
    ).one()
    return int(found[0]), int(found[1])


class Earner(NamedTuple):
    """A customer and how many points they were granted in a period."""

    customer_id: int
    points: int


def top_earners(
    connection: Connection,
    *,
    since: datetime,
    until: datetime,
    limit: int,
    kind: str = FIRST,
    among: Sequence[int] | None = None,
) -> list[Earner]:
    """Who was granted most of a kind of points from an instant to before another, less what was reversed; two who are one
    today are one. `among`: of these customers alone."""
    only, given = _only(among, "t.customer_id")
    found = connection.execute(
        sa.text(
            f"""select coalesce(a.into_id, t.customer_id), sum(t.points)
               from points_transaction t left join customer_alias a on a.customer_id = t.customer_id
               where t.deed in ('earn', 'reverse') and t.at >= :since and t.at < :until and t.ledger_id = any(array(
                   select g.id from points_ledger g join points_programme p on p.id = g.programme_id where p.slug = :kind)) {only}
               group by 1 having sum(t.points) > 0 order by 2 desc, 1 limit :limit"""
        ),
        {"since": since, "until": until, "limit": limit, "kind": kind} | given,
    )
    return [Earner(id, int(points)) for id, points in found]


class Forecast(NamedTuple):
    """What is expected of a month to come: what ends if nothing is spent, what will be spent and earned at the pace of
    the last three whole months, and what is outstanding then."""

    month: date
    ended: int
    spent: int
    earned: int
    outstanding: int


LOOKED_BACK = 3


def forecast(
    history: Sequence[Month], endings: Sequence[Ending], *, this_month: date, ahead: int = 6
) -> list[Forecast]:
    """The coming months, this one aside, over all legal entities: as scheduled, and at the pace of the last three.

    What is spent goes before what ends, for the points that end first are spent first.
    """
    outstanding = sum(month.outstanding for month in history if month.month == this_month)
    past = sorted({month.month for month in history if month.month < this_month})[-LOOKED_BACK:]

    def pace(kind: Kind) -> int:
        total = sum(month.by_kind[kind] for month in history if month.month in past)
        return total // len(past) if past else 0

    earned, spent = max(pace("earned"), 0), max(-pace("spent"), 0)
    scheduled: dict[date | None, int] = defaultdict(int)
    for ending in endings:
        scheduled[ending.month] += ending.points
    outstanding -= min(scheduled[this_month], outstanding)  # what still ends until the coming month begins
    told: list[Forecast] = []
    for month in next_months(this_month, ahead):
        gone = min(spent, outstanding)
        ended = min(max(scheduled[month] - gone, 0), outstanding - gone)
        outstanding += earned - gone - ended
        told.append(Forecast(month, ended, gone, earned, outstanding))
    return told


def next_months(after: date, count: int) -> list[date]:
    """The first days of the months that follow."""
    first = after.year * 12 + after.month - 1
    return [date((first + n) // 12, (first + n) % 12 + 1, 1) for n in range(1, count + 1)]


def _months(first: date, until: datetime, zone: str) -> Iterator[date]:
    last = until.astimezone(ZoneInfo(zone)).date().replace(day=1)
    month = first
    while month <= last:
        yield month
        (month,) = next_months(month, 1)
