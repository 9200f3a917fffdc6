"""What a message is about, read off what is sent: a list of deliveries that only names their types tells nothing.

Types of other packages may say something else under these names; what isn't as it is expected is left out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson


class Named(NamedTuple):
    """Something that has a page: by its id, and what it is called."""

    id: str
    name: str


class Customer(NamedTuple):
    """A customer as a message names one: by ids and e-mail, for messages say no names."""

    id: str
    external_id: str | None
    email: str | None


class About(NamedTuple):
    """The segment, the customer, the order, the points, the group and the coupon that a message names, each if it does."""

    segment: Named | None
    customer: Customer | None
    order: str | None
    points: int | None
    group: str | None
    coupon: str | None


def about(body: str) -> About:
    """What the message with this body is about."""
    message = orjson.loads(body)
    found = message.get("data") if isinstance(message, dict) else None
    data = found if isinstance(found, dict) else {}
    coupon = _named(data.get("coupon"), "code")
    return About(
        segment=_named(data.get("segment"), "name"),
        customer=_customer(data.get("customer")),
        order=_text(data.get("order")),
        points=data["points"] if type(data.get("points")) is int else None,
        group=_text(data.get("group")),
        coupon=coupon.name if coupon else None,
    )


def _named(value: Any, *by: str) -> Named | None:
    """What has an id, called by the first of these that it has, else by the id."""
    if not isinstance(value, dict) or not (id := _text(value.get("id"))):
        return None
    return Named(id, next((name for key in by if (name := _text(value.get(key)))), id))


def _customer(value: Any) -> Customer | None:
    if not isinstance(value, dict) or not (id := _text(value.get("id"))):
        return None
    return Customer(id, _text(value.get("external_id")), _text(value.get("email")))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
