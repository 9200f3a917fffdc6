"""The route of a customer's timeline: everything they did, the latest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from regulars.http.asking import require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.house import House, InHouse
from regulars.http.instants import from_microseconds, microseconds
from regulars.http.money import money
from regulars.http.problems import responses
from regulars.http.scopes import Scope

from .customers import Known
from .questions.timeline import timeline

router = APIRouter(
    prefix="/v1/customers",
    tags=["Customers"],
    dependencies=[Depends(require(Scope.CUSTOMERS_READ))],
    responses=responses(400, 401, 403, 404),
)

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
}


class HappeningOut(BaseModel):
    """Something that a customer did; pages write their own title from `kind` and `details`."""

    at: datetime
    kind: str
    title: str
    details: dict[str, Any]


@router.get("/{id}/timeline", operation_id="listCustomerTimeline")
def list_timeline(
    house: InHouse, customer_id: Known, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[HappeningOut]:
    """What a customer did up to now: orders and their steps, refunds, wishes, views, reviews, logins, events."""
    key = decode("timeline", cursor, int, str, str)
    after = (from_microseconds(key[0]), key[1], key[2]) if key else None
    rows = house.facts.ask(timeline(customer_id, house.clock(), after, limit + 1)).to_pylist()
    return page(
        "timeline",
        rows,
        limit,
        key=lambda row: [microseconds(row["at"].replace(tzinfo=UTC)), row["kind"], row["key"]],
        show=lambda row: _happening(house, row),
    )


def _happening(house: House, row: dict[str, Any]) -> HappeningOut:
    details: dict[str, Any] = {name: row[name] for name in ("subject", "word", "number") if row[name] is not None}
    if row["amount"] is not None:
        details["amount"] = money(row["amount"], house.shop.currency, house.shop.places).model_dump()
    title = TITLES[row["kind"]].format(subject=row["subject"] or "", word=row["word"] or "")
    return HappeningOut(at=row["at"].replace(tzinfo=UTC), kind=row["kind"], title=title.strip(), details=details)
