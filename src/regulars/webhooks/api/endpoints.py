"""Routes of endpoints: where a shop wants to be told, of what, and its secret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import Page
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.webhooks import addresses, asking, endpoints
from regulars.webhooks.endpoints import Endpoint

from . import deliveries, documents
from .deliveries import WebhookDeliveryOut
from .documents import (
    FreshWebhook,
    WebhookIn,
    WebhookOut,
    WebhookPatch,
    WebhookReplayedOut,
    WebhookReplayIn,
    WebhookTypeOut,
)

router = APIRouter(prefix="/v1/webhooks", tags=["Webhooks"], responses=responses(401, 403))

Reading = Depends(require(Scope.WEBHOOKS_READ))
Writing = Annotated[Deed, Depends(deed(Scope.WEBHOOKS_WRITE))]
Id = Annotated[str, Path(description="The endpoint's id.")]


class SecretTold(Conflict):
    """The call was made before; the secret was in the first answer alone."""

    code = "webhook.secret_told"

    def __init__(self, id: str) -> None:
        super().__init__(say("this was done already and the secret was told then; rotate the secret if that is lost"))
        self.id = id


@router.get("/types", operation_id="listWebhookTypes", dependencies=[Reading])
def list_types(house: InHouse) -> Page[WebhookTypeOut]:
    """Everything that is announced here, with an example of each."""
    return Page(
        data=[
            WebhookTypeOut(type=one.type, group=one.group, description=one.description, example=dict(one.example))
            for one in house.announcements.values()
        ]
    )


@router.get("", operation_id="listWebhooks", dependencies=[Reading])
def list_webhooks(house: InHouse) -> Page[WebhookOut]:
    """Every endpoint, the oldest first."""
    with house.books.transaction() as unit:
        return Page(data=documents.shown(unit, endpoints.every(unit)))


@router.post("", operation_id="createWebhook", status_code=201, responses=responses(409, 422))
def create_webhook(new: WebhookIn, asked: Writing) -> FreshWebhook:
    """Make an endpoint. Its secret is in this answer and nowhere else; a lost one is rotated.

    A call repeated with its Idempotency-Key makes no second endpoint, and is answered 409 with the id of the first:
    no answer is kept that holds a secret.
    """
    url = _checked(asked.house, new.url)

    def make(unit: Unit) -> tuple[int, str]:
        known = asked.house.announcements
        return endpoints.create(unit, url=url, description=new.description, types=new.types, known=known)

    return _with_secret(asked, make)


@router.get("/{id}", operation_id="getWebhook", dependencies=[Reading], responses=responses(404))
def get_webhook(id: Id, house: InHouse) -> WebhookOut:
    """One endpoint."""
    with house.books.transaction() as unit:
        return documents.one(unit, endpoints.get(unit, _number(id)))


@router.patch("/{id}", operation_id="changeWebhook", responses=responses(404, 409, 422))
def change_webhook(id: Id, patch: WebhookPatch, asked: Writing) -> WebhookOut:
    """Change where it is, what it is told, or its description."""
    changes = patch.model_dump(exclude={"version"}, exclude_unset=True)
    if "url" in changes:
        changes["url"] = _checked(asked.house, patch.url)
    if changes.get("types") is not None:
        changes["types"] = tuple(sorted(set(changes["types"])))
    known = asked.house.announcements
    return _done(
        asked,
        lambda unit: endpoints.change(unit, _number(id), version=patch.version, changes=dict(changes), known=known),
    )


@router.post("/{id}/pause", operation_id="pauseWebhook", responses=responses(404))
def pause_webhook(id: Id, asked: Writing) -> WebhookOut:
    """Send it nothing for a while; what is announced meanwhile waits."""
    return _done(asked, lambda unit: endpoints.pause(unit, _number(id)))


@router.post("/{id}/resume", operation_id="resumeWebhook", responses=responses(404))
def resume_webhook(id: Id, asked: Writing) -> WebhookOut:
    """Send to it again, first what has been waiting; also to one that was disabled."""
    return _done(asked, lambda unit: endpoints.resume(unit, _number(id)))


@router.delete("/{id}", operation_id="deleteWebhook", status_code=204, responses=responses(404))
def delete_webhook(id: Id, asked: Writing) -> None:
    """Forget an endpoint, what waits for it, and the log of what was sent to it."""
    asked.do(lambda unit: endpoints.remove(unit, _number(id)))


@router.post("/{id}/rotate-secret", operation_id="rotateWebhookSecret", responses=responses(404, 409))
def rotate_secret(id: Id, asked: Writing) -> FreshWebhook:
    """Make another secret, told in this answer alone. The one before signs too for 24 hours."""
    return _with_secret(asked, lambda unit: (_number(id), endpoints.rotate(unit, _number(id))))


@router.post("/{id}/test", operation_id="testWebhook", status_code=201, responses=responses(404, 409))
def test_webhook(id: Id, asked: Writing) -> WebhookDeliveryOut:
    """Send it a message of the type `webhook.test`, whatever it listens to; look at the delivery for what came of it."""
    return cast(WebhookDeliveryOut, asked.do(lambda unit: deliveries.shown(unit, asking.test(unit, _number(id)))))


@router.post("/{id}/replay-failed", operation_id="replayFailedWebhookDeliveries", responses=responses(404, 409, 422))
def replay_failed(id: Id, given: WebhookReplayIn, asked: Writing) -> WebhookReplayedOut:
    """Send again what was announced since an instant and hasn't arrived, what was tried longest ago first, each with its own id."""

    def work(unit: Unit) -> WebhookReplayedOut:
        done = asking.replay_failed(unit, _number(id), since=given.since)
        return WebhookReplayedOut(count=done.count, more=done.more)

    return WebhookReplayedOut.model_validate(asked.do(work))


def _number(id: str) -> int:
    return number(id, "webhook endpoint")


def _checked(house: House, url: str) -> str:
    return addresses.checked(url, private=house.settings.webhooks_private)


def _done(asked: Deed, work: Callable[[Unit], Endpoint]) -> WebhookOut:
    return WebhookOut.model_validate(asked.do(lambda unit: documents.one(unit, work(unit))))


def _with_secret(asked: Deed, work: Callable[[Unit], tuple[int, str]]) -> FreshWebhook:
    """Do what makes a secret, which is in no answer that is kept."""
    fresh: str | None = None

    def without(unit: Unit) -> WebhookOut:
        nonlocal fresh
        id, fresh = work(unit)
        return documents.one(unit, endpoints.get(unit, id))

    kept = WebhookOut.model_validate(asked.do(without))
    if fresh is None:
        raise SecretTold(kept.id)
    return FreshWebhook(**kept.model_dump(), secret=fresh)
