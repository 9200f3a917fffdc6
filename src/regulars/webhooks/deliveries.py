"""Deliveries in the books: made of what was announced, claimed, noted, asked for again.

Everything is a set. A claim lasts longer than sending can take; what was not
noted by then, because a process was killed between sending and noting, is
claimed again and sent with the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg.rows import class_row, tuple_row

from regulars.books import Unit
from regulars.books.announcing import ANNOUNCED
from regulars.core.sentences import say, written

from . import endpoints
from .model import DAYS, FAILING_FOR, Answer, Secrets, Verdict, is_to_be_disabled, judge

AT_ONCE = 2_000
LANES = 8
"""As many are on their way to an endpoint at a time; to one that is failing a single one."""
CLAIMED_FOR = timedelta(minutes=1)
IS_OPEN = "state in ('waiting', 'failed')"

_PUBLISH = """
    with taken as materialized (
        select id, payload, created_at, 'msg_' || replace(gen_random_uuid()::text, '-', '') as message_id from outbox
        where topic = %(topic)s and delivered_at is null and due_at <= %(now)s
        order by due_at, id limit %(most)s for update skip locked
    ), wanted as materialized (
        select t.id, t.message_id, t.payload, t.created_at, e.id as endpoint_id from taken t
        join webhook_endpoint e on e.removed_at is null and e.state <> 'disabled'
            and (e.every_type or t.payload ->> 'type' = any(e.types))
    ), messages as (
        insert into webhook_message (id, type, body, created_at)
        select distinct on (id) message_id, payload ->> 'type',
            '{"type":' || (payload -> 'type')::text || ',"timestamp":' || (payload -> 'timestamp')::text
                || ',"data":' || (payload -> 'data')::text || '}', created_at
        from wanted order by id
    ), deliveries as (
        insert into webhook_delivery (message_id, endpoint_id, created_at, next_at)
        select message_id, endpoint_id, created_at, %(now)s from wanted order by id, endpoint_id
    )
    delete from outbox using taken where outbox.id = taken.id"""

_DUE = f"""
    select d.id from webhook_endpoint e
    left join unnest(%(endpoints)s::bigint[], %(busy)s::int[]) as b (endpoint_id, busy) on b.endpoint_id = e.id
    cross join lateral (
        select id from webhook_delivery
        where endpoint_id = e.id and {IS_OPEN} and next_at <= %(now)s
            and (claimed_until is null or claimed_until <= %(now)s)
        order by next_at, id
        limit greatest(0, case when e.failing_since is null then %(lanes)s else 1 end - coalesce(b.busy, 0))
        for update skip locked
    ) d
    where e.state = 'active' and e.removed_at is null
        and (e.leave_alone_until is null or e.leave_alone_until <= %(now)s)"""
"""By itself, and not within the next: how few these are is not to be seen in it, and all deliveries would be read."""

_CLAIM = """
    update webhook_delivery d set claimed_until = %(until)s
    from webhook_endpoint e, webhook_message m
    where d.id = any(%(due)s) and e.id = d.endpoint_id and e.removed_at is null and m.id = d.message_id
    returning d.id, d.endpoint_id, d.attempts, d.message_id, d.claimed_until, e.url, e.secret, e.old_secrets, m.body"""

_NEXT = f"""
    select min(case when e.leave_alone_until > %(now)s then e.leave_alone_until else d.next_at end)
    from webhook_endpoint e
    cross join lateral (
        select next_at from webhook_delivery
        where endpoint_id = e.id and {IS_OPEN}
            and next_at > case when e.leave_alone_until > %(now)s then '-infinity' else %(now)s::timestamptz end
        order by next_at limit 1
    ) d
    where e.state = 'active' and e.removed_at is null"""

_LOG = """
    insert into webhook_attempt (delivery_id, at, duration_ms, status, error, answer)
    select id, %s, %s, %s, %s, %s from webhook_delivery where id = %s"""

_SETTLE = """
    update webhook_delivery
    set state = %s, next_at = %s, claimed_until = null, attempts = %s, last_status = %s, last_error = %s,
        last_attempt_at = %s, delivered_at = %s
    where id = %s and claimed_until = %s"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours to send until `claimed_until`; `attempts` were made before."""

    id: int
    endpoint_id: int
    attempts: int
    message_id: str
    claimed_until: datetime
    url: str
    secret: str
    old_secrets: list[Mapping[str, str]]
    body: str

    @property
    def secrets(self) -> Secrets:
        """What it is signed with."""
        return Secrets.of_rows(self.secret, self.old_secrets)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claimed delivery that was sent at an instant, and what came of it."""

    claimed: Claimed
    at: datetime
    answer: Answer


def publish(unit: Unit) -> int:
    """Make deliveries of what was announced, to each endpoint that wants it; returns how much of it there was."""
    parameters = {"topic": ANNOUNCED, "now": unit.now, "most": AT_ONCE}
    return unit.driver.execute(_PUBLISH, parameters).rowcount


def claim(unit: Unit, busy: Mapping[int, int]) -> list[Claimed]:
    """Claim what is due, the longest due first, as many an endpoint as it has lanes besides those that are `busy`."""
    asked = {"endpoints": list(busy), "busy": list(busy.values()), "lanes": LANES, "now": unit.now}
    due = [id for (id,) in unit.driver.execute(_DUE.encode(), asked).fetchall()]
    if not due:
        return []
    cursor = unit.driver.cursor(row_factory=class_row(Claimed))
    cursor.execute(_CLAIM, {"due": due, "until": unit.now + CLAIMED_FOR})
    return sorted(cursor.fetchall(), key=lambda one: due.index(one.id))


def let_go(unit: Unit, claimed: Iterable[Claimed]) -> None:
    """Give back what was claimed and not sent to its end, so that the next may send it at once."""
    ids = [one.id for one in claimed]
    unit.driver.execute("update webhook_delivery set claimed_until = null where id = any(%s)", [ids])


def next_due(unit: Unit) -> datetime | None:
    """When something is to be sent next that isn't due yet."""
    found = unit.driver.cursor(row_factory=tuple_row).execute(_NEXT.encode(), {"now": unit.now}).fetchone()
    return found[0] if found else None


def note(unit: Unit, attempts: Sequence[Attempt]) -> None:
    """Write down what came of these attempts; of one that was replayed or claimed anew meanwhile only the log."""
    done = sorted(attempts, key=lambda one: one.claimed.id)
    verdicts = [judge(one.answer, attempts=one.claimed.attempts + 1, at=unit.now) for one in done]
    cursor = unit.driver.cursor()
    cursor.executemany(_LOG, [_logged(one) for one in done])
    cursor.executemany(_SETTLE, [_settled(one, verdict, unit.now) for one, verdict in zip(done, verdicts, strict=True)])
    for id in sorted({one.claimed.endpoint_id for one in done}):
        of_it = [(one, verdict) for one, verdict in zip(done, verdicts, strict=True) if one.claimed.endpoint_id == id]
        _note_endpoint(unit, id, of_it)


def _logged(one: Attempt) -> tuple[Any, ...]:
    answer = one.answer
    return one.at, answer.duration_ms, answer.status, _stored(answer.error), answer.text, one.claimed.id


def _settled(one: Attempt, verdict: Verdict, now: datetime) -> tuple[Any, ...]:
    claimed, answer = one.claimed, one.answer
    delivered_at = now if verdict.state == "delivered" else None
    return (
        verdict.state, verdict.next_at, claimed.attempts + 1, answer.status, _stored(answer.told()), one.at, delivered_at,
        claimed.id, claimed.claimed_until,
    )  # fmt: skip


def _stored(told: str | None) -> str | None:
    return None if told is None else written(told)


def _note_endpoint(unit: Unit, id: int, of_it: Sequence[tuple[Attempt, Verdict]]) -> None:
    """How an endpoint goes: whether it takes what is sent, and whether it is to be left alone or disabled."""
    if any(one.answer.arrived for one, _ in of_it):
        unit.driver.execute(
            "update webhook_endpoint set last_delivered_at = %s, failing_since = null where id = %s", [unit.now, id]
        )
    if all(one.answer.arrived for one, _ in of_it):
        return
    alone = max((v.leave_alone_until for _, v in of_it if v.leave_alone_until is not None), default=None)
    row = unit.driver.execute(
        """update webhook_endpoint
           set failing_since = case when %(arrived)s then null
                   when failing_since is null or last_failed_at < %(long_ago)s then %(now)s else failing_since end,
               last_failed_at = %(now)s, leave_alone_until = coalesce(%(alone)s, leave_alone_until)
           where id = %(id)s returning failing_since, state""",
        {
            "now": unit.now,
            "long_ago": unit.now - FAILING_FOR,
            "arrived": any(one.answer.arrived for one, _ in of_it),
            "alone": alone,
            "id": id,
        },
    ).fetchone()
    assert row is not None
    failing_since, state = row
    if state == "disabled":
        return
    if any(one.answer.gone for one, _ in of_it):
        endpoints.disable(unit, id, say("The endpoint answered 410 Gone, so it wants nothing more"))
    elif is_to_be_disabled(failing_since, at=unit.now):
        error = next(told for one, _ in of_it if (told := one.answer.told()))
        endpoints.disable(
            unit,
            id,
            say(
                "Everything has failed for {days} days; the last attempt: {error}",
                days=FAILING_FOR // DAYS,
                error=error,
            ),
        )
