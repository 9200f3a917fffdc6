"""Routes of the door: what happened in the shop, sent by its server or, for events, by its pages.

Every item is answered on its own: one that can't be taken never stops the
others. What can be taken of a call is appended in one transaction, so a call
whose answer was lost is simply sent again: each delivery is one entry.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books.unit import Unit
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed, require
from regulars.http.problems import FaultOut, responses
from regulars.http.scopes import Scope
from regulars.journal.deliver import MOST, Outcome, deliver
from regulars.journal.door import Door
from regulars.journal.records import RECORDS

router = APIRouter(prefix="/v1", tags=["Records"], responses=responses(401, 403, 413, 422))


DELIVERED = "records.sent"
"""The audit's word for a call that brought something in."""


class Delivery(BaseModel):
    """Up to 1,000 documents of one type."""

    model_config = ConfigDict(extra="forbid")

    data: Annotated[list[Any], Field(max_length=MOST)]
    """Whatever it is; the door says of each what is wrong with it."""
    live: bool = True
    """Whether it happened just now. History (false) makes facts and memberships and triggers nothing."""
    asks_points: bool = False
    """Whether orders of history earn points all the same."""


class ItemOut(BaseModel):
    """What became of one document.

    `accepted`: new, and kept in the journal, as an older version of what is known is too, though it changes nothing.
    `repeated`: this very delivery is there already. `refused`: it can't be taken, and `errors` says why. `remarks` say what is to be
    known of what is taken all the same: that no mail can be sent to the address.
    """

    index: int
    status: Literal["accepted", "repeated", "refused"]
    external_id: str | None
    errors: list[FaultOut] = []
    remarks: list[FaultOut] = []


class DeliveryOut(BaseModel):
    """What became of each document, in the order they came in."""

    data: list[ItemOut]
    accepted: int
    repeated: int
    refused: int


def take(unit: Unit, door: Door, type: str, delivery: Delivery, *, by_page: bool = False) -> DeliveryOut:
    """Append what can be taken of a delivery, and say what became of each item."""
    outcomes = deliver(
        unit,
        door,
        type,
        [_raw(document) for document in delivery.data],
        live=delivery.live,
        asks_points=delivery.asks_points,
        by_page=by_page,
    )
    counts = Counter(outcome.status for outcome in outcomes)
    told = {status: counts[status] for status in ("accepted", "repeated", "refused")}
    if counts["accepted"]:
        unit.audit(DELIVERED, f"records:{type}", told)
    return DeliveryOut(data=[_item(outcome, delivery.data[outcome.index]) for outcome in outcomes], **told)


def _raw(document: Any) -> bytes:
    try:
        return orjson.dumps(document)
    except TypeError:  # numbers beyond 64 bits, halves of characters: the door says what is wrong with them
        return json.dumps(document).encode()


def _item(outcome: Outcome, document: Any) -> ItemOut:
    said = document if isinstance(document, dict) else {}
    named = outcome.key or said.get("external_id", said.get("id"))
    return ItemOut(
        index=outcome.index,
        status=outcome.status,
        external_id=named if isinstance(named, str) else None,
        errors=list(map(_told, outcome.errors)),
        remarks=[_told(outcome.remark)] if outcome.remark is not None else [],
    )


def _told(fault: Fault) -> FaultOut:
    return FaultOut(pointer=fault.pointer, code=fault.code, detail=fault.detail)


def _send(asked: Deed, type: str, delivery: Delivery, *, by_page: bool = False) -> DeliveryOut:
    if delivery.asks_points and delivery.live:
        said = say("what happened just now earns points by itself; asks_points is for history (live: false)")
        raise Invalid(said, [Fault("/asks_points", "live", said)])
    door = asked.house.door
    return DeliveryOut.model_validate(asked.do(lambda unit: take(unit, door, type, delivery, by_page=by_page)))


def _body(model: str) -> dict[str, Any]:
    """The request body of a route in the schema, its items drawn from the model of the type."""
    items = {"type": "array", "maxItems": MOST, "items": {"$ref": f"#/components/schemas/{model}"}}
    flag = {"type": "boolean"}
    properties = {"data": items, "live": flag | {"default": True}, "asks_points": flag | {"default": False}}
    schema = {"type": "object", "required": ["data"], "properties": properties, "additionalProperties": False}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _route(type: str, model: type[BaseModel]) -> None:
    """A route of its own for each type, so that the schema says what its documents are."""
    words = type.replace("_", " ")

    @router.post(
        f"/records/{type}",
        operation_id=f"send{model.__name__}",
        summary=f"Send {words} records",
        description=f"Up to {MOST:,} documents, each answered. {model.__doc__ or ''}",
        openapi_extra=_body(model.__name__),
    )
    def send(delivery: Delivery, asked: Annotated[Deed, Depends(deed(Scope.RECORDS_WRITE))]) -> DeliveryOut:
        return _send(asked, type, delivery)


for _type, _model in RECORDS.items():
    _route(_type, _model)


@router.post("/records/{type}", include_in_schema=False, dependencies=[Depends(require(Scope.RECORDS_WRITE))])
def send_unknown(type: str) -> None:
    """Any other word."""
    raise NotFound("record type", type)


@router.post("/events", operation_id="sendEvents", openapi_extra=_body("Event"))
def send_events(
    delivery: Delivery, asked: Annotated[Deed, Depends(deed(Scope.RECORDS_WRITE, Scope.STOREFRONT))]
) -> DeliveryOut:
    """Send events by name with properties.

    A storefront may with its publishable key, of what happens just now: an `occurred_at` more than 10 minutes from the
    time of receipt is refused, and when it is left out the time of receipt holds.
    """
    by_page = Scope.RECORDS_WRITE not in asked.actor.scopes
    if by_page and not delivery.live:
        asked.actor.check(Scope.RECORDS_WRITE)
    return _send(asked, "event", delivery, by_page=by_page)
