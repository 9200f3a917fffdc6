"""When a mail may leave: outside of quiet hours, while there is room for one more, and before it is too late to matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, Protocol

from regulars.books import Books
from regulars.campaigns import policy
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.progress import HeldBack, Passing, Task, Walk
from regulars.campaigns.model.settings import CampaignSettings
from regulars.campaigns.model.steps import SendMail
from regulars.campaigns.policy import Policy
from regulars.messaging import queue
from regulars.messaging.templates import kept
from regulars.rules.calendar import Calendar

ROOM_AGAIN = timedelta(hours=1)
"""When it is looked again at the latest whether there is room for one more: a mail may have come to nothing, or the policy allow
more."""


class Sent(Protocol):
    """Whoever knows how many mails customers may be sent, and how many they were."""

    def policy(self) -> Policy:
        """What holds over all campaigns."""
        ...

    def advertises(self, template: str) -> bool:
        """Whether mails by a template advertise: what customers wait for is held back by no policy."""
        ...

    def since(self, here: Iterable[Walk], days: int) -> Mapping[int, Sequence[datetime]]:
        """When the customers of some runs were sent mails in so many days up to when they are looked at, by run."""
        ...


class Calendars(Protocol):
    """Whoever knows the time zones of customers."""

    def calendars(self, attribute: str | None, customers: Collection[int]) -> Callable[[int], Calendar]: ...


class MailsSent:
    """What was sent in earnest, and is yet to be."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def policy(self) -> Policy:
        with self._books.looking() as unit:
            return policy.get(unit)

    def advertises(self, template: str) -> bool:
        with self._books.looking() as unit:
            return kept.advertises(unit, int(template))

    def since(self, here: Iterable[Walk], days: int) -> Mapping[int, Sequence[datetime]]:
        walks = list(here)
        first = min(walk.now for walk in walks) - timedelta(days=days)
        with self._books.looking() as unit:
            sent = queue.sent_since(unit, [walk.customer_id for walk in walks], first)
        return {walk.run_id: sent.get(walk.customer_id, ()) for walk in walks}


class Mailing:
    """Decides about the mails of one look."""

    def __init__(self, asking: Calendars, sent: Sent) -> None:
        self._asking = asking
        self._sent = sent
        self._policy = sent.policy()
        self._advertising: dict[str, bool] = {}
        self._decided: dict[int, list[datetime]] = defaultdict(list)

    def at(self, definition: Definition, step: SendMail, here: Sequence[Walk]) -> list[Task]:
        """The mails that leave now, those that are dropped, and those that are held back: who has to wait does so."""
        settings, policy = definition.settings, self._policy
        advertises = self._advertises(step.template)
        quiet_hours = policy.quiet_for(settings, advertises=advertises)
        lateness = policy.lateness_for(settings, advertises=advertises)
        calendar_of = self._asking.calendars(policy.zone_for(settings), {walk.customer_id for walk in here})
        counts = advertises and settings.counts_toward_cap
        capped = counts and policy.most_mails is not None
        sent = self._sent.since(here, policy.days) if capped else {}
        tasks = []
        for walk in here:
            now, calendar = walk.now, calendar_of(walk.customer_id)
            too_late = walk.deadline_at
            if too_late is None and lateness is not None:
                too_late = lateness.after(now, calendar)
            leaves_at = now if quiet_hours is None else quiet_hours.over(now, calendar)
            why: Literal["quiet_hours", "cap"] = "quiet_hours"
            room_at = self._room_at(walk, sent) if leaves_at == now and capped else now
            if room_at > now:
                if policy.drops:
                    tasks.append(_dropped(walk, step, definition, "cap"))
                    continue
                leaves_at, why = room_at if quiet_hours is None else quiet_hours.over(room_at, calendar), "cap"
            if too_late is not None and leaves_at > too_late:
                tasks.append(_dropped(walk, step, definition, "too_late"))
            elif leaves_at > now:
                tasks.append(_held_back(walk, step, HeldBack(why, leaves_at), too_late))
            else:
                if counts:
                    self._decided[walk.customer_id].append(now)
                tasks.append(Task(walk, step, walk.leave(definition), not_after=too_late))
                walk.acted = True
        return tasks

    def zone_of(self, settings: CampaignSettings) -> str | None:
        """The attribute that holds the time zone of a campaign's customers."""
        return self._policy.zone_for(settings)

    def _advertises(self, template: str) -> bool:
        if template not in self._advertising:
            self._advertising[template] = self._sent.advertises(template)
        return self._advertising[template]

    def _room_at(self, walk: Walk, sent: Mapping[int, Sequence[datetime]]) -> datetime:
        """When there is room for one more beside what was sent before and what leaves in this look: now, or when enough of them
        are older than the period."""
        assert self._policy.most_mails is not None
        period = timedelta(days=self._policy.days)
        before = (*sent.get(walk.run_id, ()), *self._decided[walk.customer_id])
        counted = sorted(at for at in before if walk.now - period < at <= walk.now)
        too_many = len(counted) - self._policy.most_mails
        return walk.now if too_many < 0 else counted[too_many] + period


def _held_back(walk: Walk, step: SendMail, held: HeldBack, too_late: datetime | None) -> Task:
    walk.wait(min(held.until, walk.now + ROOM_AGAIN) if held.why == "cap" else held.until, too_late)
    return Task(walk, step, Passing(walk.step, walk.node, None), not_after=too_late, held=held)


def _dropped(walk: Walk, step: SendMail, definition: Definition, why: Literal["cap", "too_late"]) -> Task:
    passing = walk.leave(definition)
    passing.done = {"passed_over": why}
    return Task(walk, step, passing, dropped=why)
