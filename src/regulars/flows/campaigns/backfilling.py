"""Back-filling: the occasions of a period of the past, found as a simulation finds them, let customers enter now.

What doesn't hold any more is left out: who has left the segment again, a cart
that was ordered after all, points that have ended. An occasion has the key
that it has when it is noticed as it happens, so it is entered by once however
often the period is asked for and wherever the work was broken off.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from pyroaring import BitMap

from regulars.books import Books, Unit
from regulars.books.jobs import Run
from regulars.campaigns import backfills, book, entering
from regulars.campaigns.entering import Entrant
from regulars.campaigns.model.check import kept
from regulars.campaigns.model.triggers import SegmentEntered, SegmentLeft
from regulars.flows.ground import ground_of
from regulars.http.house import Asked
from regulars.journal.append import CHANNEL
from regulars.rules.calendar import TICK

from .simulating.occasions import Coming, Occasions
from .simulating.past import PastAsking
from .simulating.tally import mixed

KIND = "campaign_backfill"
PREVIEW = "campaign_backfill_preview"
AT_ONCE = 5_000
SHOWN = 20
"""As many of those who would enter are shown, drawn from all of them, each with the first occasion."""


class Past(NamedTuple):
    """Somebody who may enter, and when what lets them happened."""

    at: datetime
    entrant: Entrant


def preview(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job that says who would enter; nothing is written."""
    return _Backfilling(run, facts).preview()


def work(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job that lets them enter, a chunk a transaction; what was broken off goes on where it was."""
    return _Backfilling(run, facts).work()


class _Backfilling:
    def __init__(self, run: Run, facts: Asked) -> None:
        self._run = run
        self._books: Books = run.books
        shop = self._books.shop()
        self._calendar = shop.calendar
        with self._books.looking() as unit:
            self._one = one = backfills.get(unit, int(run.args["backfill"]))
            self._definition = kept(book.version(unit, one.campaign_id, one.version).document)
            self._taken = backfills.entered_by(unit, one.id)
            self._now = unit.now
        self._asking = PastAsking(self._books, facts, ground_of(self._books, shop)(), one.since)
        span = (one.since, one.until)
        self._occasions = Occasions(self._books, self._asking, self._definition, span, None)
        self._once = self._definition.settings.entry.again != "each_time"
        self._over = 0

    # What is asked for

    def preview(self) -> dict[str, Any]:
        found, entered, customers = 0, 0, BitMap()
        days: list[dict[str, Any]] = []
        shown: list[Past] = []
        for day, chunks in self._days():
            of_day = 0
            for chunk in chunks:
                found += len(chunk)
                for one in self._would_enter(chunk):
                    of_day += 1
                    if one.entrant.customer_id not in customers:
                        customers.add(one.entrant.customer_id)
                        shown.append(one)
                shown = heapq.nsmallest(SHOWN, shown, key=lambda one: mixed(one.entrant.customer_id))
            entered += of_day
            if of_day:
                days.append({"day": day.isoformat(), "entered": of_day})
        return {
            "entered": entered,
            "customers": len(customers),
            "before": found - entered,
            "over": self._over,
            "by_day": self._occasions.is_by_day,
            "days": days,
            "shown": sorted(({"customer": one.entrant.customer_id, "at": one.at.isoformat(), "key": one.entrant.key}
                             for one in shown), key=lambda one: (one["at"], one["customer"])),
        }  # fmt: skip

    def work(self) -> dict[str, Any]:
        for day, chunks in self._days():
            for chunk in chunks:
                some = list(self._would_enter(chunk))
                if some:
                    self._books.perform(partial(self._enter, some))
            self._books.perform(partial(self._reach, day))
        with self._books.looking() as unit:
            return {"entered": backfills.get(unit, self._one.id).entered}

    def _reach(self, day: date, unit: Unit) -> None:
        backfills.change(unit, self._one.id, reached=day)

    def _enter(self, some: Sequence[Past], unit: Unit) -> None:
        one = backfills.get(unit, self._one.id, lock=True)
        backfills.running(unit, one.campaign_id, version=one.version)
        entrants = [past.entrant for past in some]
        entered = entering.enter(
            unit, one.campaign_id, one.version, self._definition, entrants, calendar=self._calendar, backfill=one.id
        )
        backfills.change(unit, one.id, entered=one.entered + entered)
        unit.ring(CHANNEL)

    # Day by day

    def _days(self) -> Iterator[tuple[date, Iterator[list[Past]]]]:
        """The local days that are left to do, with who may enter by each, some at a time, the earliest first."""
        first, last = (self._calendar.local_date(at) for at in (self._one.since + TICK, self._one.until))
        total = (last - first).days + 1
        for n in range(total):
            day = first + timedelta(days=n)
            self._run.progress(n, total)
            if self._one.job is None or self._one.reached is None or day > self._one.reached:
                yield day, _some_at_a_time(self._of(day))
        self._run.progress(total, total)

    def _of(self, day: date) -> Iterator[Past]:
        for coming in self._occasions.of(day):
            all_of_them = BitMap(coming.customers)
            still = self._still(coming, all_of_them)
            self._over += len(all_of_them) - len(still)
            about = {**coming.about, "at": coming.at.isoformat()}
            for customer in still:
                yield Past(coming.at, Entrant(customer, coming.key, about))

    def _still(self, coming: Coming, customers: BitMap) -> BitMap:
        """Those for whom the occasion holds still."""
        if coming.over_at is not None and coming.over_at <= self._now:
            return BitMap()
        match self._definition.trigger:
            case SegmentEntered(segment=segment):
                return customers & self._asking.segments.members(segment, self._now)
            case SegmentLeft(segment=segment):
                return customers - self._asking.segments.members(segment, self._now)
        return customers

    def _would_enter(self, chunk: Sequence[Past]) -> Iterator[Past]:
        some = [one for one in chunk if not self._once or one.entrant.customer_id not in self._taken]
        entrants = [one.entrant for one in some]
        with self._books.looking() as unit:
            places = entering.would_enter(
                unit, self._one.campaign_id, self._definition, entrants, calendar=self._calendar
            )
        for place in places:
            self._taken.add(entrants[place].customer_id)
            yield some[place]


def _some_at_a_time(all_of_them: Iterable[Past]) -> Iterator[list[Past]]:
    waiting = iter(all_of_them)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
