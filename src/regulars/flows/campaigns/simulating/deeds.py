"""What steps would have done: counted and told, and not done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from pyroaring import BitMap

from regulars.books import Books
from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import AwardPoints, DeductPoints, GiveCoupon, SendMail
from regulars.http.house import Asked
from regulars.messaging import consents, mail_settings, queue, suppressing
from regulars.messaging.customers import Customers
from regulars.messaging.model.gate import Meant, Recipient, Said, why_not
from regulars.messaging.suppressing import folded
from regulars.messaging.templates import kept
from regulars.points import programme
from regulars.rules.fold import fold

AT_ONCE = 20_000
_REGISTERED = "select customer_id from customer where not coalesce(guest, false)"


class Deed(NamedTuple):
    """Something that would have been done at a node: so many points, a coupon, a mail; or why it wasn't."""

    customer_id: int
    at: datetime
    node: str
    what: str
    amount: int = 1
    not_done: str | None = None


class Deeds:
    """Says what tasks would have come to, by what is known of customers today."""

    def __init__(self, books: Books, facts: Asked, definition: Definition, *, campaign: int, since: datetime) -> None:
        self._books = books
        self._facts = facts
        mails = [node.step for node in definition.nodes.values() if isinstance(node.step, SendMail)]
        with books.looking() as unit:
            self._given = {one.slug for one in programme.every(unit) if one.active}
            self._settings = mail_settings.load(unit)
            self._templates = kept.standing(unit, {int(step.template) for step in mails})
            self._lately: dict[int, list[datetime]] = defaultdict(list)
            if self._settings.cap is not None:
                first = since - timedelta(days=self._settings.cap.days)
                for customer, at in queue.sent_by_others(unit, str(campaign), first):
                    self._lately[customer].append(at)
        self._recipients: dict[int, tuple[Recipient | None, Said]] = {}
        self._sent_once: set[tuple[str, int]] = set()

    def of(self, tasks: Sequence[Task]) -> list[Deed]:
        """In the order in which they would have been done. What is dropped says so where it is passed by, and what is held back
        comes again."""
        done = [task for task in tasks if not task.dropped and not task.held]
        self._look_up({task.walk.customer_id for task in done if isinstance(task.step, SendMail)})
        found = []
        for task in sorted(done, key=lambda task: task.walk.now):
            match task.step:
                case (AwardPoints() | DeductPoints()) as step:
                    points = step.amount(task.value)
                    what = "points" if isinstance(step, AwardPoints) else "taken"
                    found.append(_deed(task, what, points, self._no_points(task, step.points_kind, points)))
                case GiveCoupon():
                    found.append(_deed(task, "coupon"))
                case SendMail() as step:
                    found.append(_deed(task, "mail", 1, self._no_mail(task, step)))
                case step:
                    found.append(_deed(task, str(type(step).model_fields["kind"].default)))
        return found

    @cached_property
    def _accounts(self) -> BitMap:
        return BitMap(self._facts.ask(_REGISTERED).column("customer_id").to_pylist())

    def _no_points(self, task: Task, kind: str, points: int) -> str | None:
        if kind not in self._given:
            return "programme_off"
        if task.walk.customer_id not in self._accounts:
            return "guest"
        return None if points else "no_amount"

    def _no_mail(self, task: Task, step: SendMail) -> str | None:
        if step.once:
            place = (task.passing.node, task.walk.customer_id)
            if place in self._sent_once:
                return "sent_before"
            self._sent_once.add(place)
        recipient, said = self._recipients[task.walk.customer_id]
        template = self._templates.get(int(step.template))
        marketing = template is None or template.kind == "marketing"
        list_ = fold(step.list or self._settings.list)
        meant = Meant(task.walk.customer_id, None, marketing, step.sends_to, list_, None)
        why = why_not(meant, recipient, self._with_sent(said, task), self._settings.cap, task.walk.now)
        if why is None and marketing and self._settings.cap is not None:
            self._lately[task.walk.customer_id].append(task.walk.now)
        return why

    def _with_sent(self, said: Said, task: Task) -> Said:
        """With how many mails went out lately that count towards the cap: of the simulation, and of anything else."""
        cap, now = self._settings.cap, task.walk.now
        if cap is None:
            return said
        since = now - timedelta(days=cap.days)
        return replace(said, sent_lately=sum(since < at <= now for at in self._lately[task.walk.customer_id]))

    def _look_up(self, customers: Iterable[int]) -> None:
        """Whom mails are for, and what they said, as the sender would look it up; each once."""
        missing = sorted(set(customers) - self._recipients.keys())
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            recipients = Customers(self._facts).find(some)
            self._recipients |= self._said(some, recipients)

    def _said(
        self, customers: Sequence[int], recipients: Mapping[int, Recipient]
    ) -> dict[int, tuple[Recipient | None, Said]]:
        addresses = {id: folded(one.email) for id, one in recipients.items() if one.email}
        with self._books.looking() as unit:
            by_customer, by_address = consents.standing(unit, customers, addresses.values())
            suppressed = suppressing.of(unit, list(addresses.values()))
        found: dict[int, tuple[Recipient | None, Said]] = {}
        for id in customers:
            address = addresses.get(id, "")
            lists = by_address.get(address, {}) | by_customer.get(id, {})
            found[id] = recipients.get(id), Said(lists, None, suppressed.get(address))
        return found


def _deed(task: Task, what: str, amount: int = 1, not_done: str | None = None) -> Deed:
    return Deed(task.walk.customer_id, task.walk.now, task.passing.node, what, amount, not_done)
