"""Why a cart comes to something else than its customer was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regulars.core import money as amounts
from regulars.flows.estimates.telling import Sentences
from regulars.promotions.model.quoting import not_applied

from .asking import Quote
from .reasons import REASONS
from .shown import named
from .words import Words

Json = dict[str, Any]


def because(
    quote: Quote, shown: Mapping[str, int] | None, words: Words, points: Sentences, asked: str | None
) -> Sequence[Json]:
    """What is different: promotions of those that were shown, with what they took off, where that was said; codes that do
    nothing; points that aren't spent. Where nothing is, it is the cart itself."""
    return _Told(quote, words, points, asked).because(shown)


class _Told:
    def __init__(self, quote: Quote, words: Words, points: Sentences, asked: str | None) -> None:
        self._quote = quote
        self._words = words
        self._points = points
        self._tongue = words.spoken(asked)
        self._says = REASONS[self._tongue]
        self._money = quote.asking.cart.money

    def because(self, shown: Mapping[str, int] | None) -> list[Json]:
        found = [] if shown is None else self._promotions(shown)
        found += self._codes({one["promotion"] for one in found})
        spending = self._quote.points.spending
        wanted = self._quote.asking.points
        if spending.why not in (None, "not_asked") and wanted is not None and wanted != spending.points:
            found.append(self._one("points", told=self._points.why_no_points(self._quote.points, self._tongue)))
        return found or [self._one("cart", told=self._says["changed.cart"])]

    def _promotions(self, shown: Mapping[str, int]) -> list[Json]:
        now = {named(one.promotion.id): one for one in self._quote.priced.applied}
        found = [self._gone(id, before) for id, before in shown.items() if id not in now]
        for id, one in now.items():
            before = shown.get(id)
            if before == one.minor:
                continue
            what = "new" if before is None else "amount"
            told = self._says[f"changed.{what}"].format(name=one.promotion.name)
            found.append(
                self._one(what, promotion=id, name=one.promotion.name, before=before, now=one.minor, told=told)
            )
        return found

    def _gone(self, id: str, before: int) -> Json:
        """A promotion that isn't applied any more, and why."""
        quote = self._quote
        passed = quote.not_applied or not_applied(quote.published.snapshot, quote.question, quote.priced)
        one = next((one for one in passed if named(one.promotion.id) == id), None)
        if one is None:
            return self._one("gone", promotion=id, before=before, told=self._says["changed.not_on"])
        told = self._words.why_not(one, self._money, self._tongue).told
        return self._one("gone", promotion=id, name=one.promotion.name, before=before, reason=one.why, told=told)

    def _codes(self, said: set[str | None]) -> list[Json]:
        """The codes that do nothing, but for those of promotions that were spoken of."""
        applied = {one.promotion.id for one in self._quote.priced.applied}
        found = []
        for code, coupon, why in self._quote.codes:
            if coupon is not None and (
                named(coupon.promotion_id) in said or (why is None and coupon.promotion_id in applied)
            ):
                continue
            reason: Any = why
            if why is not None:
                told = self._words.why_no_code(why, self._tongue)
            else:
                assert coupon is not None, "a code that can be used is somebody's"
                reason, told = self._words.why_code_does_nothing(self._quote, coupon.promotion_id, self._tongue)
            found.append(self._one("code", code=code, reason=reason, told=told))
        return found

    def _one(
        self,
        what: str,
        *,
        told: str | None,
        promotion: str | None = None,
        name: str | None = None,
        code: str | None = None,
        reason: str | None = None,
        before: int | None = None,
        now: int | None = None,
    ) -> Json:
        return {
            "what": what, "promotion": promotion, "name": name, "code": code, "reason": reason,
            "before": self._amount(before), "now": self._amount(now), "told": told,
        }  # fmt: skip

    def _amount(self, minor: int | None) -> Json | None:
        if minor is None:
            return None
        return {"amount": amounts.text(minor, self._money.places), "currency": self._money.currency}
