"""The simulation itself: day after day who comes enters, and whoever is due goes on by what decides in earnest.

A local day is a look: all who stand at one node that day are decided about
together, each as of their own instant, until nobody is due any more before the
day is over. What steps do is counted; nothing is written, and nothing that is
done is seen by conditions and segments afterwards.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from regulars.books import Books
from regulars.books.jobs import Run
from regulars.campaigns import policy
from regulars.campaigns.model.check import kept
from regulars.campaigns.model.progress import EndedBy, Walk
from regulars.campaigns.model.steps import HAPPENED, WaitForEvent, WaitForOrder
from regulars.campaigns.policy import Policy
from regulars.core.money import rounded
from regulars.flows.campaigns.deciding import Deciding
from regulars.flows.campaigns.mailing import Mailing
from regulars.flows.ground import ground_of
from regulars.http.house import Asked
from regulars.messaging import queue
from regulars.messaging.templates import kept as kept_templates
from regulars.points import worth
from regulars.rules.calendar import Calendar

from .deeds import Deeds
from .entries import Entering, Entries
from .happenings import Happenings
from .occasions import Occasions
from .past import PastAsking
from .tally import Tally
from .trial import Simulation

KIND = "campaign_simulation"
Progress = Callable[[int, int], None]


def work(run: Run, facts: Asked) -> dict[str, Any]:
    """The handler of the job; args: a `Simulation`. What was broken off begins anew, for nothing is stored."""
    return simulated(run.books, facts, Simulation.model_validate(run.args), run.progress)


def simulated(
    books: Books, facts: Asked, simulation: Simulation, progress: Progress = lambda done, total: None
) -> dict[str, Any]:
    """What would have happened."""
    simulator = Simulator(books, facts, simulation)
    days = list(_days(simulation, simulator.calendar))
    for n, day in enumerate(days):
        progress(n, len(days))
        simulator.live(day)
    progress(len(days), len(days))
    with books.looking() as unit:
        value = worth.most_minor(unit)
    told = simulator.tally.told(simulator.definition, days)
    cost = None if value is None else rounded(told["points"] * value)
    return {**told, "cost_minor": cost, "by_day": simulator.occasions.is_by_day}


def _days(simulation: Simulation, calendar: Calendar) -> Iterator[date]:
    day = calendar.local_date(simulation.since)
    while day <= calendar.local_date(simulation.until):
        yield day
        day += timedelta(days=1)


@dataclass(slots=True)
class Simulated(Walk):
    """A run of a simulation. `ends`: when something that its customer does ends it; `hears`: it goes on for what it waited
    for has happened."""

    ends: tuple[datetime, EndedBy] | None = None
    hears: bool = False


class Simulator:
    """Lets the days of a simulation pass."""

    def __init__(self, books: Books, facts: Asked, simulation: Simulation) -> None:
        shop = books.shop()
        self._campaign = simulation.campaign_id
        self._until = simulation.until
        self.calendar = shop.calendar
        self.definition = kept(simulation.draft.model_dump(mode="json"))
        span = (simulation.since, simulation.until)
        self._asking = PastAsking(books, facts, ground_of(books, shop)(), simulation.since)
        self.occasions = Occasions(books, self._asking, self.definition, span, simulation.segment)
        self.tally = Tally(shop.calendar)
        self._entries = Entries(self.definition.settings.entry, shop.calendar)
        self._happenings = Happenings(facts, self.definition, self._asking.segments, *span)
        self._deeds = Deeds(books, facts, self.definition, campaign=self._campaign, since=simulation.since)
        self._sent = _Sent(books, self._campaign, simulation.since)
        self._due: dict[date, list[Simulated]] = defaultdict(list)
        self._last_id = 0

    def live(self, day: date) -> None:
        """Let a local day pass.

        The many runs of a day hold no circles, so looking for such garbage meanwhile would only take as long again.
        """
        collects = gc.isenabled()
        gc.disable()
        try:
            self._live(day)
        finally:
            if collects:
                gc.enable()

    def _live(self, day: date) -> None:
        over = min(self.calendar.day_end(day), self._until)
        walks = self._due.pop(day, [])
        coming: Sequence[Entering] = [
            (one.at, customer, one.about) for one in self.occasions.of(day) for customer in one.customers
        ]
        if self._entries.asks_who_left:
            self._let_pass(walks, over)
            walks = []
        while walks or coming:
            entrants, coming = self._entries.let_in(coming)
            self.tally.enter(day, [customer for _, customer, _ in entrants])
            walks += [self._entered(at, customer, about) for at, customer, about in entrants]
            self._let_pass(walks, over)
            walks = []

    def _let_pass(self, walks: list[Simulated], over: datetime) -> None:
        """Take runs as far as they come until an instant."""
        while walks:
            walks = self._go_on(walks, over)

    def _entered(self, at: datetime, customer: int, about: Mapping[str, Any]) -> Simulated:
        self._last_id += 1
        ends = self._happenings.ends(customer, at)
        first = self.definition.first
        return Simulated(
            self._last_id, self._campaign, 1, customer, first, 0, None, about, [], at, at, due_at=at, ends=ends
        )

    def _go_on(self, walks: Iterable[Simulated], over: datetime) -> list[Simulated]:
        """Take runs further that are due; those are left that are due again on the same day."""
        looked_at, all_of_them = [], []
        for walk in walks:
            assert walk.due_at is not None, walk
            walk.now, walk.due_at = walk.due_at, None
            walk.parked = walk.acted = False
            walk.passed.clear()
            all_of_them.append(walk)
            if walk.ends is not None and walk.ends[0] <= walk.now:
                walk.end(walk.ends[1])
                continue
            if walk.hears:
                walk.hears = False
                walk.leave(self.definition, HAPPENED)
            looked_at.append(walk)
        decided = Deciding(self._asking, Mailing(self._asking, self._sent), lambda *_: self.definition).decide(
            looked_at
        )
        deeds = self._deeds.of(decided.tasks)
        self._sent.note((deed.customer_id, deed.at) for deed in deeds if deed.what == "mail" and deed.not_done is None)
        self.tally.do(deeds)
        self.tally.pass_by(all_of_them)
        return list(self._again(all_of_them, over))

    def _again(self, walks: Iterable[Simulated], over: datetime) -> Iterator[Simulated]:
        """Those that are due again before the day is over; the others are put where their day will find them."""
        for walk in walks:
            if walk.ended_by is not None:
                self._entries.leave(walk.customer_id, walk.now)
                continue
            due = self._due_again(walk)
            walk.due_at = due
            if due <= over:
                yield walk
            elif due <= self._until:
                self._due[self.calendar.local_date(due)].append(walk)

    def _due_again(self, walk: Simulated) -> datetime:
        assert walk.due_at is not None, walk
        due, step = walk.due_at, self.definition.nodes[walk.node].step
        if isinstance(step, WaitForEvent | WaitForOrder) and walk.deadline_at is not None:
            heard = self._happenings.waited_for(walk.node, walk.customer_id, walk.now, walk.deadline_at)
            if heard is not None:
                walk.hears, due = True, heard
        if walk.ends is not None and walk.ends[0] < due:
            walk.hears, due = False, walk.ends[0]
        return due


class _Sent:
    """The mails of customers that count for the most they may be sent: those of the simulation, and those that were sent
    by anything else."""

    def __init__(self, books: Books, campaign: int, since: datetime) -> None:
        self._books = books
        self._whens: dict[int, list[datetime]] = defaultdict(list)
        with books.looking() as unit:
            self._policy = policy.get(unit)
            self._counts = self._policy.most_mails is not None
            if self._counts:
                first = since - timedelta(days=self._policy.days)
                for customer, at in queue.sent_by_others(unit, str(campaign), first):
                    self._whens[customer].append(at.astimezone(UTC))

    def policy(self) -> Policy:
        return self._policy

    def advertises(self, template: str) -> bool:
        with self._books.looking() as unit:
            return kept_templates.advertises(unit, int(template))

    def note(self, mails: Iterable[tuple[int, datetime]]) -> None:
        """Some were sent."""
        if self._counts:
            for customer, at in mails:
                self._whens[customer].append(at)

    def since(self, here: Iterable[Walk], days: int) -> Mapping[int, Sequence[datetime]]:
        lasts = timedelta(days=days)
        return {
            walk.run_id: [at for at in self._whens.get(walk.customer_id, ()) if walk.now - lasts <= at <= walk.now]
            for walk in here
        }
