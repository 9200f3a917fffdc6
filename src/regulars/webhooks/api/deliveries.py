"""Routes of deliveries: what was sent where, what was answered, and sending it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.actor import Actor
from regulars.http.asking import Asking, Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import StoredSentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.webhooks import asking, endpoints, reading
from regulars.webhooks.about import about
from regulars.webhooks.model import DeliveryState

router = APIRouter(prefix="/v1/webhooks/deliveries", tags=["Webhooks"], responses=responses(401, 403))

Reading = Depends(require(Scope.WEBHOOKS_READ))


class UnknownType(Invalid):
    """No message is of this type."""

    code = "webhook.unknown_type"

    def __init__(self, type: str, known: Sequence[str]) -> None:
        told = say(
            "query parameter type: there is no type {type!r:.80}; there are: {known}", type=type, known=", ".join(known)
        )
        super().__init__(told, [Fault("/type", self.code, told)])


class WebhookNamedOut(BaseModel):
    """Something that a message names, by its id here."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str


class WebhookCustomerOut(BaseModel):
    """The customer that a message names."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    id: str
    name: str | None = None
    """As it is now; null of one without a name, and for who may not read customers."""
    external_id: str | None
    email: str | None


class WebhookAboutOut(BaseModel):
    """What a message names, as it was when it was made; each is null where it names none."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    segment: WebhookNamedOut | None
    customer: WebhookCustomerOut | None
    order: str | None
    points: int | None
    group: str | None
    coupon: str | None
    """Its code."""


class WebhookDeliveryOut(BaseModel):
    """A message on its way to an endpoint, or there."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    message: str
    """The `webhook-id` of every attempt."""
    endpoint: str
    url: str
    type: str
    about: WebhookAboutOut
    state: DeliveryState
    """waiting: not tried yet; failed: tried, and to be tried again; given_up: not tried again unless it is replayed."""
    attempts: int
    """Since it was made or last replayed."""
    created_at: datetime
    next_at: datetime | None
    """When it is tried next, as far as the schedule says; not before its endpoint is active."""
    last_status: int | None
    last_error: StoredSentence | None
    last_attempt_at: datetime | None
    delivered_at: datetime | None


class WebhookAttemptOut(BaseModel):
    """One attempt: what was answered, or why nothing was."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    duration_ms: int
    status: int | None
    error: StoredSentence | None
    answer: str
    """The first 1,000 characters."""


class WebhookDeliveryDetail(WebhookDeliveryOut):
    """A delivery with what is sent, and its attempts, the latest first."""

    body: str
    log: list[WebhookAttemptOut]


@router.get("", operation_id="listWebhookDeliveries", dependencies=[Reading], responses=responses(400, 404, 422))
def list_deliveries(
    *,
    house: InHouse,
    actor: Asking,
    endpoint: Annotated[str | None, Query(description="Only to this endpoint, by its id.")] = None,
    type: Annotated[str | None, Query(description="Only of this type.")] = None,
    state: Annotated[DeliveryState | None, Query(description="Only in this state.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[WebhookDeliveryOut]:
    """What was to be sent in the last 30 days, the latest first."""
    after = decode("webhook-deliveries", cursor, int)
    if type is not None and type not in (*house.announcements, asking.TEST):
        raise UnknownType(type, [*house.announcements, asking.TEST])
    with house.books.transaction() as unit:
        endpoint_id = None if endpoint is None else endpoints.get(unit, number(endpoint, "webhook endpoint")).id
        rows = reading.deliveries(
            unit.connection,
            endpoint_id=endpoint_id,
            type=type,
            state=state,
            before=after[0] if after else None,
            limit=limit + 1,
        )
    found = page("webhook-deliveries", rows, limit, key=lambda row: [row.id], show=_shown)
    _name(house, actor, found.data)
    return found


@router.get("/{id}", operation_id="getWebhookDelivery", dependencies=[Reading], responses=responses(404))
def get_delivery(id: str, house: InHouse, actor: Asking) -> WebhookDeliveryDetail:
    """One delivery, what is sent, and every attempt with its answer."""
    delivery_id = number(id, "delivery")
    with house.books.transaction() as unit:
        row = reading.delivery(unit.connection, delivery_id)
        log = reading.attempts(unit.connection, delivery_id)
    found = WebhookDeliveryDetail(**_shown(row).model_dump(), body=row.body, log=[_attempt(one) for one in log])
    _name(house, actor, [found])
    return found


@router.post("/{id}/replay", operation_id="replayWebhookDelivery", responses=responses(404, 409))
def replay_delivery(id: str, asked: Annotated[Deed, Depends(deed(Scope.WEBHOOKS_WRITE))]) -> WebhookDeliveryOut:
    """Send it again, with the same id, also what has arrived."""
    delivery_id = number(id, "delivery")

    def work(unit: Unit) -> WebhookDeliveryOut:
        asking.replay(unit, delivery_id)
        return shown(unit, delivery_id)

    found = WebhookDeliveryOut.model_validate(asked.do(work))
    _name(asked.house, asked.actor, [found])
    return found


def _name(house: House, actor: Actor, deliveries: Sequence[WebhookDeliveryOut]) -> None:
    """Say what the customers are called whom these are about."""
    name_them(house, actor, [one.about.customer for one in deliveries if one.about.customer is not None])


def shown(unit: Unit, delivery_id: int) -> WebhookDeliveryOut:
    """A delivery as the API shows it."""
    return _shown(reading.delivery(unit.connection, delivery_id))


def _shown(row: sa.Row[Any]) -> WebhookDeliveryOut:
    return WebhookDeliveryOut(
        id=str(row.id),
        message=row.message_id,
        endpoint=str(row.endpoint_id),
        url=row.url,
        type=row.type,
        about=WebhookAboutOut.model_validate(about(row.body)),
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        next_at=row.next_at,
        last_status=row.last_status,
        last_error=row.last_error,
        last_attempt_at=row.last_attempt_at,
        delivered_at=row.delivered_at,
    )


def _attempt(row: sa.Row[Any]) -> WebhookAttemptOut:
    return WebhookAttemptOut(
        at=row.at, duration_ms=row.duration_ms, status=row.status, error=row.error, answer=row.answer
    )
