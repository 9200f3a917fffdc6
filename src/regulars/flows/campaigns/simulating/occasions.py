"""Who would have entered when: the occasions of a trigger in the span of a simulation, a local day at a time.

What customers did is read from the facts' rows, all of the span as one
question; dates and segments are asked about day by day, everybody at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.triggers import (
    AboutToEnd,
    BalanceReached,
    ByHand,
    CartAbandoned,
    DateComes,
    EventHappens,
    LoggedIn,
    NewsletterChanges,
    OnSchedule,
    OrderReaches,
    PointsAboutToEnd,
    PointsGranted,
    ProductWished,
    Registered,
    ReviewWritten,
    SegmentEntered,
    SegmentLeft,
    Trigger,
    keys,
)
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.campaigns.timing import falls_on
from regulars.kinds.points import FIRST
from regulars.points import endings as of_points
from regulars.promotions import endings as of_coupons
from regulars.rules.fold import fold

from .events import that_hold
from .happenings import spanned
from .past import PastAsking

_IN_SPAN = "{at} > (select since from span) and {at} <= (select until from span)"
_ROWS: Mapping[type[Trigger], tuple[str, str, str]] = {
    EventHappens: ("event", "occurred_at", "external_id as key, name, properties, by_page"),
    Registered: ("customer", "registered_at", "'registered' as key"),
    LoggedIn: ("login", "logged_in_at", "external_id as key"),
    ReviewWritten: ("review", "written_at", "external_id as key, status, sku"),
    ProductWished: ("wishlist_item", "added_at", "external_id as key, sku"),
    NewsletterChanges: ("subscription", "changed_at", "external_id as key, status, list"),
}
"""Where rows tell of it: the table, its own time, and what an occasion is read from."""

_ORDERS = """
    select o.customer_id, min(s."at") as at, o.external_id as key from "order" o join order_status s using (order_id)
    where s.status in (select name from wanted) and o.customer_id is not null
    group by o.order_id, o.customer_id, o.external_id
    having min(s."at") > (select since from span) and min(s."at") <= (select until from span) order by 2, 3"""
_BALANCES = """
    with sums as (
        select customer_id, posted_at as "at", external_id as key, points::bigint as points,
            sum(points) over (partition by customer_id order by posted_at, position) as balance
        from {entries} where customer_id is not null)
    select customer_id, "at", key, points from sums, wanted
    where points > 0 and balance >= least and balance - points < least
        and "at" > (select since from span) and "at" <= (select until from span) order by 2, 3"""
_GRANTS = """
    select customer_id, posted_at as "at", external_id as key, kind, points::bigint as points from {entries}
    where customer_id is not null
        and posted_at > (select since from span) and posted_at <= (select until from span) order by 2, 3"""
_CARTS = """
    select c.customer_id, c.updated_at as at, c.external_id as key,
        (select min(o.placed_at) from "order" o where o.customer_id = c.customer_id and o.placed_at >= c.updated_at) as ordered
    from cart c
    where c.customer_id is not null and c.status in ('open', 'abandoned') and c.updated_at <= (select until from span)
        and exists (select 1 from cart_line l where l.cart_id = c.cart_id) order by 2, 3"""


def _entries(kind: str) -> str:
    """What was posted of a kind of points, as a table."""
    others = "(select * from other_points_entry semi join wanted on points_kind = wanted.name)"
    return "points_entry" if kind == FIRST else others


def _named(kind: str) -> dict[str, str]:
    """How postings name their kind of points: not at all where it is the first."""
    return {} if kind == FIRST else {"points_kind": kind}


class Coming(NamedTuple):
    """Customers who may enter at an instant by an occasion, whose key is the one by which they would have entered then.

    `over_at`: from when on there was no more reason to, such as a cart that was ordered after all.
    """

    at: datetime
    customers: Iterable[int]
    key: str
    about: Mapping[str, Any] = {}
    over_at: datetime | None = None


class Occasions:
    """The occasions of a definition's trigger. `segment`: who enters by hand, as the span begins."""

    def __init__(
        self,
        books: Books,
        asking: PastAsking,
        definition: Definition,
        span: tuple[datetime, datetime],
        segment: str | None,
    ) -> None:
        self._books = books
        self._asking = asking
        self._calendar = asking.calendar
        self._definition, self._trigger = definition, definition.trigger
        self._since, self._until = span
        self._span = spanned(*span)
        self._segment = segment
        self._days: dict[date, list[Coming]] | None = None

    def of(self, day: date) -> Sequence[Coming]:
        """Those of a local day, the earliest first."""
        if isinstance(self._trigger, DateComes):
            return list(self._date(self._trigger, day))
        if self._days is None:
            self._days = defaultdict(list)
            for coming in self._all():
                if self._since <= coming.at <= self._until:
                    self._days[self._calendar.local_date(coming.at)].append(coming)
        return sorted(self._days.pop(day, []), key=lambda coming: coming.at)

    @property
    def is_by_day(self) -> bool:
        """Whether who entered or left a segment is looked at as each day ends, for it isn't recorded."""
        trigger = self._trigger
        return isinstance(trigger, SegmentEntered | SegmentLeft) and self._asking.segments.is_by_day(trigger.segment)

    def _all(self) -> Iterator[Coming]:
        match self._trigger:
            case OnSchedule() as trigger:
                yield from self._schedule(trigger)
            case SegmentEntered(segment=segment) | SegmentLeft(segment=segment):
                came = isinstance(self._trigger, SegmentEntered)
                for moved in self._asking.segments.moves(segment, self._until):
                    about = {"segment": segment, "at": moved.at.isoformat()}
                    who = moved.entered if came else moved.left
                    yield Coming(moved.at, who, keys.of_stay(segment, moved.at), about)
            case OrderReaches() as trigger:
                status = trigger.statuses[0]
                yield from self._told(self._asked(_ORDERS, trigger.statuses), {"status": status})
            case BalanceReached(points=points, points_kind=kind):
                yield from self._told(
                    self._asked(_BALANCES.format(entries=_entries(kind)), [kind], points), _named(kind)
                )
            case CartAbandoned() as trigger:
                yield from self._carts(trigger)
            case AboutToEnd() as trigger:
                for after, until in trigger.spans(self._since, self._until, self._calendar):
                    yield from self._endings(trigger, after, until)
            case PointsGranted(points_kind=kind):
                yield from self._told(self._asked(_GRANTS.format(entries=_entries(kind)), [kind]), _named(kind))
            case ByHand():
                yield Coming(self._since, self._by_hand(), "hand")
            case EventHappens() as trigger if trigger.condition is not None:
                rows = [row for row in self._rows() if fold(str(row["name"])) == fold(trigger.name)]
                yield from self._told(that_hold(self._asking, trigger.condition, rows), {})
            case _:
                yield from self._told(self._rows(), {})

    # What customers did

    def _rows(self) -> list[dict[str, Any]]:
        if type(self._trigger) not in _ROWS:
            told = say(
                "what lets customers enter by {trigger} isn't known of the past", trigger=type(self._trigger).__name__
            )
            raise Invalid(told, [Fault("/trigger", "not_past", told)])
        table, at, columns = _ROWS[type(self._trigger)]
        within = _IN_SPAN.format(at=at)
        question = f"select customer_id, {at} as at, {columns} from {table} where customer_id is not null and {within} order by 2, 3"
        return [row for row in self._asked(question) if self._definition.believes(row)]

    def _asked(self, question: str, names: Iterable[str] = (), least: int = 0) -> list[dict[str, Any]]:
        named = list(names)
        wanted = pa.table({"name": pa.array(named or [""], pa.string()), "least": [least] * max(len(named), 1)})
        rows: list[dict[str, Any]] = self._asking.facts.ask(
            question, {"wanted": wanted, "span": self._span}
        ).to_pylist()
        for row in rows:
            row["at"] = row["at"].replace(tzinfo=UTC)
        return rows

    def _told(self, rows: Iterable[dict[str, Any]], more: dict[str, Any]) -> Iterator[Coming]:
        for row in rows:
            document = row | more
            if isinstance(row.get("properties"), str):
                document["properties"] = orjson.loads(row["properties"])
            occasion = self._trigger.occasion(str(row["key"]), document, row["at"])
            if occasion is not None:
                yield Coming(row["at"], (row["customer_id"],), occasion.key, occasion.about)

    def _carts(self, trigger: CartAbandoned) -> Iterator[Coming]:
        """Carts as they were left at last; what was ordered meanwhile was not left alone."""
        for row in self._asked(_CARTS):
            due = trigger.after.after(row["at"], self._calendar)
            ordered = None if row["ordered"] is None else row["ordered"].replace(tzinfo=UTC)
            if ordered is None or ordered > due:
                key = keys.of_cart(row["key"], row["at"])
                yield Coming(due, (row["customer_id"],), key, {"cart": {"id": row["key"]}}, ordered)

    def _endings(self, trigger: AboutToEnd, after: datetime, until: datetime) -> Iterator[Coming]:
        def coming(ends_at: datetime, customer_id: int, key: str, about: Mapping[str, Any]) -> Coming:
            return Coming(trigger.before(ends_at, self._calendar), (customer_id,), key, about, ends_at)

        if isinstance(trigger, PointsAboutToEnd):
            kind = trigger.points_kind
            with self._books.looking() as unit:
                lots = list(of_points.once_ending(unit, after, until, kind))
            for lot in lots:
                key, about = keys.of_points_end(lot.ends_at, kind), {"points": lot.points, "ends_at": lot.ends_at}
                yield coming(lot.ends_at, lot.customer_id, key, about)
            return
        with self._books.looking() as unit:
            coupons = list(of_coupons.between(unit, after, until))
        for one in coupons:
            about = {"coupon": {"code": one.code, "ends_at": one.ends_at}}
            yield coming(one.ends_at, one.customer_id, keys.of_coupon_end(one.id), about)

    # Everybody at once

    def _date(self, trigger: DateComes, day: date) -> Iterator[Coming]:
        occasion = trigger.of(day, self._calendar)
        if self._since <= occasion.at <= self._until:
            falls = falls_on(trigger, instant=self._asking.is_instant(trigger.field))
            as_of = self._calendar.day_end(trigger.day_for(day))
            yield Coming(occasion.at, self._asking.everybody_for_whom(falls, as_of), occasion.key, occasion.about)

    def _schedule(self, trigger: OnSchedule) -> Iterator[Coming]:
        at = trigger.next_after(self._since - timedelta(microseconds=1), self._calendar)
        while at is not None and at <= self._until:
            yield Coming(at, _Later(self._asking, trigger.segment, at), keys.of_schedule(at))
            at = trigger.next_after(at, self._calendar)

    def _by_hand(self) -> BitMap:
        if self._segment is None:
            told = say(
                "nobody enters this campaign by themselves; name a segment whose members are to enter at the beginning"
            )
            raise Invalid(told, [Fault("/segment", "missing", told)])
        return self._asking.segments.members(self._segment, self._since)


class _Later:
    """The members of a segment at an instant, asked for when they are entered."""

    def __init__(self, asking: PastAsking, segment: str, at: datetime) -> None:
        self._asking, self._segment, self._at = asking, segment, at

    def __iter__(self) -> Iterator[int]:
        return iter(self._asking.segments.members(self._segment, self._at))
