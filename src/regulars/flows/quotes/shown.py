"""Saying what a quote comes to: an answer as it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regulars.core import money as amounts
from regulars.flows.estimates.telling import Estimating, shown_rules
from regulars.http.instants import written
from regulars.promotions.model.benefits import Lack
from regulars.promotions.model.receipt import piece_shares

from .asking import Quote
from .given import CartIn
from .words import Words

Json = dict[str, Any]


class _Amounts(dict[int, Json]):
    """Amounts of a currency by their minor units, each said once: most shares of a cart are as large as others."""

    def __init__(self, places: int, currency: str) -> None:
        self._places, self._currency = places, currency

    def __missing__(self, minor: int) -> Json:
        said = self[minor] = {"amount": amounts.text(minor, self._places), "currency": self._currency}
        return said


def shown(given: CartIn, quote: Quote, words: Words, points: Estimating) -> Json:
    """A `QuoteOut` of `answered.py` as it is sent to who asked with `given`: with hundreds of shares, models would take several times as
    long to be made and written."""
    language = given.language
    counted, total = quote.asking.cart.money, quote.receipt
    in_money, in_base = _Amounts(counted.places, counted.currency), _Amounts(counted.base_places, counted.base)
    ids = [line.id for line in quote.asking.cart.lines]
    places = {id: n for n, id in enumerate(ids)}
    cart_ids = [line.id or str(n + 1) for n, line in enumerate(given.cart.lines)]
    kept = quote.published.kept
    return {
        "at": written(quote.at),
        "lines": [_line(quote, places[id], in_money) for id in cart_ids],
        "subtotal": in_money[total.subtotal_minor],
        "discount": in_money[total.discount_minor],
        "shipping": in_money[total.shipping_minor],
        "shipping_discount": in_money[total.shipping_discount_minor],
        "tax": in_money[total.tax_minor],
        "total": in_money[total.total_minor],
        "gift_card": in_money[quote.gift_card_minor],
        "to_pay": in_money[quote.to_pay_minor],
        "applied": _applied(quote, words, language, ids, in_money),
        "gifts": [
            {
                "promotion": str(one.promotion.id), "label": words.label(kept[one.promotion.id], language),
                "sku": missing.sku, "pieces": missing.pieces,
            }
            for one in quote.priced.applied
            for missing in one.missing
        ],
        "codes": _codes(quote, words),
        "messages": [
            {
                "promotion": str(one.promotion.id),
                "missing": in_base[one.minor],
                "text": words.nudge(kept[one.promotion.id], amounts.text(one.minor, counted.base_places), language),
            }
            for one in quote.nudges
        ],
        "points": _points(quote, points, cart_ids, in_money, in_base),
        "not_applied": _not_applied(quote, words, in_money) if given.explain else None,
    }  # fmt: skip


def _line(quote: Quote, n: int, in_money: _Amounts) -> Json:
    line, told = quote.receipt.lines[n], quote.asking.cart.lines[n]
    return {
        "id": told.id,
        "sku": told.sku,
        "quantity": f"{told.quantity:f}",
        "total": in_money[line.line.total_minor],
        "discount": in_money[line.discount_minor],
        "net": in_money[line.net_minor],
        "tax": in_money[line.tax_minor],
        "pieces": [
            {"pieces": share.pieces, "discount": in_money[share.minor]}
            for share in piece_shares(line.discount_minor, line.line.pieces)
        ],
    }


def _applied(quote: Quote, words: Words, language: str | None, ids: Sequence[str], in_money: _Amounts) -> list[Json]:
    coupons = {id: coupon.shown for id, coupon in quote.usable.items()}
    kept = quote.published.kept
    return [
        {
            "promotion": str(one.promotion.id),
            "version": one.promotion.version,
            "name": one.promotion.name,
            "label": words.label(kept[one.promotion.id], language),
            "amount": in_money[one.minor],
            "shipping": in_money[one.shipping_minor],
            "lines": [
                {"id": ids[n], "amount": in_money[share]}
                for n, share in zip(one.lines, one.shares, strict=False)
                if share
            ],
            "coupon": coupons.get(one.promotion.id),
            "told": words.why_applied(kept[one.promotion.id]),
        }
        for one in quote.priced.applied
    ]


def _codes(quote: Quote, words: Words) -> list[Json]:
    """Each code, and why it does nothing."""
    applied = {one.promotion.id for one in quote.priced.applied}
    found: list[Json] = []
    for code, coupon, why_not in quote.codes:
        promotion = None if coupon is None else coupon.promotion_id
        done = why_not is None and promotion in applied
        reason: Any = why_not
        told = None if why_not is None else words.why_no_code(why_not)
        if not done and why_not is None and coupon is not None:
            reason, told = words.why_code_does_nothing(quote, coupon.promotion_id)
        found.append(
            {
                "code": code, "promotion": None if promotion is None else str(promotion), "applied": done,
                "reason": reason, "told": told,
            }
        )  # fmt: skip
    return found


def _points(quote: Quote, points: Estimating, cart_ids: Sequence[str], in_money: _Amounts, in_base: _Amounts) -> Json:
    spending = quote.points.spending
    rules = shown_rules(points.of, quote.points, cart_ids, points.say)
    return {
        "available": quote.points.available,
        "spent": spending.points,
        "off": in_money[quote.off_minor],
        "left": quote.points.available - spending.points,
        "most": spending.most,
        "most_off": in_base[spending.most_off_minor],
        "reason": spending.why,
        "earned": quote.points.earned,
        "rules": [one.model_dump(mode="json") for one in rules],
    }


def _not_applied(quote: Quote, words: Words, in_money: _Amounts) -> list[Json]:
    return [
        {
            "promotion": str(one.promotion.id), "name": one.promotion.name, "reason": one.why,
            "missing": None if one.lack is None else _missing(one.lack, in_money),
        }
        | words.why_not(one, quote.asking.cart.money)._asdict()
        for one in quote.not_applied
    ]  # fmt: skip


def _missing(lack: Lack, in_money: _Amounts) -> Json:
    of_pieces = lack.what == "pieces"
    return {
        "what": lack.what,
        "pieces": lack.by if of_pieces else None,
        "amount": None if of_pieces else in_money[lack.by],
    }
