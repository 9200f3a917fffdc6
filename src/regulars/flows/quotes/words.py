"""What is said of quotes: labels and messages for customers, and why promotions are applied or not."""

from __future__ import annotations

import time
from decimal import Decimal
from threading import Lock
from typing import Any, NamedTuple, cast

from regulars.core import money as amounts
from regulars.http.house import House
from regulars.http.names import called
from regulars.kinds.formats import writers
from regulars.promotions.book import Promotion
from regulars.promotions.model.basket import Money
from regulars.promotions.model.benefits import Lack
from regulars.promotions.model.quoting import NotApplied, Why, not_applied
from regulars.promotions.wording import in_words
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import NameOf, sentence
from regulars.rules.texts import Language, Texts
from regulars.rules.tree import Condition, Test
from regulars.rules.vocabulary import Type, Vocabulary

from .asking import Quote

REMEMBERED_SECONDS = 10.0
"""So long a sentence may call something by a name that was changed."""

NUDGES = {"en": "{missing} more for: {label}", "pl": "jeszcze {missing}: {label}", "ru": "ещё {missing}: {label}"}

WHY_NO_CODE = {
    "unknown": "there is no such code",
    "withdrawn": "the code was taken back",
    "not_yet": "the code can't be used yet",
    "over": "the code can't be used any more",
    "used_up": "the code was used as often as it can be",
    "other_customer": "the code was given to another customer",
    "promotion": "what the code is for isn't on now",
    "twice": "the cart has another code of the same promotion",
    "anonymous": "its uses are counted by customer, and the cart is nobody's",
    "too_many": "too many codes that nobody has were tried; try again in a few minutes",
}

WHY_NOT = {
    "not_yet": "its period hasn't begun",
    "over": "its period is over",
    "store": "it is for other stores",
    "no_code": "it asks for a coupon that isn't in the cart",
    "no_line": "no line that it is for is in the cart",
    "nothing_left": "nothing is left that it could take off",
    "limited": "nothing more may be taken off: by its own limits, or by those of all promotions together",
    "too_little": "what it is for costs so little that nothing would be taken off",
    "used_up": "it was used as often as it can be",
    "used_by_customer": "this customer has used it as often as a customer can",
    "used_in_stay": "it was used in this stay in the segment",
    "not_in_segment": "the customer isn't in the segment that it is for",
    "budget": "it would take off more than is left of its budget",
    "anonymous": "it counts uses by customer, and the cart is nobody's",
    "broken": "its condition can't be read any more",
}


WHAT_LACKS = {
    "pieces": "the cart holds too few pieces for it: {short} more needed{of}",
    "amount": "what it is for costs too little together: {short} more needed",
    "price": "what it is for costs no more than its price: it would have to cost {short} more",
    "shipping": "shipping costs no more than its price: it would have to cost {short} more",
}


class Told(NamedTuple):
    """Why a promotion isn't applied, in words, and by how much the cart misses what is asked for."""

    told: str
    short: str | None


class Words:
    """Says things of quotes; sentences on conditions are remembered for a while, as most carts miss the same parts."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._lock = Lock()
        self._until = float("-inf")
        self._said: dict[Any, str]
        self._vocabulary: Vocabulary
        self._name_of: NameOf

    def label(self, kept: Promotion, language: str | None) -> str:
        """What customers read of a promotion."""
        labels = kept.saying.labels
        for code in (language, (language or "")[:2], self._house.shop.language):
            if code and code in labels:
                return labels[code]
        return next(iter(labels.values()), kept.name)

    def nudge(self, kept: Promotion, missing: str, language: str | None) -> str:
        """How much more would have to be in the cart."""
        code = (language or self._house.shop.language)[:2]
        text = f"{missing} {self._house.shop.currency}"
        return NUDGES.get(code, NUDGES["en"]).format(missing=text, label=self.label(kept, language))

    def why_applied(self, kept: Promotion) -> str:
        """What a promotion gives, and to which carts."""
        return self._remembered(("applied", kept.id, kept.version), lambda: self._sentence(kept))

    def why_not(self, one: NotApplied, counted: Money) -> Told:
        """Why a promotion isn't applied to a cart of a currency."""
        match one.why:
            case "condition":
                assert one.failed is not None
                failed = one.failed
                told = self._remembered(failed, lambda: f"does not hold: {self._say(failed)}")
                return Told(told, self._short(one))
            case "another" | "stopped":
                assert one.by is not None
                how = "stands in its place" if one.why == "another" else "lets no other after it apply"
                return Told(f"the promotion {one.by.name!r} {how}", None)
            case "points":
                return Told(f"{one.short} points to go: it is for customers with enough points", f"{one.short}")
            case "too_little" if one.lack is not None:
                return self._lacking(one.lack, counted)
            case other:
                return Told(WHY_NOT[other], None)

    def why_no_code(self, why: str) -> str:
        """Why a code does nothing."""
        return WHY_NO_CODE[why]

    def why_code_does_nothing(self, quote: Quote, promotion_id: int) -> tuple[Why, str]:
        """Why the promotion of a good code isn't applied."""
        found = quote.not_applied or not_applied(quote.published.snapshot, quote.question, quote.priced)
        one = next((one for one in found if one.promotion.id == promotion_id), None)
        if one is None:
            return "broken", WHY_NOT["broken"]
        return one.why, self.why_not(one, quote.asking.cart.money).told

    def _lacking(self, lack: Lack, counted: Money) -> Told:
        """What a benefit misses in a cart."""
        of, short = "", f"{amounts.text(lack.by, counted.places)} {counted.currency}"
        if lack.what == "pieces":
            short = f"{lack.by:,} {'piece' if lack.by == 1 else 'pieces'}"
            if lack.of is not None:
                of = " of " + lack.of.said(writers(currency=counted.base, places=counted.base_places))
        return Told(WHAT_LACKS[lack.what].format(short=short, of=of), short)

    def _short(self, one: NotApplied) -> str | None:
        """By how much a cart misses what is asked for, as a person reads it."""
        if one.short is None or not isinstance(one.failed, Test):
            return None
        if one.failed.value.type is Type.MONEY:
            return f"{amounts.text(int(one.short), one.failed.places)} {self._house.shop.currency}"
        return f"{Decimal(one.short).normalize():f}"

    def _sentence(self, kept: Promotion) -> str:
        shop = self._house.shop
        scope = Readable(self._vocabulary, "cart", shop.calendar.zone)
        return in_words(kept.saying, scope, self._say, currency=shop.currency, places=shop.places)

    def _say(self, condition: Condition) -> str:
        texts = Texts(cast(Language, self._house.shop.language), self._house.shop.calendar.zone)
        return sentence(condition, self._vocabulary, texts, name_of=self._name_of)

    def _remembered(self, key: Any, say: Any) -> str:
        with self._lock:
            if time.monotonic() > self._until:
                self._refresh()
            if key not in self._said:
                self._said[key] = say()
            return self._said[key]

    def _refresh(self) -> None:
        self._until = time.monotonic() + REMEMBERED_SECONDS
        self._vocabulary, self._name_of, self._said = self._house.vocabulary(), called(self._house), {}
