"""Routes of quotes and checkouts: what a cart comes to and why, reserved, confirmed with its order, or let go."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.flows import checkout as flow
from regulars.flows.estimates.telling import Estimating
from regulars.flows.quotes.given import QuoteIn
from regulars.flows.quotes.memory import Quoting, quoting_of
from regulars.flows.quotes.shown import QuoteOut
from regulars.http.actor import Actor
from regulars.http.asking import JSON, Deed, deed, require
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.promotions import checkouts
from regulars.promotions.checkouts import Checkout
from regulars.web.estimates import estimating

from .held import CheckoutIn, CheckoutOut, ConfirmIn, checkout_shown

router = APIRouter(prefix="/v1", tags=["Quotes"], responses=responses(401, 403))


async def quoting(request: Request, house: InHouse, points: Annotated[Estimating, Depends(estimating)]) -> Quoting:
    """The memory of this process."""
    kept: Quoting | None = getattr(request.app.state, "quoting", None)
    if kept is None or kept.of is not house:
        kept = request.app.state.quoting = quoting_of(house, points)
    return kept


InQuoting = Annotated[Quoting, Depends(quoting)]


@router.post("/quotes", operation_id="askQuote", response_model=QuoteOut, responses=responses(422))
def ask(
    given: QuoteIn,
    asked: InQuoting,
    actor: Annotated[Actor, Depends(require(Scope.QUOTES_ASK))],
) -> Response:
    """What a cart comes to: discounts by line and piece, totals, points, and why. Nothing is done."""
    if given.at is not None and not given.explain:
        said = "another instant than now is for trying out: ask with explain too, or leave `at` out"
        raise Invalid(said, [Fault("/at", "explain", said)])
    told = asked.shown(given, asked.quote(given, actor.name))
    return Response(told.model_dump_json(), media_type="application/json")  # it is long, so it is written here, once


@router.post(
    "/checkouts",
    operation_id="reserveCheckout",
    status_code=201,
    response_model=CheckoutOut,
    responses=responses(409, 422),
)
def reserve(
    given: CheckoutIn,
    asked: InQuoting,
    request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))],
) -> Response:
    """Hold what a cart uses while its customer pays: uses of promotions and coupons, budgets, points.

    Ask with an `Idempotency-Key`: the same call again is told the same.
    """
    before = request.answered()
    if before is not None:
        return _sent(before, status=201)
    if not given.cart.lines:
        said = "there is nothing in the cart to be bought"
        raise Invalid(said, [Fault("/cart/lines", "empty", said)])
    quote = asked.quote(given, request.actor.name)
    told = asked.shown(given, quote)
    if given.to_pay is not None and Decimal(given.to_pay) != Decimal(told.to_pay.amount):
        raise flow.QuoteChanged(expected=given.to_pay, to_pay=told.to_pay.amount)
    key, lasts = secrets.token_urlsafe(12), timedelta(seconds=given.lasts_seconds)
    document = told.model_dump(mode="json") | {
        "options": {line.id or str(n + 1): line.options for n, line in enumerate(given.cart.lines) if line.options}
    }

    def work(unit: Unit) -> JSON:
        return checkout_shown(flow.reserve(unit, quote, key, lasts=lasts, document=document))

    return _sent(request.do(work), status=201)


@router.get("/checkouts/{id}", operation_id="getCheckout", response_model=CheckoutOut, responses=responses(404))
def get(
    house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.CHECKOUTS_WRITE, Scope.PROMOTIONS_READ))]
) -> Response:
    """How a checkout stands."""
    with house.books.looking() as unit:
        return _sent(checkout_shown(checkouts.get(unit, id)))


@router.post(
    "/checkouts/{id}/confirm",
    operation_id="confirmCheckout",
    response_model=CheckoutOut,
    responses=responses(404, 409, 422),
)
def confirm(id: str, given: ConfirmIn, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> Response:
    """The order was placed: what was held is used. Confirmed again with the same order it stays as it is."""
    currency = request.house.shop.currency

    def work(unit: Unit) -> JSON | Refused:
        return _kept_or_refused(lambda: flow.confirm(unit, id, given.order, currency))

    return _or_raise(request.do(work))


@router.post(
    "/checkouts/{id}/release", operation_id="releaseCheckout", response_model=CheckoutOut, responses=responses(404, 409)
)
def release(id: str, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> Response:
    """The customer won't buy: what was held is free again."""

    def work(unit: Unit) -> JSON | Refused:
        return _kept_or_refused(lambda: flow.release(unit, id))

    return _or_raise(request.do(work))


class Refused(BaseModel):
    """A checkout that was too late: that it lapsed is kept, and the caller is refused."""

    refused: str
    order: str | None


def _kept_or_refused(do: Callable[[], Checkout]) -> JSON | Refused:
    try:
        return checkout_shown(do())
    except checkouts.NotReserved as late:
        return Refused(refused=late.state, order=late.order)


def _or_raise(answer: Any) -> Response:
    if "refused" in answer:
        raise checkouts.NotReserved(answer["refused"], answer["order"])
    return _sent(answer)


def _sent(answer: JSON, *, status: int = 200) -> Response:
    """An answer that is JSON already: as long as a quote is, it is written once and not read again before."""
    return Response(orjson.dumps(answer), status, media_type="application/json")
