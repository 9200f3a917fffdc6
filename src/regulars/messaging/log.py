"""The log of messages, and why a customer got one or didn't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import NotFound
from regulars.journal import identity
from regulars.rules.fold import fold

from . import consents, looking_up, mail_settings, suppressing
from .consents import Preference
from .looking_up import Recipients
from .model.gate import LONG_AGO, Meant, Recipient, Said, standing, why_not
from .model.states import OPEN, Reason, Source, State
from .tables import message
from .transports.mailbox import Mailbox

_message = message.c
_OTHERS = [column for column in message.c if column.name != "waits_for"]
MOST_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class Within:
    """From an instant up to another, by when they were queued, sent, or came into their present state."""

    by: Literal["queued_at", "sent_at", "settled_at"]
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages are listed."""

    source: Source | None = None
    source_id: str | None = None
    states: Sequence[State] = ()
    reason: Reason | None = None
    customer_id: int | None = None
    search: str | None = None
    tests: bool | None = None
    node: str | None = None
    within: Within | None = None
    sent: bool | None = None
    """Only what has been handed over at some time, or hasn't."""
    in_mailbox: bool | None = None
    """Only what lies in the mailbox here to be read, or doesn't."""


def any_accepted(unit: Unit) -> bool:
    """Whether any mail has ever left, or come into the mailbox; trials count."""
    return bool(unit.connection.scalar(sa.select(sa.exists().where(_message.state == "accepted"))))


def listed(unit: Unit, asked: Asked, *, before: int | None, limit: int) -> Sequence[sa.Row[Any]]:
    """Messages, the latest queued first."""
    query = _filtered(unit, _listed(unit), asked).order_by(_message.id.desc()).limit(limit)
    return unit.connection.execute(query.where(_message.id < before) if before is not None else query).all()


def counted(unit: Unit, asked: Asked) -> dict[str, int]:
    """How many there are of each state."""
    query = _filtered(unit, sa.select(_message.state, sa.func.count()), asked).group_by(_message.state)
    return dict(unit.connection.execute(query).all())


def get(unit: Unit, id: int) -> sa.Row[Any]:
    """One message; raises `NotFound`."""
    row = unit.connection.execute(_listed(unit).where(_message.id == id)).one_or_none()
    if row is None:
        raise NotFound("message", str(id))
    return row


def of_ids(unit: Unit, ids: Sequence[int]) -> dict[int, sa.Row[Any]]:
    """Messages by their ids."""
    return {row.id: row for row in unit.connection.execute(_listed(unit).where(_message.id.in_(list(set(ids)))))}


def _listed(unit: Unit) -> sa.Select[Any]:
    """Messages as they are kept, and what each waits for now: what is due waits for the server while that can't be reached."""
    if mail_settings.trouble(unit) is None:
        return sa.select(message)
    is_due = sa.and_(_message.state.in_(OPEN), _message.due_at <= unit.now)
    return sa.select(*_OTHERS, sa.case((is_due, "server"), else_=_message.waits_for).label("waits_for"))


def _filtered(unit: Unit, query: sa.Select[Any], asked: Asked) -> sa.Select[Any]:
    if asked.source is not None:
        query = query.where(_message.source == asked.source)
    if asked.source_id is not None:
        query = query.where(_message.source_id == asked.source_id)
    if asked.node is not None:
        query = query.where(sa.func.coalesce(_message.node, "") == asked.node)
    if asked.sent is not None:
        query = query.where(_message.sent_at.is_not(None) if asked.sent else _message.sent_at.is_(None))
    if asked.in_mailbox is not None:
        query = query.where(sa.func.coalesce(_message.answer == Mailbox.TAKEN, sa.false()) == asked.in_mailbox)
    if asked.within is not None:
        at = _message[asked.within.by]
        query = query.where(at >= asked.within.since, at < asked.within.until)
    if asked.states:
        query = query.where(_message.state.in_(asked.states))
    if asked.reason is not None:
        query = query.where(_message.reason == asked.reason)
    if asked.customer_id is not None:
        query = query.where(_message.customer_id.in_(ids_of(unit, asked.customer_id)))
    if asked.search:
        words = asked.search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = query.where(sa.or_(_message.address.ilike(f"%{words}%"), _message.subject.ilike(f"%{words}%")))
    if asked.tests is not None:
        query = query.where(_message.test_address.is_not(None) if asked.tests else _message.test_address.is_(None))
    return query


def ids_of(unit: Unit, customer_id: int) -> list[int]:
    """The id that a customer has today, and those of all who became them."""
    today = identity.current_ids(unit, [customer_id]).get(customer_id, customer_id)
    merged = unit.driver.execute("select customer_id from customer_alias where into_id = %s", [today]).fetchall()
    return [today, *(id for (id,) in merged)]


@dataclass(frozen=True, slots=True)
class Now:
    """What would keep a mail from a customer at this instant."""

    address: str | None
    language: str | None
    guest: bool
    list: str
    status: str | None
    since: datetime | None
    paused_until: datetime | None
    suppressed: str | None
    marketing: Reason | None
    opted_in: Reason | None
    transactional: Reason | None


def now_of(unit: Unit, recipients: Recipients, customer_id: int, *, list: str | None = None) -> Now:
    """What would keep mail of each kind from a customer now; None each: nothing would. Raises `NotFound`."""
    today = identity.current_id(unit, customer_id)
    recipient = recipients.find([today]).get(today)
    settings = mail_settings.load(unit)
    chosen = consents.preferences(unit, [today]).get(today, Preference())
    address = suppressing.folded(recipient.email or "") if recipient else ""
    to_lists, of_addresses = consents.standing(unit, [today], [address] if address else [])
    said = Said(
        of_addresses.get(address, {}) | to_lists.get(today, {}),
        chosen.paused_until,
        suppressing.of(unit, [address]).get(address) if address else None,
        looking_up.sent_lately(unit, {today}, settings).get(today, 0),
    )
    name = list or settings.list

    def why(*, marketing: bool, opted_in: bool = False) -> Reason | None:
        meant = Meant(today, None, marketing, "opted_in" if opted_in else "all", fold(name), None)
        return why_not(meant, recipient, said, settings.cap, unit.now)

    key = fold(name)
    return Now(
        address=recipient.email if recipient else None,
        language=chosen.language or (recipient.language if recipient else None),
        guest=recipient.guest if recipient else False,
        list=name,
        status=standing(key, recipient, said),
        since=_since(key, recipient, said),
        paused_until=chosen.paused_until if chosen.paused_until and chosen.paused_until > unit.now else None,
        suppressed=said.suppressed,
        marketing=why(marketing=True),
        opted_in=why(marketing=True, opted_in=True),
        transactional=why(marketing=False),
    )


def _since(key: str, recipient: Recipient | None, said: Said) -> datetime | None:
    found = [known[key].at for known in (recipient.lists if recipient else {}, said.lists) if key in known]
    return max((at for at in found if at != LONG_AGO), default=None)
