"""Timing: what lets customers enter because time has come: dates, schedules, carts left alone, ends that come near.

Each campaign remembers up to when it was looked for; what has come since is one
set. What was missed while nobody worked is made up for, dates of at most so
many days back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.campaigns import arrivals, entering
from regulars.campaigns.entering import Entrant
from regulars.campaigns.model.triggers import (
    AboutToEnd,
    CartAbandoned,
    DateComes,
    OnSchedule,
    PointsAboutToEnd,
    keys,
)
from regulars.campaigns.tables import campaign
from regulars.points import endings as of_points
from regulars.promotions import endings as of_coupons
from regulars.rules.calendar import LATEST

from .asking import Asking
from .live import Live, LiveCampaigns

MOST_DAYS = 31
"""After a longer stop dates further back are let be."""
ENDINGS_EVERY = timedelta(minutes=1)
AT_ONCE = 5_000


class Come(NamedTuple):
    """Those for whom an occasion has come."""

    key: str
    at: datetime
    about: Mapping[str, Any]
    customers: BitMap


Span = tuple[datetime, datetime]
Found = Callable[[Unit], int]
"""Writes what was found about a campaign, in the transaction that moves on up to when it was looked for."""


class TimeComes:
    """Looks for what time has brought, for every campaign that goes by it."""

    def __init__(self, books: Books, asking: Asking, campaigns: LiveCampaigns) -> None:
        self._books = books
        self._asking = asking
        self._campaigns = campaigns
        self._nexts: dict[int, tuple[int, datetime, datetime]] = {}

    def __call__(self, now: datetime, known: datetime) -> int:
        """How many occasions were found, up to when everything that came in is known."""
        with self._books.looking() as unit:
            live = list(self._campaigns.now(unit).values())
            if not live:
                return 0
            looked_at = dict(
                unit.driver.execute("select id, looked_at from campaign where looked_at is not null").fetchall()
            )
        found = 0
        for one in live:
            since = looked_at.get(one.id)
            if since is not None and since < known and (record := self._look(one, since, known)) is not None:
                found += self._books.perform(partial(self._record, one, since, known, record))
        return found

    def _look(self, live: Live, since: datetime, now: datetime) -> Found | None:
        match live.entered.trigger:
            case DateComes() as trigger if self._next(live, since, trigger) <= now:
                return self._arrive(live, self._dates(trigger, since, now))
            case OnSchedule() as trigger if self._next(live, since, trigger) <= now:
                return self._arrive(live, self._schedule(trigger, since, now))
            case CartAbandoned() if self._carts_are_due(live, now):
                return lambda unit: self._carts(unit, live, now)
            case AboutToEnd() as trigger if self._ends_are_due(live, since, now, trigger):
                first = max(since, now - timedelta(days=MOST_DAYS)) if trigger.at else since
                spans = list(trigger.spans(first, now, self._asking.calendar))
                return lambda unit: self._ends(unit, live, trigger, spans)
        return None

    def _next(self, live: Live, since: datetime, trigger: DateComes | OnSchedule | AboutToEnd) -> datetime:
        """When it comes next after it was looked for; looked up once."""
        known = self._nexts.get(live.id)
        if known is None or known[:2] != (live.version, since):
            calendar = self._asking.calendar
            found: datetime | None
            if isinstance(trigger, OnSchedule):
                found = trigger.next_after(since, calendar)
            else:
                day = calendar.local_date(since)
                days = (trigger.instant(day + timedelta(days=n), calendar) for n in range(3))
                found = next(at for at in days if at > since)
            known = self._nexts[live.id] = (live.version, since, found or LATEST)
        return known[2]

    def _record(self, live: Live, since: datetime, until: datetime, record: Found, unit: Unit) -> int:
        moved = sa.update(campaign).where(campaign.c.id == live.id, campaign.c.looked_at == since)
        if unit.connection.execute(moved.values(looked_at=until)).rowcount == 0:
            return 0  # it was paused, or published anew
        return record(unit)

    # Dates and schedules: everybody at once

    def _arrive(self, live: Live, come: Iterable[Come]) -> Found | None:
        found = list(come)
        if not found:
            return None

        def record(unit: Unit) -> int:
            for one in found:
                arrivals.add(unit, live.id, one.customers, key=one.key, at=one.at, about=one.about)
            return len(found)

        return record

    def _dates(self, trigger: DateComes, since: datetime, now: datetime) -> Iterator[Come]:
        calendar = self._asking.calendar
        first = max(calendar.local_date(since), calendar.local_date(now) - timedelta(days=MOST_DAYS - 1))
        day = first
        while day <= calendar.local_date(now):
            if since < trigger.instant(day, calendar) <= now:
                meant = trigger.day_for(day)
                occasion = trigger.of(day, calendar)
                falls = falls_on(trigger, instant=self._asking.is_instant(trigger.field))
                customers = self._asking.holding_of_all(falls, calendar.day_end(meant))
                yield Come(occasion.key, occasion.at, occasion.about, customers)
            day += timedelta(days=1)

    def _schedule(self, trigger: OnSchedule, since: datetime, now: datetime) -> Iterator[Come]:
        """The last time that it has recurred: what was missed before isn't done several times over."""
        last, at = None, trigger.next_after(since, self._asking.calendar)
        while at is not None and at <= now:
            last, at = at, trigger.next_after(at, self._asking.calendar)
        if last is not None:
            yield Come(keys.of_schedule(last), last, {}, self._asking.members(trigger.segment))

    # What comes one by one

    def _ends_are_due(self, live: Live, since: datetime, now: datetime, trigger: AboutToEnd) -> bool:
        """At its time of day; where it has none, as often as is worth while."""
        return now - since >= ENDINGS_EVERY if trigger.at is None else self._next(live, since, trigger) <= now

    def _ends(self, unit: Unit, live: Live, trigger: AboutToEnd, spans: Iterable[Span]) -> int:
        found: list[Entrant] = []
        for after, until in spans:
            match trigger:
                case PointsAboutToEnd(points_kind=kind):
                    found += self._points(unit, kind, after, until)
                case _:
                    found += self._coupons(unit, after, until)
        return self._enter(unit, live, found)

    def _points(self, unit: Unit, kind: str, after: datetime, until: datetime) -> Iterator[Entrant]:
        for one in of_points.between(unit, after, until, kind):
            about = {"points": one.points, "ends_at": one.ends_at}
            yield Entrant(one.customer_id, keys.of_points_end(one.ends_at, kind), about)

    def _coupons(self, unit: Unit, after: datetime, until: datetime) -> Iterator[Entrant]:
        for one in of_coupons.between(unit, after, until):
            about = {"coupon": {"code": one.code, "ends_at": one.ends_at}}
            yield Entrant(one.customer_id, keys.of_coupon_end(one.id), about)

    def _carts_are_due(self, live: Live, now: datetime) -> bool:
        with self._books.looking() as unit:
            found = unit.driver.execute(
                "select exists (select from campaign_timer where campaign_id = %s and due_at <= %s)", [live.id, now]
            ).fetchone()
        return bool(found and found[0])

    def _carts(self, unit: Unit, live: Live, until: datetime) -> int:
        due = unit.driver.execute(
            """delete from campaign_timer t using (
                   select campaign_id, key from campaign_timer where campaign_id = %s and due_at <= %s
                   order by due_at limit %s) d
               where t.campaign_id = d.campaign_id and t.key = d.key returning t.customer_id, t.key, t.since""",
            [live.id, until, AT_ONCE],
        ).fetchall()
        return self._enter(unit, live, (
            Entrant(customer_id, keys.of_cart(key, since), {"cart": {"id": key}}) for customer_id, key, since in due
        ))  # fmt: skip

    def _enter(self, unit: Unit, live: Live, entrants: Iterable[Entrant]) -> int:
        return entering.enter(unit, live.id, live.version, live.entered, list(entrants), calendar=self._asking.calendar)


def falls_on(trigger: DateComes, *, instant: bool) -> dict[str, Any]:
    """The condition that a date of the customer's falls on a local day; it is asked as of that day."""
    field = trigger.field
    if trigger.every_year:
        falls = {"value": {"days_until_anniversary": field}, "op": "=", "to": 0}
        return {"all": [falls, {"value": {"age": field}, "op": ">=", "to": 1}]}
    return {"value": {"days_since": {"date": field} if instant else field}, "op": "=", "to": 0}
