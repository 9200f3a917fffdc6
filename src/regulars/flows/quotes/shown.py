"""Saying what a quote comes to: an answer as it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from regulars.core import money as amounts
from regulars.flows.estimates.telling import Estimating, shown_kinds, shown_rules
from regulars.http.instants import written
from regulars.promotions.book import NEW
from regulars.promotions.model.benefits import Lack
from regulars.promotions.model.receipt import piece_shares
from regulars.rules.texts import Language

from .asking import Quote
from .given import CartIn
from .words import Words

Json = dict[str, Any]

TRIED = "new"
"""How a promotion is named that is tried and was never saved."""


class _Amounts(dict[int, Json]):
    """Amounts of a currency by their minor units, each said once: most shares of a cart are as large as others."""

    def __init__(self, places: int, currency: str) -> None:
        self._places, self._currency = places, currency

    def __missing__(self, minor: int) -> Json:
        said = self[minor] = {"amount": amounts.text(minor, self._places), "currency": self._currency}
        return said


def shown(given: CartIn, quote: Quote, words: Words, points: Estimating, language: str | None = None) -> Json:
    """A `QuoteOut` of `answered.py` as it is sent to who asked with `given`: with hundreds of shares, models would take several times as
    long to be made and written."""
    asked = given.language if language is None else language
    tongue = words.spoken(asked)
    counted, total = quote.asking.cart.money, quote.receipt
    in_money = _Amounts(counted.places, counted.currency)
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
        "applied": _applied(quote, words, asked, ids, in_money),
        "gifts": [
            {
                "promotion": named(one.promotion.id), "label": words.label(kept[one.promotion.id], asked),
                "sku": missing.sku, "pieces": missing.pieces,
            }
            for one in quote.priced.applied
            for missing in one.missing
        ],
        "codes": _codes(quote, words, tongue),
        "messages": [
            {
                "promotion": named(one.promotion.id),
                "missing": in_money[missing],
                "text": words.nudge(kept[one.promotion.id], words.amount(missing, counted, tongue), asked),
            }
            for one in quote.nudges
            for missing in (counted.at_least(one.minor),)
        ],
        "points": _points(quote, points, cart_ids, in_money, tongue),
        "not_applied": _not_applied(quote, words, in_money, tongue) if given.explain else None,
    }  # fmt: skip


def named(promotion_id: int) -> str:
    """A promotion as callers name it; one that is only tried isn't there yet."""
    return TRIED if promotion_id == NEW else str(promotion_id)


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
            {
                "pieces": pieces,
                "part": f"{Decimal(part).scaleb(-4).normalize():f}" if part else None,
                "discount": in_money[off],
                "net": in_money[whole - off],
                "tax": in_money[tax],
            }
            for pieces, part, (whole, off, tax) in piece_shares(
                line.line.pieces, line.line.total_minor, line.discount_minor, line.tax_minor
            )
        ],
    }


def _applied(quote: Quote, words: Words, asked: str | None, ids: Sequence[str], in_money: _Amounts) -> list[Json]:
    coupons, kept = {id: coupon.shown for id, coupon in quote.usable.items()}, quote.published.kept
    said = words.of_applied([kept[one.promotion.id] for one in quote.priced.applied], asked)
    return [
        {
            "promotion": named(one.promotion.id),
            "version": one.promotion.version,
            "name": one.promotion.name,
            "label": label,
            "amount": in_money[one.minor],
            "shipping": in_money[one.shipping_minor],
            "lines": [
                {"id": ids[n], "amount": in_money[share]}
                for n, share in zip(one.lines, one.shares, strict=False)
                if share
            ],
            "coupon": coupons.get(one.promotion.id),
            "told": told,
        }
        for one, (label, told) in zip(quote.priced.applied, said, strict=True)
    ]


def _codes(quote: Quote, words: Words, language: Language) -> list[Json]:
    """Each code, and why it does nothing."""
    applied = {one.promotion.id for one in quote.priced.applied}
    found: list[Json] = []
    for code, coupon, why_not in quote.codes:
        promotion = None if coupon is None else coupon.promotion_id
        done = why_not is None and promotion in applied
        reason: Any = why_not
        told = None if why_not is None else words.why_no_code(why_not, language)
        if not done and why_not is None and coupon is not None:
            reason, told = words.why_code_does_nothing(quote, coupon.promotion_id, language)
        found.append(
            {
                "code": code, "promotion": None if promotion is None else named(promotion), "applied": done,
                "reason": reason, "told": told,
            }
        )  # fmt: skip
    return found


def _points(quote: Quote, points: Estimating, cart_ids: Sequence[str], in_money: _Amounts, language: Language) -> Json:
    spending = quote.points.spending
    rules = shown_rules(points.of, quote.points, cart_ids, points.say, language)
    return {
        "points_kind": spending.points_kind,
        "available": quote.points.available,
        "spent": spending.points,
        "off": in_money[quote.off_minor],
        "left": quote.points.available - spending.points,
        "most": spending.most,
        "most_off": in_money[quote.asking.cart.money.at_most(spending.most_off_minor)],
        "reason": spending.why,
        "short": spending.short,
        "told": points.say.why_no_points(quote.points, language),
        "earned": quote.points.earned,
        "kinds": [one.model_dump() for one in shown_kinds(quote.points)],
        "rules": [one.model_dump(mode="json") for one in rules],
    }


def _not_applied(quote: Quote, words: Words, in_money: _Amounts, language: Language) -> list[Json]:
    return [
        {
            "promotion": named(one.promotion.id), "name": one.promotion.name, "reason": one.why,
            "missing": None if one.lack is None else _missing(one.lack, in_money),
        }
        | words.why_not(one, quote.asking.cart.money, language)._asdict()
        for one in quote.not_applied
    ]  # fmt: skip


def _missing(lack: Lack, in_money: _Amounts) -> Json:
    of_pieces = lack.what == "pieces"
    return {
        "what": lack.what,
        "pieces": lack.by if of_pieces else None,
        "amount": None if of_pieces else in_money[lack.by],
    }
