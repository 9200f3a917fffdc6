"""Checkouts as callers ask for them and are told of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regulars.flows import checkout as flow
from regulars.flows.quotes.answered import QuoteOut
from regulars.flows.quotes.given import CartIn
from regulars.journal.values import Amount, Id
from regulars.promotions.checkouts import Checkout, State


class ShownIn(BaseModel):
    """A promotion of a quote, and what it took off."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    promotion: Annotated[str, Field(max_length=20)]
    amount: Amount


class CheckoutIn(CartIn):
    """A cart whose customer is about to pay."""

    lasts_seconds: Annotated[int, Field(ge=60, le=86_400)] = int(flow.USUAL.total_seconds())
    """How long it is held."""
    to_pay: Amount | None = None
    """What the customer was shown; where it isn't what the cart comes to now, nothing is reserved."""
    applied: Annotated[list[ShownIn], Field(max_length=1_000)] | None = None
    """The promotions that the customer was shown, from the quote's `applied`; so it can be told which of them changed."""


class ConfirmIn(BaseModel):
    """The order that was placed."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    order: Id
    """Its external id."""


class Standing(BaseModel):
    """How a checkout stands."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    state: State
    """reserved; confirmed with its order; released; lapsed, as it was never confirmed; given_back, as its order was
    cancelled."""
    reserved_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    order: str | None
    points: int


class CheckoutOut(Standing):
    """What is held for a cart, and how it stands."""

    quote: QuoteOut
    """As it was answered when it was reserved, with each piece's share."""


def checkout_shown(kept: Checkout) -> bytes:
    """A `CheckoutOut` as it is sent. The quote is long, and is kept as it was sent when the checkout was reserved."""
    stands = Standing(
        id=kept.key,
        state=kept.state,
        reserved_at=kept.reserved_at,
        expires_at=kept.expires_at,
        settled_at=kept.settled_at,
        order=kept.order_key,
        points=kept.points,
    )
    return stands.model_dump_json().encode()[:-1] + b',"quote":' + kept.document.encode() + b"}"
