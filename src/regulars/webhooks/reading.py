"""Reading how it goes: what waits at each endpoint, which deliveries there were, and each attempt with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from regulars.core.errors import NotFound

from .model import DeliveryState
from .tables import webhook_attempt, webhook_delivery, webhook_endpoint, webhook_message

MOST_COUNTED = 10_000
MOST_ATTEMPTS = 100
_delivery = webhook_delivery.c
_LISTED = sa.select(
    webhook_delivery, webhook_message.c.type, webhook_message.c.body, webhook_endpoint.c.url
).select_from(
    webhook_delivery.join(webhook_message, webhook_message.c.id == _delivery.message_id).join(
        webhook_endpoint,
        (webhook_endpoint.c.id == _delivery.endpoint_id) & webhook_endpoint.c.removed_at.is_(None),
    )
)


def waiting(connection: Connection, endpoint_ids: Sequence[int]) -> dict[int, int]:
    """How many messages each of these endpoints is yet to get, counted up to `MOST_COUNTED`."""
    found = connection.execute(
        sa.text(
            """select e.id, (select count(*) from (select from webhook_delivery
                   where endpoint_id = e.id and state in ('waiting', 'failed') limit :most) as open)
               from unnest(cast(:ids as bigint[])) as e (id)"""
        ),
        {"ids": list(endpoint_ids), "most": MOST_COUNTED},
    )
    return {id: int(count) for id, count in found}


def deliveries(
    connection: Connection,
    *,
    endpoint_id: int | None,
    type: str | None,
    state: DeliveryState | None,
    before: int | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """Deliveries, the latest first, with the type and body of their message and the address of their endpoint."""
    query = _LISTED.order_by(_delivery.id.desc()).limit(limit)
    if endpoint_id is not None:
        query = query.where(_delivery.endpoint_id == endpoint_id)
    if type is not None:
        query = query.where(webhook_message.c.type == type)
    if state is not None:
        query = query.where(_delivery.state == state)
    if before is not None:
        query = query.where(_delivery.id < before)
    return connection.execute(query).all()


def delivery(connection: Connection, id: int) -> sa.Row[Any]:
    """One delivery; raises `NotFound`."""
    row = connection.execute(_LISTED.where(_delivery.id == id)).one_or_none()
    if row is None:
        raise NotFound("delivery", str(id))
    return row


def attempts(connection: Connection, delivery_id: int) -> Sequence[sa.Row[Any]]:
    """The attempts of a delivery, the latest first."""
    columns = webhook_attempt.c
    query = sa.select(webhook_attempt).where(columns.delivery_id == delivery_id).order_by(columns.id.desc())
    return connection.execute(query.limit(MOST_ATTEMPTS)).all()
