"""What is remembered from one quote to the next."""

from __future__ import annotations

from typing import NamedTuple

from regulars.flows.estimates.telling import Estimating
from regulars.http.direct import Caller
from regulars.http.house import House
from regulars.http.names import names_of
from regulars.http.turns import AskedOutside
from regulars.rules.scope import Scope

from .asking import Asking, Quote
from .given import CartIn, asking_of
from .quoter import Quoter
from .shown import Json, shown
from .words import Words


class Quoting(NamedTuple):
    """Promotions, memberships and products, and what is said of them."""

    of: House
    quoter: Quoter
    words: Words
    points: Estimating

    def quote(self, given: CartIn, by: str | Caller | None = None) -> Quote:
        """What a cart comes to; raises `Invalid` with what is wrong in it. `by`: who asks, where unknown codes are counted, or
        is found meanwhile."""
        if isinstance(by, Caller):
            return self.quoter.quote(self.asking(given), by)
        return self.quoter.quote(self.asking(given, by))

    def asking(self, given: CartIn, by: str | None = None) -> Asking:
        """What is asked; raises `Invalid` with what is wrong in it."""
        return asking_of(self.of, given, by)

    def shown(self, given: CartIn, quote: Quote, language: str | None = None) -> Json:
        """The same as callers are told: a `QuoteOut`; `language`: where it isn't the one that was given with the cart."""
        return shown(given, quote, self.words, self.points, language)


def quoting_of(house: House, points: Estimating) -> Quoting:
    """A new memory of a house."""

    def scope() -> Scope:
        return Scope(house.vocabulary(), "cart", house.shop.calendar.zone, names_of(house, saved=True))

    facts = AskedOutside(house.facts)
    quoter = Quoter(house.books, facts, house.shop, cart_scope=scope, estimator=points.estimator)
    return Quoting(house, quoter, Words(house), points)
