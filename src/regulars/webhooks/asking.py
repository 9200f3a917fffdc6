"""What people ask of deliveries: to send a test, to send again what didn't arrive; and forgetting what is old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from regulars.books import Unit
from regulars.books.announcing import CHANNEL
from regulars.core.errors import NotFound

from . import endpoints
from .model import KEPT

TEST = "webhook.test"
MOST_REPLAYED = 10_000
FORGOTTEN_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many are sent again, and whether there were more than are taken at once."""

    count: int
    more: bool


def test(unit: Unit, endpoint_id: int) -> int:
    """Send a test message to an endpoint, whatever it listens to; returns the delivery. Raises `WebhookNotActive`."""
    _active(unit, endpoint_id)
    body = {"type": TEST, "timestamp": unit.now.astimezone(UTC), "data": {"endpoint": {"id": str(endpoint_id)}}}
    found = unit.driver.execute(
        """with message as (
               insert into webhook_message (type, body, created_at) values (%(type)s, %(body)s, %(now)s) returning id)
           insert into webhook_delivery (message_id, endpoint_id, created_at, next_at)
           select id, %(endpoint)s, %(now)s, %(now)s from message returning id""",
        {
            "type": TEST,
            "body": orjson.dumps(body, option=orjson.OPT_UTC_Z).decode(),
            "now": unit.now,
            "endpoint": endpoint_id,
        },
    ).fetchone()
    assert found is not None
    unit.audit("webhook.tested", f"webhook:{endpoint_id}")
    unit.ring(CHANNEL)
    return int(found[0])


def replay(unit: Unit, delivery_id: int) -> None:
    """Send one message to one endpoint again, from the start of the schedule. Raises `WebhookNotActive`."""
    found = unit.driver.execute(
        "select endpoint_id, message_id from webhook_delivery where id = %s", [delivery_id]
    ).fetchone()
    if found is None:
        raise NotFound("delivery", str(delivery_id))
    endpoint_id, message_id = found
    _active(unit, endpoint_id)
    unit.driver.execute(
        """update webhook_delivery set state = 'waiting', attempts = 0, next_at = %s, claimed_until = null,
               delivered_at = null where id = %s""",
        [unit.now, delivery_id],
    )
    unit.audit("webhook.replayed", f"webhook:{endpoint_id}", {"message": message_id})
    unit.ring(CHANNEL)


def replay_failed(unit: Unit, endpoint_id: int, *, since: datetime) -> Replayed:
    """Send again what was announced since an instant and hasn't arrived at an endpoint, what was tried longest ago first,
    at most `MOST_REPLAYED`; doing it again goes on with the rest. Raises `WebhookNotActive`."""
    _active(unit, endpoint_id)
    # Found once: what the deliverer notes meanwhile of those being sent must not look like a rest.
    failed = [
        id
        for (id,) in unit.driver.execute(
            """select id from webhook_delivery
               where endpoint_id = %s and created_at >= %s and state in ('failed', 'given_up')
               order by last_attempt_at, id limit %s for update""",
            [endpoint_id, since, MOST_REPLAYED + 1],
        ).fetchall()
    ]
    taken = failed[:MOST_REPLAYED]
    if taken:
        unit.driver.execute(
            """update webhook_delivery set state = 'waiting', attempts = 0, next_at = %s, claimed_until = null
               where id = any(%s)""",
            [unit.now, taken],
        )
        unit.audit("webhook.replayed", f"webhook:{endpoint_id}", {"count": len(taken), "since": since.isoformat()})
        unit.ring(CHANNEL)
    return Replayed(len(taken), len(failed) > MOST_REPLAYED)


def forget_old(unit: Unit) -> int:
    """Remove what is old, and what was sent to endpoints that were deleted; returns how much, at most a few thousand."""
    parameters = {"before": unit.now - KEPT, "most": FORGOTTEN_AT_ONCE}
    return sum(unit.driver.execute(statement.encode(), parameters).rowcount for statement in _FORGET)


_FORGET = (
    """delete from webhook_delivery where id in (
           (select id from webhook_delivery where created_at < %(before)s order by created_at limit %(most)s)
           union all
           (select d.id from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
            where e.removed_at is not null limit %(most)s))""",
    """delete from webhook_message where id in (
           select id from webhook_message m where created_at < %(before)s
               and not exists (select from webhook_delivery where message_id = m.id)
           order by created_at limit %(most)s)""",
    """delete from webhook_endpoint e where removed_at is not null
           and not exists (select from webhook_delivery where endpoint_id = e.id)""",
)


def _active(unit: Unit, endpoint_id: int) -> None:
    endpoint = endpoints.get(unit, endpoint_id)
    if endpoint.state != "active":
        raise endpoints.WebhookNotActive(endpoint_id, endpoint.state)
