"""Deciding: where runs go that are looked at, node by node, all who stand at one node together.

The facts are asked here, before a transaction is opened. What is to be done on
the way is gathered as tasks; a run that has done something and then comes to a
condition waits until the facts know of it. Each run is looked at at an instant
of its own, which is the same for all of them where they are taken further in
earnest; in a simulation it is the one at which they would have been.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

from regulars.campaigns.model.amounts import Counted
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.durations import Duration, on_day
from regulars.campaigns.model.formulas import Of
from regulars.campaigns.model.progress import Task, Walk
from regulars.campaigns.model.steps import (
    HAPPENED,
    NO,
    OTHERWISE,
    YES,
    AwardPoints,
    DeductPoints,
    End,
    FirstThatFits,
    Holds,
    ReachGoal,
    Select,
    SendMail,
    Split,
    Wait,
    WaitForCondition,
    WaitForEvent,
    WaitForOrder,
    WaitUntilDate,
    WaitUntilTime,
)
from regulars.campaigns.model.steps.waits import coming
from regulars.core.errors import Invalid
from regulars.facts.refusals import QuestionFailed
from regulars.rules.calendar import Calendar

from .mailing import Mailing

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(hours=1)
"""When a run is looked at again whose condition can't be asked: what it names may come back."""

Held = Callable[[Walk], bool]
"""Whether something held for a run that was asked about."""
Places = Mapping[tuple[int, int, str], list[Walk]]


@dataclass(slots=True)
class Decided:
    """Where runs go, and what is to be done on the way, in the order of the steps."""

    walks: list[Walk]
    tasks: list[Task] = field(default_factory=list)


class Answers(Protocol):
    """Whatever says what holds for runs, each at the instant at which it is looked at."""

    @property
    def calendar(self) -> Calendar:
        """The shop's."""
        ...

    def members(self, segment: str, here: Sequence[Walk]) -> Held:
        """Whose customer is in a segment."""
        ...

    def holding(self, conditions: Sequence[Mapping[str, Any]], here: Sequence[Walk]) -> list[Held]:
        """For whom each condition holds."""
        ...

    def holding_then(self, condition: Mapping[str, Any], here: Sequence[Walk]) -> Held:
        """For whom it held when what let them enter happened."""
        ...

    def holding_until(
        self, condition: Mapping[str, Any], here: Sequence[Walk]
    ) -> tuple[Held, Callable[[Walk], datetime | None]]:
        """For whom it holds, and when time alone may change that, where it ever does."""
        ...

    def amounts(self, of: Of, here: Sequence[Walk], kind: str) -> Callable[[Walk], Fraction | None]:
        """A value that points are counted by, of each: see `amounts.Counted.of`; money in major units. `kind`: of points, for
        balances."""
        ...

    def happened(
        self, step: WaitForEvent | WaitForOrder, definition: Definition, here: Sequence[Walk]
    ) -> Collection[int]:
        """The runs, of those that come to a wait now, for which it has happened since they were on their way to it."""
        ...

    def dates(self, path: str, customers: Collection[int]) -> Mapping[int, date]:
        """A date of some customers, as a local date; of whom it isn't known are left out."""
        ...

    def calendars(self, attribute: str | None, customers: Collection[int]) -> Callable[[int], Calendar]:
        """The calendar of each of some customers, by the attribute that holds their time zone; else the shop's."""
        ...


class Deciding:
    """Decides about the runs of one look."""

    def __init__(self, asking: Answers, mailing: Mailing, definition_of: Callable[[int, int], Definition]) -> None:
        self._mailing = mailing
        self._asking = asking
        self._definition_of = definition_of

    def decide(self, walks: Sequence[Walk]) -> Decided:
        """Take each as far as it goes now."""
        decided = Decided(list(walks))
        moving = list(walks)
        while moving:
            for (campaign, version, node), here in _by_place(moving).items():
                self._at(decided, self._definition_of(campaign, version), node, here)
            moving = [walk for walk in moving if walk.goes_on]
        return decided

    def _at(self, decided: Decided, definition: Definition, node: str, here: list[Walk]) -> None:
        step = definition.nodes[node].step
        if step.needs_facts():
            for walk in here:
                if walk.acted:  # the facts don't know yet what it has done
                    walk.wait(walk.now, walk.deadline_at)
            here = [walk for walk in here if walk.goes_on]
            if here:
                self._ask(decided, definition, node, here)
            return
        match step:
            case End():
                for walk in here:
                    walk.end("end")
            case Split():
                for walk in here:
                    walk.leave(definition, step.choose(walk.campaign_id, node, walk.customer_id))
            case Wait(length=length):
                until = self._after(length)
                for walk in here:
                    walk.wait_out(definition, until(walk.now))
            case WaitUntilTime():
                calendar_of = self._calendars(definition, here)
                for walk in here:
                    walk.wait_out(definition, step.until(walk.now, calendar_of(walk.customer_id)))
            case WaitForEvent() | WaitForOrder():
                self._wait_for(definition, step, here)
            case SendMail():
                decided.tasks += self._mailing.at(definition, step, here)
            case ReachGoal():
                for walk in here:
                    self._goal(definition, walk)
            case _:
                for walk in here:
                    decided.tasks.append(Task(walk, step, walk.leave(definition)))
                    walk.acted = True

    def _wait_for(self, definition: Definition, step: WaitForEvent | WaitForOrder, here: list[Walk]) -> None:
        until = self._after(step.at_most)
        coming = [walk for walk in here if walk.deadline_at is None]
        happened = self._asking.happened(step, definition, coming) if coming else ()
        for walk in here:
            if walk.run_id in happened:
                walk.leave(definition, HAPPENED)
            else:
                walk.wait_for(definition, until(walk.now))

    def _goal(self, definition: Definition, walk: Walk) -> None:
        walk.goal_at = walk.goal_at or walk.now
        if definition.settings.ends_on.goal:
            walk.end("goal")
        else:
            walk.leave(definition)

    # What is asked

    def _ask(self, decided: Decided, definition: Definition, node: str, here: list[Walk]) -> None:
        try:
            self._answered(decided, definition, node, here)
        except (Invalid, QuestionFailed) as broken:
            log.warning("campaign %s, node %s can't be asked: %s", here[0].campaign_id, node, broken)
            for walk in here:
                walk.wait(walk.now + AGAIN_AFTER, walk.deadline_at)

    def _answered(self, decided: Decided, definition: Definition, node: str, here: list[Walk]) -> None:
        match definition.nodes[node].step:
            case Select(segment=segment):
                self._leave(definition, here, self._asking.members(segment, here))
            case Holds(condition=condition, as_of="occasion"):
                self._leave(definition, here, self._asking.holding_then(condition, here))
            case Holds(condition=condition):
                [holding] = self._asking.holding([condition], here)
                self._leave(definition, here, holding)
            case FirstThatFits(fits=fits):
                found = self._asking.holding([one.condition for one in fits], here)
                for walk in here:
                    fitting = (one.name for one, holds in zip(fits, found, strict=True) if holds(walk))
                    walk.leave(definition, next(fitting, OTHERWISE))
            case WaitForCondition(condition=condition, at_most=at_most):
                holding, changes = self._asking.holding_until(condition, here)
                until = self._after(at_most)
                for walk in here:
                    walk.wait_until_holds(
                        definition, holds=holding(walk), until=until(walk.now), next_change=changes(walk)
                    )
            case WaitUntilDate() as step:
                self._until_dates(definition, step, here)
            case AwardPoints(points=Counted() as counted) | DeductPoints(points=Counted() as counted) as step:
                value_of = self._counted(counted, here, step.points_kind)
                for walk in here:
                    decided.tasks.append(Task(walk, step, walk.leave(definition), value=value_of(walk)))
                    walk.acted = True
            case step:
                raise AssertionError(f"nobody knows how to ask {type(step).__name__}")

    def _counted(self, counted: Counted, here: Sequence[Walk], kind: str) -> Callable[[Walk], Fraction | None]:
        """What comes of a formula for each, its values asked for all of them together."""
        formula = counted.formula
        asked = {value.pointer: self._asking.amounts(value.of, here, kind) for value in formula.values()}
        return lambda walk: formula.value(lambda value: asked[value.pointer](walk))

    def _until_dates(self, definition: Definition, step: WaitUntilDate, here: list[Walk]) -> None:
        """A date that is past, and one that isn't known, is no wait."""
        dates = self._asking.dates(step.field, {walk.customer_id for walk in here})
        calendar_of = self._calendars(definition, here)
        recurs = step.field == "customer.born_on"
        for walk in here:
            until, calendar = walk.now, calendar_of(walk.customer_id)
            if walk.deadline_at is None and walk.customer_id in dates:
                until = _instant(step, dates[walk.customer_id], walk.now, calendar, recurs=recurs)
            if walk.deadline_at is None and until <= walk.now:
                walk.leave(definition)
            else:
                walk.wait_out(definition, until)

    def _leave(self, definition: Definition, here: Iterable[Walk], holds: Held) -> None:
        for walk in here:
            walk.leave(definition, YES if holds(walk) else NO)

    def _after(self, length: Duration) -> Callable[[datetime], datetime]:
        """The instant so long after another; those that many share are found once."""
        calendar = self._asking.calendar
        return cache(lambda instant: length.after(instant, calendar))

    def _calendars(self, definition: Definition, here: Iterable[Walk]) -> Callable[[int], Calendar]:
        return self._asking.calendars(self._mailing.zone_of(definition.settings), {walk.customer_id for walk in here})


def _instant(step: WaitUntilDate, value: date, now: datetime, calendar: Calendar, *, recurs: bool) -> datetime:
    """When a date counts; of one that recurs the next time that isn't past."""
    today = calendar.local_date(now)
    at = on_day(coming(value, today, step.days, calendar, every_year=recurs), step.at, calendar)
    if recurs and at < now:
        at = on_day(coming(value, today + timedelta(days=1), step.days, calendar, every_year=True), step.at, calendar)
    return at


def _by_place(walks: Iterable[Walk]) -> Places:
    found: dict[tuple[int, int, str], list[Walk]] = defaultdict(list)
    for walk in walks:
        found[walk.campaign_id, walk.version, walk.node].append(walk)
    return found
