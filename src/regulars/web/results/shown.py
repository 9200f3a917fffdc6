"""How conversions are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regulars.http.house import House
from regulars.messaging.api.messages import MessageCustomer
from regulars.reports.conversions import Conversion
from regulars.web.reports.shown import amount


def conversion(
    house: House, one: Conversion, people: Mapping[int, dict[str, str | None]], node: str | None
) -> dict[str, Any]:
    """An order that counts for a message, which a node had sent."""
    return {
        "order": one.order,
        "customer": MessageCustomer.model_validate(people[one.customer_id]),
        "message": str(one.message_id),
        "node": node,
        "placed_at": one.placed_at,
        "touched_at": one.touched_at,
        "status": one.status,
        "total": amount(house, one.total),
        "refunded": amount(house, one.refunded),
        "revenue": amount(house, one.total - one.refunded),
    }
