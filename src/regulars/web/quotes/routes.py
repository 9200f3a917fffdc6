"""Routes of quotes and checkouts: what a cart comes to and why, reserved, confirmed with its order, or let go."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, NamedTuple

import orjson
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from regulars.books import Unit
from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows import checkout as flow
from regulars.flows.estimates.telling import Estimating
from regulars.flows.quotes import Quote
from regulars.flows.quotes.answered import QuoteOut
from regulars.flows.quotes.changes import because
from regulars.flows.quotes.given import QuoteIn
from regulars.flows.quotes.memory import Quoting, quoting_of
from regulars.flows.quotes.shown import Json
from regulars.http.actor import Actor
from regulars.http.asking import JSON, Deed, deed, key_with, require
from regulars.http.direct import Caller, DirectRoute, Otherwise, directly, find_out, house_of, read
from regulars.http.house import InHouse
from regulars.http.languages import preferred
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.http.turns import Turns
from regulars.promotions import checkouts, plain
from regulars.promotions.checkouts import Checkout
from regulars.web.estimates import estimating

from .held import CheckoutIn, CheckoutOut, ConfirmIn, checkout_shown

router = APIRouter(prefix="/v1", tags=["Quotes"], responses=responses(401, 403), route_class=DirectRoute)


async def quoting(request: Request, house: InHouse, points: Annotated[Estimating, Depends(estimating)]) -> Quoting:
    """The memory of this process."""
    kept: Quoting | None = getattr(request.app.state, "quoting", None)
    if kept is None or kept.of is not house:
        kept = request.app.state.quoting = quoting_of(house, points)
    return kept


InQuoting = Annotated[Quoting, Depends(quoting)]


def _memory(request: Request) -> Quoting:
    """The same for routes that are answered directly, once there is one."""
    kept: Quoting | None = getattr(request.app.state, "quoting", None)
    if kept is None or kept.of is not house_of(request):
        raise Otherwise
    return kept


_TURNS = Turns(2)
"""One prices a cart while the other asks the books."""


# Quotes


def _ask_directly(request: Request, body: bytes) -> Response:
    caller = Caller.of(request, Scope.QUOTES_ASK)
    given, asked = read(QuoteIn, request, body), _memory(request)
    try:
        return _quoted(request, given, asked, caller)
    except Invalid:
        if caller.is_known:
            raise
        raise Otherwise from None  # what is wrong is told to whoever may ask


@router.post("/quotes", operation_id="askQuote", response_model=QuoteOut, responses=responses(422))
@directly(_ask_directly)
def ask(
    request: Request, given: QuoteIn, asked: InQuoting, actor: Annotated[Actor, Depends(require(Scope.QUOTES_ASK))]
) -> Response:
    """What a cart comes to: discounts by line and piece, totals, points, and why. Nothing is done."""
    return _quoted(request, given, asked, actor.name)


def _quoted(request: Request, given: QuoteIn, asked: Quoting, by: str | Caller) -> Response:
    if given.at is not None and not given.explain:
        said = say("another instant than now is for trying out: ask with explain too, or leave `at` out")
        raise Invalid(said, [Fault("/at", "explain", said)])
    with _TURNS:
        shown = asked.shown(given, asked.quote(given, by), preferred(request, given.language))
        return _sent(orjson.dumps(shown))


# Checkouts


def _reserve_directly(request: Request, body: bytes) -> Response:
    caller = Caller.of(request, Scope.CHECKOUTS_WRITE)
    given, asked, key = read(CheckoutIn, request, body), _memory(request), _key(request)

    def deed_of(actor: Actor) -> Deed:
        return Deed(house_of(request), actor, None if key is None else key_with(request, actor, key, body))

    if not given.cart.lines:
        raise Otherwise
    try:
        quote = asked.quote(given, caller)
    except Invalid:
        if not caller.is_known:
            raise Otherwise from None  # what is wrong is told to whoever may ask
        before = deed_of(caller.actor).answered()  # it may have been right when the same was asked before
        if before is None:
            raise
        return _as_reserved(deed_of(caller.actor), before["checkout"])
    return _reserved(given, quote, _Answering(request, asked), deed_of(caller.actor))


@router.post(
    "/checkouts",
    operation_id="reserveCheckout",
    status_code=201,
    response_model=CheckoutOut,
    responses=responses(409, 422),
)
@directly(_reserve_directly)
def reserve(
    asking: Request,
    given: CheckoutIn,
    asked: InQuoting,
    request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))],
) -> Response:
    """Hold what a cart uses while its customer pays: uses of promotions and coupons, budgets, points.

    Ask with an `Idempotency-Key`: the same call again is told the same.
    """
    before = request.answered()
    if before is not None:
        return _as_reserved(request, before["checkout"])
    if not given.cart.lines:
        said = say("there is nothing in the cart to be bought")
        raise Invalid(said, [Fault("/cart/lines", "empty", said)])
    return _reserved(given, asked.quote(given, request.actor.name), _Answering(asking, asked), request)


class _Answering(NamedTuple):
    """What says what a reservation comes to."""

    request: Request
    asked: Quoting

    def shown(self, given: CheckoutIn, quote: Quote) -> Json:
        return self.asked.shown(given, quote, preferred(self.request, given.language))

    def changed(self, given: CheckoutIn, quote: Quote, to_pay: str) -> flow.QuoteChanged:
        """The refusal of a cart that comes to something else than was shown, with what is different."""
        assert given.to_pay is not None
        places = quote.asking.cart.money.places
        shown = None
        if given.applied is not None:
            shown = {one.promotion: amounts.rounded(Decimal(one.amount).scaleb(places)) for one in given.applied}
        language = preferred(self.request, given.language)
        why = because(quote, shown, self.asked.words, self.asked.points.say, language)
        return flow.QuoteChanged(expected=given.to_pay, to_pay=to_pay, because=why)


def _reserved(given: CheckoutIn, quote: Quote, answering: _Answering, request: Deed) -> Response:
    told = answering.shown(given, quote)
    if given.to_pay is not None and Decimal(given.to_pay) != Decimal(told["to_pay"]["amount"]):
        if (before := request.answered()) is not None:  # what changed is what was reserved then
            return _as_reserved(request, before["checkout"])
        raise answering.changed(given, quote, told["to_pay"]["amount"])
    key, lasts = secrets.token_urlsafe(12), timedelta(seconds=given.lasts_seconds)
    options = {line.id or str(n + 1): line.options for n, line in enumerate(given.cart.lines) if line.options}
    document, made = orjson.dumps(told).decode(), dict[str, Checkout]()
    at_once = flow.reserve_at_once(
        request.house.books, quote, key, lasts=lasts, document=document, options=options, call=request.key,
        answer={"checkout": key},
    )  # fmt: skip
    if at_once is not None:
        return _sent(checkout_shown(at_once), status=201)

    def work(unit: Unit) -> JSON:
        made[key] = flow.reserve(unit, quote, key, lasts=lasts, document=document, options=options)
        return {"checkout": key}

    done = request.do(work)["checkout"]
    return _sent(checkout_shown(made[done]), status=201) if done == key else _as_reserved(request, done)


def _as_reserved(request: Deed, key: str) -> Response:
    """What was answered when a checkout was reserved, whatever became of it since."""
    with request.house.books.looking() as unit:
        kept = checkouts.get(unit, key)
    return _sent(checkout_shown(kept._replace(state="reserved", settled_at=None, order_key=None)), status=201)


@router.get("/checkouts/{id}", operation_id="getCheckout", response_model=CheckoutOut, responses=responses(404))
def get(
    house: InHouse, id: str, _: Annotated[object, Depends(require(Scope.CHECKOUTS_WRITE, Scope.PROMOTIONS_READ))]
) -> Response:
    """How a checkout stands."""
    with house.books.looking() as unit:
        return _sent(checkout_shown(checkouts.get(unit, id)))


def _confirm_directly(request: Request, body: bytes) -> Response:
    caller = Caller.of(request, Scope.CHECKOUTS_WRITE)
    if _key(request) is not None:
        raise Otherwise
    given, id = read(ConfirmIn, request, body), request.path_params["id"]
    books, actor = house_of(request).books, find_out(request, caller)
    if (confirmed := plain.confirm(books, id, given.order)) is not None:
        return _sent(checkout_shown(confirmed))
    currency = house_of(request).shop.currency
    return _told(
        books.perform(lambda unit: _settled(lambda: flow.confirm(unit, id, given.order, currency)), actor=actor.name)
    )


@router.post(
    "/checkouts/{id}/confirm",
    operation_id="confirmCheckout",
    response_model=CheckoutOut,
    responses=responses(404, 409, 422),
)
@directly(_confirm_directly)
def confirm(id: str, given: ConfirmIn, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> Response:
    """The order was placed: what was held is used. Confirmed again with the same order it stays as it is."""
    currency = request.house.shop.currency
    return _done(request, lambda unit: flow.confirm(unit, id, given.order, currency))


@router.post(
    "/checkouts/{id}/release", operation_id="releaseCheckout", response_model=CheckoutOut, responses=responses(404, 409)
)
def release(id: str, request: Annotated[Deed, Depends(deed(Scope.CHECKOUTS_WRITE))]) -> Response:
    """The customer won't buy: what was held is free again."""
    return _done(request, lambda unit: flow.release(unit, id))


class Refused(BaseModel):
    """A checkout that was too late: that it lapsed is kept, and the caller is refused."""

    refused: str
    order: str | None


class Told(BaseModel):
    """An answer as it is sent."""

    told: str


def _done(request: Deed, settle: Callable[[Unit], Checkout]) -> Response:
    answer = request.do(lambda unit: _settled(lambda: settle(unit)))
    return _told((Refused if "refused" in answer else Told).model_validate(answer))


def _settled(settle: Callable[[], Checkout]) -> Told | Refused:
    try:
        return Told(told=checkout_shown(settle()).decode())
    except checkouts.NotReserved as late:
        return Refused(refused=late.state, order=late.order)


def _told(answer: Told | Refused) -> Response:
    if isinstance(answer, Refused):
        raise checkouts.NotReserved(answer.refused, answer.order)
    return _sent(answer.told.encode())


def _key(request: Request) -> str | None:
    """The idempotency key; one that can't be one is refused by the route as it was declared."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 1 <= len(key) <= 255:
        raise Otherwise
    return key


def _sent(answer: bytes, *, status: int = 200) -> Response:
    """An answer that is JSON already: as long as a quote is, it is written once and not read again before."""
    return Response(answer, status, media_type="application/json")
