"""The route that tries a promotion on a cart before it is published. Nothing is used or given by it."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict

from regulars.core import money as amounts
from regulars.core.errors import Fault, Invalid, inside
from regulars.core.sentences import say
from regulars.flows.quotes import Quote
from regulars.flows.quotes.answered import QuoteOut
from regulars.flows.quotes.given import QuoteIn
from regulars.flows.quotes.shown import named as id_of
from regulars.flows.quotes.trial import Trial
from regulars.http.asking import require
from regulars.http.house import House, InHouse
from regulars.http.ids import named, number
from regulars.http.languages import preferred
from regulars.http.money import Money
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.promotions import book, saying
from regulars.promotions.api.promotions import PromotionIn, readable, said_by

from .quotes.routes import InQuoting

router = APIRouter(prefix="/v1/promotions/try", tags=["Promotions"], responses=responses(401, 403))

Reading = Depends(require(Scope.PROMOTIONS_READ))


class PromotionTryIn(QuoteIn):
    """A cart, and a promotion as it would be: as it is given, or as it is kept where only its `id` is."""

    promotion: PromotionIn | None = None
    """What it would say; null: what the one of `id` says, whether it is published or not."""
    id: str | None = None
    """The promotion that it would replace; null for a new one."""
    coupon: Literal["had", "typed"] = "had"
    """Where it asks for a coupon: whether the cart counts as having one, or only with a code of it among its own."""
    explain: bool = True
    """Whether it is to be told why each other promotion isn't applied."""


class ComesToOut(BaseModel):
    """What a cart comes to, in sum."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    discount: Money
    shipping_discount: Money
    tax: Money
    total: Money
    to_pay: Money
    points_earned: int


class PromotionTriedOut(BaseModel):
    """What a promotion would do to a cart."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    promotion: str
    """How the promotion is named in the quote: by its id, "new" where it was never saved. Its version is 0."""
    applied: bool
    """Whether it would be applied."""
    quote: QuoteOut
    """What the cart would come to, with all others as they are published."""
    as_it_is: ComesToOut
    """What it comes to now."""


@router.post(
    "",
    operation_id="tryPromotion",
    response_model=PromotionTriedOut,
    responses=responses(404, 422),
    dependencies=[Reading],
)
def try_promotion(request: Request, given: PromotionTryIn, house: InHouse, asked: InQuoting) -> dict[str, Any]:
    """What a cart would come to with a promotion that isn't published, or as it isn't yet, and what it comes to now.

    Its period isn't looked at unless an instant is given with `at`. Uses, budgets and points are today's, and none are used.
    """
    as_it_is, quote = asked.quoter.tried(asked.asking(given), _trial(house, given))
    id = _id(given)
    tried = book.NEW if id is None else id
    return {
        "promotion": id_of(tried),
        "applied": any(one.promotion.id == tried for one in quote.priced.applied),
        "quote": asked.shown(given, quote, preferred(request, given.language)),
        "as_it_is": _comes_to(as_it_is),
    }


def _id(given: PromotionTryIn) -> int | None:
    return None if given.id is None else number(given.id, "promotion")


def _trial(house: House, given: PromotionTryIn) -> Trial:
    """What is tried; raises `Invalid` with what is wrong in it, `NotFound`."""
    id = _id(given)
    kept = None
    if id is not None:
        with house.books.looking() as unit:
            kept = book.get(unit, id)
    how: dict[str, Any] = {
        "id": id, "always": given.at is None, "has_coupon": given.coupon == "had", "typed": tuple(given.cart.codes),
    }  # fmt: skip
    if given.promotion is not None:
        with inside("/promotion"):
            said = said_by(house, given.promotion)
            saying.checked(said, readable(house))
        lane = named(given.promotion.lane, "lane", "/promotion/lane")
        return Trial(given.promotion.name, said, lane, **how)
    if kept is None:
        told = say("say which promotion is tried: as it would be, or by its id")
        raise Invalid(told, [Fault("/promotion", "missing", told)])
    return Trial(kept.name, kept.saying, kept.lane_id, **how)


def _comes_to(quote: Quote) -> dict[str, Any]:
    counted, total = quote.asking.cart.money, quote.receipt

    def shown(minor: int) -> dict[str, str]:
        return {"amount": amounts.text(minor, counted.places), "currency": counted.currency}

    return {
        "discount": shown(total.discount_minor),
        "shipping_discount": shown(total.shipping_discount_minor),
        "tax": shown(total.tax_minor),
        "total": shown(total.total_minor),
        "to_pay": shown(quote.to_pay_minor),
        "points_earned": quote.points.earned,
    }
