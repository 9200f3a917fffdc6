"""Endpoints as the API takes and shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.http.given import Moment, Said, Version
from regulars.http.languages import StoredSentence
from regulars.webhooks import reading
from regulars.webhooks.endpoints import Endpoint
from regulars.webhooks.model import EndpointState

Address = Annotated[Said, Field(examples=["https://shop.example/webhooks"])]
Types = Annotated[list[str] | None, Field(max_length=200, examples=[["segment.entered", "segment.left"]])]


class WebhookIn(BaseModel):
    """Where to tell what."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    url: Address
    types: Types = None
    """What is told; null: everything, also what later versions announce."""
    description: Said = Field(default="", max_length=500)


class WebhookPatch(BaseModel):
    """What to change of an endpoint; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    url: Address = ""
    types: Types = None
    description: Said = Field(default="", max_length=500)


class WebhookOut(BaseModel):
    """An endpoint, and how it goes there."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    url: str
    description: str
    types: list[str] | None
    """Null: everything."""
    state: EndpointState
    """paused: what is announced waits; disabled: nothing is kept for it until it is resumed."""
    disabled_reason: StoredSentence | None
    waiting: int
    """How many messages it is yet to get, counted up to 10,000."""
    failing_since: datetime | None
    """Nothing has arrived since then, and something has failed."""
    last_failed_at: datetime | None
    last_delivered_at: datetime | None
    old_secret_until: datetime | None
    """Until then the secret before the last rotation signs too."""
    version: int
    created_at: datetime
    updated_at: datetime


class FreshWebhook(WebhookOut):
    """An endpoint whose `secret` was just made; it is shown this once."""

    secret: str


class WebhookTypeOut(BaseModel):
    """A type of messages that can be asked for."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str
    group: str
    description: str
    example: dict[str, Any]
    """The `data` of a message."""


class WebhookReplayIn(BaseModel):
    """From when on what hasn't arrived is sent again."""

    model_config = ConfigDict(extra="forbid")

    since: Moment


class WebhookReplayedOut(BaseModel):
    """What came of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    count: int
    """How many are sent again, at most 10,000 a call."""
    more: bool
    """Whether there were more than that; call again for the rest. What failed anew meanwhile is no rest, and comes last."""


def one(unit: Unit, endpoint: Endpoint) -> WebhookOut:
    return shown(unit, [endpoint])[0]


def shown(unit: Unit, found: Sequence[Endpoint]) -> list[WebhookOut]:
    waiting = reading.waiting(unit.connection, [one.id for one in found])
    signs_too = (one.old_secret_until if (one.old_secret_until or unit.now) > unit.now else None for one in found)
    return [
        WebhookOut(
            id=str(one.id),
            url=one.url,
            description=one.description,
            types=None if one.types is None else list(one.types),
            state=one.state,
            disabled_reason=one.disabled_reason,
            waiting=waiting[one.id],
            failing_since=one.failing_since,
            last_failed_at=one.last_failed_at,
            last_delivered_at=one.last_delivered_at,
            old_secret_until=until,
            version=one.version,
            created_at=one.created_at,
            updated_at=one.updated_at,
        )
        for one, until in zip(found, signs_too, strict=True)
    ]
