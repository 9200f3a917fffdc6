"""Messages on their way in the books: claimed, marked as handed over, settled. Everything is a set.

A message is marked as handed over, in a transaction that is committed, before
the server gets any of it. Who was killed in between leaves it so: then nobody knows
whether it was taken, unless the way out remembers, and it goes by `recovered`.

A lane claims the messages of its share of customers, so that nobody's messages
are looked at by two lanes at the same instant: a cap on them is kept exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from psycopg.rows import class_row

from regulars.books import Unit
from regulars.core.sentences import written

from .model.answers import Verdict
from .model.states import Filter, Reason, Source
from .tables import NOT_SENT

CLAIMED_FOR = timedelta(hours=1)
"""Longer than everything that a lane has taken can take: a server may think about one mail for minutes. Who was killed meanwhile
holds up nothing for so long, for the next worker takes it back as it begins."""

_CLAIM = """
    with due as materialized (
        select id from message
        where due_at <= %(now)s and (claimed_until is null or claimed_until <= %(now)s) and state in ('queued', 'deferred')
            and coalesce(customer_id, id) %% %(lanes)s = %(lane)s
        order by due_at, id limit %(most)s for update skip locked
    )
    update message m set claimed_until = %(until)s from due where m.id = due.id
    returning m.id, m.source, m.source_id, m.node, m.run_id, m.customer_id, m.address, m.template_id, m.template_version,
        m.language, m.marketing, m.sends_to, m.list, m."values", m.test_address, m.not_after, m.due_at, m.attempts,
        m.claimed_until"""

_MINE = "m.id = given.id and m.claimed_until = %(claim)s and m.state in ('queued', 'deferred')"

_BLOCK = f"""
    update message m set {NOT_SENT}, reason = given.reason, answer = given.answer, address = coalesce(m.address, given.address),
        due_at = null, claimed_until = null, waits_for = null, settled_at = %(now)s
    from unnest(%(ids)s::bigint[], %(reasons)s::text[], %(answers)s::text[], %(addresses)s::text[])
        as given (id, reason, answer, address)
    where {_MINE}"""

_WAIT = f"""
    update message m set due_at = given.due_at, claimed_until = null, waits_for = 'throttle'
    from unnest(%(ids)s::bigint[], %(due)s::timestamptz[]) as given (id, due_at) where {_MINE}"""

_HAND_OVER = f"""
    update message m set state = 'handed_over', mail_id = given.mail_id, subject = given.subject, address = given.address,
        list = given.list, waits_for = null, sent_at = coalesce(m.sent_at, %(now)s), due_at = m.claimed_until, attempts = m.attempts + 1
    from unnest(%(ids)s::bigint[], %(mails)s::text[], %(subjects)s::text[], %(addresses)s::text[], %(lists)s::text[])
        as given (id, mail_id, subject, address, list)
    where {_MINE} returning m.id"""

_SETTLE = """
    update message m set state = given.state, reason = given.reason, answer = given.answer, due_at = given.due_at,
        claimed_until = null, settled_at = %(now)s, waits_for = case when given.state = 'deferred' then 'put_off' end,
        sent_at = case when given.state in ('accepted', 'unknown') then m.sent_at when given.state = 'bounced' then m.maybe_sent_at end
    from unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[], %(answers)s::text[], %(due)s::timestamptz[])
        as given (id, state, reason, answer, due_at)
    where m.id = given.id and m.state = 'handed_over' and (m.claimed_until = %(claim)s or %(claim)s::timestamptz is null)
    returning m.id"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours until `claimed_until`; `attempts` were made before."""

    id: int
    source: Source
    source_id: str
    node: str | None
    run_id: int | None
    customer_id: int | None
    address: str | None
    template_id: int
    template_version: int
    language: str | None
    marketing: bool
    sends_to: Filter
    list: str | None
    values: Mapping[str, Any]
    test_address: str | None
    not_after: datetime | None
    due_at: datetime
    attempts: int
    claimed_until: datetime


class Blocked(NamedTuple):
    """A message that isn't sent, why, and what more is to be said of it."""

    id: int
    reason: Reason
    answer: str | None = None
    address: str | None = None


class Ready(NamedTuple):
    """A message whose mail is made."""

    id: int
    mail_id: str
    subject: str
    address: str
    list: str | None


class Settled(NamedTuple):
    """A message that was handed over, and what came of it."""

    id: int
    verdict: Verdict
    answer: str


class HandedOver(NamedTuple):
    """A message that a killed process had handed over, or was about to."""

    id: int
    mail_id: str
    marketing: bool
    attempts: int
    address: str
    test_address: str | None


def claim(unit: Unit, *, lane: int, lanes: int, most: int) -> list[Claimed]:
    """Claim what is due of a lane's customers, the longest due first."""
    cursor = unit.driver.cursor(row_factory=class_row(Claimed))
    until = unit.now + CLAIMED_FOR
    cursor.execute(_CLAIM, {"now": unit.now, "until": until, "lane": lane, "lanes": lanes, "most": most})
    return sorted(cursor.fetchall(), key=lambda one: (one.due_at, one.id))


def block(unit: Unit, claim: datetime, blocked: Sequence[Blocked]) -> None:
    """Note that claimed messages aren't sent."""
    if not blocked:
        return
    ids, reasons, answers, addresses = (list(column) for column in zip(*blocked, strict=True))
    told = [answer and written(answer) for answer in answers]
    named = {"ids": ids, "reasons": reasons, "answers": told, "addresses": addresses}
    unit.driver.execute(_BLOCK.encode(), named | {"claim": claim, "now": unit.now})


def wait(unit: Unit, claim: datetime, until: Mapping[int, datetime]) -> None:
    """Put claimed messages back until their domains take more."""
    if until:
        unit.driver.execute(_WAIT.encode(), {"ids": list(until), "due": list(until.values()), "claim": claim})


def hand_over(unit: Unit, claim: datetime, ready: Sequence[Ready]) -> set[int]:
    """Mark claimed messages as handed over, before they are; returns those that still may be: others were taken back."""
    if not ready:
        return set()
    ids, mails, subjects, addresses, lists = (list(column) for column in zip(*ready, strict=True))
    named = {"ids": ids, "mails": mails, "subjects": subjects, "addresses": addresses, "lists": lists}
    found = unit.driver.execute(_HAND_OVER.encode(), named | {"claim": claim, "now": unit.now})
    return {id for (id,) in found.fetchall()}


def settle(unit: Unit, claim: datetime | None, settled: Sequence[Settled]) -> set[int]:
    """Note what came of messages that were handed over; returns those that this is news of."""
    if not settled:
        return set()
    named = {
        "ids": [one.id for one in settled],
        "states": [one.verdict.state for one in settled],
        "reasons": [one.verdict.reason for one in settled],
        "answers": [written(one.answer) for one in settled],
        "due": [one.verdict.due_at for one in settled],
    }
    found = unit.driver.execute(_SETTLE.encode(), named | {"claim": claim, "now": unit.now})
    return {id for (id,) in found.fetchall()}


def let_go(unit: Unit, claim: datetime, ids: Iterable[int]) -> None:
    """Give back what was claimed and not handed over."""
    unit.driver.execute(
        "update message set claimed_until = null where id = any(%s) and claimed_until = %s and state in ('queued', 'deferred')",
        [list(ids), claim],
    )


def lost(unit: Unit, most: int = 500) -> list[HandedOver]:
    """Messages that were handed over by a process that is no more."""
    found = unit.driver.execute(
        """select id, mail_id, marketing, attempts, address, test_address from message where state = 'handed_over' and due_at is not null and claimed_until <= %s
           order by id limit %s for update skip locked""",
        [unit.now, most],
    )
    return [HandedOver(*row) for row in found.fetchall()]


def orphan(unit: Unit) -> int:
    """Let the claims of whoever was killed end now; done by the one worker there is, before it begins."""
    return unit.driver.execute(
        "update message set claimed_until = %s where due_at is not null and claimed_until > %s", [unit.now, unit.now]
    ).rowcount


def next_due(unit: Unit) -> datetime | None:
    """When something is to be done next that isn't due yet."""
    found = unit.driver.execute(
        "select due_at from message where due_at > %s order by due_at limit 1", [unit.now]
    ).fetchone()
    return found[0] if found else None
