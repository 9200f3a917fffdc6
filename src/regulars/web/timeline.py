"""The route of a customer's timeline: everything they did, and what came of it, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict

from regulars.flows import customer_timeline
from regulars.flows.customer_timeline import Happening
from regulars.flows.customer_timeline.wanted import Wanted
from regulars.http.actor import Actor
from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.house import House, InHouse
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.money import money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points.reports import kind_of

from . import called
from .customers import Known

router = APIRouter(prefix="/v1/customers", tags=["Customers"], responses=responses(400, 401, 403, 404))

Kind = Literal[
    "ordered", "order_status", "refunded", "registered", "wished", "viewed", "reviewed", "subscription", "logged_in", "event", "cart",
    "segment_entered", "segment_left", "points", "coupon_given", "coupon_withdrawn", "message", "campaign_entered", "campaign_ended", "note",
]  # fmt: skip

TITLES = {
    "registered": "Registered",
    "ordered": "Placed order {subject}",
    "order_status": "Order {subject} became {word}",
    "refunded": "Refund on order {subject}",
    "wished": "Wished for {subject}",
    "viewed": "Looked at {subject}",
    "reviewed": "Reviewed {subject}",
    "subscription": "Subscription to {subject}: {word}",
    "logged_in": "Logged in",
    "event": "{subject}",
    "cart": "Changed cart {subject}",
    "segment_entered": "Entered segment {subject}",
    "segment_left": "Left segment {subject}",
    "points": "Points {posting}: {number}",
    "coupon_given": "Was given coupon {subject}",
    "coupon_withdrawn": "Coupon {subject} was withdrawn",
    "message": "Mail “{subject}”: {word}",
    "campaign_entered": "Entered campaign {subject}",
    "campaign_ended": "Campaign {subject} ended",
    "note": "{subject}",
}

ASKS: dict[str, Scope] = {
    "points": Scope.POINTS_READ,
    "coupon_given": Scope.PROMOTIONS_READ,
    "coupon_withdrawn": Scope.PROMOTIONS_READ,
    "message": Scope.MESSAGES_READ,
    "campaign_entered": Scope.CAMPAIGNS_READ,
    "campaign_ended": Scope.CAMPAIGNS_READ,
    "segment_entered": Scope.SEGMENTS_READ,
    "segment_left": Scope.SEGMENTS_READ,
}
"""What one must be allowed besides, to be told of these."""


class HappeningOut(BaseModel):
    """Something on the way of a customer; pages write their own title from `kind` and `details`."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    at: datetime
    kind: Kind
    title: str
    details: dict[str, Any]
    """What the kind has of `subject` (an order's number, a SKU, a code, a name), `word` (a status, a reason), `amount` (money),
    `number` (stars, points), `posting` (of points: earned, spent, …), `id` (where more is told of it) and `by` (of a note)."""


@router.get("/{id}/timeline", operation_id="listCustomerTimeline")
def list_timeline(
    house: InHouse,
    actor: Annotated[Actor, Depends(require(Scope.CUSTOMERS_READ))],
    customer_id: Known,
    *,
    kind: Annotated[list[Kind] | None, Query(description="Only of these kinds; left out: of all.")] = None,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[HappeningOut]:
    """What a customer did up to now, and what came of it: orders, behaviour, segments, points, coupons, campaigns, mail, notes.

    Kinds that ask for a scope of their own (points, coupons, campaigns, mail, segments) are left out for who hasn't it.
    """
    place = decode("timeline", cursor, int, str, str)
    allowed = [one for one in customer_timeline.KINDS if one not in ASKS or ASKS[one] in actor.scopes]
    kinds = [one for one in allowed if kind is None or one in kind]
    after = (from_microseconds(place[0]), place[1], place[2]) if place else None
    wanted = Wanted(customer_id, kinds, house.clock(), after, limit + 1)
    rows = customer_timeline.told(house.books, house.facts, wanted)
    names = _writers(house, rows) if actor.kind == "user" else {}
    return page(
        "timeline",
        rows,
        limit,
        key=lambda row: [microseconds(row.at), row.kind, row.key],
        show=lambda row: _happening(house, row, names),
    )


def _writers(house: House, rows: Sequence[Happening]) -> dict[str, str]:
    """The names of who wrote the notes among these."""
    with house.books.transaction() as unit:
        return called.names(unit, {row.word for row in rows if row.kind == "note" and row.word})


def _happening(house: House, row: Happening, names: dict[str, str]) -> HappeningOut:
    details: dict[str, Any] = {
        name: value
        for name, value in (("subject", row.subject), ("word", row.word), ("number", row.number), ("id", row.id))
        if value is not None
    }
    if row.amount is not None:
        details["amount"] = money(row.amount, house.shop.currency, house.shop.places).model_dump()
    if row.kind == "points":
        details["posting"] = kind_of(details.pop("id"))
    if row.kind == "note":
        details["by"] = names.get(details.pop("word"))
    title = TITLES[row.kind].format_map({"subject": "", "word": "", "number": "", "posting": ""} | details)
    return HappeningOut.model_validate({"at": row.at, "kind": row.kind, "title": title.strip(), "details": details})
